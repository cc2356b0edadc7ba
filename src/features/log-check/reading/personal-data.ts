import type { Cell, Document, Material, Part, PersonalData, Place, Sheet } from '../domain.ts';
import { columnLetter } from '../domain/understanding/cells.ts';
import { maskText } from '../../../platform/personal-data.ts';
import { printable } from './text.ts';

/*
 * A hazard log must hold nothing about a patient. Numbers that look like NHS numbers are masked in the material itself,
 * before anything else sees it: so no page, file, sample or hidden field can let one out again.
 */

/**
 * Masks all material. File names are masked as well: they are printed on every page. Characters that no page and no
 * workbook may hold are taken out in the same walk.
 */
export function maskMaterial(material: Omit<Material, 'personalData'>): Material {
  const personalData: PersonalData[] = [];
  const note = (place: Place) => personalData.push({ place: maskPlace(place), kind: 'NHS number' });
  return {
    sources: material.sources.map((source) => {
      const { text, found } = clean(source.file);
      if (found) note({ file: source.file });
      return { ...source, file: text };
    }),
    contents: material.contents.map((content) =>
      content.kind === 'sheet' ? maskSheet(content, note) : maskDocument(content, note),
    ),
    notTaken: material.notTaken.map(({ place, reason }) => ({ place: maskPlace(place), reason: clean(reason).text })),
    personalData,
  };
}

function clean(text: string): { readonly text: string; readonly found: boolean } {
  return maskText(printable(text));
}

function maskPlace(place: Place): Place {
  return {
    ...place,
    file: clean(place.file).text,
    ...(place.sheet === undefined ? {} : { sheet: clean(place.sheet).text }),
  };
}

type Note = (place: Place) => void;

function maskDocument(document: Document, note: Note): Document {
  const parts = document.parts.map((part): Part => {
    if (part.kind === 'table') return { ...part, sheet: maskSheet(part.sheet, note) };
    const texts = part.kind === 'picture' ? [clean(part.alt), clean(part.source)] : [clean(part.text)];
    if (texts.some(({ found }) => found)) note({ file: document.file, ...(part.line ? { line: part.line } : {}) });
    return part.kind === 'picture'
      ? { ...part, alt: texts[0]!.text, source: texts[1]!.text }
      : { ...part, text: texts[0]!.text };
  });
  return { ...document, file: clean(document.file).text, parts };
}

function maskSheet(sheet: Sheet, note: Note): Sheet {
  const { file, name } = sheet;
  if (name !== null && clean(name).found) note({ file, sheet: name });
  return {
    ...sheet,
    file: clean(file).text,
    name: name === null ? null : clean(name).text,
    rows: sheet.rows.map((row) => {
      let changed: (Cell | undefined)[] | null = null;
      row.cells.forEach((cell, column) => {
        const masked = cell && maskCell(cell);
        if (!masked) return;
        changed ??= [...row.cells];
        changed[column] = masked.cell;
        if (!masked.found) return;
        note(
          sheet.places === 'cells'
            ? { file, ...(name === null ? {} : { sheet: name }), cell: `${columnLetter(column)}${row.at}` }
            : { file, line: cell.line ?? row.at },
        );
      });
      return changed === null ? row : { ...row, cells: changed };
    }),
  };
}

/** The cell with what was changed in it; null where it stays as it is. */
function maskCell(cell: Cell): { readonly cell: Cell; readonly found: boolean } | null {
  const value = typeof cell.value === 'string' || typeof cell.value === 'number' ? clean(String(cell.value)) : null;
  const formula = cell.formula === undefined ? null : clean(cell.formula);
  const found = value?.found === true || formula?.found === true;
  const changed =
    found ||
    (typeof cell.value === 'string' && value?.text !== cell.value) ||
    (formula !== null && formula.text !== cell.formula);
  if (!changed) return null;
  return {
    cell: {
      ...cell,
      ...(value && (value.found || typeof cell.value === 'string') ? { value: value.text } : {}),
      ...(formula ? { formula: formula.text } : {}),
    },
    found,
  };
}
