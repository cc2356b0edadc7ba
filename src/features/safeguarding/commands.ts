import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, optionalLine, optionalParagraph } from '../../platform/commands/fields.ts';
import type { Actor } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { dutyPack } from '../duties/index.ts';
import { incidentNamed } from '../incidents/index.ts';
import { membersNow } from '../organisations/index.ts';
import { findService } from '../services/index.ts';
import { askingOf, mustLead, nothingHere, openedCompartment, ownedCompartment } from './opening.ts';
import {
  REFERRAL_STEPS,
  WORKSHEET_KEYS,
  type Compartment,
  type CompartmentEntry,
  type WorksheetKey,
} from './domain.ts';
import {
  answerField,
  ASKED_BY_ANYBODY,
  BREAKERS_MAY,
  compartmentField,
  FLAGGERS_MAY,
  incidentField,
  LEADS_MAY,
  personField,
  reasonField,
  recordFields,
  referenceField,
  serviceField,
} from './fields.ts';
import { alert, flag, tellOf } from './flagging.ts';
import { compartmentOn, putEntry, putKeeping, putOwn } from './keeping.ts';

/*
 * All of them are sealed: nobody who may not see what they do sees that they were done. They answer nothing, since an answer is kept.
 */

const feature = 'safeguarding';
const SEALED = { sealed: true, subject: () => null } as const;

/** The incident that something is raised on. @throws NotFound */
async function incidentOf(tx: CommandTx, input: { readonly service: string; readonly incident: string }) {
  const service = await findService(tx, input.service);
  const incident = await incidentNamed(tx, service.id, input.incident, { seq: null, now: tx.at });
  if (!incident) throw new NotFound(`There is no ${input.incident} in this service.`);
  return { service, incident };
}

function writing(tx: CommandTx, actor: Actor): { readonly at: string; readonly by: string } {
  return { at: tx.at.toISOString(), by: askingOf(actor).person };
}

/** Adds an entry to a compartment that opens to whoever writes it. @throws NotFound */
async function add(
  tx: CommandTx,
  actor: Actor,
  id: string,
  entry: (
    compartment: Compartment,
    written: ReturnType<typeof writing>,
  ) => CompartmentEntry | Promise<CompartmentEntry>,
): Promise<Record<string, never>> {
  const { compartment } = await openedCompartment(tx, tx.sealing, actor, id, tx.at);
  await putEntry(tx, id, await entry(compartment, writing(tx, actor)));
  return {};
}

async function mustBelong(tx: CommandTx, field: string, people: readonly string[]): Promise<void> {
  const members = new Set((await membersNow(tx)).map(({ person }) => person));
  if (people.some((person) => !members.has(person)))
    throw new InputProblem([{ field, message: 'Choose people who belong to the organisation.' }]);
}

export const flagSafeguarding = command({
  feature,
  name: 'flagSafeguarding',
  summary: 'Says that somebody may need protecting from abuse, neglect or danger',
  past: ['somebody may need protecting', 'somebody may need protecting, said # times'],
  input: z.strictObject({
    service: serviceField,
    incident: incidentField,
    words: reasonField('Write what was said or seen, in the words that were used.'),
    about: optionalLine(200).describe('Who it is about, without a name'),
    danger: answerField('Say whether anybody is in danger now. “Not known” is an answer.'),
    mayAsk: answerField('Say whether you may be asked about it.').default('unknown'),
    excluded: z.array(personField).default([]).describe('Members who are not to see it: their ids'),
  }),
  may: FLAGGERS_MAY,
  ...SEALED,
  run: async (tx, _actor, input) => {
    const { service, incident } = await incidentOf(tx, input);
    await mustBelong(tx, 'excluded', input.excluded);
    const on = { kind: 'incident', id: incident.id, reference: incident.reference } as const;
    const { words, about, danger, mayAsk, excluded } = input;
    await flag(tx, { service, on, words, surfaced: 'staff', danger, about, mayAsk, excluded });
    return {};
  },
});

