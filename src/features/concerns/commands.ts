import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, optionalLine, paragraph } from '../../platform/commands/fields.ts';
import { NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { incidentPath, recordIncidentIn, SORTS } from '../incidents/index.ts';
import { membersNow } from '../organisations/index.ts';
import { ASKED_BY_ANYBODY, compartmentField, flagIn, openCompartmentIn, writeToldIn } from '../safeguarding/index.ts';
import { livingService } from '../services/index.ts';
import { apartOf, concernLine } from './apart.ts';
import { concernById, putAddition, putConcern, putContact, putState } from './concern-store.ts';
import { dangerWords } from './data.ts';
import { isHit, namedIn, scan, textsOf, type Answers, type ConcernLine } from './domain.ts';
import { BY_ITSELF, concernField, READS, serviceField } from './fields.ts';
import { formOfService } from './form-store.ts';
import { tellOnCall } from './on-call.ts';
import { openAnswers, sealAddition, sealBy, sealTold, wordsOf } from './sealed.ts';

const feature = 'concerns';
const nothing = () => null;
const answerField = paragraph(2_000, 'Say what you tell whoever wrote it: they read this.').describe(
  'What whoever wrote it reads, in plain words',
);
const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));

/*
 * What whoever has no account does, and what only those who read a concern may know of, is sealed: nobody sees that it was done, for
 * from how often something was written, beside what is in the list, anybody could count what is kept from them.
 */

/** The slow part, the hash of the words, is done before: nobody waits for it. */
export const sendConcern = command({
  feature,
  name: 'sendConcern',
  summary: 'Keeps, sealed, what somebody without an account wrote, and tells whoever is on call',
  sealed: true,
  input: z.strictObject({
    service: serviceField,
    id: z.guid(),
    reference: concernField,
    answers: base64.describe('Sealed'),
    contact: base64.describe('Sealed'),
    salt: base64,
    verifier: base64.describe('Sealed'),
  }),
  may: BY_ITSELF,
  subject: nothing,
  run: async (tx, _actor, { service: of, id, reference, ...sealed }) => {
    // One at a time goes through here: it asks for as little as it can.
    const [service, before] = await Promise.all([livingService(tx, of), concernById(tx, id)]);
    // Sent twice, it is one concern.
    if (before) return {};
    putConcern(tx, { id, service: service.id, reference }, sealed);
    const answers = openAnswers(tx.sealing, tx.organisation, id, sealed.answers);
    const hit = isHit(scan(textsOf(answers), dangerWords()));
    // Leads are told by what they are passed, whoever is on call among them.
    if (hit) await toLeads(tx, { id, reference, service }, answers);
    else if (answers.danger === 'yes') await tellOnCall(tx, (await formOfService(tx, service.id))?.onCall ?? null);
    return {};
  },
});

/**
 * What somebody adds who came back with their words. Where it may be a disclosure, it goes into a compartment, and what was there
 * before stays where it is: were it gone, whoever had read it would know why.
 */
export const addToConcern = command({
  feature,
  name: 'addToConcern',
  summary: 'Keeps, sealed, what somebody without an account added to what they wrote',
  sealed: true,
  input: z.strictObject({ service: serviceField, id: z.guid(), words: z.string().min(1).max(4_000) }),
  may: BY_ITSELF,
  subject: nothing,
  run: async (tx, _actor, { id, words }) => {
    const concern = await concernById(tx, id);
    if (!concern) throw new NotFound('There is no such concern.');
    const addition = tx.newId();
    putAddition(tx, addition, id, sealAddition(tx.sealing, tx.organisation, addition, words));
    const apart = await apartOf(tx, tx.sealing, id);
    if (!apart?.whole && !isHit(scan([words], dangerWords()))) return {};
    const { answers } = await wordsOf(tx, tx.sealing, id);
    await flagged(tx, concern, words, answers, addition);
    return {};
  },
});

/** How somebody may be reached, when it became otherwise. */
export const changeConcernContact = command({
  feature,
  name: 'changeConcernContact',
  summary: 'Keeps, sealed, how somebody without an account may be reached from now on',
  sealed: true,
  input: z.strictObject({ service: serviceField, id: z.guid(), contact: base64.describe('Sealed') }),
  may: BY_ITSELF,
  subject: nothing,
  run: async (tx, _actor, { id, contact }) => {
    if (!(await concernById(tx, id))) throw new NotFound('There is no such concern.');
    putContact(tx, id, contact);
    // What was safe when it was sent may not be any more: nothing that waits goes out.
    await tx.stopMail(id);
    return {};
  },
});

/** In the reader’s own words: what somebody wrote in confidence is copied nowhere. */
export const makeIncidentOfConcern = command({
  feature,
  name: 'makeIncidentOfConcern',
  summary: 'Makes an incident of what somebody wrote by the public form, in the reader’s own words',
  past: ['an incident was made of a concern', 'incidents were made of # concerns'],
  input: z.strictObject({
    service: serviceField,
    concern: concernField,
    sort: z.enum(SORTS, `Choose of: ${SORTS.join(', ')}.`).default('incident'),
    title: line(120, 'Say in a few words what happened.').describe('A few words that name nobody'),
    what: paragraph(4_000, 'Say what happened, in your own words.').describe('What happened, in your own words'),
    occurredOn: optionalLine(10).describe('The day on which it happened, as 2026-03-03; none where nobody knows'),
  }),
  may: READS,
  subject: (_input, output: { incidentId: string; path: string }) => ({ kind: 'incident', id: output.incidentId }),
  record: ({ service, sort, title, what, occurredOn }) => ({ service, sort, title, what, occurredOn }),
  run: async (tx, _actor, { service: of, concern: reference, sort, title, what, occurredOn }) => {
    const { service, concern } = await readable(tx, of, reference);
    if (concern.incident !== null) throw new NotPossible(`${concern.incident} was made of it already.`);
    const made = await recordIncidentIn(tx, {
      service,
      sort,
      title,
      what,
      occurredOn: occurredOn || null,
      // Whoever keeps the log knew of it when it came in: a clock that begins later would be too kind.
      awareAt: concern.at,
      channel: 'public',
      reporter: { by: 'concern', id: concern.id },
      release: null,
      externalKey: `concern:${concern.id}`,
    });
    const state = { state: 'incident', told: null, by: byWhom(tx, concern.id) } as const;
    putState(tx, concern.id, service.id, { ...state, incident: made.reference, report: made.report });
    return { incidentId: made.id, path: incidentPath(service.reference, made.reference) };
  },
});

