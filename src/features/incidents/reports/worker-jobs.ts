import type { LogAnswer } from './queries.ts';
import type { ReportSheet } from '../domain/reports/sheet.ts';
import { logWritten, sheetWritten, type LogFormat, type SheetFormat } from './write.ts';

/** What is written in a process of its own: the server waits for none of it. */
export const jobs = {
  log: ({ format, log }: { readonly format: LogFormat; readonly log: LogAnswer }) => logWritten(format, log),

  sheet: ({
    format,
    ...sheet
  }: {
    readonly format: SheetFormat;
    readonly sheet: ReportSheet;
    readonly from: string;
    readonly at: Date;
  }) => sheetWritten(format, sheet),
};

export type Jobs = typeof jobs;
