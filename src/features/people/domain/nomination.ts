import type { Day } from './days.ts';

/*
 * Who is clinical safety officer of a service (DCB0129 2.2, 2.3): nominated, accepted, in office from one switching moment
 * to another. At most one person is accountable at any moment, whatever was nominated and accepted in whatever order.
 */

export const OFFICES = ['clinical safety officer', 'deputy clinical safety officer'] as const;
export type Office = (typeof OFFICES)[number];

export const NOMINATION_STATES = ['awaits an answer', 'accepted', 'declined', 'withdrawn'] as const;
export type NominationState = (typeof NOMINATION_STATES)[number];

/** What decides when somebody is in office. */
export interface Officeholding {
  readonly id: string;
  readonly office: Office;
  readonly state: NominationState;
  /** For one that was accepted: from when it holds, and the ledger entry of the acceptance. */
  readonly holdsFrom: Date | null;
  readonly acceptedSeq: number | null;
  /** When it ends, where somebody has said so. */
  readonly endsAt: Date | null;
}

export interface Nomination extends Officeholding {
  readonly service: string;
  readonly person: string;
  readonly name: string;
  readonly nominatedBy: { readonly person: string; readonly name: string };
  readonly nominatedAt: Date;
  /** The day with which it is to begin; null for the moment of acceptance. */
  readonly beginsOn: Day | null;
  /** Who employs the officer, where that is another organisation; '' otherwise. */
  readonly employer: string;
  readonly note: string;
  /** Why the executive holds the nominee to be a clinician, where the register leaves it open. */
  readonly clinicianBecause: string;
  readonly answeredAt: Date | null;
  /** The version of the accountability statement that was signed. */
  readonly statement: number | null;
  /** How they confirmed that it was them: "passkey". */
  readonly confirmedBy: string;
  readonly declinedBecause: string;
  readonly endedBecause: string;
  /** The last day on which whoever is in office before keeps their role in Primum; null for not beyond the hand-over. */
  readonly accessUntil: Day | null;
  readonly version: number;
}

/** Somebody is in office from a moment up to, not including, another. */
export interface Term<Of extends Officeholding = Officeholding> {
  readonly nomination: Of;
  readonly from: Date;
  /** Null for no end in sight. */
  readonly to: Date | null;
}

/**
 * The terms that acceptances make, in their order. Accountable officers follow one another: each is in office until the
 * next one's moment, or until their own end. One that ended before its moment never began, and cuts nobody short. Deputies
 * stand beside each other.
 */
export function termsOf<Of extends Officeholding>(nominations: readonly Of[]): Term<Of>[] {
  const began = nominations.flatMap((nomination) => {
    const { state, holdsFrom: from, endsAt } = nomination;
    return state === 'accepted' && from !== null && (endsAt === null || endsAt > from) ? [{ nomination, from }] : [];
  });
  const inOrder = began.toSorted(
    (a, b) => a.from.getTime() - b.from.getTime() || (a.nomination.acceptedSeq ?? 0) - (b.nomination.acceptedSeq ?? 0),
  );
  const accountable = inOrder.filter(({ nomination }) => nomination.office === 'clinical safety officer');
  return inOrder
    .map(({ nomination, from }) => {
      const next = accountable[accountable.findIndex((one) => one.nomination === nomination) + 1]?.from ?? null;
      const isAccountable = nomination.office === 'clinical safety officer';
      return { nomination, from, to: earliest(nomination.endsAt, isAccountable ? next : null) };
    })
    .filter(({ from, to }) => to === null || to > from);
}

function earliest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/** Whether a term covers a moment. */
export function covers({ from, to }: Pick<Term, 'from' | 'to'>, at: Date): boolean {
  return from <= at && (to === null || at < to);
}

/** Who is accountable at a moment; null where nobody is. */
export function accountableAt<Of extends Officeholding>(nominations: readonly Of[], at: Date): Term<Of> | null {
  const terms = termsOf(nominations).filter((term) => covers(term, at));
  return terms.find(({ nomination }) => nomination.office === 'clinical safety officer') ?? null;
}

/**
 * Whom a service was given as its officers, as decided: those whose office has begun, or will, and of whom nobody has decided
 * that it ends. No clock: a hand-over counts from the day on which it was accepted.
 */
export function appointed<Of extends Officeholding>(nominations: readonly Of[]): Of[] {
  return termsOf(nominations)
    .filter(({ to }) => to === null)
    .map(({ nomination }) => nomination);
}

/** Leave of absence of somebody in office, and who stands in. The officer stays accountable: a deputy signs meanwhile. */
export interface Absence {
  readonly id: string;
  readonly nomination: string;
  readonly from: Day;
  readonly to: Day;
  /** The nomination of the deputy who stands in; null where nobody does. */
  readonly standIn: string | null;
}

/** The absence that a day lies in. */
export function absenceOn(absences: readonly Absence[], nomination: string, day: Day): Absence | null {
  return absences.find((one) => one.nomination === nomination && one.from <= day && day <= one.to) ?? null;
}
