import { z } from 'zod';
import { query } from '../../../platform/commands/command.ts';
import { asAtDay } from '../../../platform/commands/fields.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import { momentOf } from '../../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../../platform/london-time.ts';
import { isOpen } from '../domain.ts';
import { adverseEventOf } from '../domain/reports/adverse-event.ts';
import { LOG_COLUMNS } from '../domain/reports/log.ts';
import { lfpseOf, QUESTION_KEYS, type Answers } from '../domain/reports/lfpse.ts';
import { mhraSheetOf } from '../domain/reports/mhra.ts';
import { pasteSheetOf } from '../domain/reports/paste-sheet.ts';
import { notAllowedIn, type ReportSource } from '../domain/reports/source.ts';
import type { ReportSheet } from '../domain/reports/sheet.ts';
import { incidentField, serviceField } from '../fields.ts';
import { loadLog, loadSource } from './load.ts';
import { lfpseTaxonomy } from './taxonomy.ts';

const feature = 'incidents';
const may = WHOEVER_SEES_THE_SERVICE;

/** What an incident can be made into. */
export const REPORTS = ['lfpse', 'mhra', 'adverse-event'] as const;
export type ReportName = (typeof REPORTS)[number];

const sheetSchema = z.object({
  title: z.string(),
  notes: z.array(z.string()),
  parts: z.array(
    z.object({
      heading: z.string(),
      rows: z.array(z.object({ label: z.string(), value: z.string().nullable(), note: z.string().optional() })),
    }),
  ),
});

export const reportSchema = z.object({
  report: z.enum(REPORTS),
  unverified: z.array(z.string()).describe('What nobody has checked of its form: read it before it is used'),
  notAllowed: z.array(z.string()).describe('What has to be taken out first'),
  missing: z.array(z.string()).describe('What is asked and not known'),
  file: z
    .json()
    .nullable()
    .describe('The file; null for a report that is a worksheet alone, and for good care as an AdverseEvent'),
  sheet: sheetSchema.nullable().describe('What to type where; null where there is only the file'),
});
export type MadeReport = z.output<typeof reportSchema>;

const answer = z.string().trim().max(8).optional();
const answerFields = Object.fromEntries(QUESTION_KEYS.map((key) => [key, answer])) as Record<
  (typeof QUESTION_KEYS)[number],
  typeof answer
>;

/** What is made of an incident, as it stands. */
export function reportOf(report: ReportName, source: ReportSource, answers: Answers): MadeReport {
  const plain = (sheet: ReportSheet) => sheetSchema.parse(sheet);
  if (report === 'mhra')
    return {
      report,
      unverified: ['Fields and limits come from descriptions by others. The MORE portal was not seen.'],
      notAllowed: notAllowedIn(source),
      missing: [],
      file: null,
      sheet: plain(mhraSheetOf(source)),
    };
  if (report === 'adverse-event') {
    const made = adverseEventOf(source);
    return {
      report,
      unverified: ['It follows FHIR R4 and no profile of LFPSE or of UK Core: neither has one that is known here.'],
      notAllowed: [...(made?.notAllowed ?? [])],
      missing: [...(made?.missing ?? ['Good care is no adverse event: there is nothing to hand out.'])],
      file: (made?.resource ?? null) as MadeReport['file'],
      sheet: null,
    };
  }
  const taxonomy = lfpseTaxonomy();
  const made = lfpseOf(source, answers, taxonomy);
  return {
    report,
    unverified: [
      `The codes are those of the taxonomy, version ${taxonomy.version}, as somebody else wrote it down in January 2023. It is no publication of the NHS.`,
      taxonomy.structure.says,
    ],
    notAllowed: [...made.notAllowed],
    missing: [...made.missing],
    file: made.resource as MadeReport['file'],
    sheet: plain(pasteSheetOf(source, answers, taxonomy)),
  };
}

export const incidentReport = query({
  feature,
  name: 'incidentReport',
  summary:
    'An incident prepared for LFPSE, for the MHRA or as a FHIR AdverseEvent, with what is missing. Nothing is sent to anybody',
  input: z.strictObject({
    service: serviceField,
    incident: incidentField,
    // Not called a report: that is another thing of a service.
    as: z
      .enum(REPORTS, `Choose from: ${REPORTS.join(', ')}.`)
      .default('lfpse')
      .describe('What it is made into'),
    ...answerFields,
  }),
  output: reportSchema,
  may,
  run: async (tx, { service, incident, as, ...answers }, now) =>
    reportOf(as, await loadSource(tx, { service, incident }, now), answers as Answers),
});

export const logSchema = z.object({
  at: z.string().describe('As it was known then'),
  service: z.object({ name: z.string(), reference: z.string() }),
  headings: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  open: z.number(),
});
export type LogAnswer = z.output<typeof logSchema>;

export const incidentLog = query({
  feature,
  name: 'incidentLog',
  summary: 'The safety incident management log of a service as a table, with the ten fields of the guidance to DCB0129',
  input: z.strictObject({ service: serviceField, asAt: asAtDay() }),
  output: logSchema,
  may,
  run: async (tx, { service, asAt }, now) => {
    const day = asAt === undefined ? null : endOfDay(asAt);
    const moment = await momentOf(tx, day, now);
    const log = await loadLog(tx, service, moment);
    return {
      at: moment.now.toISOString(),
      service: log.service,
      headings: LOG_COLUMNS.map(({ heading }) => heading),
      rows: log.entries.map((entry) => LOG_COLUMNS.map(({ of }) => of(entry))),
      open: log.entries.filter(({ incident }) => isOpen(incident)).length,
    };
  },
});
