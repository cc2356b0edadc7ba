import { CFB, utils, write, type BookType, type CellObject } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import { zip } from './files.ts';

export type CellSpec =
  | string
  | number
  | boolean
  | Date
  | null
  | { readonly formula: string; readonly value: string | number };

export interface SheetSpec {
  readonly name: string;
  readonly rows: readonly (readonly CellSpec[])[];
  /** Such as "A1:D1". */
  readonly merges?: readonly string[];
  readonly hidden?: boolean;
}

/** A workbook as xlsx, xlsm, xls, ods and so on. */
export function workbook(sheets: readonly SheetSpec[], bookType: BookType = 'xlsx'): Uint8Array {
  const book = utils.book_new();
  for (const spec of sheets) {
    const rows = spec.rows.map((row) => row.map(cellOf));
    const sheet = utils.aoa_to_sheet(rows, { cellDates: true, UTC: true });
    if (spec.merges) sheet['!merges'] = spec.merges.map((range) => utils.decode_range(range));
    utils.book_append_sheet(book, sheet, spec.name);
  }
  book.Workbook = { Sheets: sheets.map((spec) => ({ name: spec.name, Hidden: spec.hidden ? 1 : 0 })) };
  return new Uint8Array(write(book, { type: 'buffer', bookType, compression: true, cellDates: true }) as Buffer);
}

function cellOf(spec: CellSpec): CellSpec | CellObject {
  if (spec === null || typeof spec !== 'object' || spec instanceof Date) return spec;
  return { t: typeof spec.value === 'number' ? 'n' : 's', v: spec.value, f: spec.formula };
}

/** The parts of an xlsx, for tests that change one of them. */
export function partsOf(bytes: Uint8Array): Record<string, Uint8Array> {
  return unzipSync(bytes);
}

/** An xlsx whose first sheet has this XML in place of its own, between `<worksheet>` and its end. */
export function workbookOfXml(inside: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  return zip({
    ...partsOf(workbook([{ name: 'Log', rows: [['x']] }])),
    'xl/worksheets/sheet1.xml': `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${main}">${inside}</worksheet>`,
    ...more,
  });
}

/** What Excel writes for a workbook with a password: a file of the old kind, with the workbook in it in secret. */
export function encryptedWorkbook(): Uint8Array {
  return oldOffice({ '/EncryptionInfo': new Uint8Array(248), '/EncryptedPackage': new Uint8Array(4_096).fill(0xa5) });
}

/** A file of the old Office with these streams in it. */
export function oldOffice(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const container = CFB.utils.cfb_new();
  for (const [path, bytes] of Object.entries(streams)) CFB.utils.cfb_add(container, path, bytes);
  return new Uint8Array(CFB.write(container, { type: 'buffer' }) as Buffer);
}
