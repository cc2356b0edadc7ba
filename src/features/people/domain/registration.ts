import { addDays, freshness, type Day } from './days.ts';
import type { Clinician } from './registers.ts';

/*
 * A registration: a person's entry on a professional register, as somebody else saw it there. What it says of today is
 * computed and never typed.
 */

/** What the register says of somebody on the day that it is looked at. */
export const REGISTER_STATUSES = [
  'registered',
  'registered with conditions',
  'suspended',
  'lapsed',
  'not found',
] as const;
export type RegisterStatus = (typeof REGISTER_STATUSES)[number];

/** Whether somebody of this status is registered. Conditions are shown and kept with a signature; they do not end it. */
export function isRegistered(status: RegisterStatus): boolean {
  return status === 'registered' || status === 'registered with conditions';
}

/** How long a look-up counts, in months, where nobody chooses a shorter time. */
export const LOOK_UP_LASTS = 12;

/** Somebody looked at the register. The latest look-up counts; earlier ones stay. */
export interface LookUp {
  readonly id: string;
  readonly by: { readonly person: string; readonly name: string };
  readonly on: Day;
  /** The address of the page on which it was seen. */
  readonly where: string;
  readonly status: RegisterStatus;
  /** Conditions or restrictions, as the register words them; '' for none. */
  readonly conditions: string;
  readonly note: string;
  /** A file that shows what was seen: SHA-256 in hex. */
  readonly evidence: string | null;
  /** Since when the register says so, where it says not registered and gives the day. */
  readonly since: Day | null;
  /** Somebody has to look again by the end of this day. */
  readonly nextDue: Day;
  /** The ledger entry that kept it. */
  readonly seq: number;
}

/** Days on which the registration turned out not to have been held. */
export interface Gap {
  readonly from: Day;
  /** The last such day; null where it is not over. */
  readonly to: Day | null;
}

/** A gap as somebody recorded it. */
export interface RecordedGap extends Gap {
  readonly reason: string;
  /** Where it was seen. */
  readonly seen: string;
  readonly by: { readonly person: string; readonly name: string };
  /** The ledger entry that kept it. */
  readonly seq: number;
}

export interface Registration {
  readonly id: string;
  readonly person: string;
  /** The id of the register: "nmc". */
  readonly register: string;
  readonly number: string;
  /** The name under which the person stands there. */
  readonly name: string;
  readonly profession: string;
  /** The person took it back: typed wrongly, or another one counts. */
  readonly withdrawn: boolean;
  readonly version: number;
  /** Latest first. */
  readonly lookUps: readonly LookUp[];
  readonly gaps: readonly RecordedGap[];
}

/** How a registration stands on a day. Unknown never counts as held. */
export type RegistrationStanding = 'current' | 'due soon' | 'lapsed' | 'not looked up' | 'not registered' | 'withdrawn';

/** The look-up that counts: the latest by somebody else than the person. */
export function lookUpThatCounts({ person, lookUps }: Pick<Registration, 'person' | 'lookUps'>): LookUp | null {
  return lookUps.find(({ by }) => by.person !== person) ?? null;
}

/** @param today the day that it is in London */
export function registrationStanding(registration: Registration, today: Day): RegistrationStanding {
  if (registration.withdrawn) return 'withdrawn';
  const seen = lookUpThatCounts(registration);
  if (!seen) return 'not looked up';
  if (!isRegistered(seen.status) || isInGap(gapsOf(registration), today)) return 'not registered';
  return freshness(seen.nextDue, today);
}

/** How it stands but for the time, which is asked of its clock: a claim that nobody else has looked up is not known. */
export function registrationVerdict(registration: Registration): 'met' | 'not-met' | 'not-known' {
  const seen = lookUpThatCounts(registration);
  if (!seen) return 'not-known';
  const isOpen = gapsOf(registration).some(({ to }) => to === null);
  return isRegistered(seen.status) && !isOpen ? 'met' : 'not-met';
}

