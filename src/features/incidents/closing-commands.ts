import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, paragraph } from '../../platform/commands/fields.ts';
import { InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { sentenceText } from '../../words/sentence.ts';
import { actionReference, addAction } from '../actions/index.ts';
import { recordDoneHere, stateFacts } from '../duties/index.ts';
import { livingService } from '../services/index.ts';
import { closingFacts } from './closing-reading.ts';
import { candourOf, putCandour, putCandourStep, putIncidentAction, putNoAction } from './closing-store.ts';
import { aboutIncident, type IncidentSaid } from './commands.ts';
import { INCIDENT, incidentPath, whyNotMove } from './domain.ts';
import { isAsked } from './domain/verdict.ts';
import { CANDOUR_STATES, CANDOUR_STEPS, missingOf, STRENGTHS, whyNotCheckOn, whyNotDoneOn } from './domain/closing.ts';
import { HANDLES, incidentField, serviceField, versionField } from './fields.ts';
import { findIncident, incidentToChange } from './finding.ts';
import { putIncident, type StoredIncident } from './store.ts';

const feature = 'incidents';
const named = { service: serviceField, incident: incidentField };
const may = HANDLES;

/** The incident that something is said of before it is closed. @throws NotPossible where it is closed, or voided */
async function openIncident(
  tx: CommandTx,
  given: { readonly service: string; readonly incident: string },
): Promise<StoredIncident> {
  await livingService(tx, given.service);
  const { incident } = await findIncident(tx, given);
  if (incident.voided !== null) throw new NotPossible('This incident was voided. It stays as it is.');
  if (incident.stage === 'closed')
    throw new NotPossible('This incident is closed. To go on with it, reopen it, and say why.');
  return incident;
}

function saidOf({ id, service, reference }: StoredIncident): IncidentSaid {
  return { id, service: service.reference, incident: reference };
}

export const sayCause = command({
  feature,
  name: 'sayCause',
  summary: 'Says why an incident happened, as far as it was found out',
  past: ['the cause of an incident was said', 'the causes of # incidents were said'],
  input: z.strictObject({
    ...named,
    cause: paragraph(4_000, 'Say what led to it. That it could not be found, and what was looked at, is an answer.'),
    version: versionField,
  }),
  may,
  subject: aboutIncident,
  run: async (tx, _actor, given): Promise<IncidentSaid> => {
    await openIncident(tx, given);
    const { incident } = await incidentToChange(tx, given);
    putIncident(tx, incident.id, { ...incident.state, cause: tx.text(given.cause) });
    return saidOf(incident);
  },
});

export const addIncidentAction = command({
  feature,
  name: 'addIncidentAction',
  summary:
    'Adds what is done against an incident, how strong it is, and the day on which somebody looks whether it worked',
  past: ['an action against an incident was added', '# actions against incidents were added'],
  input: z.strictObject({
    ...named,
    title: line(200, 'Say what is to be done.'),
    strength: z.enum(STRENGTHS, 'Choose how strong it is.'),
    owner: z.uuid('Choose who does it.'),
    due: z.string('Give the day by which it is to be done.').trim(),
    checkOn: z.string('Give the day on which it is checked that it worked.').trim(),
  }),
  may,
  subject: aboutIncident,
  run: async (tx, _actor, given) => {
    const incident = await openIncident(tx, given);
    const wrong = whyNotCheckOn(given.checkOn, given.due);
    if (wrong !== null) throw new InputProblem([{ field: 'checkOn', message: wrong }]);
    const { id, reference, service } = incident;
    const source = {
      kind: INCIDENT,
      id,
      label: `Incident ${reference}`,
      href: incidentPath(service.reference, reference),
    };
    const add = (title: string, due: string, field: string) =>
      addAction(tx, { service, title, owner: given.owner, due, source }, { owner: 'owner', due: field });
    const action = await add(given.title, given.due, 'due');
    const check = await add(
      `Check that ${actionReference(action.number)} worked: ${given.title}`,
      given.checkOn,
      'checkOn',
    );
    putIncidentAction(tx, { incident: id, action: action.id, strength: given.strength, check: check.id });
    return { ...saidOf(incident), action: action.number, check: check.number };
  },
});

export const sayNoAction = command({
  feature,
  name: 'sayNoAction',
  summary: 'Says why nothing has to be done against an incident',
  past: ['it was said why nothing is done against an incident', 'it was said # times why nothing is done'],
  input: z.strictObject({ ...named, reason: paragraph(2_000, 'Say why nothing has to be done.') }),
  may,
  subject: aboutIncident,
  run: async (tx, _actor, given): Promise<IncidentSaid> => {
    const incident = await openIncident(tx, given);
    await putNoAction(tx, incident.id, given.reason);
    return saidOf(incident);
  },
});

export const stateCandour = command({
  feature,
  name: 'stateCandour',
  summary: 'Says whether the duty of candour applies to an incident, and why',
  past: ['it was said whether the duty of candour applies', 'it was said # times whether the duty of candour applies'],
  input: z.strictObject({
    ...named,
    applies: z.enum(['yes', 'no'], 'Choose whether the duty of candour applies.'),
    reason: paragraph(2_000, 'Say why, and who decided it.'),
  }),
  may,
  subject: aboutIncident,
  run: async (tx, _actor, given): Promise<IncidentSaid> => {
    const incident = await openIncident(tx, given);
    await putCandour(tx, incident.id, { applies: given.applies === 'yes', reason: given.reason });
    // The same question in the words of the duties: it is answered once.
    if (isAsked(incident) && incident.triagedAt !== null)
      await stateFacts(tx, incident.id, [
        {
          fact: 'harm.notifiable_safety_incident',
          value: given.applies,
          source: `What was said of the duty of candour for ${incident.reference}`,
        },
      ]);
    return saidOf(incident);
  },
});

export const recordCandourStep = command({
  feature,
  name: 'recordCandourStep',
  summary: 'Records a step of the duty of candour: done, declined, or that nobody could be reached',
  past: ['a step of the duty of candour was recorded', '# steps of the duty of candour were recorded'],
  input: z.strictObject({
    ...named,
    step: z.enum(CANDOUR_STEPS, 'Choose which step it is.'),
    state: z.enum(CANDOUR_STATES, 'Choose whether it was done, or why it could not be.'),
    on: z.string('Give the day on which it was done or tried.').trim(),
    note: paragraph(2_000, 'Say how it was done, by which role, or what was tried. Name nobody.'),
  }),
  may,
  subject: aboutIncident,
  run: async (tx, _actor, { step, state, on, note, ...given }): Promise<IncidentSaid> => {
    const incident = await openIncident(tx, given);
    const wrong = whyNotDoneOn(on, tx.at);
    if (wrong !== null) throw new InputProblem([{ field: 'on', message: wrong }]);
    const before = await candourOf(tx, incident.id, { seq: null, now: tx.at });
    putCandourStep(tx, incident.id, { step, state, on, note });
    const left = CANDOUR_STEPS.filter((one) => one !== step && !before.some((said) => said.step === one));
    // The steps are the record of the duty: whoever kept them all is not asked for it a second time.
    if (left.length === 0 && incident.triagedAt !== null)
      await recordDoneHere(tx, incident.id, [
        {
          duty: 'DOC-REG20',
          reference: incident.reference,
          to: 'each step of the duty of candour is recorded under closing',
          at: tx.at,
        },
      ]);
    return saidOf(incident);
  },
});

export const closeIncident = command({
  feature,
  name: 'closeIncident',
  summary: 'Closes an incident of which everything that closing asks is answered (DCB0129 7.2)',
  past: ['an incident was closed', '# incidents were closed'],
  input: z.strictObject({ ...named, version: versionField }),
  may,
  subject: aboutIncident,
  run: async (tx, _actor, given): Promise<IncidentSaid> => {
    const { incident } = await incidentToChange(tx, given);
    const refused = whyNotMove(incident, 'closed');
    if (refused !== null) throw new NotPossible(refused);
    const missing = missingOf(await closingFacts(tx, incident, { seq: null, now: tx.at }));
    if (missing.length > 0)
      throw new NotPossible(
        `${incident.reference} cannot be closed yet. ${missing.map(({ sentence }) => sentenceText(sentence)).join(' ')} Nothing was changed.`,
      );
    putIncident(tx, incident.id, { ...incident.state, stage: 'closed', closedAt: tx.at });
    return saidOf(incident);
  },
});
