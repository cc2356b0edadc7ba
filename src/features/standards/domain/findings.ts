import type { Result } from '../../../rules/checks.ts';
import { ask, type KnownFacts } from '../../../rules/conditions.ts';
import { capital, counted } from '../../../words/counting.ts';
import { isDay, type Day } from '../../../words/days.ts';
import type { Words } from '../../../words/sentence.ts';
import { numberIn } from '../../decisions/domain.ts';
import { standardPath } from './addresses.ts';
import {
  JUDGEMENTS,
  type AssessedCriterion,
  type Judgement,
  type JudgementValue,
  type ScopeDecision,
} from './assessment.ts';
import { judgementKey, namedByScope, RANK } from './assess.ts';
import type { Catalogue } from './catalogue.ts';
import { RESULT_WORDS } from './showing.ts';

/*
 * What a person judges beside what was observed: findings, decisions on what applies, assessments by a panel. What is written
 * counts once it is signed, and a draft can only take a judgement down, never up. Pure.
 */

export const findingNumber = (reference: string) => numberIn('fnd', reference);
export const scopeNumber = (reference: string) => numberIn('scp', reference);
export const panelNumber = (reference: string) => numberIn('pnl', reference);

/** "FND-3" */
export const findingReference = (number: number) => `FND-${number}`;
/** "SCP-1" */
export const scopeReference = (number: number) => `SCP-${number}`;
/** "PNL-2" */
export const panelReference = (number: number) => `PNL-${number}`;

export function findingPath(service: string, number: number): string {
  return `${findingsPath(service)}/${findingReference(number)}`;
}

export function scopeDecisionPath(service: string, number: number): string {
  return `/services/${service}/scope/${scopeReference(number)}`;
}

export function findingsPath(service: string): string {
  return `/services/${service}/findings`;
}

/** Where assessments of a service against a standard by a panel stand. */
export function assessmentsPath(service: string, catalogue: string): string {
  return `${standardPath(service, catalogue)}/assessments`;
}

export function panelPath(service: string, catalogue: string, number: number): string {
  return `${assessmentsPath(service, catalogue)}/${panelReference(number)}`;
}

/** A judgement on one criterion, as somebody wrote it. */
export interface WrittenJudgement {
  readonly criterion: string;
  /** The edition of the standard that was looked at. */
  readonly edition: string;
  readonly value: JudgementValue;
  readonly reason: string;
  /** The facts that it turned on, as they were. */
  readonly facts: KnownFacts;
  /** What each check came to, as whoever judged saw it. */
  readonly basis: Readonly<Record<string, Result>>;
  /** The entry in which it was made, by whom and when. */
  readonly seq: number;
  readonly by: string;
  readonly at: Date;
}

/** The judgements on a section of a standard. */
export interface Finding {
  readonly id: string;
  readonly number: number;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  readonly catalogue: string;
  readonly edition: string;
  readonly section: string;
  readonly judgements: readonly WrittenJudgement[];
  /** The entry that it was written by last. */
  readonly version: number;
}

/** What somebody judged and nobody has signed yet: what they wrote alike, together. */
export interface Draft {
  /** "FND-3" */
  readonly reference: string;
  readonly href: string;
  readonly value: JudgementValue;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  readonly criteria: readonly string[];
}

/** The judgements of a finding that nobody has signed yet. @param signed its last signature, with the entry of it */
export function unsigned(
  { judgements }: Pick<Finding, 'judgements'>,
  signed: { readonly seq: number } | null,
): WrittenJudgement[] {
  return judgements.filter(({ seq }) => signed === null || seq > signed.seq);
}

/** Those that are judged as met though not every check under them had passed: whoever signs has to know. */
export function metBeyondChecks<One extends Pick<WrittenJudgement, 'value' | 'basis'>>(
  judgements: readonly One[],
): One[] {
  return judgements.filter(
    ({ value, basis }) =>
      value === 'met' && Object.values(basis).some((result) => result !== 'passed' && result !== 'not-applicable'),
  );
}

/** Whether a criterion is judged: what is left out by what was said of the service, or by a signed decision, is not. */
export function isJudged({ result, judgement }: Pick<AssessedCriterion, 'result' | 'judgement'>): boolean {
  return result !== 'not-applicable' || judgement?.value === 'does not apply';
}

/** The drafts of a finding. @param waiting its judgements that nobody has signed */
export function draftsOf(
  { number, service }: Pick<Finding, 'number' | 'service'>,
  waiting: readonly WrittenJudgement[],
): Draft[] {
  const alike = Map.groupBy(waiting, ({ seq, value, reason }) => JSON.stringify([seq, value, reason]));
  return [...alike.values()].map((those) => {
    const { value, reason, by, at } = those[0]!;
    const criteria = those.map(({ criterion }) => criterion);
    return {
      reference: findingReference(number),
      href: findingPath(service.reference, number),
      value,
      reason,
      by,
      at,
      criteria,
    };
  });
}

