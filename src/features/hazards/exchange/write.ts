import type { LogDocument } from './document.ts';
import { bookletOf } from './booklet.ts';
import type { Format } from './formats.ts';

/** What a file is made of. */
export interface Writing {
  readonly log: LogDocument;
  /** The name of its service. */
  readonly service: string;
  /** The time of its making. */
  readonly at: Date;
}

type Writer = (writing: Writing) => Promise<Uint8Array>;

const WRITERS: Readonly<Record<Format, Writer>> = {
  xlsx: async ({ log }) => (await import('./formats/excel.ts')).excelOf(log),
  docx: async ({ log, service }) =>
    (await import('../../../documents/booklet-word.ts')).bookletWordOf(bookletOf(log, service)),
  pdf: async ({ log, service, at }) =>
    (await import('../../../documents/typst.ts')).pdfOf('booklet', bookletOf(log, service), at),
  md: async ({ log }) => (await import('./formats/markdown.ts')).markdownOf(log),
  csv: async ({ log }) => Buffer.from((await import('./formats/csv.ts')).csvOf(log)),
  json: async ({ log }) => Buffer.from((await import('./formats/json.ts')).jsonOf(log)),
};

/** Writes a log in a format. It takes its time: a server does it in a process of its own (`worker-jobs.ts`). */
export function written(format: Format, writing: Writing): Promise<Uint8Array> {
  return WRITERS[format](writing);
}
