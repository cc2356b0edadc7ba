import { foldWord, readLevel, lookUp, type RiskScheme } from '../../../schemes/domain.ts';
import type {
  Document,
  Hazard,
  HazardStatus,
  MappingWord,
  Material,
  NotTaken,
  Phase,
  Question,
  Rating,
  RiskFormula,
  SchemeReading,
  Sheet,
  StatedValue,
  TableReading,
  Understanding,
} from '../../domain.ts';
import { readDocument } from './documents.ts';
import { readFieldSheet, sideBySide, standsSideBySide } from './field-sheets.ts';
import { foldSummaries } from './summaries.ts';
import type { DraftHazard, DraftRating } from './drafts.ts';
import { formulasOf } from './formulas.ts';
import { hazardsOf } from './hazards.ts';
import { findMatrix, type FoundMatrix } from './matrix.ts';
import { findProductKey } from './product-key.ts';
import { decideScheme, placeOn } from './scheme.ts';
import { readRows, readSheet, type FoundTable, type SheetReading } from './tables.ts';

/** What a person adds to the file: what columns mean, and the scheme. */
export interface Guidance {
  readonly mapping: readonly MappingWord[];
  readonly scheme: RiskScheme | null;
  /** Somebody says that all rows are hazards of a log: nothing else is looked for, and a name is enough. */
  readonly rows?: { readonly headed: boolean };
}

interface Gathered {
  readonly drafts: DraftHazard[];
  readonly tables: TableReading[];
  readonly found: { readonly table: FoundTable; readonly hazardOfRow: ReadonlyMap<number, DraftHazard> }[];
  readonly questions: Question[];
  readonly guesses: Question[];
  readonly notTaken: NotTaken[];
  readonly matrices: FoundMatrix[];
  rowsTaken: number;
}

/** Understands material as hazards, with what it could not take and what only a person can say. Pure. */
export function understand(material: Material, guidance: Guidance): Understanding & { readonly rowsTaken: number } {
  const gathered: Gathered = {
    drafts: [],
    tables: [],
    found: [],
    questions: [],
    guesses: [],
    notTaken: [...material.notTaken],
    matrices: [],
    rowsTaken: 0,
  };
  for (const content of material.contents) {
    if (content.kind === 'document') gatherDocument(content, guidance, gathered);
    else if (!content.hidden) gatherSheet(content, guidance, gathered);
  }
  for (const content of material.contents) {
    if (content.kind === 'sheet' && content.hidden) gatherHidden(content, guidance, gathered);
  }
  // Where a log was found, a list of something else beside it needs no questions.
  if (gathered.drafts.length === 0 && gathered.questions.length === 0)
    gathered.questions.push(...gathered.guesses.slice(0, 3));
  const drafts = foldSummaries(gathered.drafts);
  const ratings = drafts.flatMap((draft) => draft.ratings);
  const scheme = decideScheme(ratings, gathered.matrices, findProductKey(material.contents), guidance.scheme);
  const numbers = numbersArePlaces(ratings, scheme);
  const formulas: RiskFormula[] = gathered.found.flatMap(({ table, hazardOfRow }) => formulasOf(table, hazardOfRow));
  for (const source of material.sources) noteEmpty(source.file, drafts, gathered);
  return {
    sources: material.sources,
    tables: gathered.tables,
    hazards: drafts.map((draft) => settle(draft, scheme, numbers)),
    scheme,
    formulas,
    notTaken: gathered.notTaken,
    questions: gathered.questions,
    personalData: material.personalData,
    rowsTaken: gathered.rowsTaken,
  };
}

