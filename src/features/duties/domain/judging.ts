import type { FactValue, GivenFacts } from '../../../rules/conditions.ts';
import type { Obligation } from '../domain.ts';

/*
 * What is owed now: what the rules make of the facts, and what people judged of it. Nothing that was done is undone by learning
 * more, and nothing that was judged outlives the facts on which it was judged. Pure: whoever keeps judgements elsewhere, sealed,
 * judges them here as well.
 */

/** What a person can say of a duty. */
export const JUDGEMENTS = ['confirmed', 'dismissed', 'sent', 'acknowledged'] as const;
export type JudgementKind = (typeof JUDGEMENTS)[number];

/** What a duty read when it was judged: all that it reads, and what was known of that. */
export interface Basis {
  readonly reads: readonly string[];
  readonly facts: GivenFacts;
}

/** A report as it went out. */
export interface Report {
  /** Under which the body that has it knows it. */
  readonly reference: string;
  readonly to: string;
  /** Who sent it, as they are called. */
  readonly by: string;
  readonly sentAt: Date;
}

/** What somebody said of a duty; one that was withdrawn is not among those that are judged. */
export interface Judgement {
  readonly id: string;
  /** The duty: "MHRA-10D". */
  readonly duty: string;
  /** The version of the rule under which it was judged. */
  readonly version: number;
  readonly kind: JudgementKind;
  readonly basis: Basis;
  /** Why: of a dismissal, always. */
  readonly reason: string | null;
  /** The limit as it stood then; null where there was none. */
  readonly due: Date | null;
  /** Of what was sent. */
  readonly report: Report | null;
  /** Of what was acknowledged: when, and under which reference. */
  readonly acknowledged: { readonly at: Date; readonly reference: string | null } | null;
  /** Who said it, as they are called, and when. */
  readonly by: string;
  readonly at: Date;
}

/** Whether something was done by being kept here: nobody sent it anywhere, and nobody acknowledges it. */
export function isKeptHere({ kind, basis }: Pick<Judgement, 'kind' | 'basis'>): boolean {
  return kind === 'sent' && basis.reads.length === 0;
}

/** The fact that is known once the report of a duty was recorded; null for none. Other duties turn on these. */
export function toldBy(duty: string): string | null {
  return REPORTED_FACTS.get(duty) ?? null;
}

const REPORTED_FACTS: ReadonlyMap<string, string> = new Map([
  ['LFPSE-INCIDENT', 'event.notified_via_lfpse'],
  ['MHRA-2D', 'device.serious_outcome_reported'],
  ['MHRA-10D', 'device.serious_outcome_reported'],
  ['MHRA-15D', 'device.serious_outcome_reported'],
]);

/** A judgement as it is kept; one that was withdrawn stays to be seen. */
export interface KeptJudgement extends Judgement {
  readonly caseId: string;
  /** The pack under which it was said. */
  readonly pack: string;
  /** Who took it back, when and why; null for what stands. */
  readonly withdrawn: { readonly by: string; readonly at: Date; readonly reason: string } | null;
}

/** How a duty stands once it is judged. `follow-up`: what was reported has changed since. */
export const STANDINGS = ['owed', 'follow-up', 'possible', 'done', 'dismissed', 'watch', 'not-owed'] as const;
export type Standing = (typeof STANDINGS)[number];

/** A duty, and what became of it. */
export interface Judged {
  readonly obligation: Obligation;
  readonly standing: Standing;
  /** What it rests on; null where nobody judged, or where what they judged is asked again. */
  readonly judgement: Judgement | null;
  /** All that was said of it, the earliest first. */
  readonly said: readonly Judgement[];
  /** The first report; null where none was sent. */
  readonly report: Report | null;
  /** When the last report was acknowledged; null where nobody said so. */
  readonly acknowledgedAt: Date | null;
  /** It was reported after its limit. That stays so, whatever is learnt later. */
  readonly late: boolean;
  /** It is owed, and its limit has passed. Our own targets make nothing overdue in this sense. */
  readonly overdue: boolean;
  /** By when it is wanted: the limit, or else our target; null for neither, and for what is no longer open. */
  readonly by: Date | null;
  /** Facts that are not as they were when it was judged: why it is asked again, or owes a follow-up. */
  readonly changed: readonly string[];
}

/** What waits for somebody: owed, owing a follow-up, or possible. */
export function isOpen({ standing }: Pick<Judged, 'standing'>): boolean {
  return standing === 'owed' || standing === 'follow-up' || standing === 'possible';
}

/**
 * Judges obligations: what is due first, what is settled last.
 * @param judgements those that stand, in the order in which they were said
 * @param facts all that is known now
 */
export function judge(
  obligations: readonly Obligation[],
  judgements: readonly Judgement[],
  facts: GivenFacts,
  now: Date,
): readonly Judged[] {
  return obligations
    .map((obligation) =>
      judgeOne(
        obligation,
        judgements.filter(({ duty }) => duty === obligation.id),
        facts,
        now,
      ),
    )
    .toSorted(byUrgency);
}

