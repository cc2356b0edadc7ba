/*
 * The formats in which a log is handed out, by the ends of their files. Pure.
 */

export const FORMATS = ['xlsx', 'docx', 'pdf', 'md', 'csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

interface About {
  readonly name: string;
  /** One sentence: what it is good for. */
  readonly says: string;
  readonly type: string;
  /** The end of the file's name, where it is another than the format's. */
  readonly end: string;
  /** Whether it comes back as a difference. */
  readonly comesBack: boolean;
}

export const ABOUT: Readonly<Record<Format, About>> = {
  xlsx: {
    name: 'Excel workbook',
    says: 'To go on working in a spreadsheet, with lists to choose from and the matrix beside it.',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    end: 'xlsx',
    comesBack: true,
  },
  docx: {
    name: 'Word document',
    says: 'To read, and to take parts of it into another document.',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    end: 'docx',
    comesBack: false,
  },
  pdf: {
    name: 'PDF',
    says: 'To read, print and hand on as it is; it can be read aloud.',
    type: 'application/pdf',
    end: 'pdf',
    comesBack: false,
  },
  md: {
    name: 'Markdown folder (zip)',
    says: 'A zip with one file for each hazard, to keep and review beside the code.',
    type: 'application/zip',
    end: 'zip',
    comesBack: true,
  },
  csv: {
    name: 'CSV',
    says: 'The rows alone, for other programs.',
    type: 'text/csv; charset=utf-8',
    end: 'csv',
    comesBack: true,
  },
  json: {
    name: 'JSON',
    says: 'Everything that is known of the log, for other programs.',
    type: 'application/json; charset=utf-8',
    end: 'json',
    comesBack: true,
  },
};

export function formatNamed(text: string): Format | null {
  const folded = text.trim().toLowerCase();
  return FORMATS.find((one) => one === folded || ABOUT[one].end === folded) ?? null;
}
