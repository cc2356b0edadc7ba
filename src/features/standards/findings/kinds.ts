import type { Json } from '../../../platform/canonical.ts';
import { subject } from '../../../platform/subjects/kinds.ts';
import { loadFindings, loadScopeDecisions } from './subject-store.ts';

/** A column of a finding; what it weighs stands with the kind. */
export interface FindingRow {
  readonly number: number;
  readonly catalogue: string;
  readonly edition: string;
  readonly section: string;
  /** By criterion: the value, the reason, the facts that it turned on, and the entry in which it was made. */
  readonly judgements: readonly { readonly [key: string]: Json }[];
}

/**
 * Claims that a section of a standard stands as a person judged it. What the checks came to is kept beside it and is no word:
 * that the work moved on is for the assessment to say, and puts no signature out of date.
 */
export const findingKind = subject<FindingRow>({
  kind: 'finding',
  names: {},
  collects: {},
  load: loadFindings,
  words: {
    catalogue: 'material',
    edition: 'material',
    section: 'material',
    judgements: 'material',
    number: 'ignored',
  },
  own: () => ({}),
  // What it says is judged by a person, and stands once it is signed: by itself it shows nothing.
  verdict: () => 'not-known',
});

/** A column of a scope decision. */
export interface ScopeDecisionRow {
  readonly number: number;
  readonly catalogue: string;
  readonly edition: string;
  readonly section: string | null;
  readonly applies: boolean;
  readonly reason: string | null;
  readonly facts: Json;
  readonly signatures: number;
  readonly withdrawn: string | null;
  readonly decidedSeq: number;
}

/** Claims that a standard, or a section of it, applies to a service or does not. One that was taken back is retired. */
export const scopeDecisionKind = subject<ScopeDecisionRow>({
  kind: 'scope-decision',
  names: {},
  collects: {},
  load: loadScopeDecisions,
  words: {
    catalogue: 'material',
    edition: 'material',
    section: 'material',
    applies: 'material',
    reason: 'material',
    facts: 'material',
    signatures: 'material',
    decidedSeq: 'material',
    // Why it was taken back says nothing that anybody signed.
    withdrawn: 'ignored',
    number: 'ignored',
  },
  own: () => ({}),
  verdict: () => 'not-known',
});