function gatherSheet(sheet: Sheet, guidance: Guidance, into: Gathered): void {
  if (guidance.rows) {
    gatherTables(readRows(sheet, guidance.rows.headed, guidance.mapping), into);
    return;
  }
  if (isOurFindings(sheet)) {
    into.notTaken.push({
      place: { file: sheet.file, sheet: sheet.name ?? undefined },
      reason: 'The findings of an earlier check. No hazards.',
    });
    return;
  }
  if (standsSideBySide(sheet)) {
    into.questions.push(sideBySide(sheet));
    return;
  }
  const blocks = readFieldSheet(sheet);
  if (blocks.length > 0) {
    into.drafts.push(...blocks);
    into.rowsTaken += blocks.length;
    return;
  }
  const matrix = findMatrix(sheet);
  if (matrix) into.matrices.push(matrix);
  const reading = readSheet(sheet, guidance.mapping);
  // A matrix has levels under headings too; a table that is in doubt is another thing.
  const doubted = reading.questions.some((question) =>
    question.table?.columns.some((column) => column.meaning === 'hazard'),
  );
  if (matrix && reading.tables.length === 0 && !doubted) return;
  gatherTables(reading, into);
}

function gatherTables(reading: SheetReading, into: Gathered): void {
  into.guesses.push(...reading.guesses);
  into.questions.push(...reading.questions);
  if (reading.questions.length === 0) into.notTaken.push(...reading.notTaken);
  for (const table of reading.tables) {
    const hazards = hazardsOf(table);
    into.tables.push(table.reading);
    into.found.push({ table, hazardOfRow: hazards.hazardOfRow });
    into.drafts.push(...hazards.drafts);
    into.notTaken.push(...hazards.notTaken);
    into.rowsTaken += hazards.rowsTaken;
  }
}

/** The corrected workbook carries its findings; checked again, they are no log. */
function isOurFindings(sheet: Sheet): boolean {
  const head = new Set(sheet.rows[0]?.cells.map((cell) => cell?.value));
  return head.has('What is so') && head.has('What clears it');
}

/**
 * A hidden sheet may hold the matrix. Hazards on one are last year's, as a rule: nobody who looks at the log sees them, so
 * they are taken only where the file shows no others.
 */
function gatherHidden(sheet: Sheet, guidance: Guidance, into: Gathered): void {
  const shown = into.drafts.some((draft) => draft.place.file === sheet.file);
  if (!shown) {
    gatherSheet(sheet, guidance, into);
    return;
  }
  const matrix = findMatrix(sheet);
  if (matrix) into.matrices.push(matrix);
  else if (readSheet(sheet, guidance.mapping).tables.length > 0) {
    const place = { file: sheet.file, ...(sheet.name === null ? {} : { sheet: sheet.name }) };
    into.notTaken.push({
      place,
      reason: 'The sheet is hidden, and hazards are on it. Show the sheet if they belong to the log.',
    });
  }
}

function gatherDocument(document: Document, guidance: Guidance, into: Gathered): void {
  const matrices = new Map<Sheet, FoundMatrix>();
  for (const part of document.parts) {
    const matrix = part.kind === 'table' ? findMatrix(part.sheet) : null;
    if (matrix && part.kind === 'table') matrices.set(part.sheet, matrix);
  }
  into.matrices.push(...matrices.values());
  const reading = readDocument(document, guidance.mapping, (sheet) => matrices.has(sheet));
  into.drafts.push(...reading.drafts);
  into.tables.push(...reading.tables);
  into.found.push(...reading.found);
  into.questions.push(...reading.questions);
  into.guesses.push(...reading.guesses);
  into.notTaken.push(...reading.notTaken);
  into.rowsTaken += reading.rowsTaken;
}

/** A file of which nothing was taken is said once as a file, in place of a line for each of its sheets. */
function noteEmpty(file: string, drafts: readonly DraftHazard[], gathered: Gathered): void {
  const used =
    drafts.some((draft) => draft.place.file === file || draft.ratings.some((rating) => rating.place.file === file)) ||
    gathered.tables.some((table) => table.file === file) ||
    gathered.questions.some((question) => question.place.file === file);
  if (used) return;
  const matrix = gathered.matrices.find((one) => one.place.file === file);
  for (let index = gathered.notTaken.length - 1; index >= 0; index--) {
    if (gathered.notTaken[index]!.place.file === file) gathered.notTaken.splice(index, 1);
  }
  gathered.notTaken.push({
    place: { file },
    reason: matrix ? 'It holds a risk matrix, which was read, and no hazards.' : 'No hazards were found in this file.',
  });
}

