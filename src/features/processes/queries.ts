import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { dateIn } from '../../platform/london-time.ts';
import { there } from '../../platform/commands/problems.ts';
import { textOf } from '../../words/sentence.ts';
import { findService } from '../services/index.ts';
import { decideRun, decideWritten, type ProcessFact } from './checks.ts';
import { besideTheList, nextDue, PROCESS_STATES, runStanding, RUN_OUTCOMES, RUN_SORTS, SORTS } from './domain.ts';
import { processField, serviceField } from './fields.ts';
import { factsOf } from './reading.ts';
import { processByKey, processesOf, runsOf, type StoredProcess, type StoredRun } from './store.ts';
import { processTemplates } from './templates.ts';

const feature = 'processes';
const may = WHOEVER_SEES_THE_SERVICE;

const processSchema = z.object({
  id: z.string().describe('As in its address: live-incidents'),
  title: z.string(),
  what: z.string(),
  who: z.string(),
  starts: z.string(),
  comes: z.string(),
  sort: z.enum(SORTS),
  every: z.number().describe('Days between two runs, or two rehearsals'),
  owner: z.string(),
  link: z.string(),
  state: z.enum(PROCESS_STATES),
  written: z.object({ result: z.string(), says: z.string() }).describe('Whether it is written, approved and current'),
  run: z.object({ result: z.string(), says: z.string() }).describe('Whether it is run as often as it says'),
  standing: z.enum(['never', 'current', 'due', 'late', 'overdue']).describe('How its runs stand today'),
  lastRun: z.string().nullable().describe('The day of the last run that counts'),
  nextDue: z.string().nullable(),
  version: z.number(),
});

function processRecord(one: StoredProcess, fact: ProcessFact, now: Date): z.output<typeof processSchema> {
  const found = ({ result, says }: ReturnType<typeof decideRun>) => ({ result, says: textOf(says) });
  const { key, title, what, who, starts, comes, sort, every, owner, link, state, last, version } = one;
  return {
    id: key,
    title,
    what,
    who,
    starts,
    comes,
    sort,
    every,
    owner: owner.name,
    link,
    state,
    written: found(decideWritten(fact, { now })),
    run: found(decideRun(fact, { now })),
    standing: runStanding(one, last, dateIn(now)),
    lastRun: last?.on ?? null,
    nextDue: nextDue(one, last),
    version,
  };
}

export const processes = query({
  feature,
  name: 'processes',
  summary: 'The processes of a service: what is written, approved and run; and those of the list that nobody has begun',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    processes: z.array(processSchema),
    notBegun: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        purpose: z.string(),
        from: z.string().describe('The phase from which it is due'),
      }),
    ),
  }),
  may,
  run: async (tx, { service: reference }, now) => {
    const service = await findService(tx, reference);
    const { there: all, missing } = besideTheList(await processesOf(tx, [service.id]), processTemplates());
    const facts = await factsOf(tx, all, { seq: null, now });
    return {
      processes: all.map((one, index) => processRecord(one, facts[index]!, now)),
      notBegun: missing.map(({ id, name, purpose, from }) => ({ id, name, purpose, from })),
    };
  },
});

const runSchema = z.object({
  id: z.string().describe('Its number in the process'),
  on: z.string(),
  sort: z.enum(RUN_SORTS),
  by: z.string(),
  found: z.string(),
  outcome: z.enum(RUN_OUTCOMES),
  link: z.string(),
  withdrawn: z.string().nullable().describe('Why it does not count; null where it does'),
  recordedBy: z.string(),
  recordedAt: z.string(),
  version: z.number(),
});

function runRecord({ number, recorded, texts: _texts, id: _id, ...run }: StoredRun): z.output<typeof runSchema> {
  return { ...run, id: String(number), recordedBy: recorded.by, recordedAt: recorded.at.toISOString() };
}

export const process = query({
  feature,
  name: 'process',
  summary: 'One process of a service, with its runs, the latest first',
  input: z.strictObject({ service: serviceField, process: processField }),
  output: z.object({ process: processSchema, runs: z.array(runSchema) }),
  may,
  run: async (tx, { service: reference, process: key }, now) => {
    const service = await findService(tx, reference);
    const found = there(await processByKey(tx, service.id, key), `process ${key}`);
    const [[fact], runs] = await Promise.all([factsOf(tx, [found], { seq: null, now }), runsOf(tx, found.id)]);
    return { process: processRecord(found, fact!, now), runs: runs.map(runRecord) };
  },
});

const textsSchema = z.object({ what: z.string(), who: z.string(), starts: z.string(), comes: z.string() });

export const processList = query({
  feature,
  name: 'processList',
  summary:
    'The list of processes with their templates: what each is for, what good looks like, and where that was read',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    templates: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        purpose: z.string(),
        serves: z.array(z.object({ clause: z.string(), confidence: z.string(), source: z.string() })),
        sort: z.enum(SORTS),
        every: z.number(),
        from: z.string(),
        roles: z.array(z.string()),
        good: z.array(z.string()),
        rehearsal: z.string(),
        start: textsSchema,
        begun: z.boolean(),
      }),
    ),
  }),
  may,
  run: async (tx, { service: reference }) => {
    const service = await findService(tx, reference);
    const begun = new Set((await processesOf(tx, [service.id])).map(({ key }) => key));
    return {
      templates: processTemplates().map(({ serves, roles, good, start, ...one }) => ({
        ...one,
        serves: [...serves],
        roles: [...roles],
        good: [...good],
        start: { ...start },
        begun: begun.has(one.id),
      })),
    };
  },
});