/** Whether it carries a signature on the day. */
export function holds(standing: RegistrationStanding): boolean {
  return standing === 'current' || standing === 'due soon';
}

/** Whether a day lies in one of the gaps. */
export function isInGap(gaps: readonly Gap[], day: Day): boolean {
  return gaps.some(({ from, to }) => from <= day && (to === null || day <= to));
}

/**
 * All days on which it is now known not to have been held: the gaps that were recorded, and what a look-up said of earlier
 * days ("suspended since 2 March"). One that is not over ends with the next look-up by somebody else that finds it
 * registered.
 */
export function gapsOf(registration: Pick<Registration, 'person' | 'lookUps' | 'gaps'>): Gap[] {
  const { person, lookUps, gaps } = registration;
  const seen = lookUps.filter(({ by }) => by.person !== person);
  const endOf = (on: Day, seq: number): Day | null => {
    const found = seen.filter((one) => isRegistered(one.status) && one.seq > seq && one.on >= on);
    const first = found.toSorted((a, b) => (a.on < b.on ? -1 : 1))[0];
    return first ? addDays(first.on, -1) : null;
  };
  return [
    ...gaps.map(({ from, to, seq }) => ({ from, to: to ?? endOf(from, seq) })),
    ...seen.flatMap(({ status, since, on, seq }) =>
      isRegistered(status) || since === null ? [] : [{ from: since, to: endOf(on, seq) }],
    ),
  ].filter(({ from, to }) => to === null || from <= to);
}

/** A registration as it was on the day of a signature: plain data, kept with it. */
export interface RegistrationSnapshot {
  readonly id: string;
  readonly register: { readonly id: string; readonly short: string; readonly name: string };
  readonly number: string;
  readonly nameOnRegister: string;
  readonly profession: string;
  readonly clinician: Clinician;
  readonly standing: RegistrationStanding;
  /** Null where nobody else has looked it up. */
  readonly lookedUp: {
    readonly by: string;
    readonly on: Day;
    readonly where: string;
    readonly status: RegisterStatus;
    readonly conditions: string;
    readonly nextDue: Day;
  } | null;
}

const RANKED: readonly RegistrationStanding[] = [
  'current',
  'due soon',
  'lapsed',
  'not looked up',
  'not registered',
  'withdrawn',
];

/** Of several registrations the one that carries most: clinicians' first, then by how they stand, then good for longest. */
export function best(snapshots: readonly RegistrationSnapshot[]): RegistrationSnapshot | null {
  const rank = (one: RegistrationSnapshot) =>
    (holds(one.standing) ? 0 : 100) + (one.clinician === 'yes' ? 0 : 10) + RANKED.indexOf(one.standing);
  const order = (one: RegistrationSnapshot, other: RegistrationSnapshot) =>
    rank(one) - rank(other) ||
    (other.lookedUp?.nextDue ?? '').localeCompare(one.lookedUp?.nextDue ?? '') ||
    one.id.localeCompare(other.id);
  return snapshots.toSorted(order)[0] ?? null;
}

/**
 * The registration that a nomination rests on. The clock is left out: the one that is chosen brings its own, and of those
 * that are held it is the one that lasts longest.
 */
export function reliedOn(
  registrations: readonly Registration[],
  clinician: (registration: Registration) => Clinician,
): Registration | null {
  const rank = (one: Registration) =>
    ['met', 'not-known', 'not-met'].indexOf(registrationVerdict(one)) * 10 + (clinician(one) === 'yes' ? 0 : 1);
  const lasts = (one: Registration) => lookUpThatCounts(one)?.nextDue ?? '';
  const order = (one: Registration, other: Registration) =>
    rank(one) - rank(other) || lasts(other).localeCompare(lasts(one)) || one.id.localeCompare(other.id);
  return registrations.filter(({ withdrawn }) => !withdrawn).toSorted(order)[0] ?? null;
}
