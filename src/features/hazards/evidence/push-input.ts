import { z } from 'zod';
import { sha256 } from '../../../platform/canonical.ts';
import { line } from '../../../platform/commands/fields.ts';
import { evidenceStores, reportReading } from '../../evidence/index.ts';

const { readJUnit, REPORT_LIMITS, ReportRefusal } = await reportReading();
const { releaseField } = await evidenceStores();

/** A report, read while nothing is locked yet. What is wrong with it is said of the file. */
const reportFile = z
  .strictObject({
    name: line(300, 'Give the name of the file.'),
    content: z
      .string('Send the text of the file.')
      .max(REPORT_LIMITS.characters, 'The file is too large: send it in parts.'),
  })
  .transform(({ name, content }, context) => {
    try {
      return { name, sha256: sha256(content).toString('hex'), report: readJUnit(content, name) };
    } catch (error) {
      if (!(error instanceof ReportRefusal)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });

export const pushInput = z.strictObject({
  service: line(60, 'Say which service: its reference, such as DEMO.'),
  release: releaseField,
  candidate: z
    .boolean()
    .default(false)
    .describe('The release is a candidate: nobody uses it yet, and what fails on it is about it alone'),
  files: z
    .array(reportFile, 'Send the reports: their names and their text.')
    .min(1, 'Send at least one report.')
    .max(REPORT_LIMITS.files, 'Send at most 2,000 files at a time.')
    .describe('JUnit XML, as the tests wrote it: each with its name and its text')
    .refine(
      (files) => files.reduce((sum, { report }) => sum + report.cases.length, 0) <= REPORT_LIMITS.cases,
      'Send at most 20,000 tests at a time.',
    )
    .refine(
      (files) =>
        files.reduce((sum, { report }) => sum + report.cases.reduce((more, { tags }) => more + tags.length, 0), 0) <=
        REPORT_LIMITS.named,
      'The tests name controls more than 30,000 times. Let each name those that it is about, or send them in parts.',
    ),
});
export type PushInput = z.output<typeof pushInput>;
