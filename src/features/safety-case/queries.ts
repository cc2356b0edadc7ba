import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { textOf } from '../../words/sentence.ts';
import { approvedFound, type Approved } from '../approvals/index.ts';
import { findService } from '../services/index.ts';
import { findReport } from './commands.ts';
import { behind, reportReference, REPORT_SORTS, SECTIONS } from './domain.ts';
import { besideSignatures, factOf, standingOf, type ReportBeside } from './facts.ts';
import { reportField, serviceField } from './fields.ts';
import { recipientsAt, type StoredRecipient } from './recipient-store.ts';
import { reportsAt } from './store.ts';

const feature = 'safety-case';
const may = WHOEVER_SEES_THE_SERVICE;

const standsSchema = z.object({
  version: z.number().nullable().describe('The latest approved version'),
  result: z.string().describe('"passed" where it stands'),
  says: z.string(),
});

const reportSchema = z.object({
  id: z.string().describe('CSCR-3'),
  sort: z.enum(REPORT_SORTS),
  phase: z.string(),
  release: z.string().nullable(),
  log: z.number(),
  approval: standsSchema,
  acceptance: standsSchema.nullable().describe('Of the residual risk; null where nobody is asked for it'),
  unwritten: z.array(z.string()).describe('Sections of which it needs words, and has none'),
  supersededBy: z.string().nullable(),
  version: z.number(),
});

const recipientSchema = z.object({
  number: z.number(),
  report: z.string(),
  received: z.number().describe('The version of the report'),
  receiver: z.string(),
  how: z.string(),
  on: z.string(),
  withdrawn: z.string().nullable(),
  version: z.number(),
});

function standing(approved: Approved | null, now: Date): z.output<typeof standsSchema> {
  if (!approved) return { version: null, result: 'unknown', says: 'Nothing is known of its signatures.' };
  const { result, says } = approvedFound(approved, now);
  return { version: approved.version?.said.number ?? null, result, says: textOf(says) };
}

function reportRecord(one: ReportBeside, now: Date): z.output<typeof reportSchema> {
  const { report, approved, acceptance } = one;
  const { number, sort, phase, release, log, supersededBy, version } = report;
  return {
    id: reportReference(number),
    sort,
    phase,
    release,
    log,
    approval: standing(approved, now),
    acceptance: sort === 'deployer' || acceptance ? standing(acceptance, now) : null,
    unwritten: [...factOf(one).unwritten],
    supersededBy: supersededBy === null ? null : reportReference(supersededBy),
    version,
  };
}

function recipientRecord({ number, report, received, receiver, how, on, withdrawn, version }: StoredRecipient) {
  return { number, report: reportReference(report), received, receiver, how, on, withdrawn, version };
}

export const reports = query({
  feature,
  name: 'reports',
  summary: 'The clinical safety case reports of a service, by phase and release: which are approved and current',
  input: z.strictObject({ service: serviceField }),
  output: z.object({ reports: z.array(reportSchema) }),
  may,
  run: async (tx, { service: reference }, now) => {
    const service = await findService(tx, reference);
    const moment = { seq: null, now };
    const found = await besideSignatures(tx, await reportsAt(tx, { services: [service.id] }, moment), moment);
    return { reports: found.map((one) => reportRecord(one, now)) };
  },
});

export const report = query({
  feature,
  name: 'report',
  summary: 'One clinical safety case report: what people wrote in each section, how it stands, and who received it',
  input: z.strictObject({ service: serviceField, report: reportField }),
  output: z.object({
    report: reportSchema,
    sections: z.array(z.object({ id: z.string(), title: z.string(), prose: z.string(), version: z.number() })),
    recipients: z.array(recipientSchema),
  }),
  may,
  run: async (tx, { service: reference, report: named }, now) => {
    const service = await findService(tx, reference);
    const stored = await findReport(tx, service.id, named);
    const moment = { seq: null, now };
    const [[beside], recipients] = await Promise.all([
      besideSignatures(tx, [stored], moment),
      recipientsAt(tx, [service.id], moment, stored.id),
    ]);
    return {
      report: reportRecord(beside!, now),
      sections: SECTIONS.map(({ id, title }) => ({
        id,
        title,
        prose: stored.prose[id],
        version: stored.versions[id],
      })),
      recipients: recipients.map(recipientRecord),
    };
  },
});

export const reportRecipients = query({
  feature,
  name: 'reportRecipients',
  summary: 'Who received which version of the reports of a service, and who has an older one than the one that stands',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    recipients: z.array(recipientSchema),
    behind: z.array(
      z.object({
        receiver: z.string(),
        report: z.string(),
        received: z.number(),
        current: z.object({ report: z.string(), version: z.number() }),
      }),
    ),
  }),
  may,
  run: async (tx, { service: reference }, now) => {
    const service = await findService(tx, reference);
    const moment = { seq: null, now };
    const [stored, recipients] = await Promise.all([
      reportsAt(tx, { services: [service.id] }, moment),
      recipientsAt(tx, [service.id], moment),
    ]);
    const beside = await besideSignatures(tx, stored, moment);
    return {
      recipients: recipients.map(recipientRecord),
      behind: behind(recipients, beside.map(factOf).map(standingOf)).map(({ current, ...one }) => ({
        ...one,
        report: reportReference(one.report),
        current: { ...current, report: reportReference(current.report) },
      })),
    };
  },
});