/** With an answer that whoever wrote it reads. */
export const closeConcern = command({
  feature,
  name: 'closeConcern',
  summary: 'Closes a concern without an incident, with an answer that whoever wrote it reads',
  sealed: true,
  input: z.strictObject({
    service: serviceField,
    concern: concernField,
    words: answerField,
  }),
  may: READS,
  subject: nothing,
  run: async (tx, _actor, { service: of, concern: reference, words }) => {
    const { concern } = await readable(tx, of, reference);
    answered(tx, concern, words);
    return {};
  },
});

/** The same for what lies in a compartment, by those whom it opens to. */
export const answerConcernApart = command({
  feature,
  name: 'answerConcernApart',
  summary: 'Answers whoever wrote what lies in a safeguarding record',
  sealed: true,
  input: z.strictObject({ compartment: compartmentField, words: answerField }),
  may: ASKED_BY_ANYBODY,
  subject: nothing,
  run: async (tx, actor, { compartment, words }) => {
    const { on } = await openCompartmentIn(tx, actor, compartment);
    const concern = on?.kind === 'concern' ? await concernById(tx, on.id) : null;
    if (!concern) throw new NotFound('There is no such page.');
    const apart = await apartOf(tx, tx.sealing, concern.id);
    // What nobody else reads looks in the database as any other that was answered.
    if (apart?.whole) answered(tx, concern, words);
    await writeToldIn(tx, compartment, words);
    return {};
  },
});

/** From then on it is read by safeguarding leads alone, and to everybody else as if it had never come in. */
export const passConcernToLeads = command({
  feature,
  name: 'passConcernToLeads',
  summary: 'Passes a concern to those who look after safeguarding',
  sealed: true,
  input: z.strictObject({ service: serviceField, concern: concernField }),
  may: READS,
  subject: nothing,
  run: async (tx, _actor, { service: of, concern: reference }) => {
    const { concern } = await readable(tx, of, reference);
    const { answers } = await wordsOf(tx, tx.sealing, concern.id);
    await toLeads(tx, concern, answers);
    return {};
  },
});

/** @throws NotFound for what lies in a compartment, in the same words as for none */
async function readable(tx: CommandTx, of: string, reference: string) {
  const service = await livingService(tx, of);
  const concern = await concernLine(tx, tx.sealing, service.id, reference);
  if (!concern) throw new NotFound('There is no such concern.');
  return { service, concern };
}

type Answered = Pick<ConcernLine, 'id' | 'service' | 'state' | 'incident' | 'report'>;

/** Whoever wrote it reads it when they come back. */
function answered(tx: CommandTx, { id, service, state, incident, report }: Answered, words: string): void {
  putState(tx, id, service.id, {
    state: incident === null ? 'closed' : state,
    incident,
    report,
    told: sealTold(tx.sealing, tx.organisation, id, words),
    by: byWhom(tx, id),
  });
}

function byWhom(tx: CommandTx, id: string): Buffer | null {
  return tx.actor.kind === 'person' ? sealBy(tx.sealing, tx.organisation, id, tx.actor.id) : null;
}

type Passed = Pick<ConcernLine, 'id' | 'reference'> & {
  readonly service: { readonly id: string; readonly reference: string };
};

/** All of it into a compartment. Nothing in clear says so. */
async function toLeads(tx: CommandTx, concern: Passed, answers: Answers): Promise<void> {
  await flagged(tx, concern, answers.what || textsOf(answers).join('\n'), answers);
}

async function flagged(
  tx: CommandTx,
  { id, reference, service }: Passed,
  words: string,
  answers: Answers,
  addition?: string,
): Promise<void> {
  await flagIn(tx, {
    service: { id: service.id, reference: service.reference },
    on: { kind: 'concern', id, reference },
    words,
    surfaced: 'public concern',
    danger: answers.danger === 'yes' || answers.danger === 'no' ? answers.danger : 'unknown',
    excluded: await namedAmong(tx, service.reference, [words, ...textsOf(answers)]),
    ...(addition !== undefined && { addition }),
  });
}

/**
 * Members who are named in it do not read it, before anybody has said more: one of them may be whom it is about. Where that would leave
 * no lead who reads it, nobody is kept out.
 */
async function namedAmong(tx: CommandTx, service: string, texts: readonly string[]): Promise<string[]> {
  const members = await membersNow(tx);
  const named = new Set(namedIn(texts, members).map(({ person }) => person));
  const leads = members.filter(({ grants }) =>
    grants.some(
      ({ role, service: of, until }) =>
        role === 'safeguarding lead' &&
        (of === null || of.toUpperCase() === service.toUpperCase()) &&
        (until === null || new Date(until) > tx.at),
    ),
  );
  return leads.some(({ person }) => !named.has(person)) ? [...named] : [];
}
