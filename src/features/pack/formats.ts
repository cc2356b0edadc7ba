/*
 * What a pack can be fetched as, by the ends of addresses. Pure.
 */

export const FORMATS = ['html', 'pdf', 'docx', 'csv', 'json', 'oscal', 'dtac'] as const;
export type Format = (typeof FORMATS)[number];

interface About {
  readonly name: string;
  /** One sentence: what it is good for. */
  readonly says: string;
  readonly type: string;
  /** The end of the file's name. */
  readonly end: string;
}

export const ABOUT: Readonly<Record<Format, About>> = {
  html: {
    name: 'Page (HTML)',
    says: 'One file to read in any browser, also without a network. It prints well.',
    type: 'text/html; charset=utf-8',
    end: 'html',
  },
  pdf: {
    name: 'PDF',
    says: 'To read, print and hand on as it is; it can be read aloud.',
    type: 'application/pdf',
    end: 'pdf',
  },
  docx: {
    name: 'Word document',
    says: 'To read, and to take parts of it into another document.',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    end: 'docx',
  },
  csv: {
    name: 'CSV',
    says: 'One row for each thing that is asked, for spreadsheets.',
    type: 'text/csv; charset=utf-8',
    end: 'csv',
  },
  json: {
    name: 'JSON',
    says: 'All of it, for other programs.',
    type: 'application/json; charset=utf-8',
    end: 'json',
  },
  oscal: {
    name: 'OSCAL assessment results (JSON)',
    says: 'For programs that gather assessments of many services in the OSCAL format of NIST.',
    type: 'application/json; charset=utf-8',
    end: 'oscal.json',
  },
  dtac: {
    name: 'Answers to DTAC, section C1 (Word)',
    says: 'Question by question: what can be answered from what is known, what to attach, and what is still missing.',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    end: 'docx',
  },
};

export function formatNamed(text: string): Format | null {
  const folded = text.trim().toLowerCase();
  return FORMATS.find((one) => one === folded) ?? null;
}

/** What a file is called: "DEMO-assessment-2026-03-03.pdf". @param day "2026-03-03", or "PACK-3" */
export function fileName(service: string, format: Format | 'zip', day: string): string {
  const what = format === 'dtac' ? 'dtac-c1' : 'assessment';
  const end = format === 'zip' ? 'zip' : ABOUT[format].end;
  return `${service}-${what}-${day}.${end}`.replaceAll(/[^\w.-]/gu, '-');
}
