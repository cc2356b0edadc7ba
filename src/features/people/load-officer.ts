import { NotFound } from '../../platform/commands/problems.ts';
import { servicesSeen } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { membersNow } from '../organisations/index.ts';
import { findService } from '../services/index.ts';
import { termsOf, type Absence, type Day, type Nomination, type OfficeHolders } from './domain.ts';
import { nominationLetter } from './letter.ts';
import { loadsOf } from './load.ts';
import { setLookUpLimit } from './look-up-limit-command.ts';
import { lookUpMonths } from './look-up-limit-store.ts';
import { idIn } from './load-person.ts';
import { dayOf, sayDay } from './moments.ts';
import { nominateOfficer } from './nomination-commands.ts';
import { absences, nominations } from './nomination-store.ts';
import { signerAt } from './office.ts';
import { organisationName } from './people-store.ts';
import type { LeaveProps, NominateProps, NominationProps } from './pages/nomination.tsx';
import type { OfficerProps } from './pages/officer.tsx';
import type { OfficersProps } from './pages/officers.tsx';
import { officeHoldersOf, registrationsHeldOn } from './reading.ts';
import { registrations } from './registration-store.ts';
import { foundLater } from './sentences.ts';
import { onRecord, trainings } from './training-store.ts';
import { holdsIn, isExecutiveOf, knows, TEAM_ANYWHERE } from './who.ts';

/** Who is, or was, clinical safety officer of a service. */
export async function loadOfficer(tx: ReadTx, context: PageContext): Promise<OfficerProps> {
  const { params, query, actor, now, allows } = context;
  const moment = await momentOf(tx, endOfDay(query['as-at'] ?? ''), now);
  const service = await findService(tx, params['service'] ?? '', moment);
  const [[one], all] = await Promise.all([
    officeHoldersOf(tx, [service.id], moment),
    nominations(tx, { services: [service.id] }, moment),
  ]);
  const holders = one!.holders;
  const terms = termsOf(all);
  const asAt = moment.seq === null ? null : moment.now;
  const known = asAt === null ? await absences(tx, inOffice(holders)) : [];
  return {
    service: { reference: service.reference, name: service.name },
    retired: service.phase === 'retired',
    holders,
    past: all.toReversed().map((nomination) => {
      const term = terms.find((term) => term.nomination.id === nomination.id);
      return { nomination, to: term ? term.to : nomination.endsAt };
    }),
    asAt,
    leave: leaveToCome(known, all, dayOf(now)),
    later: asAt === null ? [] : await laterOf(tx, holders),
    viewer: actor.id,
    mayNominate: allows(nominateOfficer),
    seesPeople: allows({ may: TEAM_ANYWHERE }),
  };
}

function inOffice({ accountable, deputies }: OfficeHolders): string[] {
  return [...(accountable ? [accountable] : []), ...deputies].map(({ term }) => term.nomination.id);
}

function leaveToCome(known: readonly Absence[], all: readonly Nomination[], today: Day) {
  const said = new Map<string, string[]>();
  for (const { nomination, from, to, standIn } of known.filter((one) => one.from > today)) {
    const name = all.find(({ id }) => id === standIn)?.name ?? 'Nobody';
    said.set(nomination, [...(said.get(nomination) ?? []), `${sayDay(from)} to ${sayDay(to)}. ${name} stands in.`]);
  }
  return said;
}

/** What was found only later of those who could sign on that day. */
async function laterOf(tx: ReadTx, { at, accountable, deputies }: OfficeHolders) {
  const could = [...(accountable ? [accountable] : []), ...deputies].filter(({ couldSign }) => couldSign);
  const asked = could.flatMap(({ signer }) => (signer.registration ? [{ signer, id: signer.registration.id }] : []));
  const held = await registrationsHeldOn(
    tx,
    asked.map(({ id }) => ({ registration: id, day: dayOf(at) })),
  );
  return held.flatMap(({ gap }, index) => (gap ? [foundLater(asked[index]!.signer, gap)] : []));
}

