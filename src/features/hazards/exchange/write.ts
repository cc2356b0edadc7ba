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

/** Writes a log in a format. It takes its time: a server does it in a process of its own (`worker-jobs.ts`). */
export async function written(format: Format, { log, service, at }: Writing): Promise<Uint8Array> {
  switch (format) {
    case 'xlsx':
      return (await import('./formats/excel.ts')).excelOf(log);
    case 'docx':
      return (await import('../../../documents/booklet-word.ts')).bookletWordOf(bookletOf(log, service));
    case 'pdf':
      return (await import('../../../documents/typst.ts')).pdfOf('booklet', bookletOf(log, service), at);
    case 'md':
      return (await import('./formats/markdown.ts')).markdownOf(log);
    case 'csv':
      return Buffer.from((await import('./formats/csv.ts')).csvOf(log));
    case 'json':
      return Buffer.from((await import('./formats/json.ts')).jsonOf(log));
  }
}
