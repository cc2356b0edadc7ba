import type { Block, Booklet } from '../../../documents/booklet.ts';
import { NotPossible } from '../../../platform/commands/problems.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { JobFailure, JobPool } from '../../../platform/worker/run-job.ts';
import type { ReportDocument } from '../../safety-case/index.ts';
import { REPORT_PATHS } from '../domain/packet.ts';
import { jsonBytes } from '../json.ts';
import type { Jobs } from './worker-jobs.ts';

/** Milliseconds and megabytes of one report. */
const LIMITS = { time: 30_000, memory: 512, atOnce: 1, waiting: 0 };

/**
 * The files of a report, by their paths in a packet: as data, as a page and as PDF.
 * @throws NotPossible where it could not be written in time
 */
export async function reportFiles(report: ReportDocument): Promise<ReadonlyMap<string, Uint8Array>> {
  const pool = new JobPool<Jobs>(new URL('./worker-jobs.ts', import.meta.url), LIMITS);
  try {
    const { html, pdf } = await pool.run('report', { booklet: bookletOf(report), at: new Date(report.made.at) });
    return new Map([
      [REPORT_PATHS.json, jsonBytes(report, 0)],
      [REPORT_PATHS.html, html],
      [REPORT_PATHS.pdf, pdf],
    ]);
  } catch (error) {
    if (error instanceof JobFailure && error.reason !== 'defect' && error.reason !== 'problem')
      throw new NotPossible('The report could not be written now. Nothing was made: try again in a minute.');
    throw error;
  } finally {
    pool.close();
  }
}

function bookletOf(report: ReportDocument): Booklet {
  const { title, service, reference, number, approved, asAt, sections } = report;
  return {
    title,
    from: service.organisation,
    lines: [
      ...(approved === null ? ['A draft: nobody has approved it.'] : [`${approved}.`]),
      `As at ${sayDateTime(new Date(asAt))}: what was known then.`,
    ],
    reference: `${service.reference}. ${reference}, version ${number}.`,
    blocks: sections.flatMap((section): Block[] => [
      { kind: 'heading', level: 2, text: section.title },
      ...(section.prose.trim() === '' ? [] : [{ kind: 'text', text: section.prose } as const]),
      ...section.blocks,
    ]),
  };
}
