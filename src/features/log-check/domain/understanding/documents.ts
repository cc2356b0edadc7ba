import type { Document, MappingWord, NotTaken, Part, Question, Sheet, TableReading } from '../../domain.ts';
import type { DraftHazard } from './drafts.ts';
import { sideBySide, standsSideBySide } from './field-sheets.ts';
import { fieldsOf, isFieldTable, isRatingTable } from './fields.ts';
import { hazardsOf } from './hazards.ts';
import { draftOf } from './record-hazard.ts';
import { recordsOf } from './records.ts';
import { readSheet, type FoundTable } from './tables.ts';

export interface DocumentReading {
  readonly drafts: readonly DraftHazard[];
  readonly tables: readonly TableReading[];
  readonly found: readonly { readonly table: FoundTable; readonly hazardOfRow: ReadonlyMap<number, DraftHazard> }[];
  readonly questions: readonly Question[];
  readonly guesses: readonly Question[];
  readonly notTaken: readonly NotTaken[];
  readonly rowsTaken: number;
}

/** Reads the hazards of a document: tables of hazards, one table a hazard, or headings and labels in prose. */
export function readDocument(
  document: Document,
  said: readonly MappingWord[],
  isMatrix: (sheet: Sheet) => boolean,
): DocumentReading {
  const tables: TableReading[] = [];
  const found: { table: FoundTable; hazardOfRow: ReadonlyMap<number, DraftHazard> }[] = [];
  const questions: Question[] = [];
  const guesses: Question[] = [];
  const notTaken: NotTaken[] = [];
  const drafts: DraftHazard[] = [];
  let rowsTaken = 0;
  const rest: Part[] = [];
  for (const part of document.parts) {
    if (part.kind !== 'table' || isMatrix(part.sheet)) {
      if (part.kind !== 'table') rest.push(part);
      continue;
    }
    if (standsSideBySide(part.sheet)) {
      questions.push(sideBySide(part.sheet));
      continue;
    }
    const reading = isFieldTable(part.sheet) || isRatingTable(part.sheet) ? null : readSheet(part.sheet, said);
    guesses.push(...(reading?.guesses ?? []));
    if (!reading || (reading.tables.length === 0 && reading.questions.length === 0)) {
      rest.push(part);
      continue;
    }
    questions.push(...reading.questions);
    for (const table of reading.tables) {
      const hazards = hazardsOf(table);
      tables.push(table.reading);
      found.push({ table, hazardOfRow: hazards.hazardOfRow });
      drafts.push(...hazards.drafts);
      notTaken.push(...hazards.notTaken);
      rowsTaken += hazards.rowsTaken;
    }
  }
  const records = recordsOf(fieldsOf(rest, document.file), document.file);
  for (const record of records) {
    const draft = draftOf(record, document.file, records.length);
    if (!draft) continue;
    drafts.push(draft);
    rowsTaken++;
  }
  return { drafts, tables, found, questions, guesses, notTaken, rowsTaken };
}
