import { readingCarried, readingRows, type CheckReport, type CheckRequest } from '../../log-check/index.ts';
import type { CarriedLog } from '../exchange/document.ts';
import { importedOf, readOwn } from '../exchange/read.ts';
import { logOfReport } from './from-report.ts';
import { pastedFrom, type Pasted, type PastedRequest } from './pasted.ts';
import { importedLogSchema, type ImportedLog } from './shape.ts';

/** What a log comes to that a page carried: the log, or why it cannot be kept. */
export type Carried = { readonly log: ImportedLog } | { readonly refused: string };

/** Reads what came back from a page anew, in a process of its own: it is as little trusted as a file. */
export const jobs = {
  async log(request: CheckRequest): Promise<Carried> {
    const checked = await readingCarried();
    const { report, originals } = await checked(request);
    const own = originals && readOwn(originals);
    if (own) return ownLog(own, report);
    const [question] = report.questions;
    // To keep a part of a log as if it were the whole would hide hazards.
    if (question)
      return { refused: `A part of this log could not be read for certain, so that it is not kept. ${question.text}` };
    if (report.hazards.length === 0)
      return { refused: 'There is no hazard in this log, so that there is nothing to keep.' };
    return { log: logOfReport(report) };
  },

  /** Rows from the clipboard of a spreadsheet. */
  async rows(request: PastedRequest): Promise<Pasted> {
    return pastedFrom(request, await readingRows());
  },
};

/** A log that was handed out here and comes back says more than any file does. */
function ownLog(own: CarriedLog, report: CheckReport): Carried {
  if (own.log.hazards.length === 0)
    return { refused: 'There is no hazard in this log, so that there is nothing to keep.' };
  const sources = report.sources.map(({ file, sha256, kind }) => ({ file, sha256, kind }));
  const parsed = importedLogSchema.safeParse(importedOf(own, sources));
  return parsed.success ? { log: parsed.data } : { refused: parsed.error.issues[0]!.message };
}

export type Jobs = typeof jobs;
