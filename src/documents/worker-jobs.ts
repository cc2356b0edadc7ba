import type { Letter } from './letter.ts';
import type { RecordDocument } from './record.ts';

/** What is written in a process of its own. */
export const jobs = {
  letterPdf: async ({ letter, at }: { readonly letter: Letter; readonly at: Date }): Promise<Uint8Array> =>
    (await import('./typst.ts')).pdfOf('letter', letter, at),
  letterWord: async ({ letter }: { readonly letter: Letter }): Promise<Uint8Array> =>
    (await import('./word.ts')).wordOf(letter),
  recordPdf: async ({ record, at }: { readonly record: RecordDocument; readonly at: Date }): Promise<Uint8Array> =>
    (await import('./typst.ts')).pdfOf('record', record, at),
  recordWord: async ({ record }: { readonly record: RecordDocument }): Promise<Uint8Array> =>
    (await import('./word-record.ts')).wordOfRecord(record),
};

export type Jobs = typeof jobs;
