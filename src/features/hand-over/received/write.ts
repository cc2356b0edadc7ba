import type { Booklet } from '../../../documents/booklet.ts';

/** What a list of questions can be written as, by the ends of addresses. */
export const FORMATS = ['docx', 'pdf', 'md'] as const;
export type Format = (typeof FORMATS)[number];

interface About {
  readonly name: string;
  readonly type: string;
}

export const ABOUT: Readonly<Record<Format, About>> = {
  docx: {
    name: 'Word document',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  pdf: { name: 'PDF', type: 'application/pdf' },
  md: { name: 'Markdown', type: 'text/markdown; charset=utf-8' },
};

export function formatNamed(text: string): Format | null {
  const folded = text.trim().toLowerCase();
  return FORMATS.find((one) => one === folded) ?? null;
}

/** Writes a list in a format. It takes its time: a server does it in a process of its own (`worker-jobs.ts`). */
export async function written(format: Format, booklet: Booklet, at: Date): Promise<Uint8Array> {
  if (format === 'pdf') return (await import('../../../documents/typst.ts')).pdfOf('booklet', booklet, at);
  if (format === 'docx') return (await import('../../../documents/booklet-word.ts')).bookletWordOf(booklet);
  return Buffer.from((await import('./list-document.ts')).listMarkdown(booklet));
}
