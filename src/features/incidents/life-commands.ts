import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { line, paragraph } from '../../platform/commands/fields.ts';
import { InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { sayDateTime } from '../../platform/london-time.ts';
import { endDutyCase } from '../duties/index.ts';
import { livingService } from '../services/index.ts';
import { aboutIncident, type IncidentSaid } from './commands.ts';
import { CONTAINMENTS, isOpen, REOPENED_AT, STAGE_WORDS, whyNotMove, whyNotReopen, whyNotVoid } from './domain.ts';
import { HANDLES, incidentField, serviceField, versionField } from './fields.ts';
import { findIncident, incidentToChange } from './finding.ts';
import { ownerProblems } from './owning.ts';
import { putContainment, putJournal } from './report-store.ts';
import { putIncident, type StoredIncident } from './store.ts';
import { endVerdict } from './verdict-store.ts';

const feature = 'incidents';
const named = { service: serviceField, incident: incidentField };
const changed = { ...named, version: versionField };

function said({ id, service, reference }: StoredIncident): IncidentSaid {
  return { id, service: service.reference, incident: reference };
}

/** @throws NotPossible where it is closed or void */
function refuseUnlessOpen(incident: StoredIncident): void {
  if (incident.voided !== null) throw new NotPossible('This incident was voided. It stays as it is.');
  if (!isOpen(incident)) throw new NotPossible('This incident is closed. To go on with it, reopen it, and say why.');
}

export const acknowledgeIncident = command({
  feature,
  name: 'acknowledgeIncident',
  summary: 'Says that somebody has seen a report and will look at it',
  past: ['an incident was acknowledged', '# incidents were acknowledged'],
  input: z.strictObject(changed),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, _actor, input) => {
    const { incident } = await incidentToChange(tx, input);
    refuseUnlessOpen(incident);
    if (incident.acknowledgedAt !== null)
      throw new NotPossible('This incident was acknowledged already. Nothing was changed.');
    putIncident(tx, incident.id, { ...incident.state, acknowledgedAt: tx.at });
    return said(incident);
  },
});

export const assignIncident = command({
  feature,
  name: 'assignIncident',
  summary: 'Says who an incident is with',
  past: ['an incident was given to somebody', '# incidents were given to somebody'],
  input: z.strictObject({
    ...changed,
    owner: z.string('Choose who it is with.').trim().min(1, 'Choose who it is with.'),
  }),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, _actor, input) => {
    const { service, incident } = await incidentToChange(tx, input);
    refuseUnlessOpen(incident);
    const problems = await ownerProblems(tx, service, input.owner);
    if (problems.length > 0) throw new InputProblem(problems);
    putIncident(tx, incident.id, { ...incident.state, owner: input.owner });
    return said(incident);
  },
});

export const containIncident = command({
  feature,
  name: 'containIncident',
  summary:
    'Says what was done at once so that nobody else is harmed: what was switched off, who was told; and whether it is safe now',
  past: ['something was done at once about an incident', 'something was done at once about # incidents'],
  input: z.strictObject({
    ...changed,
    sort: z.enum(CONTAINMENTS, 'Choose what was done: something was switched off, somebody was told.'),
    text: paragraph(2_000, 'Say what was switched off, who was told, or what else was done.'),
    madeSafe: z.boolean().default(false).describe('Nobody else can come to harm by it now'),
  }),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, _actor, input) => {
    const { incident } = await incidentToChange(tx, input);
    refuseUnlessOpen(incident);
    putContainment(tx, incident.id, { sort: input.sort, text: input.text, doneAt: tx.at });
    const safe = input.madeSafe && incident.madeSafeAt === null;
    putIncident(tx, incident.id, {
      ...incident.state,
      madeSafeAt: safe ? tx.at : incident.madeSafeAt,
      stage: safe && whyNotMove(incident, 'contained') === null ? 'contained' : incident.stage,
    });
    return said(incident);
  },
});

export const writeInJournal = command({
  feature,
  name: 'writeInJournal',
  summary: 'Writes down who did what about an incident',
  past: ['the journal of an incident was written', 'the journals of # incidents were written'],
  input: z.strictObject({ ...named, text: paragraph(10_000, 'Write what was done, and by whom.') }),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, _actor, input) => {
    await livingService(tx, input.service);
    const { incident } = await findIncident(tx, input);
    if (incident.voided !== null) throw new NotPossible('This incident was voided. It stays as it is.');
    putJournal(tx, incident.id, input.text);
    return said(incident);
  },
});

/** Where an incident goes by this command. Triage, making safe and closing ask more, and have their own. */
const MOVES = ['investigating', 'actions', 'learning'] as const;

export const moveIncident = command({
  feature,
  name: 'moveIncident',
  summary: 'Takes an incident on to investigating, actions or learning',
  past: ['an incident was taken on', '# incidents were taken on'],
  input: z.strictObject({
    ...changed,
    to: z.enum(MOVES, 'Choose where it goes: investigating, actions or learning.'),
  }),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, _actor, input) => {
    const { incident } = await incidentToChange(tx, input);
    const why = whyNotMove(incident, input.to);
    if (why !== null) throw new NotPossible(why);
    putIncident(tx, incident.id, { ...incident.state, stage: input.to });
    putJournal(tx, incident.id, `It went on to “${STAGE_WORDS[input.to].toLowerCase()}”.`);
    return said(incident);
  },
});

export const reopenIncident = command({
  feature,
  name: 'reopenIncident',
  summary: 'Opens a closed incident again, with the reason; when it was closed first stays in its journal',
  past: ['an incident was reopened', '# incidents were reopened'],
  input: z.strictObject({ ...changed, reason: paragraph(2_000, 'Say why it is opened again.') }),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, _actor, input) => {
    const { incident } = await incidentToChange(tx, input);
    const why = whyNotReopen(incident);
    if (why !== null) throw new NotPossible(why);
    putIncident(tx, incident.id, { ...incident.state, stage: REOPENED_AT, reopened: true, closedAt: null });
    putJournal(tx, incident.id, `It was reopened. It had been closed on ${sayDateTime(incident.closedAt ?? tx.at)}.`);
    // What was signed of the safety case was signed of what was known then.
    endVerdict(tx, incident.id);
    putJournal(tx, incident.id, input.reason);
    return said(incident);
  },
});

export const voidIncident = command({
  feature,
  name: 'voidIncident',
  summary: 'Says that a report does not count, and why: a test, a mistake. It stays, and counts nowhere',
  past: ['an incident was voided', '# incidents were voided'],
  input: z.strictObject({ ...changed, reason: line(1_000, 'Say why it does not count.') }),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, _actor, input) => {
    const { incident } = await incidentToChange(tx, input);
    const why = whyNotVoid(incident);
    if (why !== null) throw new NotPossible(why);
    putIncident(tx, incident.id, { ...incident.state, voided: tx.text(input.reason) });
    await endDutyCase(tx, incident.id);
    return said(incident);
  },
});
