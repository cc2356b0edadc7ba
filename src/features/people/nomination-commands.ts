import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { TEAM } from '../../platform/commands/may.ts';
import { optionalLine, optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import { Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { sentenceText } from '../../words/sentence.ts';
import { endRole, giveRole, membersNow } from '../organisations/index.ts';
import { findService, type Service } from '../services/index.ts';
import {
  absenceOn,
  accountableAt,
  best,
  covers,
  OFFICES,
  statementFor,
  termsOf,
  type Nomination,
  type Term,
} from './domain.ts';
import { day, optionalDay, service } from './fields.ts';
import { after, dayOf, sayDay, startOf } from './moments.ts';
import { absences, changeNomination, nominations, putAbsence, putNomination } from './nomination-store.ts';
import { snapshotOf } from './office.ts';
import { registrations } from './registration-store.ts';
import { registrationProblem } from './sentences.ts';
import { asPerson, holdsIn, isExecutiveOf } from './who.ts';

const feature = 'people';
const LONG = 2_000;

const nomination = z.uuid('Name the nomination by its id.');
const about = ({ nomination: id }: { readonly nomination: string }) => ({ kind: 'nomination', id });
const OFFICERS = ['accountable executive', 'clinical safety officer', 'deputy clinical safety officer'] as const;

/** DCB0129 2.2: top management nominates a clinical safety officer. */
export const nominateOfficer = command({
  feature,
  name: 'nominateOfficer',
  summary: 'Nominates a clinical safety officer of a service, or a deputy',
  past: ['an officer was nominated', '# officers were nominated'],
  input: z.strictObject({
    service,
    person: z.uuid('Choose whom you nominate.'),
    office: z.enum(OFFICES, 'Choose the office.'),
    beginsOn: optionalDay().describe('The day with which it begins; the moment of acceptance, without it'),
    accessUntil: optionalDay().describe(
      'Until when the officer before keeps their access; not beyond the hand-over, without it',
    ),
    employer: optionalLine(200).describe('Who employs them, where that is another organisation'),
    clinicianBecause: optionalParagraph(LONG).describe(
      'Why you hold them to be a clinician, where the register leaves it open',
    ),
    note: optionalParagraph(LONG).describe('What else should stand in the letter'),
  }),
  may: { roles: ['accountable executive'], where: 'service' },
  subject: (_input, output: { nomination: string; service: string; reference: string }) => about(output),
  run: async (tx, acting, input) => {
    const actor = asPerson(acting);
    const of = await livingService(tx, input.service);
    const [member] = await membersNow(tx, input.person);
    const today = dayOf(tx.at);
    const problems = [
      (!member || !holdsIn(member, of.reference, tx.at)) && {
        field: 'person',
        message: `They hold no role in ${of.reference} yet. An administrator gives them one first, such as viewer.`,
      },
      input.beginsOn !== null &&
        input.beginsOn < today && {
          field: 'beginsOn',
          message: 'This day is past. An office begins today at the earliest.',
        },
      input.accessUntil !== null &&
        input.accessUntil < (input.beginsOn ?? today) && {
          field: 'accessUntil',
          message: 'Access overlaps after the hand-over. Choose a day that is not before it.',
        },
    ].filter((one) => one !== false);
    if (problems.length > 0) throw new InputProblem(problems);
    const all = await nominations(tx, { services: [of.id] });
    if (
      all.some((one) => one.person === input.person && one.office === input.office && one.state === 'awaits an answer')
    )
      throw new NotPossible(`${member!.name} was nominated for this already, and has not answered yet.`);
    const id = tx.newId();
    await putNomination(tx, { ...input, id, service: of.id, nominatedBy: actor.id });
    return { nomination: id, service: of.id, reference: of.reference };
  },
});

/** The nominee accepts and signs: from the switching moment on nobody else is accountable. */
export const acceptNomination = command({
  feature,
  name: 'acceptNomination',
  summary: 'Accepts a nomination as clinical safety officer or deputy, and signs the accountability statement',
  past: ['a nomination was accepted', '# nominations were accepted'],
  input: z.strictObject({
    service,
    nomination,
    statement: z.coerce.number('Give the version of the statement that you read.').int().min(1),
  }),
  may: { roles: TEAM, where: 'service' },
  confirms: true,
  subject: about,
  run: async (tx, acting, { service: reference, nomination: id, statement }) => {
    const { of, found, all } = await mine(tx, acting, reference, id);
    if (statement !== statementFor(found.office).version)
      throw new NotPossible('The statement has changed since you opened the page. Read it again, and then sign.');
    if (of.phase === 'retired')
      throw new NotPossible(`${of.reference} is retired. It needs no officer until it is taken up again.`);
    await registeredOrNot(tx, found);
    const begins = found.beginsOn === null ? tx.at : startOf(found.beginsOn);
    const holdsFrom = begins > tx.at ? begins : tx.at;
    await changeNomination(tx, found, {
      state: 'accepted',
      holdsFrom,
      statement,
      confirmedBy: tx.confirmed?.method ?? '',
    });
    const before = accountableAt(all, holdsFrom);
    await giveRole(tx, { person: found.person, role: found.office, service: of.reference });
    if (found.office === 'clinical safety officer' && before && before.nomination.person !== found.person) {
      const role = { person: before.nomination.person, role: found.office, service: of.reference };
      await endRole(tx, role, found.accessUntil === null ? holdsFrom : after(found.accessUntil));
    }
    return { nomination: id, service: of.id, reference: of.reference, holdsFrom: holdsFrom.toISOString() };
  },
});

export const declineNomination = command({
  feature,
  name: 'declineNomination',
  summary: 'Declines a nomination as clinical safety officer or deputy',
  past: ['a nomination was declined', '# nominations were declined'],
  input: z.strictObject({ service, nomination, reason: optionalParagraph(LONG) }),
  may: { roles: TEAM, where: 'service' },
  subject: about,
  run: async (tx, acting, { service: reference, nomination: id, reason }) => {
    const { of, found } = await mine(tx, acting, reference, id);
    await changeNomination(tx, found, { state: 'declined', because: reason });
    return { nomination: id, service: of.id, reference: of.reference };
  },
});

/** The executive ends an office or takes a nomination back; an officer steps down. */
export const endNomination = command({
  feature,
  name: 'endNomination',
  summary: 'Ends an office, or takes back a nomination that has no answer yet',
  past: ['an office was ended, or a nomination taken back', '# offices were ended, or nominations taken back'],
  input: z.strictObject({
    service,
    nomination,
    endsOn: optionalDay().describe('The last day in office; now, without it'),
    reason: paragraph(LONG, 'Say why it ends.'),
  }),
  may: { roles: OFFICERS, where: 'service' },
  subject: about,
  run: async (tx, acting, { service: reference, nomination: id, endsOn, reason }) => {
    const actor = asPerson(acting);
    const { of, found, all } = await find(tx, reference, id);
    const executive = isExecutiveOf(actor, of.reference);
    if (!executive && found.person !== actor.id)
      throw new Denied('You can end your own office. To end another’s, you need to be the accountable executive.');
    if (found.state === 'awaits an answer') {
      if (!executive) throw new NotPossible('You have not accepted it yet. Decline it instead.');
      await changeNomination(tx, found, { state: 'withdrawn', because: reason });
      return { nomination: id, service: of.id, reference: of.reference };
    }
    const term = termsOf(all).find((one) => one.nomination.id === id);
    if (!term || (term.to !== null && term.to <= tx.at)) throw new NotPossible('This office has ended already.');
    if (endsOn !== null && endsOn < dayOf(tx.at))
      throw new InputProblem([{ field: 'endsOn', message: 'This day is past. Leave it out to end the office now.' }]);
    const endsAt = endsOn === null ? tx.at : after(endsOn);
    await changeNomination(tx, found, { endsAt, because: reason });
    const left = termsOf(all.map((one) => (one.id === id ? { ...one, endsAt } : one)));
    await settleRoles(
      tx,
      of,
      found,
      left.filter((one) => covers(one, endsAt)),
      endsAt,
    );
    return { nomination: id, service: of.id, reference: of.reference };
  },
});

/**
 * Takes the role from whoever is no longer in office; and where the one who was to come never came, the one who was to go
 * keeps theirs.
 */
async function settleRoles(
  tx: CommandTx,
  of: Service,
  ended: Nomination,
  left: readonly Term<Nomination>[],
  at: Date,
): Promise<void> {
  const still = left.filter(({ nomination }) => nomination.office === ended.office);
  const role = { role: ended.office, service: of.reference };
  if (!still.some(({ nomination }) => nomination.person === ended.person))
    await endRole(tx, { ...role, person: ended.person }, at);
  if (ended.office === 'deputy clinical safety officer') return;
  for (const { nomination, to } of still) if (to === null) await giveRole(tx, { ...role, person: nomination.person });
}

/** Leave of somebody in office. They stay accountable; a deputy stands in. */
export const recordAbsence = command({
  feature,
  name: 'recordAbsence',
  summary: 'Records leave of absence of a clinical safety officer, and who stands in',
  past: ['leave of an officer was recorded', 'leave of officers was recorded # times'],
  input: z.strictObject({
    service,
    nomination,
    from: day('Give the first day of the leave.'),
    to: day('Give the last day of the leave.'),
    standIn: z
      .union([z.uuid('Choose a deputy of this service, or nobody.'), z.literal('')])
      .default('')
      .describe('The nomination of the deputy who stands in'),
  }),
  may: { roles: OFFICERS, where: 'service' },
  subject: about,
  run: async (tx, acting, { service: reference, nomination: id, from, to, standIn }) => {
    const actor = asPerson(acting);
    const { of, found, all } = await find(tx, reference, id);
    if (found.person !== actor.id && !isExecutiveOf(actor, of.reference))
      throw new Denied('You can record your own leave. To record another’s, you need to be the accountable executive.');
    const terms = termsOf(all);
    if (!terms.some((one) => one.nomination.id === id && (one.to === null || one.to > tx.at)))
      throw new NotPossible('Only somebody in office can be on leave from it.');
    const deputy = terms.find((one) => one.nomination.id === standIn);
    const problems = [
      to < from && { field: 'to', message: 'The last day comes before the first one.' },
      to < dayOf(tx.at) && { field: 'to', message: 'This leave is over already.' },
      standIn !== '' &&
        (deputy?.nomination.office !== 'deputy clinical safety officer' ||
          deputy.nomination.person === found.person) && {
          field: 'standIn',
          message: 'Choose a deputy of this service, or nobody.',
        },
    ].filter((one) => one !== false);
    if (problems.length > 0) throw new InputProblem(problems);
    // One that overlaps is put right, and not doubled.
    const known = await absences(tx, [id]);
    const same = absenceOn(known, id, from) ?? absenceOn(known, id, to);
    await putAbsence(tx, { id: same?.id ?? tx.newId(), nomination: id, from, to, standIn: standIn || null });
    return { nomination: id, service: of.id, reference: of.reference };
  },
});

/** @throws NotPossible where the service is retired; NotFound */
async function livingService(tx: CommandTx, reference: string): Promise<Service> {
  const found = await findService(tx, reference);
  if (found.phase === 'retired')
    throw new NotPossible(`${reference} is retired. To nominate an officer, take it up again first.`);
  return found;
}

/** A nomination for a service, with those beside it. @throws NotFound */
async function find(tx: CommandTx, reference: string, id: string) {
  const of = await findService(tx, reference);
  const all = await nominations(tx, { services: [of.id] });
  const found = all.find((one) => one.id === id);
  if (!found) throw new NotFound('There is no such nomination.');
  return { of, found, all };
}

/** A nomination that waits for the answer of whoever acts. @throws Denied, NotFound, NotPossible */
async function mine(tx: CommandTx, acting: Parameters<typeof asPerson>[0], reference: string, id: string) {
  const actor = asPerson(acting);
  const one = await find(tx, reference, id);
  if (one.found.person !== actor.id) throw new Denied('Only the person who was nominated answers.');
  if (one.found.state !== 'awaits an answer')
    throw new NotPossible(`This nomination was ${one.found.state} on ${sayDay(dayOf(one.found.answeredAt ?? tx.at))}.`);
  return one;
}

/** DCB0129 2.3: a clinician with a current registration. @throws NotPossible with what clears it */
async function registeredOrNot(tx: CommandTx, { person, name, clinicianBecause }: Nomination): Promise<void> {
  const held = await registrations(tx, { people: [person] });
  const living = held.filter(({ withdrawn }) => !withdrawn);
  const problem = registrationProblem(
    { person, name },
    best(living.map((one) => snapshotOf(one, tx.at))),
    clinicianBecause,
  );
  if (problem) throw new NotPossible(`You cannot accept yet. ${sentenceText(problem)}`);
}