/** A decision on whether a standard, or a section of it, applies, as somebody wrote it. */
export interface WrittenScope {
  readonly id: string;
  readonly number: number;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  readonly catalogue: string;
  readonly edition: string;
  /** Null for the whole standard. */
  readonly section: string | null;
  readonly applies: boolean;
  readonly reason: string;
  readonly facts: KnownFacts;
  readonly signatures: 1 | 2;
  /** Why somebody took it back; null where nobody did. */
  readonly withdrawn: string | null;
  readonly by: string;
  readonly at: Date;
  readonly version: number;
}

/** The signature under what was written, as it stands at a moment. */
export interface SignedBy {
  /** "Wren Applewhite (clinical safety officer)" */
  readonly by: readonly string[];
  readonly at: Date;
  /** The documents from elsewhere that bear the signature, by their SHA-256. */
  readonly documents?: readonly string[];
  readonly validUntil: Date | null;
  /** What was signed is not what is written any more. */
  readonly outOfDate: boolean;
  /** The words are the same, and a registration that the signature required was not held. */
  readonly fell: boolean;
}

/** A judgement that takes something down: an unsigned draft never lifts it. */
function takesDown(value: JudgementValue): boolean {
  return value === 'not met' || value === 'partly met';
}

/** What was signed, criterion by criterion, as an assessment takes it in: by `judgementKey`. */
export function judgementsSigned(
  finding: Pick<Finding, 'number' | 'service' | 'catalogue'> & {
    readonly judgements: readonly Omit<WrittenJudgement, 'by' | 'at'>[];
  },
  signed: SignedBy,
): [key: string, judgement: Judgement][] {
  const href = findingPath(finding.service.reference, finding.number);
  const reference = findingReference(finding.number);
  const link = { text: reference, href };
  return finding.judgements.map(({ criterion, edition, value, reason, basis, facts }) => {
    const redrafted: Words = takesDown(value)
      ? []
      : [link, ' was written anew since, and the new words are not signed.'];
    const fallen: Words = signed.fell
      ? ['The signature under ', link, ' is void: a registration that it required was not held.']
      : signed.outOfDate
        ? redrafted
        : [];
    return [
      judgementKey(finding.catalogue, criterion),
      {
        reference,
        href,
        edition,
        value,
        reason,
        by: signed.by.join(' and '),
        on: signed.at,
        documents: signed.documents ?? [],
        until: signed.validUntil,
        basis,
        facts,
        fallen,
      },
    ];
  });
}

/**
 * The decision that something does not apply, where it is signed and stands; null where it does not count. That it ended is
 * asked of the time, by the assessment: what is known of a service turns on no time.
 */
export function scopeSigned(scope: WrittenScope, signed: SignedBy): ScopeDecision | null {
  return !scope.applies && standsWhole(scope, signed)
    ? {
        reference: scopeReference(scope.number),
        href: scopeDecisionPath(scope.service.reference, scope.number),
        catalogue: scope.catalogue,
        section: scope.section,
        reason: scope.reason,
        by: signed.by.join(' and '),
        on: signed.at,
        until: signed.validUntil,
        facts: scope.facts,
      }
    : null;
}

/** Whether a decision, whichever way it went, is signed and stands. */
export function scopeStands(scope: Pick<WrittenScope, 'withdrawn'>, signed: SignedBy, now: Date): boolean {
  return standsWhole(scope, signed) && (signed.validUntil === null || signed.validUntil > now);
}

/** The same, whenever it ends. */
export function standsWhole({ withdrawn }: Pick<WrittenScope, 'withdrawn'>, { fell, outOfDate }: SignedBy): boolean {
  return withdrawn === null && !fell && !outOfDate;
}

/**
 * What a judgement rests on: what its writer saw, or what is so by now where that is better. Whatever is worse than that was
 * news to them, and puts the judgement out of date.
 * @param seen what the page showed, by check; what it does not name was seen as it is
 */
export function basisOf(
  observed: readonly { readonly check: string; readonly result: Result }[],
  seen: Readonly<Record<string, Result>>,
): Record<string, Result> {
  return Object.fromEntries(
    observed.map(({ check, result }) => {
      const shown = seen[check] ?? result;
      return [check, RANK[shown] > RANK[result] ? shown : result];
    }),
  );
}

/** What somebody judges of one criterion. */
export interface TypedJudgement {
  readonly criterion: string;
  readonly value: JudgementValue;
  readonly reason: string;
}

