import type { At, Check, Found } from '../../rules/checks.ts';
import { capital, listed } from '../../words/counting.ts';
import { dayIn, sayDay } from '../../words/days.ts';
import { wholeOf } from '../../words/naming.ts';
import type { Sentence, Words } from '../../words/sentence.ts';
import { approvedFound, type Approved } from '../approvals/index.ts';
import {
  MATTER_WORDS,
  missingSentence,
  otherSchemeSentence,
  planPath,
  sayReview,
  type Asked,
  type Matter,
} from './domain.ts';

/*
 * What the standards ask of a clinical risk management plan (DCB0129 3.2): that it is written, approved by an officer, says who
 * may authorise what (2.2.2), and follows what changes (3.2.3).
 */

/** Somebody whom a plan names for a matter. */
export interface NamedPerson {
  readonly matter: Matter;
  readonly role: string;
  readonly name: string;
  /** Until when they hold that role here; null for no end. */
  readonly until: Date | null | 'does not';
}

/** What is known of the plan of a service. */
export interface PlanFact {
  readonly service: { readonly reference: string };
  readonly missing: readonly Asked[];
  /** The matters for which it names nobody. */
  readonly without: readonly Matter[];
  readonly named: readonly NamedPerson[];
  /** The version of the risk scheme that it declares; null for none. */
  readonly declared: string | null;
  /** Those that hazard logs use and it does not declare. */
  readonly otherSchemes: readonly string[];
  readonly reviewDays: number;
  readonly approved: Approved;
  /** When the latest version was approved; null where none ever was. */
  readonly approvedAt: Date | null;
}

/** A plan that nobody has written is not there. */
export interface PlanFacts {
  readonly plan: PlanFact;
}

const DAY = 86_400_000;

const begins = ({ service }: At) => [
  { text: 'Writing the clinical risk management plan', href: `${planPath(service.reference)}/edit` },
  ' begins to clear it.',
];

export const checks: readonly Check<PlanFacts>[] = [
  {
    id: 'plan.written',
    asks: 'The clinical risk management plan is written, with the criteria for which risks may stay.',
    how: 'automatic',
    reads: ['plan'],
    decide: ({ plan }) => decideWritten(plan),
    begins,
  },
  {
    id: 'plan.approved',
    asks: 'A version of the clinical risk management plan is approved by an officer, and was looked at as often as it says.',
    how: 'automatic',
    reads: ['plan'],
    decide: ({ plan }, { now }) => decideApproved(plan, now),
    begins,
  },
  {
    id: 'plan.names-who-authorises',
    asks: 'The clinical risk management plan says who may authorise what, and whoever it names holds that role.',
    how: 'automatic',
    reads: ['plan'],
    decide: ({ plan }, { now }) => decideNames(plan, now),
    begins,
  },
  {
    id: 'plan.follows-changes',
    asks: 'The approved clinical risk management plan is about the project, the people, the intended use and the risk scheme of today.',
    how: 'automatic',
    reads: ['plan'],
    decide: ({ plan }, { now }) => decideFollows(plan, now),
    begins,
  },
];

function decideWritten({ service: { reference }, missing, without }: PlanFact): Found {
  const rest = { until: null, shown: [] };
  const sentence = missingSentence(reference, missing, without);
  if (sentence) return { ...rest, result: 'failed', says: wholeOf(sentence), clears: sentence.clears };
  const clears = [{ text: 'Writing it anew', href: `${planPath(reference)}/edit` }, ' clears it.'];
  return {
    ...rest,
    result: 'passed',
    says: [{ text: 'The plan', href: planPath(reference) }, ' is written in all of its parts.'],
    clears,
  };
}

/** That the plan has not been looked at for longer than it says; null where it has, or no version was ever approved. */
export function reviewSentence({ service, approved, approvedAt, reviewDays }: PlanFact, now: Date): Sentence | null {
  if (approved.version === null || approvedAt === null || reviewOf(approvedAt, reviewDays) > now) return null;
  const { number, on, whoSigns } = approved.version.said;
  return {
    so: [{ text: 'The plan', href: planPath(service.reference) }, ' is due to be looked at'],
    because: [`it says that it is looked at ${sayReview(reviewDays)}, and version ${number} was approved on ${on}`],
    clears: [
      { text: `Version ${number + 1}`, href: `${approved.path}/sign` },
      `, signed by ${whoSigns} who has looked, clears it.`,
    ],
  };
}

/** The day on which somebody has to look again; null where nothing is approved. */
export function nextReview({ approvedAt, reviewDays }: PlanFact): Date | null {
  return approvedAt && reviewOf(approvedAt, reviewDays);
}

