import { dtacBooklet, packBooklet } from './booklet.ts';
import type { PackDocument } from './domain/document.ts';
import type { Format } from './formats.ts';

type Writer = (document: PackDocument) => Promise<Uint8Array>;

const WRITERS: Readonly<Record<Format, Writer>> = {
  html: async (document) =>
    Buffer.from((await import('../../documents/booklet-html.tsx')).bookletHtmlOf(packBooklet(document))),
  pdf: async (document) =>
    (await import('../../documents/typst.ts')).pdfOf('booklet', packBooklet(document), new Date(document.made.at)),
  docx: async (document) => (await import('../../documents/booklet-word.ts')).bookletWordOf(packBooklet(document)),
  csv: async (document) => Buffer.from((await import('./csv.ts')).packCsv(document)),
  json: async (document) => (await import('./making.ts')).documentBytes(document),
  oscal: async (document) => (await import('./making.ts')).oscalBytes(document),
  dtac: async (document) => {
    const booklet = dtacBooklet(document);
    if (booklet === null) throw new Error('The document is not about DTAC.');
    return (await import('../../documents/booklet-word.ts')).bookletWordOf(booklet);
  },
};

/** Writes a pack in a format. It takes its time: a server does it in a process of its own (`worker-jobs.ts`). */
export function written(format: Format, document: PackDocument): Promise<Uint8Array> {
  return WRITERS[format](document);
}