/** Whether a bare number for severity or likelihood means its place on the axis: certain only where the log shows it. */
function numbersArePlaces(ratings: readonly DraftRating[], reading: SchemeReading): boolean {
  if (!reading.scheme) return false;
  if (reading.scheme.kind === 'product' || reading.origin === 'recognised') return true;
  const scheme = reading.scheme;
  const both = ratings.flatMap((rating) => [
    [rating.severity, scheme.severity] as const,
    [rating.likelihood, scheme.likelihood] as const,
  ]);
  const labelled = both.flatMap(([value, axis]) => {
    const number = /^\s*([1-9])\s*[-:.(]\s*\p{L}/u.exec(value?.text ?? '')?.[1];
    const place = number && value ? placeOn(axis, value.text, false) : null;
    return number && place !== null ? [place === Number(number) - 1] : [];
  });
  return labelled.length >= 2 && labelled.every(Boolean);
}

// --- Drafts become hazards -----------------------------------------------------------------------------------------------

function settle(draft: DraftHazard, reading: SchemeReading, numbers: boolean): Hazard {
  const { ratings, rows: _rows, ...rest } = draft;
  const settled = ratings.map((rating) => settleRating(rating, reading.scheme, numbers));
  const main = (phase: Phase) =>
    settled.find((rating) => rating.phase === phase) ??
    settleRating({ phase, place: draft.place }, reading.scheme, numbers);
  const initial = main('initial');
  const residual = main('residual');
  return {
    ...rest,
    initial,
    residual,
    statedAgain: settled.filter((rating) => rating !== initial && rating !== residual),
    standing: standingOf(draft),
  };
}

function settleRating(draft: DraftRating, scheme: RiskScheme | null, numbers: boolean): Rating {
  const on = (axis: 'severity' | 'likelihood') => {
    const value = draft[axis];
    if (!value || !scheme) return { index: null, word: value?.text ?? null };
    const index = placeOn(scheme[axis], value.text, numbers);
    return { index, word: index === null ? value.text : scheme[axis][index]! };
  };
  const severity = on('severity');
  const likelihood = on('likelihood');
  const parts = [draft.severity, draft.likelihood, draft.risk].filter(Boolean).length;
  return {
    phase: draft.phase,
    state: parts === 0 ? 'not-scored' : draft.severity && draft.likelihood ? 'scored' : 'partly-scored',
    severity: severity.word,
    likelihood: likelihood.word,
    severityIndex: severity.index,
    likelihoodIndex: likelihood.index,
    stated: statedLevel(draft.risk, scheme),
    computed: scheme ? lookUp(scheme, likelihood.index, severity.index) : null,
    from: {
      ...(draft.severity ? { severity: draft.severity } : {}),
      ...(draft.likelihood ? { likelihood: draft.likelihood } : {}),
      ...(draft.risk ? { risk: draft.risk } : {}),
    },
    place: draft.place,
  };
}

function statedLevel(risk: StatedValue | undefined, scheme: RiskScheme | null): Rating['stated'] {
  if (!risk) return null;
  return (scheme && readLevel(scheme, risk.text)) ?? risk.text;
}

function standingOf(draft: DraftHazard): HazardStatus | null {
  const status = foldWord(draft.status ?? '');
  if (/^(?:not )?(?:open|active|live|ongoing|in progress|under review|new)\b/u.test(status)) return 'open';
  if (/^transfer(?:red)?\b/u.test(status)) return 'transferred';
  if (/^(?:closed?|complete|completed|resolved|done)\b/u.test(status)) return 'closed';
  return null;
}
