import { subject, type InputFold } from '../../platform/subjects/kinds.ts';
import { isRegistered, type Gap, type NominationState, type RegisterStatus } from './domain.ts';
import { clockOf } from './moments.ts';
import { loadNominations, loadRegistrations, loadTrainings } from './subject-store.ts';

const NONE: InputFold = { met: 0, notMet: 0, notKnown: 0, retired: 0 };

/** A column of a registration, and what was seen of it; what it weighs stands with the kind. */
export interface RegistrationRow {
  readonly person: string;
  readonly register: string;
  readonly number: string;
  readonly name: string;
  readonly profession: string;
  readonly withdrawn: boolean;
  readonly seen: { readonly status: RegisterStatus; readonly on: string; readonly nextDue: string } | null;
  readonly gaps: readonly Gap[];
}

interface RegistrationFacts {
  readonly status: RegisterStatus | null;
  readonly gaps: readonly Gap[];
}

export const registrationKind = subject<RegistrationRow>({
  kind: 'registration',
  names: {},
  collects: {},
  load: loadRegistrations,
  words: {
    person: 'material',
    register: 'material',
    number: 'material',
    profession: 'material',
    name: 'editorial',
    withdrawn: 'ignored',
    seen: 'ignored',
    gaps: 'ignored',
  },
  // The gaps are facts, so that whoever rests on a registration is looked at again when one is found.
  own: ({ seen, gaps }) => ({
    facts: { status: seen?.status ?? null, gaps: gaps.map(({ from, to }) => ({ from, to })) },
    ...(seen && clockOf(seen.nextDue)),
  }),
  verdict: (facts) => {
    const { status, gaps } = facts as unknown as RegistrationFacts;
    if (status === null) return 'not-known';
    return isRegistered(status) && gaps.every(({ to }) => to !== null) ? 'met' : 'not-met';
  },
});

export interface TrainingRow {
  readonly person: string;
  readonly course: string;
  readonly provider: string;
  readonly level: string;
  readonly takenOn: string;
  readonly expiresOn: string | null;
  readonly certificate: string | null;
  readonly withdrawn: boolean;
}

export const trainingKind = subject<TrainingRow>({
  kind: 'training',
  names: {},
  collects: {},
  load: loadTrainings,
  words: {
    person: 'material',
    course: 'material',
    provider: 'material',
    level: 'material',
    takenOn: 'material',
    expiresOn: 'ignored',
    certificate: 'ignored',
    withdrawn: 'ignored',
  },
  own: ({ certificate, expiresOn }) => ({
    facts: { certificate: certificate !== null },
    ...(expiresOn !== null && clockOf(expiresOn)),
  }),
  // What somebody says of themselves is not known until there is a certificate.
  verdict: (facts) => ((facts as { certificate: boolean }).certificate ? 'met' : 'not-known'),
});

export interface NominationRow {
  readonly person: string;
  readonly office: string;
  readonly state: NominationState;
  readonly nominatedBy: string;
  readonly nominatedAt: string;
  readonly beginsOn: string | null;
  readonly employer: string;
  readonly note: string;
  readonly clinicianBecause: string;
  readonly answeredAt: string | null;
  readonly holdsFrom: string | null;
  readonly acceptedSeq: number | null;
  readonly statement: number | null;
  readonly confirmedBy: string;
  readonly declinedBecause: string;
  readonly endsAt: string | null;
  readonly endedBecause: string;
  readonly accessUntil: string | null;
  readonly isClinician: boolean;
}

export const nominationKind = subject<NominationRow>({
  kind: 'nomination',
  names: { registration: ['verdict', 'clock', 'challenge'] },
  collects: {},
  load: loadNominations,
  words: {
    person: 'material',
    office: 'material',
    statement: 'material',
    clinicianBecause: 'material',
    employer: 'editorial',
    note: 'editorial',
    state: 'ignored',
    nominatedBy: 'ignored',
    nominatedAt: 'ignored',
    beginsOn: 'ignored',
    answeredAt: 'ignored',
    holdsFrom: 'ignored',
    acceptedSeq: 'ignored',
    confirmedBy: 'ignored',
    declinedBecause: 'ignored',
    endsAt: 'ignored',
    endedBecause: 'ignored',
    accessUntil: 'ignored',
    isClinician: 'ignored',
  },
  own: ({ state, isClinician, holdsFrom, endsAt }) => ({
    facts: { state, isClinician },
    holdsFrom: holdsFrom === null ? null : new Date(holdsFrom),
    lapsesAt: endsAt === null ? null : new Date(endsAt),
  }),
  verdict: (facts, fold) => {
    const { state, isClinician } = facts as unknown as { state: NominationState; isClinician: boolean };
    const registration = fold['registration'] ?? NONE;
    if (state !== 'accepted') return 'not-known';
    if (registration.notMet > 0) return 'not-met';
    return registration.met > 0 && isClinician ? 'met' : 'not-known';
  },
});
