import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { line, pageNumber } from '../../platform/commands/fields.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import { WHOEVER_SEES_THE_SERVICE, type May } from '../../platform/commands/may.ts';
import { findService } from '../services/index.ts';
import { OUTCOMES, questionNumber, questionReference, RELEASE_STATES, runNumber, runReference } from './domain.ts';
import {
  countRuns,
  observationsOf,
  questionAt,
  releasesOf,
  runsOf,
  type ObservationShown,
  type RunShown,
} from './observation-store.ts';

const feature = 'evidence';
const may: May = WHOEVER_SEES_THE_SERVICE;
const serviceField = line(60, 'Say which service: its reference, such as DEMO.');

export const PAGE_SIZE = 50;
/** What is shown of one run or one question; a run may have thousands. */
export const MOST_SHOWN = 500;

const releaseSchema = z.object({
  version: z.string(),
  state: z.enum(RELEASE_STATES),
  recordedAt: z.string(),
  liveAt: z.string().nullable(),
  reason: z.string().nullable().describe('Why it was withdrawn'),
  runs: z.number(),
});
const runSchema = z.object({
  run: z.string().describe('RUN-8812'),
  release: z.string(),
  state: z.enum(RELEASE_STATES),
  producer: z.string().describe('Who handed it in; never what the file says'),
  file: z.string(),
  sha256: z.string(),
  observedAt: z.string(),
  storedAt: z.string(),
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  unknownTags: z.array(z.string()),
});
const observationSchema = z.object({
  id: z.string(),
  evidence: z.string().describe('EVD-12'),
  title: z.string(),
  outcome: z.enum(OUTCOMES),
  observedAt: z.string(),
  storedAt: z.string(),
  observer: z.string(),
  detail: z.string().nullable(),
  file: z.object({ sha256: z.string(), name: z.string() }).nullable(),
  url: z.string().nullable(),
  urlSha256: z.string().nullable(),
  period: z.object({ from: z.string(), to: z.string() }).nullable(),
  run: z.string().nullable(),
  release: z.string().nullable(),
  candidate: z.boolean(),
  dismissed: z.object({ reason: z.string().nullable(), by: z.string(), at: z.string() }).nullable(),
});

export const releases = query({
  feature,
  name: 'releases',
  summary: 'The releases of a service that are known here, the latest first',
  input: z.strictObject({ service: serviceField }),
  output: z.object({ releases: z.array(releaseSchema) }),
  may,
  run: async (tx, input) => {
    const service = await findService(tx, input.service);
    const found = await releasesOf(tx, service.id, MOST_SHOWN);
    return {
      releases: found.map(({ recordedAt, liveAt, ...one }) => ({
        ...one,
        recordedAt: recordedAt.toISOString(),
        liveAt: liveAt?.toISOString() ?? null,
      })),
    };
  },
});

export const runs = query({
  feature,
  name: 'runs',
  summary: `Runs of tests of a service that were taken in, the latest first, ${PAGE_SIZE} on a page`,
  input: z.strictObject({ service: serviceField, page: pageNumber() }),
  output: z.object({ runs: z.array(runSchema), total: z.number(), page: z.number() }),
  may,
  run: async (tx, { service: reference, page }) => {
    const service = await findService(tx, reference);
    const [found, total] = await Promise.all([
      runsOf(tx, service.id, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
      countRuns(tx, service.id),
    ]);
    return { runs: found.map(runRecord), total, page };
  },
});

export const run = query({
  feature,
  name: 'run',
  summary: 'One run of tests, with what was observed in it',
  input: z.strictObject({ service: serviceField, run: line(20, 'Say which run: its number, such as RUN-12.') }),
  output: z.object({ run: runSchema, observations: z.array(observationSchema) }),
  may,
  run: async (tx, input) => {
    const service = await findService(tx, input.service);
    const number = runNumber(input.run);
    const [found] = number === null ? [] : await runsOf(tx, service.id, { number, limit: 1 });
    if (!found) throw new NotFound(`There is no run ${input.run} of ${service.reference}.`);
    const observations = await observationsOf(tx, { run: found.id }, MOST_SHOWN);
    return { run: runRecord(found), observations: observations.map(observationRecord) };
  },
});

export const question = query({
  feature,
  name: 'evidence',
  summary: 'One piece of evidence, a test or what was added by hand, with all that was observed of it',
  input: z.strictObject({
    service: serviceField,
    evidence: line(20, 'Say which evidence: its number, such as EVD-12.'),
  }),
  output: z.object({
    evidence: z.object({
      id: z.string().describe('EVD-12'),
      sort: z.string(),
      title: z.string(),
      validDays: z.number(),
      retired: z.boolean(),
      counts: z.object({ outcome: z.enum(OUTCOMES), observedAt: z.string() }).nullable(),
    }),
    observations: z.array(observationSchema),
  }),
  may,
  run: async (tx, input, now) => {
    const service = await findService(tx, input.service);
    const number = questionNumber(input.evidence);
    const found = number === null ? null : await questionAt(tx, service.id, number, { seq: null, now });
    if (!found) throw new NotFound(`There is no evidence ${input.evidence} in ${service.reference}.`);
    const { sort, title, validDays, retired, latest } = found;
    const observations = await observationsOf(tx, { question: found.id }, MOST_SHOWN);
    return {
      evidence: {
        id: questionReference(found.number),
        sort,
        title,
        validDays,
        retired,
        counts: latest && { outcome: latest.outcome, observedAt: latest.observedAt.toISOString() },
      },
      observations: observations.map(observationRecord),
    };
  },
});

function runRecord({
  id: _id,
  number,
  observedAt,
  storedAt,
  unknownTags,
  ...one
}: RunShown): z.output<typeof runSchema> {
  return {
    ...one,
    run: runReference(number),
    observedAt: observedAt.toISOString(),
    storedAt: storedAt.toISOString(),
    unknownTags: [...unknownTags],
  };
}

function observationRecord(one: ObservationShown & { readonly question: number }): z.output<typeof observationSchema> {
  const { question: number, observedAt, storedAt, run: ran, dismissed, ...rest } = one;
  return {
    ...(rest as typeof rest & { title: string }),
    evidence: questionReference(number),
    observedAt: observedAt.toISOString(),
    storedAt: storedAt.toISOString(),
    run: ran === null ? null : runReference(ran),
    dismissed: dismissed && { ...dismissed, at: dismissed.at.toISOString() },
  };
}