/** How a plan stands, in one line: its approval, or what speaks against it. */
export function lineOf(fact: PlanFact, now: Date): Words {
  const found = approvedFound(fact.approved, now);
  const review = found.result === 'passed' ? reviewSentence(fact, now) : null;
  return review ? wholeOf(review) : found.says;
}

function reviewOf(approvedAt: Date, days: number): Date {
  return new Date(approvedAt.getTime() + days * DAY);
}

/** Whether a version stands, whatever has changed since, and its review is not overdue. */
export function decideApproved(fact: PlanFact, now: Date): Found {
  const { approved, approvedAt, reviewDays } = fact;
  const found = approvedFound(standingAlone(approved, { outOfDate: false }), now);
  if (found.result !== 'passed' || approvedAt === null) return found;
  const review = reviewOf(approvedAt, reviewDays);
  const sentence = reviewSentence(fact, now);
  if (!sentence) return { ...found, says: approvedSays(approved, review), until: earliest(found.until, review) };
  const { clears } = sentence;
  const until = approved.version?.validUntil ?? null;
  return { result: 'needs-review', says: wholeOf(sentence), clears, until, since: review, shown: [] };
}

/** That a version is approved and looked at; whether it is about what there is now is asked apart. */
function approvedSays({ version }: Approved, review: Date): Words {
  const { href, number, by, byAuthor, on } = version!.said;
  const who = `${byAuthor ? 'its author, ' : ''}${listed(by)}`;
  return [
    { text: `Version ${number}`, href },
    ` of the clinical risk management plan was approved by ${who} on ${on}, and is looked at again by ${sayDay(dayIn(review))}.`,
  ];
}

/** That somebody is named who does not hold that role any more; null where all of them do. */
export function goneSentence({ service, named }: PlanFact, now: Date): Sentence | null {
  const gone = named.filter(({ until }) => until === 'does not' || (until !== null && until <= now));
  if (gone.length === 0) return null;
  const who = [...new Set(gone.map(({ name, role }) => `${name} (as ${role})`))];
  return {
    so: ['The plan names somebody who may no longer do it'],
    because: [
      `${listed(who)} ${who.length === 1 ? 'does not hold that role' : 'do not hold those roles'} in this service`,
    ],
    clears: [
      { text: 'Naming somebody who does', href: `${planPath(service.reference)}/edit#authorises` },
      ', or giving them the role again, clears it.',
    ],
  };
}

/** Whether it names somebody for each matter who may still do it. */
export function decideNames(fact: PlanFact, now: Date): Found {
  const { service, without, named } = fact;
  const path = planPath(service.reference);
  const clears = [
    { text: 'Naming somebody for each matter', href: `${path}/edit#authorises` },
    ', and an approval, clears it.',
  ];
  const rest = { until: null, shown: [] };
  if (without.length > 0) {
    const matters = without.map((matter) => MATTER_WORDS[matter].toLowerCase());
    return { ...rest, result: 'failed', says: [`The plan names nobody for: ${listed(matters)}.`], clears };
  }
  const later = named.flatMap(({ until }) => (until instanceof Date && until > now ? [until] : []));
  const until = later.reduce<Date | null>(earliest, null);
  const gone = goneSentence(fact, now);
  if (gone) return { ...rest, result: 'failed', says: wholeOf(gone), clears: gone.clears, until };
  const says = [{ text: 'The plan', href: `${path}#authorises` }, ' names somebody for each matter.'];
  return { ...rest, result: 'passed', says, clears, until };
}

/** Whether what is approved is about what there is now. */
export function decideFollows(fact: PlanFact, now: Date): Found {
  const { service, approved, declared, otherSchemes } = fact;
  const { version } = approved;
  if (version === null) return approvedFound(approved, now);
  if (version.kept.outOfDate)
    return approvedFound(standingAlone(approved, { void: false, challenged: false, outOfDate: true }), now);
  const other = otherSchemeSentence(service.reference, otherSchemes, declared);
  if (other) return { result: 'needs-review', says: wholeOf(other), clears: other.clears, until: null, shown: [] };
  return {
    result: 'passed',
    says: [
      { text: capital(`version ${version.said.number} of the plan`), href: version.said.href },
      `, approved on ${version.said.on}, is about what there is now.`,
    ],
    clears: [{ text: 'Signing it anew', href: `${approved.path}/sign` }, ' clears it.'],
    until: null,
    shown: [],
  };
}

/** The same with only some of what is true of its version. */
function standingAlone(approved: Approved, kept: Partial<NonNullable<Approved['version']>['kept']>): Approved {
  const { version } = approved;
  if (version === null) return approved;
  const validUntil = kept.outOfDate === true ? null : version.validUntil;
  return { ...approved, version: { ...version, validUntil, kept: { ...version.kept, ...kept } } };
}

function earliest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
