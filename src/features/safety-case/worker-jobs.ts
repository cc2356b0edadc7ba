import type { Format } from './formats.ts';
import type { ReportDocument } from './report-document.ts';
import { written } from './write.ts';

/** What is written in a process of its own: the server waits for none of it. */
export const jobs = {
  write: ({ format, document }: { readonly format: Format; readonly document: ReportDocument }): Promise<Uint8Array> =>
    written(format, document),
};

export type Jobs = typeof jobs;
