import type { Sentence } from '../../words/sentence.ts';
import {
  absenceOn,
  accountableAt,
  best,
  clinicianOf,
  covers,
  freshness,
  lookUpThatCounts,
  registerOf,
  registrationStanding,
  termsOf,
  type Absence,
  type Holder,
  type Nomination,
  type OfficeHolders,
  type Registration,
  type RegistrationSnapshot,
  type Signer,
  type Term,
  type Training,
  type TrainingShown,
} from './domain.ts';
import { dayOf } from './moments.ts';
import { hasLeft, noOfficer, nobodyCouldSign, onLeave, registrationProblem, trainingProblem } from './sentences.ts';

/*
 * Rows put together: who would sign, who is in office, who could sign. No I/O; the one rule for pages, desk and signature.
 */

/** A registration as it stands on a day, as it is kept with a signature. */
export function snapshotOf(registration: Registration, at: Date): RegistrationSnapshot {
  const { id, register, number, name, profession } = registration;
  const known = registerOf(register);
  const seen = lookUpThatCounts(registration);
  return {
    id,
    register: { id: register, short: known?.short ?? register, name: known?.name ?? register },
    number,
    nameOnRegister: name,
    profession,
    clinician: clinicianOf(register, profession) ?? 'judgement',
    standing: registrationStanding(registration, dayOf(at)),
    lookedUp: seen && {
      by: seen.by.name,
      on: seen.on,
      where: seen.where,
      status: seen.status,
      conditions: seen.conditions,
      nextDue: seen.nextDue,
    },
  };
}

export function trainingShown(training: Training, at: Date): TrainingShown {
  const { id, course, provider, level, takenOn, expiresOn, certificate } = training;
  return {
    id,
    course,
    provider,
    level,
    takenOn,
    expiresOn,
    freshness: expiresOn === null ? 'current' : freshness(expiresOn, dayOf(at)),
    certificate: certificate !== null,
  };
}

/** What is known of the people that are asked about. */
export interface Known {
  readonly registrations: readonly Registration[];
  readonly trainings: readonly Training[];
}

/** Who would sign. @param term what they hold in the service, if anything */
export function signerAt(
  of: { readonly person: string; readonly name: string },
  { registrations, trainings }: Known,
  term: Term<Nomination> | null,
  at: Date,
): Signer {
  const mine = registrations.filter((one) => one.person === of.person && !one.withdrawn);
  const registration = best(mine.map((one) => snapshotOf(one, at)));
  const training = trainings
    .filter((one) => one.person === of.person && !one.withdrawn)
    .map((one) => trainingShown(one, at));
  const nomination = term?.nomination ?? null;
  return {
    person: of.person,
    name: of.name,
    office: term && {
      kind: term.nomination.office,
      since: term.from.toISOString(),
      nomination: term.nomination.id,
      employer: term.nomination.employer,
    },
    registration,
    registrationProblem: registrationProblem(of, registration, nomination?.clinicianBecause ?? ''),
    training,
    trainingProblem: trainingProblem(of, training),
  };
}

/** The office that a person holds at a moment: the accountable one before any other. */
export function officeOf(nominations: readonly Nomination[], person: string, at: Date): Term<Nomination> | null {
  const held = termsOf(nominations).filter((term) => term.nomination.person === person && covers(term, at));
  return held.find(({ nomination }) => nomination.office === 'clinical safety officer') ?? held[0] ?? null;
}

/** Who was in office at a moment, and who could sign. @param known as it was known at that moment */
export function holdersAt(
  service: { readonly reference: string },
  known: Known & {
    readonly nominations: readonly Nomination[];
    readonly absences: readonly Absence[];
    /** Those who held a role in the organisation then. */
    readonly members: readonly string[];
  },
  at: Date,
): OfficeHolders {
  const { nominations, absences, members } = known;
  const day = dayOf(at);
  const terms = termsOf(nominations);
  const nameOf = (id: string | null) => nominations.find((one) => one.id === id)?.name ?? null;
  const holder = (term: Term<Nomination>): Holder => {
    const { person, name, id } = term.nomination;
    const signer = signerAt({ person, name }, known, term, at);
    const leave = absenceOn(absences, id, day);
    const away = leave && { from: leave.from, to: leave.to, standIn: nameOf(leave.standIn) };
    const left = members.includes(person) ? null : hasLeft(signer);
    const why = [left, signer.registrationProblem, away && onLeave(signer, away), signer.trainingProblem];
    return {
      term,
      signer,
      away,
      couldSign: left === null && signer.registrationProblem === null,
      why: why.flatMap((one) => one ?? []),
    };
  };
  const accountable = accountableAt(nominations, at);
  const deputies = terms.filter(
    (term) => term.nomination.office === 'deputy clinical safety officer' && covers(term, at),
  );
  const coming = terms.filter(({ from }) => from > at);
  const waiting = nominations.filter(({ state }) => state === 'awaits an answer');
  const holders = {
    at,
    accountable: accountable && holder(accountable),
    deputies: deputies.map(holder),
    coming,
    waiting,
  };
  return { ...holders, problem: problemOf(service, holders) };
}

function problemOf(
  service: { readonly reference: string },
  { accountable, deputies, coming, waiting }: Omit<OfficeHolders, 'problem'>,
): Sentence | null {
  if (!accountable) {
    const next = coming.find(({ nomination }) => nomination.office === 'clinical safety officer');
    return noOfficer(service, {
      waiting: waiting.find(({ office }) => office === 'clinical safety officer')?.name ?? null,
      coming: next ? { name: next.nomination.name, on: dayOf(next.from) } : null,
    });
  }
  if ([accountable, ...deputies].some(({ couldSign }) => couldSign)) return null;
  return nobodyCouldSign(service, accountable.why[0]!);
}
