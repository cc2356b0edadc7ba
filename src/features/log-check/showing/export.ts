import { z } from 'zod';
import { messageOf, type Hazard, type Place, type Rating, type Report } from '../domain.ts';
import { EXPORT_FORMAT } from '../reading/own-export.ts';

const place = z.strictObject({
  file: z.string(),
  sheet: z.string().optional(),
  cell: z.string().optional().meta({ description: 'In workbooks and Word tables, such as "P2".' }),
  line: z.int().positive().optional().meta({ description: 'In files of text, from 1.' }),
});
const level = z.union([z.number(), z.string()]);
const rating = z.strictObject({
  severity: z.string().nullable(),
  likelihood: z.string().nullable(),
  stated: level.nullable().meta({ description: 'The risk that the file states, in the scheme\u2019s own levels.' }),
  computed: level
    .nullable()
    .meta({ description: 'The risk that the scheme gives; null where severity, likelihood or scheme is not known.' }),
});
const hazard = z.strictObject({
  ref: z.string().nullable(),
  name: z.string(),
  description: z.string().nullable(),
  status: z.string().nullable(),
  owner: z.string().nullable(),
  receiver: z.string().nullable(),
  effects: z.array(z.string()),
  harms: z.array(z.string()),
  initial: rating,
  residual: rating,
  causes: z.array(z.strictObject({ text: z.string(), number: z.int().nullable(), place })),
  controls: z.array(
    z.strictObject({
      text: z.string(),
      number: z.int().nullable(),
      kind: z.enum(['existing', 'additional', 'unstated']),
      type: z.enum(['design', 'test', 'training', 'process', 'information', 'other']).nullable(),
      owner: z.string().nullable(),
      evidence: z.string().nullable(),
      state: z.string().nullable(),
      action: z.string().nullable(),
      actionStatus: z.string().nullable(),
      transferred: z.boolean(),
      cause: z.string().nullable(),
      place,
    }),
  ),
  extra: z
    .array(z.strictObject({ header: z.string(), text: z.string() }))
    .meta({ description: 'Columns that have no meaning to us, kept as they are.' }),
  place,
});

/** The report of `primum check` as JSON, version 1. Its JSON Schema is published as docs/schemas/check-report-1.json. */
export const exportSchema = z
  .strictObject({
    format: z.literal(EXPORT_FORMAT),
    version: z.literal(1),
    sources: z.array(z.strictObject({ file: z.string(), sha256: z.string(), kind: z.string() })),
    scheme: z.strictObject({
      id: z.string().nullable(),
      origin: z.enum(['given', 'declared', 'default', 'recognised', 'unknown']),
      how: z.string(),
    }),
    counts: z.strictObject({
      hazards: z.int(),
      causes: z.int(),
      controls: z.int(),
      controlsTransferred: z.int(),
      rowsTaken: z.int(),
      rowsNotTaken: z.int(),
    }),
    hazards: z.array(hazard),
    findings: z.array(
      z.strictObject({
        rule: z.string(),
        level: z.enum(['error', 'warning', 'note']),
        hazard: z.string().nullable(),
        place,
        message: z.string(),
        clause: z.string().nullable().meta({ description: 'Of DCB0129 4.2.' }),
        count: z.int().positive().meta({ description: 'How many hazards, controls or cells the finding stands for.' }),
      }),
    ),
    notTaken: z.array(z.strictObject({ place, reason: z.string() })),
    questions: z
      .array(z.strictObject({ place, text: z.string() }))
      .meta({ description: 'What only a person can say. Nothing of such a table was taken.' }),
    columns: z.array(
      z.strictObject({
        file: z.string(),
        sheet: z.string().nullable(),
        headerAt: z.int(),
        columns: z.array(
          z.strictObject({
            letter: z.string(),
            header: z.string(),
            meaning: z.string(),
            how: z.string(),
            sure: z.number().min(0).max(1),
          }),
        ),
      }),
    ),
  })
  .meta({ title: 'Primum hazard log check', description: 'What primum check found in a hazard log.' });

export type Export = z.infer<typeof exportSchema>;

/** The report in the published shape. */
export function exportOf(report: Report): Export {
  return {
    format: EXPORT_FORMAT,
    version: 1,
    sources: report.sources.map(({ file, sha256, kind }) => ({ file, sha256, kind })),
    scheme: { id: report.scheme.scheme?.id ?? null, origin: report.scheme.origin, how: report.scheme.how },
    counts: report.counts,
    hazards: report.hazards.map(hazardOf),
    findings: report.findings.map((finding) => ({
      rule: finding.rule,
      level: finding.level,
      hazard: finding.hazard,
      place: placeOf(finding.place),
      message: messageOf(finding),
      clause: finding.clause,
      count: finding.count,
    })),
    notTaken: report.notTaken.map((one) => ({ place: placeOf(one.place), reason: one.reason })),
    questions: report.questions.map((one) => ({ place: placeOf(one.place), text: one.text })),
    columns: report.tables.map((table) => ({
      file: table.file,
      sheet: table.sheet,
      headerAt: table.headerAt,
      columns: table.columns.map(({ letter, header, meaning, how, sure }) => ({ letter, header, meaning, how, sure })),
    })),
  };
}

function placeOf(one: Place): Place {
  return {
    file: one.file,
    ...(one.sheet === undefined ? {} : { sheet: one.sheet }),
    ...(one.cell === undefined ? {} : { cell: one.cell }),
    ...(one.line === undefined ? {} : { line: one.line }),
  };
}

function ratingOf({ severity, likelihood, stated, computed }: Rating): Export['hazards'][number]['initial'] {
  return { severity, likelihood, stated, computed };
}

function hazardOf(one: Hazard): Export['hazards'][number] {
  return {
    ref: one.ref,
    name: one.name,
    description: one.description,
    status: one.status,
    owner: one.owner,
    receiver: one.receiver,
    effects: [...one.effects],
    harms: [...one.harms],
    initial: ratingOf(one.initial),
    residual: ratingOf(one.residual),
    causes: one.causes.map(({ text, number, place: at }) => ({ text, number, place: placeOf(at) })),
    controls: one.controls.map((control) => ({ ...control, place: placeOf(control.place) })),
    extra: one.extra.map(({ header, text }) => ({ header, text })),
    place: placeOf(one.place),
  };
}
