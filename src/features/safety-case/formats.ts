/*
 * What a report can be fetched as, by the ends of addresses. Pure.
 */

export const FORMATS = ['html', 'pdf', 'docx', 'md', 'json'] as const;
export type Format = (typeof FORMATS)[number];

interface About {
  readonly name: string;
  /** One sentence: what it is good for. */
  readonly says: string;
  readonly type: string;
}

export const ABOUT: Readonly<Record<Format, About>> = {
  html: {
    name: 'Page (HTML)',
    says: 'One file to read in any browser, also without a network. It prints well.',
    type: 'text/html; charset=utf-8',
  },
  pdf: {
    name: 'PDF',
    says: 'To read, print and hand on as it is; it can be read aloud.',
    type: 'application/pdf',
  },
  docx: {
    name: 'Word document',
    says: 'To read, and to take parts of it into another document.',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  md: {
    name: 'Markdown',
    says: 'To keep beside the code, and to see what changed line by line.',
    type: 'text/markdown; charset=utf-8',
  },
  json: {
    name: 'JSON',
    says: 'All of it, for other programs.',
    type: 'application/json; charset=utf-8',
  },
};

export function formatNamed(text: string): Format | null {
  const folded = text.trim().toLowerCase();
  return FORMATS.find((one) => one === folded) ?? null;
}

/** What a file is called: "DEMO-CSCR-3-2026-03-03.pdf". @param day "2026-03-03" */
export function fileName(
  { service, reference }: { readonly service: { readonly reference: string }; readonly reference: string },
  format: Format,
  day: string,
): string {
  return `${service.reference}-${reference}-${day}.${format}`.replaceAll(/[^\w.-]/gu, '-');
}
