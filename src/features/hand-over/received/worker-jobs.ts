import type { Booklet } from '../../../documents/booklet.ts';
import { readingCarried } from '../../log-check/index.ts';
import { logsFromElsewhere, type ImportedLog } from '../../hazards/index.ts';
import type { LogReading } from '../domain/documents.ts';
import { readingOf } from './reading-of.ts';
import { written, type Format } from './write.ts';

/** A hazard log of a supplier, as it was read; null where its rows are not known, and why. */
export type Read =
  | { readonly log: ImportedLog; readonly reading: LogReading }
  | { readonly log: null; readonly why: string };

/** Reads what a supplier sent, in a process of its own: nobody knows what is in it; and writes what they are asked. */
export const jobs = {
  async read({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): Promise<Read> {
    const checked = await readingCarried();
    const { report } = await checked({ files: [{ name, bytes }], mapping: [], scheme: null });
    const [question] = report.questions;
    // To keep a part of a log as if it were the whole would hide hazards.
    if (question) return { log: null, why: `A part of this log could not be read for certain. ${question.text}` };
    if (report.hazards.length === 0) return { log: null, why: 'No hazard was found in it.' };
    const { seedOfReport } = await logsFromElsewhere();
    return { log: seedOfReport(report), reading: readingOf(report) };
  },

  write: ({
    format,
    booklet,
    at,
  }: {
    readonly format: Format;
    readonly booklet: Booklet;
    readonly at: Date;
  }): Promise<Uint8Array> => written(format, booklet, at),
};

export type Jobs = typeof jobs;
