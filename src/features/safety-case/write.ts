import { reportBooklet } from './booklet.ts';
import type { Format } from './formats.ts';
import type { ReportDocument } from './report-document.ts';

type Writer = (document: ReportDocument) => Promise<Uint8Array>;

const WRITERS: Readonly<Record<Format, Writer>> = {
  html: async (document) =>
    Buffer.from((await import('../../documents/booklet-html.tsx')).bookletHtmlOf(reportBooklet(document))),
  pdf: async (document) =>
    (await import('../../documents/typst.ts')).pdfOf('booklet', reportBooklet(document), new Date(document.made.at)),
  docx: async (document) => (await import('../../documents/booklet-word.ts')).bookletWordOf(reportBooklet(document)),
  md: async (document) =>
    Buffer.from((await import('../../documents/booklet-markdown.ts')).bookletMarkdownOf(reportBooklet(document))),
  json: async (document) => Buffer.from(`${JSON.stringify(document, null, 2)}\n`),
};

/** Writes a report in a format. It takes its time: a server does it in a process of its own (`worker-jobs.ts`). */
export function written(format: Format, document: ReportDocument): Promise<Uint8Array> {
  return WRITERS[format](document);
}
