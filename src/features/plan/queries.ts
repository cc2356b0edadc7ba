import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { asAtDay } from '../../platform/commands/fields.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { textOf } from '../../words/sentence.ts';
import { findService } from '../services/index.ts';
import { checks } from './checks.ts';
import { MATTERS, METHODS, NATURES } from './domain.ts';
import { serviceField } from './fields.ts';
import { there } from './finding.ts';
import { factsOf } from './reading.ts';
import { plansOf } from './store.ts';

export const plan = query({
  feature: 'plan',
  name: 'plan',
  summary: 'The clinical risk management plan of a service, and whether it is written, approved and up to date',
  input: z.strictObject({
    service: serviceField,
    asAt: asAtDay(),
  }),
  output: z.object({
    service: z.string(),
    version: z.number().describe('The ledger entry that made it so'),
    nature: z.enum(NATURES).nullable(),
    purpose: z.string(),
    lifecycle: z.string(),
    impact: z.string(),
    team: z.string(),
    authorises: z.array(
      z.object({
        matter: z.enum(MATTERS),
        role: z.string(),
        person: z.object({ id: z.string(), name: z.string() }).nullable(),
      }),
    ),
    scheme: z.object({ version: z.string(), title: z.string() }).nullable(),
    criteria: z.string(),
    methods: z.array(z.enum(METHODS)),
    methodsWhy: z.string(),
    reviewDays: z.number(),
    monitoring: z.string(),
    incidents: z.string(),
    checks: z.array(z.object({ check: z.string(), result: z.string(), says: z.string(), clears: z.string() })),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service: reference, asAt }, now) => {
    const moment = await momentOf(tx, asAt === undefined ? null : endOfDay(asAt), now);
    const service = await findService(tx, reference, moment);
    const found = there((await plansOf(tx, [service.id], moment))[0] ?? null);
    const [fact] = await factsOf(tx, [found], moment);
    const { id: _id, service: of, authorises, methods, ...said } = found;
    return {
      ...said,
      service: of.reference,
      authorises: authorises.map((line) => ({ ...line })),
      methods: [...methods],
      checks: checks.map((check) => {
        const { result, says, clears } = check.decide({ plan: fact! }, { now: moment.now, service });
        return { check: check.id, result, says: textOf(says), clears: result === 'passed' ? '' : textOf(clears) };
      }),
    };
  },
});