/** One nomination, its letter, and what stands against its acceptance. @throws NotFound */
export async function loadNomination(tx: ReadTx, context: PageContext): Promise<NominationProps> {
  const { params, actor, now } = context;
  const service = await findService(tx, params['service'] ?? '');
  const id = idIn(params, 'nomination');
  const all = await nominations(tx, { services: [service.id] });
  const nomination = all.find((one) => one.id === id);
  if (!nomination) throw new NotFound('There is no such nomination.');
  const people = [nomination.person];
  const [registered, trained, organisation] = await Promise.all([
    registrations(tx, { people }),
    trainings(tx, { people }),
    organisationName(tx),
  ]);
  // As if it were accepted: why the executive holds them to be a clinician counts.
  const term = { nomination, from: now, to: null };
  const signer = signerAt(nomination, { registrations: registered, trainings: trained }, term, now);
  const mine = nomination.person === actor.id;
  const held = termsOf(all).find((one) => one.nomination.id === id);
  return {
    service: { reference: service.reference, name: service.name },
    nomination,
    to: held ? held.to : nomination.endsAt,
    letter: nominationLetter(nomination, { organisation, service }),
    mine,
    mayEnd: isExecutiveOf(actor, service.reference) || (mine && nomination.state === 'accepted'),
    problem: signer.registrationProblem,
    registersFirst: mine && nomination.state === 'awaits an answer' && registered.every(({ withdrawn }) => withdrawn),
    warning: signer.trainingProblem,
  };
}

/** The same, with who could stand in and what leave is known. */
export async function loadLeave(tx: ReadTx, context: PageContext): Promise<LeaveProps> {
  const props = await loadNomination(tx, context);
  const [all, known] = await Promise.all([
    nominations(tx, { services: [props.nomination.service] }),
    absences(tx, [props.nomination.id]),
  ]);
  const deputies = termsOf(all).filter(
    ({ nomination, to }) =>
      nomination.office === 'deputy clinical safety officer' &&
      nomination.person !== props.nomination.person &&
      (to === null || to > context.now),
  );
  const nameOf = (id: string | null) => all.find((one) => one.id === id)?.name ?? 'Nobody';
  return {
    ...props,
    deputies: deputies.map(({ nomination }) => ({ value: nomination.id, text: nomination.name })),
    known: known
      .filter(({ to }) => to >= dayOf(context.now))
      .map(({ from, to, standIn }) => `${sayDay(from)} to ${sayDay(to)}. ${nameOf(standIn)} stands in.`),
  };
}

/** Whom an executive can nominate: everybody who holds a role in the service. */
export async function loadNominate(tx: ReadTx, context: PageContext): Promise<NominateProps> {
  const service = await findService(tx, context.params['service'] ?? '');
  const moment = { seq: null, now: context.now };
  const [members, [one]] = await Promise.all([membersNow(tx), officeHoldersOf(tx, [service.id], moment)]);
  return {
    service: { reference: service.reference, name: service.name },
    people: members
      .filter((member) => holdsIn(member, service.reference, context.now))
      .map(({ person, name }) => ({ value: person, text: name })),
    before: one?.holders.accountable?.signer.name ?? null,
  };
}

/** The load of each officer, services without one, and whose records lack something. */
export async function loadOfficers(tx: ReadTx, { actor, now, allows }: PageContext): Promise<OfficersProps> {
  const [load, everybody, { competence, training }, months] = await Promise.all([
    loadsOf(tx, servicesSeen(actor), now),
    membersNow(tx),
    onRecord(tx, dayOf(now)),
    lookUpMonths(tx),
  ]);
  const members = everybody.filter(
    (member) => knows(actor, member) && member.grants.some(({ role }) => role !== 'assessor'),
  );
  return {
    ...load,
    lookUps: { months, maySet: allows(setLookUpLimit) },
    people: members.map(({ person, name }) => ({
      person,
      name,
      missing: [!competence.has(person) && 'competence', !training.has(person) && 'training'].filter(
        (one) => one !== false,
      ),
    })),
  };
}