/** Tells whoever it was said or shown to that a message waits: what they owe is theirs, and they see that alone. */
async function nameOwn(tx: CommandTx, { id, implicated }: Compartment, person: string, named: readonly string[]) {
  await mustBelong(tx, 'professional', [person]);
  await putOwn(tx, person, id);
  if (!implicated.has(person) && !named.includes(person)) await tellOf(tx, [person]);
}

export const writeSafeguardingRecord = command({
  feature,
  name: 'writeSafeguardingRecord',
  summary: 'Writes a safeguarding record as it stands now; what stood before stays to be seen',
  past: ['a safeguarding record was written', '# safeguarding records were written'],
  input: z.strictObject({
    compartment: compartmentField,
    ...recordFields,
    version: z.coerce.number().int().min(0).default(0).describe('How many records were written when you looked'),
  }),
  may: ASKED_BY_ANYBODY,
  ...SEALED,
  run: async (tx, actor, { compartment: id, version, ...record }) =>
    add(tx, actor, id, async (compartment, written) => {
      const { entries } = compartment;
      await mustBelong(tx, 'implicated', record.implicated);
      const there = entries.filter(({ kind }) => kind === 'record').length;
      if (there !== version)
        throw new Conflict('Somebody else wrote it while you were here. Look at what they wrote first.', {}, there);
      if (record.implicated.includes(written.by))
        throw new InputProblem([
          { field: 'implicated', message: 'You are among them. Ask another safeguarding lead to look after this.' },
        ]);
      if (record.consent === 'refused' && record.overrides.length > 0 && record.overrideWhy === '')
        throw new InputProblem([
          { field: 'overrideWhy', message: 'Write why it is shared although consent was refused.' },
        ]);
      if (record.professional !== '' && record.professional !== compartment.record?.record.professional)
        await nameOwn(tx, compartment, record.professional, record.implicated);
      return { kind: 'record', ...written, record };
    }),
});

export const addSafeguardingAction = command({
  feature,
  name: 'addSafeguardingAction',
  summary: 'Adds to a safeguarding record what was done',
  past: ['what was done was added', 'what was done was added # times'],
  input: z.strictObject({ compartment: compartmentField, words: reasonField('Write what was done, and by whom.') }),
  may: ASKED_BY_ANYBODY,
  ...SEALED,
  run: async (tx, actor, { compartment: id, words }) =>
    add(tx, actor, id, (_compartment, written) => ({ kind: 'action', ...written, words })),
});

export const recordReferral = command({
  feature,
  name: 'recordReferral',
  summary: 'Records that a referral was made: to whom, how, and under which reference',
  past: ['a referral was recorded', '# referrals were recorded'],
  input: z.strictObject({
    compartment: compartmentField,
    worksheet: z.enum(
      WORKSHEET_KEYS as readonly [WorksheetKey, ...WorksheetKey[]],
      'Choose what sort of referral it is.',
    ),
    to: line(200, 'Say whom it went to, such as the children’s social care of a council.'),
    how: line(200, 'Say how it went, such as by phone, and who took it.'),
    reference: referenceField.describe('Their reference, where they gave one'),
  }),
  may: ASKED_BY_ANYBODY,
  ...SEALED,
  run: async (tx, actor, { compartment: id, ...referral }) =>
    add(tx, actor, id, ({ referrals }, written) => ({
      kind: 'referral',
      ...written,
      number: referrals.length + 1,
      sentAt: written.at,
      ...referral,
    })),
});

export const followReferral = command({
  feature,
  name: 'followReferral',
  summary: 'Records what came of a referral: acknowledged, chased, outcome, disagreement raised',
  past: ['a referral was followed up', '# referrals were followed up'],
  input: z.strictObject({
    compartment: compartmentField,
    referral: z.coerce.number('Say which referral.').int().min(1),
    step: z.enum(REFERRAL_STEPS, 'Choose what happened.'),
    words: reasonField('Write what was said, and by whom.'),
  }),
  may: ASKED_BY_ANYBODY,
  ...SEALED,
  run: async (tx, actor, { compartment: id, ...step }) =>
    add(tx, actor, id, ({ referrals }, written) => {
      if (!referrals.some(({ sent }) => sent.number === step.referral)) throw nothingHere();
      return { kind: 'referral-step', ...written, ...step };
    }),
});

