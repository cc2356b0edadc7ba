import { z } from 'zod';
import { REPORT_PHASES, REPORT_SORTS, SECTIONS } from './domain.ts';
import { REPORT_FORMAT, type ReportDocument } from './report-document.ts';

/*
 * A report, drawn, as other programs read it.
 */

const words = z.string();
const time = z.iso.datetime();
const number = z.int().positive();

const tone = z
  .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
  .meta({ description: 'A level of risk, from 1 (least) to 5.' });
const cell = z.union([words, z.strictObject({ text: words, tone })]);
const level = z.union([z.literal(2), z.literal(3), z.literal(4)]);

const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), level, text: words }),
  z.strictObject({ kind: z.literal('text'), text: words }),
  z.strictObject({ kind: z.literal('list'), items: z.array(words), numbered: z.boolean() }),
  z.strictObject({
    kind: z.literal('table'),
    caption: words,
    head: z.array(words),
    rows: z.array(z.array(cell)),
    widths: z.array(z.number().positive()),
    quiet: z.literal(true).optional(),
  }),
]);

const phases = Object.values(REPORT_PHASES).flat();
const sectionIds = SECTIONS.map(({ id }) => id);

/** A clinical safety case report, version 1 of its format. */
export const reportSchema: z.ZodType<ReportDocument> = z
  .strictObject({
    format: z.literal(REPORT_FORMAT),
    version: z.literal(1),
    reference: words.meta({ description: '"CSCR-3"' }),
    title: words,
    sort: z.enum(REPORT_SORTS),
    phase: z.enum(phases),
    service: z.strictObject({ reference: words, name: words, organisation: words }),
    release: words.nullable().meta({ description: 'The version of the release that it is of; null for none yet.' }),
    pins: z
      .strictObject({
        log: z.strictObject({ number, title: words, version: number.nullable() }),
        plan: number.nullable(),
        intendedUse: number.nullable(),
      })
      .meta({ description: 'The approved versions that it stands on; null where there was none.' }),
    standing: z.enum(['draft', 'approved', 'superseded']),
    approved: words.nullable().meta({ description: 'Who approved it when; null for a draft.' }),
    number: number.meta({ description: 'The version of the report; of a draft, the one that a signature would make.' }),
    asAt: time.meta({ description: 'What was known then.' }),
    made: z.strictObject({ at: time, by: words }),
    sections: z.array(
      z.strictObject({
        id: z.enum(sectionIds),
        title: words,
        prose: words.meta({ description: 'What people wrote; empty where nobody has.' }),
        blocks: z.array(block).meta({ description: 'What is drawn from the file, what is not known last.' }),
      }),
    ),
  })
  .meta({ title: 'Primum clinical safety case report', description: 'A clinical safety case report, drawn.' });
