import type { Sentence } from '../../words/sentence.ts';
import type { Day, Freshness } from './domain/days.ts';
import type { Office, Term, Nomination } from './domain/nomination.ts';
import type { RegistrationSnapshot } from './domain/registration.ts';

/*
 * The glossary of people: registrations, training, and who is clinical safety officer of a service. Pure.
 */

export * from './domain/days.ts';
export * from './domain/nomination.ts';
export * from './domain/registers.ts';
export * from './domain/registration.ts';
export * from './domain/statement.ts';

/** Training that somebody has had. No course is the only right one. */
export interface Training {
  readonly id: string;
  readonly person: string;
  readonly course: string;
  readonly provider: string;
  /** As the provider calls it; '' where it has none. */
  readonly level: string;
  readonly takenOn: Day;
  /** The last day on which it counts; null where the provider gives none. */
  readonly expiresOn: Day | null;
  /** The certificate: SHA-256 of the file, in hex; null where none was kept. */
  readonly certificate: string | null;
  readonly withdrawn: boolean;
  readonly version: number;
}

/** What is kept of the competence of somebody who contributes (DCB0129 2.4.2). */
export interface Competence {
  readonly id: string;
  readonly person: string;
  /** The reference of the service that it is for; null for the whole organisation. */
  readonly service: string | null;
  /** What they do in the safety of the service. */
  readonly role: string;
  readonly experience: string;
  readonly training: string;
  readonly assessedBy: { readonly person: string; readonly name: string };
  readonly assessedOn: Day;
  /** Somebody has to look again by the end of this day. */
  readonly reviewOn: Day;
  readonly version: number;
}

/** Training as it is shown with a signature: plain data. */
export interface TrainingShown {
  readonly id: string;
  readonly course: string;
  readonly provider: string;
  readonly level: string;
  readonly takenOn: Day;
  readonly expiresOn: Day | null;
  readonly freshness: Freshness;
  /** Whether a certificate is kept. */
  readonly certificate: boolean;
}

/** Who would sign, as of one moment: plain data, kept with the signature. */
export interface Signer {
  readonly person: string;
  readonly name: string;
  /** The office that they hold in the service; null for none. */
  readonly office: {
    readonly kind: Office;
    /** ISO time. */
    readonly since: string;
    /** The id of the nomination. */
    readonly nomination: string;
    /** Who employs them, where that is another organisation; '' otherwise. */
    readonly employer: string;
  } | null;
  /** The one that carries most; null where the person has none. */
  readonly registration: RegistrationSnapshot | null;
  /** Why the registration carries no signature; null where it does. */
  readonly registrationProblem: Sentence | null;
  readonly training: readonly TrainingShown[];
  /** Missing or expired training: a warning, which blocks nothing. */
  readonly trainingProblem: Sentence | null;
}

/** Somebody in office, and whether they could sign at that moment. */
export interface Holder {
  readonly term: Term<Nomination>;
  readonly signer: Signer;
  /** The leave that the moment lies in, and who stands in. */
  readonly away: { readonly from: Day; readonly to: Day; readonly standIn: string | null } | null;
  readonly couldSign: boolean;
  /** Why they could not sign, or what stands beside it. */
  readonly why: readonly Sentence[];
}

/** The one answer to "who was clinical safety officer then, and who could sign?" */
export interface OfficeHolders {
  readonly at: Date;
  /** Null where nobody was. */
  readonly accountable: Holder | null;
  readonly deputies: readonly Holder[];
  /** Accepted, and in office only later. */
  readonly coming: readonly Term<Nomination>[];
  /** Nominated, without an answer yet. */
  readonly waiting: readonly Nomination[];
  /** That there is no clinical safety officer, or none who could sign; null where there is. */
  readonly problem: Sentence | null;
}

/** Until when somebody holds a role, by all that they were given of it; null for no end, and `does not` where they were given none. */
export function heldUntil(held: readonly { readonly until: Date | null }[]): Date | null | 'does not' {
  const ends = held.map(({ until }) => until);
  if (ends.length === 0) return 'does not';
  return ends.includes(null) ? null : new Date(Math.max(...ends.map((end) => end!.getTime())));
}