function judgeOne(obligation: Obligation, said: readonly Judgement[], facts: GivenFacts, now: Date): Judged {
  const sent = said.filter(({ kind }) => kind === 'sent');
  const { standing, judgement, changed } =
    sent.length > 0 ? reported(said, facts) : unreported(obligation, said, facts);
  const first = sent[0]?.report ?? null;
  const last = sent.at(-1);
  const acknowledged = said.findLast(({ kind }) => kind === 'acknowledged')?.acknowledged ?? null;
  const open = isOpen({ standing });
  const isAcknowledged = acknowledged !== null && last !== undefined && acknowledged.at >= last.report!.sentAt;
  return {
    obligation,
    standing,
    judgement,
    said,
    report: first,
    acknowledgedAt: isAcknowledged ? acknowledged.at : null,
    late: first !== null && isLate(first.sentAt, [sent[0]!.due, obligation.due]),
    overdue: standing === 'owed' && obligation.due !== null && now > obligation.due,
    by: open && standing !== 'follow-up' ? (obligation.due ?? obligation.target) : null,
    changed,
  };
}

type Standed = Pick<Judged, 'standing' | 'judgement' | 'changed'>;

/** What was reported stays so. Where a fact is another than the one that was reported, it owes a follow-up. */
function reported(said: readonly Judgement[], facts: GivenFacts): Standed {
  // Whoever dismisses after a report dismisses its follow-up.
  const judgement = said.findLast(({ kind }) => kind === 'sent' || kind === 'dismissed')!;
  const changed = corrected(judgement.basis, facts);
  return changed.length > 0 ? { standing: 'follow-up', judgement, changed } : { standing: 'done', judgement, changed };
}

function unreported({ state }: Obligation, said: readonly Judgement[], facts: GivenFacts): Standed {
  const judgement = said.findLast(({ kind }) => kind === 'confirmed' || kind === 'dismissed') ?? null;
  const ruled: Standing = state === 'due' ? 'owed' : state;
  if (judgement === null) return { standing: ruled, judgement, changed: [] };
  // A person said that it is owed: only a person takes that back.
  if (judgement.kind === 'confirmed') return { standing: 'owed', judgement, changed: [] };
  const changed = different(judgement.basis, facts);
  if (changed.length === 0) return { standing: 'dismissed', judgement, changed };
  return { standing: ruled, judgement: null, changed };
}

/** Facts that were known and are another now, or no longer known. What was learnt besides corrects nothing. */
export function corrected({ reads, facts: then }: Basis, now: GivenFacts): string[] {
  return reads.filter((fact) => then[fact] !== undefined && !isSame(then[fact], now[fact]));
}

/** Facts that are not as they were, what was learnt since among them. */
export function different({ reads, facts: then }: Basis, now: GivenFacts): string[] {
  return reads.filter((fact) => !isSame(then[fact], now[fact]));
}

/** Whether two values of a fact are the same; lists are sets. */
export function isSame(one: FactValue | null | undefined, other: FactValue | null | undefined): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item: string) => other.includes(item));
}

/** What a duty reads, as it is known now: kept with what is judged. */
export function basisOf(reads: readonly string[], facts: GivenFacts): Basis {
  const known = reads.flatMap((fact) => (facts[fact] === undefined ? [] : [[fact, facts[fact]] as const]));
  return { reads: [...reads], facts: Object.fromEntries(known) };
}

/** Against the limit as it stood, and as it stands: a clock that was corrected later makes nothing punctual. */
function isLate(at: Date, limits: readonly (Date | null)[]): boolean {
  return limits.some((limit) => limit !== null && at > limit);
}

function byUrgency(one: Judged, other: Judged): number {
  return (
    Number(isOpen(other)) - Number(isOpen(one)) ||
    Number(isAtOnce(other)) - Number(isAtOnce(one)) ||
    timeOf(one.obligation.due, one) - timeOf(other.obligation.due, other) ||
    STANDINGS.indexOf(one.standing) - STANDINGS.indexOf(other.standing) ||
    timeOf(one.by, one) - timeOf(other.by, other) ||
    (one.obligation.id < other.obligation.id ? -1 : 1)
  );
}

function isAtOnce({ obligation, standing }: Judged): boolean {
  return standing === 'owed' && obligation.now;
}

const LAST = 8.64e15;

function timeOf(time: Date | null, { standing }: Judged): number {
  return time === null || standing !== 'owed' ? LAST : time.getTime();
}

/** Why a duty cannot be judged so, in words; null where it can. */
export function whyNotJudged(judged: Judged, kind: JudgementKind): string | null {
  const { obligation, report, standing } = judged;
  const { id } = obligation;
  if (kind === 'acknowledged')
    return report === null ? `Nothing was sent for ${id} yet. Record the report first.` : null;
  if (kind === 'confirmed') {
    if (report !== null) return `${id} was reported already. Withdraw the report first, if that was wrong.`;
    return obligation.state === 'watch' ? `${id} is not in force. It is only watched.` : null;
  }
  if (kind === 'dismissed' && report !== null && standing !== 'follow-up')
    return `${id} was reported already, and owes nothing more. Withdraw the report first, if that was wrong.`;
  if (kind === 'dismissed' && standing === 'not-owed') return `${id} is not owed, as the facts stand.`;
  return null;
}
