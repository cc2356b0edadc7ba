import type { Question, Sheet } from '../../domain.ts';
import { placeOf, textOf } from './cells.ts';
import type { DraftHazard } from './drafts.ts';
import { isFieldTable, ratingPart, sureReading, tableFields } from './fields.ts';
import { readHeading } from './headings.ts';
import { draftOf } from './record-hazard.ts';
import { recordsOf } from './records.ts';

/** Reads a sheet of a workbook that has labels down the left and values beside them: one hazard, or blocks of them. */
export function readFieldSheet(sheet: Sheet): DraftHazard[] {
  if (!isFieldTable(sheet)) return [];
  const fields = tableFields(sheet, sheet.name ?? '');
  const records = recordsOf(fields, sheet.file).filter((record) => {
    const rated = record.fields.some((field) => ratingPart(field.reading) && field.value !== '');
    return record.begunBy === 'label' && rated;
  });
  return records.flatMap((record) => draftOf(record, sheet.file, 2) ?? []);
}

/** Whether hazards stand side by side, one in each column, with their labels down the left. */
export function standsSideBySide(sheet: Sheet): boolean {
  const rows = sheet.rows.filter((row) => row.cells.filter((cell) => textOf(cell) !== '').length >= 2);
  const labelled = rows.filter((row) => sureReading(textOf(row.cells[0])));
  const meanings = new Set(labelled.map((row) => sureReading(textOf(row.cells[0]))!.meaning));
  if (labelled.length < 4 || labelled.length < 0.6 * rows.length || meanings.size < 4 || !meanings.has('hazard'))
    return false;
  const head = rows[0]!.cells.map((cell) => readHeading([textOf(cell)])?.phase ?? null);
  if (head.some((phase) => phase === 'initial' || phase === 'residual')) return false;
  return (
    labelled.every((row) => {
      const [, second, ...others] = row.cells.map((cell) => textOf(cell));
      return (second === '' || !sureReading(second!)) && others.every((text) => !sureReading(text));
    }) &&
    labelled.filter(
      (row) =>
        new Set(
          row.cells
            .slice(1)
            .map((cell) => textOf(cell))
            .filter(Boolean),
        ).size >= 2,
    ).length >=
      0.5 * labelled.length
  );
}

/** What is asked where hazards stand side by side: a place in such a table would be a wrong one in all that we show. */
export function sideBySide(sheet: Sheet): Question {
  return {
    place: placeOf(sheet, sheet.rows[0]!),
    text: 'The hazards seem to stand side by side here, one in each column. We read one hazard a row: please turn the table (in Excel: copy, then Paste special, Transpose), and check it again.',
    table: null,
  };
}