/** A problem at a field of a form. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What is wrong with judgements on a section. Whatever the checks do not show by themselves asks for a reason. */
export function problemsOfJudgements(
  typed: readonly TypedJudgement[],
  criteria: ReadonlyMap<string, { readonly result: Result }>,
): FieldProblem[] {
  if (typed.length === 0)
    return [
      {
        field: `judgements.${[...criteria.keys()][0] ?? ''}.value`,
        message: 'Judge at least one of them. What you leave open stays as it was.',
      },
    ];
  return typed.flatMap(({ criterion, value, reason }): FieldProblem[] => {
    const found = criteria.get(criterion);
    if (found === undefined)
      return [
        { field: `judgements.${criterion}.value`, message: `There is no criterion ${criterion} in this section.` },
      ];
    if (reason !== '') return [];
    const field = `judgements.${criterion}.reason`;
    if (value === 'does not apply') return [{ field, message: `Say why ${criterion} does not apply.` }];
    if (value !== 'met') return [{ field, message: `Say what is missing of ${criterion}.` }];
    if (found.result === 'passed') return [];
    return [{ field, message: `Say why you judge ${criterion} as met: what was observed does not show it by itself.` }];
  });
}

/**
 * Why nobody can decide that a standard, or a section of it, does not apply; null where somebody can. What asks every service
 * is judged, criterion by criterion, and is not left out.
 */
export function whyAlwaysApplies({ applies, criteria, name }: Catalogue, section: string | null): string | null {
  if (applies !== null) return null;
  const own = criteria.filter((one) => one.section === section);
  if (section !== null && own.every((one) => one.applies !== null)) return null;
  return `${section === null ? name : `This section of ${name}`} applies to every service. Judge it instead: of a single criterion you can judge that it does not apply, with the reason.`;
}

/** Why nobody can decide that a standard applies: by what is known of the service it does not; null where somebody can. */
export function whyDoesNotApply(
  { applies, name }: Pick<Catalogue, 'applies' | 'name'>,
  facts: KnownFacts,
): string | null {
  if (applies === null || ask(applies, facts).truth !== 'no') return null;
  return `What is said of the service leaves ${name} out. Change that first, if it is wrong.`;
}

/** The facts on which it turns whether a standard, or a section of it, applies: those that are known. */
export function factsOfScope(catalogue: Catalogue, section: string | null, facts: KnownFacts): KnownFacts {
  return knownAmong(facts, namedByScope(catalogue, section));
}

/** Those of the named facts that are known. */
export function knownAmong(facts: KnownFacts, names: readonly string[]): KnownFacts {
  return Object.fromEntries(
    [...new Set(names)].flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]] as const])),
  );
}

/** The phases in which a panel looks at a service. */
export const PANEL_PHASES = ['alpha', 'beta', 'live'] as const;
export type PanelPhase = (typeof PANEL_PHASES)[number];

export const OUTCOMES = ['met', 'conditions', 'not met'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  met: 'Met',
  conditions: 'Met with conditions',
  'not met': 'Not met',
};

/** An assessment of a service against a standard by a panel. */
export interface PanelAssessment {
  readonly id: string;
  readonly number: number;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  readonly catalogue: string;
  readonly edition: string;
  readonly on: Day;
  readonly phase: PanelPhase;
  readonly outcome: Outcome;
  readonly panel: readonly { readonly name: string; readonly part: string }[];
  readonly notes: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

/** What is wrong with an assessment, besides its recommendations. */
export function problemsOfPanel(
  typed: { readonly on: string; readonly panel: readonly unknown[]; readonly outcome: Outcome },
  recommendations: number,
  today: Day,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!isDay(typed.on)) problems.push({ field: 'on', message: 'Give the day of the assessment, such as 2026-03-12.' });
  else if (typed.on > today)
    problems.push({ field: 'on', message: 'This day is still to come. Record the assessment once it was held.' });
  if (typed.panel.length === 0) problems.push({ field: 'panel.0.name', message: 'Say who was on the panel.' });
  if (typed.outcome === 'conditions' && recommendations === 0)
    problems.push({
      field: 'recommendations.0.text',
      message: 'Say what the panel asks for: each condition is a recommendation that somebody sees to.',
    });
  return problems;
}

/** "4 judgements: 2 met, 1 partly met, 1 not met" */
export function sayJudgements(judgements: readonly Pick<WrittenJudgement, 'value'>[]): string {
  const byValue = Map.groupBy(judgements, ({ value }) => value);
  const parts = JUDGEMENTS.flatMap((value) => {
    const count = byValue.get(value)?.length ?? 0;
    return count === 0 ? [] : [`${count} ${value}`];
  });
  return `${counted(judgements.length, 'judgement')}: ${parts.join(', ')}`;
}

/** "Partly met" */
export function sayValue(value: JudgementValue): string {
  return capital(value);
}

/** "2 passed, 1 not known": what the checks under a criterion came to. */
export function sayBasis(basis: Readonly<Record<string, Result>>): string {
  const counts = Map.groupBy(Object.values(basis), (result) => result);
  return [...counts].map(([result, some]) => `${some.length} ${RESULT_WORDS[result].toLowerCase()}`).join(', ');
}
