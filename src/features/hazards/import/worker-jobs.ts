import { readingCarried, readingRows, type CheckRequest } from '../../log-check/index.ts';
import { logOfReport } from './from-report.ts';
import { pastedFrom, type Pasted, type PastedRequest } from './pasted.ts';
import type { ImportedLog } from './shape.ts';

/** What a log comes to that a page carried: the log, or why it cannot be kept. */
export type Carried = { readonly log: ImportedLog } | { readonly refused: string };

/** Reads what came back from a page anew, in a process of its own: it is as little trusted as a file. */
export const jobs = {
  async log(request: CheckRequest): Promise<Carried> {
    const checked = await readingCarried();
    const { report } = await checked(request);
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

export type Jobs = typeof jobs;
