import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { line, paragraph } from '../../platform/commands/fields.ts';
import { InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { dateIn } from '../../platform/london-time.ts';
import { isDay } from '../../words/days.ts';
import { livingService } from '../services/index.ts';
import { aboutIncident, type IncidentSaid } from './commands.ts';
import { whyNotShared, whyNotTakenBack } from './domain/learning.ts';
import { UNITS } from './domain/rates.ts';
import { HANDLES, incidentField, OFFICERS, serviceField } from './fields.ts';
import { findIncident } from './finding.ts';
import { learningOf, putLearning, putLearningState } from './learning-store.ts';
import { putUsage } from './usage-store.ts';

const feature = 'incidents';
const named = { service: serviceField, incident: incidentField };
const may = { roles: OFFICERS, where: 'service' } as const;

export const writeLearning = command({
  feature,
  name: 'writeLearning',
  summary: 'Writes what was learned from an incident, and for whom, without naming anybody',
  past: ['what was learned from an incident was written', 'what was learned was written # times'],
  input: z.strictObject({
    ...named,
    learned: paragraph(4_000, 'Say what was learned, so that somebody who knows nothing of it can use it.'),
    forWhom: line(200, 'Say who should know it: for example “Teams that let people upload photos”.'),
  }),
  may: HANDLES,
  subject: aboutIncident,
  run: async (tx, _actor, given): Promise<IncidentSaid> => {
    await livingService(tx, given.service);
    const { service, incident } = await findIncident(tx, given);
    if (incident.voided !== null) throw new NotPossible('This incident was voided. It stays as it is.');
    putLearning(tx, { incident: incident.id, service: service.id, learned: given.learned, forWhom: given.forWhom });
    return { id: incident.id, service: service.reference, incident: incident.reference };
  },
});

export const shareLearning = command({
  feature,
  name: 'shareLearning',
  summary: 'Shares what was learned with the whole organisation, once somebody has looked that it gives away nobody',
  past: ['what was learned was shared', 'what was learned was shared # times'],
  input: z.strictObject({
    ...named,
    reviewed: z
      .literal('yes', 'Say that you have looked whether it names or gives away anybody.')
      .describe('That you have looked whether it names or gives away anybody'),
  }),
  may,
  subject: aboutIncident,
  run: async (tx, _actor, given): Promise<IncidentSaid> => {
    const { service, incident } = await findIncident(tx, given);
    const refused = whyNotShared(await learningOf(tx, incident.id));
    if (refused !== null) throw new NotPossible(refused);
    await putLearningState(tx, incident.id, { state: 'shared', reason: null });
    return { id: incident.id, service: service.reference, incident: incident.reference };
  },
});

export const withdrawLearning = command({
  feature,
  name: 'withdrawLearning',
  summary: 'Takes back what was shared, with the reason',
  past: ['what was learned was taken back', 'what was learned was taken back # times'],
  input: z.strictObject({ ...named, reason: paragraph(2_000, 'Say why it is taken back.') }),
  may,
  subject: aboutIncident,
  run: async (tx, _actor, given): Promise<IncidentSaid> => {
    const { service, incident } = await findIncident(tx, given);
    const refused = whyNotTakenBack(await learningOf(tx, incident.id));
    if (refused !== null) throw new NotPossible(refused);
    await putLearningState(tx, incident.id, { state: 'withdrawn', reason: given.reason });
    return { id: incident.id, service: service.reference, incident: incident.reference };
  },
});

export const stateUsage = command({
  feature,
  name: 'stateUsage',
  summary: 'Says how much a service is used from a day on, so that incidents can be counted beside it',
  past: ['it was said how much a service is used', 'it was said # times how much a service is used'],
  input: z.strictObject({
    service: serviceField,
    since: z.string('Give the day from which on it is so, such as 2026-03-01.').trim(),
    unit: z.enum(UNITS, 'Choose what counts as one use.'),
    perMonth: z.coerce
      .number('Give about how many there are a month, as a number.')
      .int('Give a whole number.')
      .min(0, 'Give a number that is not below 0.')
      .max(2_000_000_000, 'Give a smaller number.'),
    source: line(300, 'Say from where you have it: a dashboard, a report, an estimate.'),
  }),
  may: HANDLES,
  subject: (_input, { id }: { id: string; service: string }) => ({ kind: 'service', id }),
  run: async (tx, _actor, { since, ...given }) => {
    const service = await livingService(tx, given.service);
    if (!isDay(since) || since > dateIn(tx.at))
      throw new InputProblem([
        { field: 'since', message: 'Give a day that is not still to come, such as 2026-03-01.' },
      ]);
    putUsage(tx, service.id, { since, unit: given.unit, perMonth: given.perMonth, source: given.source });
    return { id: service.id, service: service.reference };
  },
});
