import type { Booklet } from '../../../documents/booklet.ts';
import { bookletHtmlOf } from '../../../documents/booklet-html.tsx';
import { pdfOf } from '../../../documents/typst.ts';

/** What is written in a process of its own: the server waits for none of it. */
export const jobs = {
  report: async ({ booklet, at }: { readonly booklet: Booklet; readonly at: Date }) => ({
    html: Buffer.from(bookletHtmlOf(booklet)),
    pdf: pdfOf('booklet', booklet, at),
  }),
};

export type Jobs = typeof jobs;
