import { subject } from '../../platform/subjects/kinds.ts';
import type { RunOutcome } from './domain.ts';
import { loadProcesses, loadRuns } from './subject-store.ts';

/** A column of each row; what it weighs stands with the kind. */
export interface ProcessRow {
  readonly title: string | null;
  readonly what: string | null;
  readonly who: string | null;
  readonly starts: string | null;
  readonly comes: string | null;
  readonly sort: string;
  readonly every: number;
  readonly owner: string;
  readonly link: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly key: string;
}

/**
 * Claims that a process is written down. Whether what is written is the template's own is asked where it is shown: a template
 * that is put better changes nothing that was signed. Runs are subjects of their own: whoever signs the words of a process
 * says nothing of whether it was run.
 */
export const processKind = subject<ProcessRow>({
  kind: 'process',
  names: {},
  collects: {},
  load: loadProcesses,
  words: {
    title: 'material',
    what: 'material',
    who: 'material',
    starts: 'material',
    comes: 'material',
    sort: 'material',
    every: 'material',
    owner: 'editorial',
    link: 'editorial',
    // Which it is of the list, and whether it is in use, are no words.
    key: 'ignored',
    state: 'ignored',
    reason: 'ignored',
  },
  own: ({ what, who, starts, comes }) => ({
    facts: { whole: [what, who, starts, comes].every((text) => text !== null && text !== '') },
  }),
  verdict: (facts) => ((facts as { readonly whole: boolean }).whole ? 'met' : 'not-known'),
});

export interface RunRow {
  readonly ranOn: string;
  readonly sort: string;
  readonly people: string | null;
  readonly found: string | null;
  readonly outcome: string;
  readonly link: string | null;
  readonly withdrawn: string | null;
  readonly number: number;
}

/** Claims that a process was run once, and was as it should be. One that was withdrawn is retired. */
export const processRunKind = subject<RunRow>({
  kind: 'process-run',
  names: {},
  collects: {},
  load: loadRuns,
  words: {
    people: 'material',
    found: 'material',
    link: 'editorial',
    // Days, verdicts, why it does not count and numbers are no words.
    ranOn: 'ignored',
    sort: 'ignored',
    outcome: 'ignored',
    withdrawn: 'ignored',
    number: 'ignored',
  },
  own: ({ outcome }) => ({ facts: { outcome } }),
  verdict: (facts) => ((facts as { readonly outcome: RunOutcome }).outcome === 'as it should be' ? 'met' : 'not-met'),
});
