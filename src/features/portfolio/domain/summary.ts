import type { Observation, Result } from '../../../rules/checks.ts';
import { criteriaOf, type AssessedCriterion, type AssessedSection, type Assessment } from '../../standards/domain.ts';

/*
 * How a service stands beside the standards, in a few numbers: what a line of the portfolio says, and what is counted. Pure.
 * It holds no word that a person typed, so that it can be kept: what is worst is named by its clause and its check.
 */

/** The standards that a line of the portfolio speaks of, by their ids. */
export const SUMMARISED = ['point-16', 'dcb0129', 'dcb0160'] as const;
export type Summarised = (typeof SUMMARISED)[number];

/** The check by which somebody signed which of DCB0129 and DCB0160 apply. */
export const SCOPE_CHECK = 'standards.dcb-scope-decided';

/** What is worst in a standard: the clause, the criterion, and the check by which it is so. */
export interface Gap {
  /** The id and the heading of the clause. */
  readonly section: string;
  readonly title: string;
  readonly criterion: string;
  readonly result: Result;
  /** What has to be so, as the check asks it; the heading of the criterion, where it is not a check that is open. */
  readonly asks: string;
}

/** Whether a standard is one for this service. `not decided`: nobody signed it either way, and nobody judged all of it met. */
export type InScope = 'in scope' | 'out of scope' | 'not decided';

/** How a service stands beside one standard. */
export interface Standing {
  /** Not met where a clause is; not known where one is; met where all are that apply. */
  readonly verdict: AssessedSection['verdict'];
  /** Clauses, by their verdict. */
  readonly met: number;
  readonly notMet: number;
  /** Without those that are not due in the phase of the service. */
  readonly notKnown: number;
  readonly notYetDue: number;
  readonly doesNotApply: number;
  /** Clauses with something that was shown or judged and no longer stands. */
  readonly stale: number;
  /** Clauses with something that ends within two weeks. */
  readonly dueSoon: number;
  /** When the first clause that is current lapses; null for no end. */
  readonly until: string | null;
  /** Since when something is stale, at least; null where that is not known. */
  readonly since: string | null;
  readonly gap: Gap | null;
  readonly scope: InScope;
  /** Every clause that applies was judged met, by a signature that is current, and nothing of it has lapsed. */
  readonly assured: boolean;
}

/** How a service stands from a time on. */
export type Stands = Readonly<Record<Summarised, Standing>>;

/** What was looked at, at a time. */
export interface Looked {
  /** Beside each of the standards that are summarised. */
  readonly assessments: readonly Assessment[];
  /** What the check of the scope came to; undefined where there is no such check. */
  readonly scope: Pick<Observation, 'result' | 'until'> | undefined;
}

/** How a service stands at a time, in a few numbers, and until when. */
export function standsOf({ assessments, scope }: Looked): { readonly stands: Stands; readonly until: Date | null } {
  const isDecided = scope?.result === 'passed';
  const standings = assessments.map((one) => [one.catalogue.id, standingOf(one, isDecided)] as const);
  const ends = [...assessments, ...(scope ? [scope] : [])].flatMap(({ until }) => until ?? []);
  return { stands: Object.fromEntries(standings) as unknown as Stands, until: first(ends) };
}

function standingOf(assessment: Assessment, isDecided: boolean): Standing {
  const { sections } = assessment;
  const count = (verdict: AssessedSection['verdict']) => sections.filter((one) => one.verdict === verdict).length;
  const stale = sections.filter(isStale);
  const [met, notMet] = [count('met'), count('not-met')];
  const notYetDue = sections.filter(isNotYetDue).length;
  const notKnown = count('not-known') - notYetDue;
  const isOpen = notMet > 0 || notKnown > 0 || notYetDue > 0;
  const assured = met > 0 && !isOpen && stale.length === 0;
  const current = sections.filter(({ verdict }) => verdict === 'met');
  return {
    verdict: notMet > 0 ? 'not-met' : isOpen ? 'not-known' : met > 0 ? 'met' : 'does not apply',
    met,
    notMet,
    notKnown,
    notYetDue,
    doesNotApply: count('does not apply'),
    stale: stale.length,
    dueSoon: sections.filter(({ freshness }) => freshness.state === 'due soon').length,
    until: first(current.flatMap(({ freshness }) => freshness.until ?? []))?.toISOString() ?? null,
    since: first(stale.flatMap(({ freshness }) => freshness.since ?? []))?.toISOString() ?? null,
    gap: gapOf(assessment),
    scope: scopeOf(sections, isDecided, assured),
    assured,
  };
}

function isNotYetDue({ verdict, freshness }: AssessedSection): boolean {
  return verdict === 'not-known' && freshness.state === 'not yet due';
}

/** Something that was shown has lapsed, or what somebody judged is out of date. */
function isStale({ freshness, criteria }: AssessedSection): boolean {
  if (freshness.state === 'lapsed') return true;
  return criteria.some(
    ({ applies, freshness: own, judgement }) =>
      applies !== 'no' && (own.state === 'lapsed' || (judgement !== null && judgement.outOfDate.length > 0)),
  );
}

/**
 * That a standard does not apply is decided and signed, or it is not so: `does not apply` of every clause is never made by an
 * answer alone, and where one officer judged it away criterion by criterion, nobody decided it, which may take two.
 */
function scopeOf(sections: readonly AssessedSection[], isDecided: boolean, assured: boolean): InScope {
  const isLeftOut = sections.every(({ verdict }) => verdict === 'does not apply');
  if (isLeftOut && !sections.some(({ criteria }) => criteria.some(isJudgedAway))) return 'out of scope';
  return isDecided || assured ? 'in scope' : 'not decided';
}

/** It is a judgement by which it does not apply, and no decision. */
function isJudgedAway({ judgement, appliesBecause }: AssessedCriterion): boolean {
  return appliesBecause.some((word) => typeof word !== 'string' && word.href === judgement?.href);
}

/** From worst to least, for whoever has a minute: what fails, what lapsed, what nobody knows; what is not due yet is none. */
const WORST_FIRST: readonly Result[] = ['failed', 'needs-review', 'unknown', 'not-run'];

function gapOf(assessment: Assessment): Gap | null {
  const open = criteriaOf(assessment).filter(
    ({ applies, result, freshness, judgement }) =>
      applies !== 'no' &&
      freshness.state !== 'not yet due' &&
      (WORST_FIRST.includes(result) ||
        judgement === null ||
        judgement.outOfDate.length > 0 ||
        judgement.value !== 'met'),
  );
  const rank = (result: Result) => (WORST_FIRST.includes(result) ? WORST_FIRST.indexOf(result) : WORST_FIRST.length);
  const worst = open.toSorted((a, b) => rank(a.result) - rank(b.result))[0];
  if (!worst) return null;
  const { criterion, result, observations } = worst;
  const section = assessment.catalogue.sections.find(({ id }) => id === criterion.section)!;
  const check = WORST_FIRST.includes(result) ? observations.find((one) => one.result === result) : undefined;
  return {
    section: section.id,
    title: section.title,
    criterion: criterion.id,
    result,
    asks: check?.asks ?? criterion.title,
  };
}

function first(dates: readonly Date[]): Date | null {
  return dates.length === 0 ? null : new Date(Math.min(...dates.map((date) => date.getTime())));
}
