import type { Letter } from './letter.ts';

/** What is written in a process of its own. */
export const jobs = {
  letterPdf: async ({ letter, at }: { readonly letter: Letter; readonly at: Date }): Promise<Uint8Array> =>
    (await import('./typst.ts')).pdfOf('letter', letter, at),
  letterWord: async ({ letter }: { readonly letter: Letter }): Promise<Uint8Array> =>
    (await import('./word.ts')).wordOf(letter),
};

export type Jobs = typeof jobs;
