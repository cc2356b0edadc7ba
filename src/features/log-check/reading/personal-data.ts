import type { Cell, Document, Material, Part, PersonalData, Place, Sheet } from '../domain.ts';
import { columnLetter } from '../domain/understanding/cells.ts';

/*
 * A hazard log must hold nothing about a patient. Numbers that look like NHS numbers are masked in the material itself,
 * before anything else sees it: so no page, file, sample or hidden field can let one out again.
 */

export const MASK = '[NHS number masked]';

const CANDIDATE = /(?<![\p{L}\p{N}.,/_-])(?:\d{3}[ \u00a0-]?\d{3}[ \u00a0-]?\d{4})(?![\p{L}\p{N}]|[.,]\d)/gu;

/**
 * Whether ten digits pass the NHS number's Modulus 11 check. Ten equal digits pass it too and are never issued.
 * @source NHS Data Dictionary, NHS NUMBER
 */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/u.test(digits) || /^(\d)\1{9}$/u.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = 11 - (sum % 11);
  return check !== 10 && (check === 11 ? 0 : check) === Number(digits[9]);
}

/** Masks what looks like an NHS number in a text. The second part tells whether anything was. */
export function maskText(text: string): { readonly text: string; readonly found: boolean } {
  // Most texts hold no ten digits; the cheap test first keeps a large log quick.
  if (text.length < 10 || !/\d{3}/u.test(text)) return { text, found: false };
  let found = false;
  const masked = text.replace(CANDIDATE, (match) => {
    if (!isNhsNumber(match.replace(/\D/gu, ''))) return match;
    found = true;
    return MASK;
  });
  return { text: masked, found };
}

/** Masks all material. File names are masked as well: they are printed on every page. */
export function maskMaterial(material: Omit<Material, 'personalData'>): Material {
  const personalData: PersonalData[] = [];
  const name = (file: string) => maskText(file).text;
  const note = (place: Place) => personalData.push({ place: { ...place, file: name(place.file) }, kind: 'NHS number' });
  for (const source of material.sources) if (maskText(source.file).found) note({ file: source.file });
  return {
    sources: material.sources.map((source) => ({ ...source, file: name(source.file) })),
    contents: material.contents.map((content) =>
      content.kind === 'sheet' ? maskSheet(content, name, note) : maskDocument(content, name, note),
    ),
    notTaken: material.notTaken.map(({ place, reason }) => ({
      place: { ...place, file: name(place.file) },
      reason: maskText(reason).text,
    })),
    personalData,
  };
}

type Note = (place: Place) => void;

function maskDocument(document: Document, name: (file: string) => string, note: Note): Document {
  const parts = document.parts.map((part): Part => {
    if (part.kind === 'table') return { ...part, sheet: maskSheet(part.sheet, name, note) };
    const key = part.kind === 'picture' ? 'alt' : 'text';
    const { text, found } = maskText(part.kind === 'picture' ? part.alt : part.text);
    if (!found) return part;
    note({ file: document.file, ...(part.line ? { line: part.line } : {}) });
    return { ...part, [key]: text };
  });
  return { ...document, file: name(document.file), parts };
}

function maskSheet(sheet: Sheet, name: (file: string) => string, note: Note): Sheet {
  const title = sheet.name === null ? null : maskText(sheet.name);
  if (title?.found) note({ file: sheet.file });
  const shownName = title?.text ?? null;
  return {
    ...sheet,
    file: name(sheet.file),
    name: shownName,
    rows: sheet.rows.map((row) => {
      let changed: (Cell | undefined)[] | null = null;
      row.cells.forEach((cell, column) => {
        const masked = cell && maskCell(cell);
        if (!masked) return;
        changed ??= [...row.cells];
        changed[column] = masked;
        note(
          sheet.places === 'cells'
            ? {
                file: sheet.file,
                ...(shownName === null ? {} : { sheet: shownName }),
                cell: `${columnLetter(column)}${row.at}`,
              }
            : { file: sheet.file, line: cell.line ?? row.at },
        );
      });
      return changed === null ? row : { ...row, cells: changed };
    }),
  };
}

function maskCell(cell: Cell): Cell | null {
  const value = typeof cell.value === 'boolean' || cell.value === null ? null : maskText(String(cell.value));
  const formula = cell.formula === undefined ? null : maskText(cell.formula);
  if (!value?.found && !formula?.found) return null;
  return {
    ...cell,
    ...(value?.found ? { value: value.text } : {}),
    ...(formula?.found ? { formula: formula.text } : {}),
  };
}