export const judgeSafeguardingDuty = command({
  feature,
  name: 'judgeSafeguardingDuty',
  summary: 'Says of a duty to report that it was done, or is not owed, and why',
  past: ['a duty was judged', '# duties were judged'],
  input: z.strictObject({
    compartment: compartmentField,
    duty: line(60, 'Say which duty.'),
    judged: z.enum(['done', 'not owed'], 'Say whether it was done, or is not owed.'),
    reference: referenceField.describe('The reference that was given'),
    why: optionalParagraph(4_000).describe('Why it is not owed, or what was said'),
  }),
  may: ASKED_BY_ANYBODY,
  ...SEALED,
  run: async (tx, actor, { compartment: id, ...duty }) => {
    const own = await ownedCompartment(tx, tx.sealing, actor, id, duty.duty, tx.at);
    if (!own) await openedCompartment(tx, tx.sealing, actor, id, tx.at);
    if (!(await dutyPack(tx.at)).duties.some((one) => one.id === duty.duty)) throw nothingHere();
    if (duty.judged === 'not owed' && duty.why === '')
      throw new InputProblem([{ field: 'why', message: 'Write why it is not owed.' }]);
    await putEntry(tx, id, { kind: 'duty', ...writing(tx, actor), ...duty });
    return {};
  },
});

export const nameSafeguardingDeputy = command({
  feature,
  name: 'nameSafeguardingDeputy',
  summary: 'Names a deputy of the safeguarding lead, or ends that',
  past: ['a deputy was named or ended', 'deputies were named or ended # times'],
  input: z.strictObject({
    person: personField,
    place: optionalLine(60).describe('The reference of a service; none for the whole organisation'),
    named: z.enum(['yes', 'no'], 'Say whether they are a deputy from now on.').default('yes'),
  }),
  may: LEADS_MAY,
  ...SEALED,
  run: async (tx, actor, { person, place, named }) => {
    const service = place === '' ? null : (await findService(tx, place)).reference;
    mustLead(actor, service);
    const [member] = await membersNow(tx, person);
    if (!member)
      throw new InputProblem([{ field: 'person', message: 'Choose somebody who belongs to the organisation.' }]);
    if (named === 'yes' && member.grants.every(({ role }) => role === 'assessor'))
      throw new NotPossible('Somebody from outside cannot be a deputy. Choose somebody of the team.');
    await putKeeping(tx, { kind: 'deputy', ...writing(tx, actor), person, service, named: named === 'yes' });
    return {};
  },
});

export const breakSafeguardingGlass = command({
  feature,
  name: 'breakSafeguardingGlass',
  summary:
    'Opens what was flagged on an incident for an hour in an emergency, with a reason that the safeguarding leads see',
  past: ['something was opened in an emergency', 'something was opened in an emergency # times'],
  input: z.strictObject({
    service: serviceField,
    incident: incidentField,
    reason: reasonField('Write why it cannot wait, and whom you tried to reach.'),
  }),
  may: BREAKERS_MAY,
  ...SEALED,
  run: async (tx, actor, input) => {
    const { service, incident } = await incidentOf(tx, input);
    const there = await compartmentOn(tx, tx.sealing, { kind: 'incident', id: incident.id });
    // Whoever is implicated breaks nothing, and is told nothing else than where there is nothing. The leads hear of each try.
    const mine = there && !there.implicated.has(askingOf(actor).person) ? there.id : null;
    await putKeeping(tx, {
      kind: 'glass',
      ...writing(tx, actor),
      service: service.reference,
      incident: incident.reference,
      compartment: mine,
      reason: input.reason,
    });
    await alert(tx, there ?? { id: '', service, implicated: new Set() }, true);
    return {};
  },
});

export const reviewSafeguardingReads = command({
  feature,
  name: 'reviewSafeguardingReads',
  summary: 'Says that a safeguarding lead looked at who read what',
  past: ['reads were looked at', 'reads were looked at # times'],
  input: z.strictObject({}),
  may: LEADS_MAY,
  ...SEALED,
  run: async (tx, actor) => {
    await putKeeping(tx, { kind: 'looked', ...writing(tx, actor) });
    return {};
  },
});
