import type { Cell, CellValue, Hazard, Material, NotTaken, Rating, Report, Row, Sheet } from '../domain.ts';
import { readMaterial } from '../reading/read.ts';
import { judge } from './judge.ts';
import { columnIndex, textOf } from './understanding/cells.ts';
import { understand, type Guidance } from './understanding/understand.ts';

/** Rows as a person would type them: cells between bars, numbers as numbers, `=A1*B1 -> 6` a formula with its value. */
export function grid(text: string): Row[] {
  return text
    .split('\n')
    .slice(1)
    .map((line, index): Row => ({ at: index + 1, cells: line.trim() === '' ? [] : line.split('|').map(cellOf) }))
    .filter((row) => row.cells.some((cell) => cell !== undefined));
}

function cellOf(text: string): Cell | undefined {
  const formula = /^\s*=(.+?)->(.*)$/u.exec(text);
  if (formula) return { value: valueOf(formula[2]!), formula: formula[1]!.trim() };
  const value = valueOf(text);
  return value === null ? undefined : { value };
}

function valueOf(text: string): CellValue {
  const trimmed = text.trim().replaceAll('\\n', '\n');
  if (trimmed === '') return null;
  return /^-?\d+(?:\.\d+)?$/u.test(trimmed) ? Number(trimmed) : trimmed;
}

/** A sheet of a workbook. `merged` names ranges such as "B1:D1", whose first value is repeated as reading does. */
export function sheet(text: string, name = 'Sheet1', merged: readonly string[] = [], file = 'log.xlsx'): Sheet {
  const rows = grid(text).map((row) => ({ at: row.at, cells: [...row.cells] }));
  for (const range of merged) {
    const [, fromColumn, fromRow, toColumn, toRow] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/u.exec(range)!;
    const value = rows.find((row) => row.at === Number(fromRow))?.cells[columnIndex(fromColumn!)]?.value ?? null;
    for (const row of rows) {
      if (row.at < Number(fromRow) || row.at > Number(toRow)) continue;
      for (let column = columnIndex(fromColumn!); column <= columnIndex(toColumn!); column++)
        row.cells[column] = { value, mergedFrom: `${fromColumn}${fromRow}` };
    }
  }
  return { kind: 'sheet', file, name, hidden: false, places: 'cells', rows };
}

export function workbook(...sheets: readonly Sheet[]): Material {
  const files = [...new Set(sheets.map((one) => one.file))];
  return {
    sources: files.map((file) => ({ file, sha256: '0', kind: 'xlsx' })),
    contents: sheets,
    notTaken: [],
    personalData: [],
  };
}

/** Text files as reading gives them. */
export async function files(...named: readonly (readonly [name: string, text: string])[]): Promise<Material> {
  return readMaterial(
    named.map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text.replace(/^\n/u, '')) })),
  );
}

const NOTHING: Guidance = { mapping: [], scheme: null };

export function reportOn(material: Material, guidance: Partial<Guidance> = {}): Report {
  return judge(understand(material, { ...NOTHING, ...guidance }));
}

/** "H1 Wrong patient | Major Low 3=3 | - - -=-": the number, the name, both ratings as stated=computed. */
export function line(hazard: Hazard): string {
  return [`${hazard.ref ?? '-'} ${hazard.name}`, ratingLine(hazard.initial), ratingLine(hazard.residual)].join(' | ');
}

function ratingLine(rating: Rating): string {
  return `${rating.severity ?? '-'} ${rating.likelihood ?? '-'} ${rating.stated ?? '-'}=${rating.computed ?? '-'}`;
}

export function errorsOf(report: Report): string[] {
  return report.findings
    .filter((finding) => finding.level === 'error')
    .map((finding) => `${finding.rule} ${finding.hazard} ${finding.place.cell ?? finding.place.line ?? ''}`.trim());
}

export function reasons(report: Pick<Report, 'notTaken'>): string[] {
  return report.notTaken.map(({ place, reason }: NotTaken) => `${place.cell ?? place.sheet ?? place.file}: ${reason}`);
}

/** The text of a cell by its name, to check that a place points at what is said of it. */
export function cellAt(material: Material, sheetName: string, cell: string): string {
  const [, letters, row] = /^([A-Z]+)(\d+)$/u.exec(cell)!;
  const found = material.contents.find(
    (content): content is Sheet => content.kind === 'sheet' && content.name === sheetName,
  );
  return textOf(found?.rows.find((one) => one.at === Number(row))?.cells[columnIndex(letters!)]);
}
