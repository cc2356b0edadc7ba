import { foldWord } from '../../../schemes/domain.ts';
import type {
  Document,
  MappingWord,
  Meaning,
  NotTaken,
  Part,
  Phase,
  Place,
  Question,
  Row,
  Sheet,
  StatedValue,
  TableReading,
} from '../../domain.ts';
import { placeOf, textOf } from './cells.ts';
import { newDraft, type DraftHazard, type DraftRating } from './drafts.ts';
import { agrees, controlTypeOf, hazardsOf, splitComposite } from './hazards.ts';
import { EXISTING_OF, foldHeading, readHeading, type HeadingReading, type RatingPart } from './headings.ts';
import { looksLikeLevel } from './levels.ts';
import { fold, isNothing, splitList } from './lists.ts';
import { readSheet, type FoundTable } from './tables.ts';

export interface DocumentReading {
  readonly drafts: readonly DraftHazard[];
  readonly tables: readonly TableReading[];
  readonly found: readonly { readonly table: FoundTable; readonly hazardOfRow: ReadonlyMap<number, DraftHazard> }[];
  readonly questions: readonly Question[];
  readonly notTaken: readonly NotTaken[];
  readonly rowsTaken: number;
}

/** A label with what stands beside or beneath it. */
interface Field {
  readonly reading: HeadingReading | null;
  readonly label: string;
  readonly value: string;
  readonly place: Place;
  /** Depth of the heading that made it; null for a label in a line or a table. */
  readonly level: number | null;
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
  const notTaken: NotTaken[] = [];
  const drafts: DraftHazard[] = [];
  let rowsTaken = 0;
  const rest: Part[] = [];
  for (const part of document.parts) {
    if (part.kind !== 'table' || isMatrix(part.sheet)) {
      if (part.kind !== 'table') rest.push(part);
      continue;
    }
    const reading = isFieldTable(part.sheet) || isRatingTable(part.sheet) ? null : readSheet(part.sheet, said);
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
  return { drafts, tables, found, questions, notTaken, rowsTaken };
}

// --- Fields ----------------------------------------------------------------------------------------------------------------

const LABEL = /^([^:\n]{2,60}?)\s*:\s*([\s\S]*)$/u;

function fieldsOf(parts: readonly Part[], file: string): Field[] {
  const fields: {
    reading: HeadingReading | null;
    label: string;
    values: string[];
    place: Place;
    level: number | null;
  }[] = [];
  const at = (line: number | undefined): Place => ({ file, ...(line === undefined ? {} : { line }) });
  const open = (label: string, value: string, place: Place, level: number | null, reading: HeadingReading | null) => {
    fields.push({ reading, label, values: value === '' ? [] : [value], place, level });
  };
  for (const part of parts) {
    if (part.kind === 'heading') {
      open(part.text, '', at(part.line), part.level, sureReading(part.text));
    } else if (part.kind === 'picture') {
      const rating = /(likelihood|severity|consequence|risk)[-_ ]?([1-9]|1\d|2[0-5])(?=\D*$)/iu.exec(
        part.source.split('/').at(-1) ?? '',
      );
      if (rating) open(`picture ${rating[1]!.toLowerCase()}`, rating[2]!, at(part.line), null, null);
    } else if (part.kind === 'table') {
      for (const field of tableFields(part.sheet, fields.findLast((one) => one.level !== null)?.label ?? '')) {
        open(field.label, field.value, field.place, null, field.reading);
      }
    } else {
      const label = LABEL.exec(part.text);
      const reading = label ? sureReading(label[1]!) : null;
      if (label && reading) open(label[1]!, label[2]!.trim(), at(part.line), null, reading);
      else if (label && part.kind === 'item' && part.number === undefined && label[1]!.split(' ').length <= 4) {
        open(label[1]!, label[2]!.trim(), at(part.line), null, null);
      } else {
        const text =
          part.kind === 'item'
            ? part.number === undefined
              ? `- ${part.text}`
              : `${part.number}) ${part.text}`
            : part.text;
        fields.at(-1)?.values.push(text);
      }
    }
  }
  return fields.map(({ values, ...field }) => ({ ...field, value: values.join('\n').trim() }));
}

function sureReading(label: string): HeadingReading | null {
  const reading = readHeading([label]);
  return reading && reading.score >= 0.8 ? reading : null;
}

/** Whether a table is a list of labels with their values. */
function isFieldTable(sheet: Sheet): boolean {
  const rows = sheet.rows.filter((row) => row.cells.length >= 2);
  if (rows.length < 3 || rows.some((row) => new Set(row.cells.map((cell) => textOf(cell))).size > 5)) return false;
  const meanings = new Set(rows.flatMap((row) => sureReading(textOf(row.cells[0]))?.meaning ?? []));
  const labelled = rows.filter((row) => sureReading(textOf(row.cells[0]))).length;
  return labelled / rows.length >= 0.5 && meanings.size >= 3;
}

/** "Likelihood | Consequence | Risk" over one row: a rating of the hazard that the page is about. */
function isRatingTable(sheet: Sheet): boolean {
  if (sheet.rows.length !== 2) return false;
  const parts = new Set(sheet.rows[0]!.cells.flatMap((cell) => ratingPart(sureReading(textOf(cell))) ?? []));
  return (
    parts.size >= 2 &&
    sheet.rows[0]!.cells.every((cell) => textOf(cell) === '' || ratingPart(sureReading(textOf(cell))))
  );
}

function ratingPart(reading: HeadingReading | null): RatingPart | null {
  return reading && /^(?:severity|likelihood|risk|rating)$/u.test(reading.meaning)
    ? (reading.meaning as RatingPart)
    : null;
}

function tableFields(sheet: Sheet, heading: string): Field[] {
  const field = (label: string, row: Row, column: number, phase: Phase | 'other' | null): Field => {
    const reading = sureReading(label);
    return {
      label,
      value: textOf(row.cells[column]),
      place: placeOf(sheet, row, column),
      level: null,
      reading: reading && reading.phase === null && phase ? { ...reading, phase } : reading,
    };
  };
  if (isRatingTable(sheet)) {
    const [head, row] = sheet.rows as [Row, Row];
    const phase = readHeading([heading])?.phase ?? null;
    return head.cells.flatMap((cell, index) =>
      textOf(cell) === '' || textOf(row.cells[index]) === '' ? [] : [field(textOf(cell), row, index, phase)],
    );
  }
  if (!isFieldTable(sheet)) return [];
  // "  | Initial | Residual" as the head: a column of values for each phase.
  const phases = sheet.rows[0]!.cells.map(
    (cell) =>
      readHeading([textOf(cell)])?.phase ??
      (/^initial\b/iu.test(textOf(cell)) ? 'initial' : /^residual\b/iu.test(textOf(cell)) ? 'residual' : null),
  );
  const byPhase = phases.slice(1).filter((phase) => phase === 'initial' || phase === 'residual').length === 2;
  let section: Phase | null = null;
  return sheet.rows.flatMap((row, number) => {
    const texts = row.cells.map((cell) => textOf(cell));
    const distinct = [...new Set(texts.filter((text) => text !== ''))];
    if (distinct.length === 1 && !(sureReading(texts[0] ?? '') && texts.filter((text) => text !== '').length === 1)) {
      section = /\b(?:initial|before)\b/iu.test(distinct[0]!)
        ? 'initial'
        : /\b(?:residual|after)\b/iu.test(distinct[0]!)
          ? 'residual'
          : section;
      return [];
    }
    if (byPhase)
      return number === 0
        ? []
        : phases.flatMap((phase, column) => (column > 0 && phase ? [field(texts[0] ?? '', row, column, phase)] : []));
    const pairs: Field[] = [];
    for (let column = 0; column + 1 < row.cells.length;) {
      let value = column + 1;
      // A label that spans cells repeats itself.
      while (value < row.cells.length - 1 && texts[value] === texts[column]) value++;
      if (sureReading(texts[column] ?? '')) pairs.push(field(texts[column]!, row, value, section));
      column = value + 1;
      while (column < row.cells.length && texts[column] === texts[value]) column++;
    }
    return pairs;
  });
}

// --- Records: which fields make one hazard -------------------------------------------------------------------------------

interface HazardRecord {
  /** From the heading that begins it. */
  readonly ref: string | null;
  readonly name: string | null;
  readonly place: Place;
  readonly fields: readonly Field[];
  /** How sure it is that this is a hazard at all, before its fields are seen. */
  readonly begunBy: 'heading' | 'label' | 'file';
}

const HAZARD_HEADING =
  /^(?:clinical |patient safety )?hazard\s*(?:no\.?|number|#|id)?\s*([A-Za-z]{0,6}[-_ ]?\d{1,5}[a-z]?)?\s*[:\u2013\u2014.-]\s*(\S[\s\S]*)$/iu;
const NUMBERED_HEADING = /^([A-Z]{1,8}[-_ ]?\d{1,5}[a-z]?)\s*[:.\u2013\u2014|-]\s*(\S[\s\S]*)$/u;

function recordsOf(fields: readonly Field[], file: string): HazardRecord[] {
  const byHeading = headingRecords(fields);
  if (byHeading.length > 0) return byHeading;
  const label = fields.find((field) => field.reading?.meaning === 'hazard');
  if (label) {
    // Only the label that came first begins a hazard: "Hazard name" once, then "Hazard" is its description.
    const starts = fields.flatMap((field, index) =>
      foldWord(field.label) === foldWord(label.label) && field.reading?.meaning === 'hazard' ? [index] : [],
    );
    const before = fields.slice(0, starts[0]);
    // A number that stands above the name belongs to the hazard beneath it.
    const lead = before.findLastIndex((field) => field.reading?.meaning === 'ref');
    const offset = lead >= 0 && starts[0]! - lead <= 2 ? starts[0]! - lead : 0;
    return starts.map((start, index) => {
      const from = index === 0 && starts.length === 1 ? 0 : start - offset;
      const next = starts[index + 1];
      return {
        ref: null,
        name: null,
        place: fields[start]!.place,
        fields: fields.slice(Math.max(0, from), next === undefined ? undefined : next - offset),
        begunBy: 'label' as const,
      };
    });
  }
  const title = fields.find(
    (field) => field.level !== null && !sureReading(field.label) && !/^\{\{.*\}\}$/u.test(field.label.trim()),
  );
  if (!title) return [];
  return [
    {
      ref: null,
      name: title.label,
      place: { file, ...(title.place.line === undefined ? {} : { line: title.place.line }) },
      fields,
      begunBy: 'file',
    },
  ];
}

function headingRecords(fields: readonly Field[]): HazardRecord[] {
  const starts = fields.flatMap((field, index) => {
    if (field.level === null) return [];
    const hazard = HAZARD_HEADING.exec(field.label.trim());
    const numbered = NUMBERED_HEADING.exec(field.label.trim());
    if (!hazard && !numbered) return [];
    const ref = hazard ? (hazard[1] ?? null) : numbered![1]!;
    return [{ index, level: field.level, ref, name: fold(hazard ? hazard[2]! : numbered![2]!) }];
  });
  return starts
    .map(({ index, level, ref, name }) => {
      const end = fields.findIndex((field, at) => at > index && field.level !== null && field.level <= level);
      const own = fields.slice(index, end < 0 ? undefined : end);
      return { ref, name, place: fields[index]!.place, fields: own, begunBy: 'heading' as const };
    })
    .filter((record) => isHazard(record));
}

function isHazard(record: HazardRecord): boolean {
  const meanings = new Set(record.fields.flatMap((field) => field.reading?.meaning ?? []));
  const ratings = ['severity', 'likelihood', 'risk', 'rating'].filter((part) =>
    meanings.has(part as RatingPart),
  ).length;
  const matter = ['cause', 'effect', 'harm'].filter((meaning) => meanings.has(meaning as Meaning)).length;
  const controls = [...meanings].some((meaning) => meaning.endsWith('control'));
  if (record.begunBy === 'heading')
    return ratings + matter + Number(controls) >= 2 || (ratings >= 1 && record.fields.length >= 2);
  if (record.begunBy === 'label') return ratings + matter + Number(controls) >= 1;
  // Any page may have headings called Design, Test and Training: without the word hazard more is wanted.
  const rated = record.fields.some((field) => ratingPart(field.reading) && field.value !== '');
  return rated && matter >= 1 && matter + Number(controls) >= 2;
}

// --- A record as a hazard ------------------------------------------------------------------------------------------------

function draftOf(record: HazardRecord, file: string, records: number): DraftHazard | null {
  if (!isHazard(record)) return null;
  const has = new Set<Meaning>();
  for (const field of record.fields) for (const meaning of meaningsOf(field)) has.add(meaning);
  const draft = newDraft(record.place, has);
  draft.rows = 1;
  draft.ref = record.ref ?? (records === 1 ? refFromFile(file) : null);
  draft.name = record.name ?? '';
  const ratings = new Map<Phase, Partial<Record<'severity' | 'likelihood' | 'risk', StatedValue>>>();
  const pictures: Partial<Record<'severity' | 'likelihood' | 'risk', StatedValue>> = {};
  for (const field of record.fields) {
    if (field.label.startsWith('picture ')) {
      const part = field.label.slice(8).replace('consequence', 'severity') as 'severity' | 'likelihood' | 'risk';
      pictures[part] ??= { text: field.value, place: field.place };
    } else if (ratingPart(field.reading)) {
      takeRating(draft, field, ratings);
    } else {
      takeWords(draft, field, record);
    }
  }
  for (const [phase, parts] of ratings) if (Object.keys(parts).length > 0) draft.ratings.push(ratingOf(phase, parts));
  if (Object.keys(pictures).length > 0) {
    const drawn = ratingOf('initial', pictures);
    if (!draft.ratings.some((rating) => rating.phase === 'initial' && agrees(rating, drawn))) draft.ratings.push(drawn);
  }
  draft.name = fold(draft.name.split('\n')[0] ?? '');
  return draft.name === '' || /^[\d.]+$/u.test(draft.name) ? null : draft;
}

function meaningsOf(field: Field): Meaning[] {
  const part = ratingPart(field.reading);
  if (part) {
    const phase = field.reading?.phase === 'residual' ? 'residual' : 'initial';
    return part === 'rating'
      ? [`${phase}-severity`, `${phase}-likelihood`, `${phase}-risk`]
      : [`${phase}-${part}` as Meaning];
  }
  return field.reading ? [field.reading.meaning as Meaning] : [];
}

function ratingOf(phase: Phase, parts: Partial<Record<'severity' | 'likelihood' | 'risk', StatedValue>>): DraftRating {
  return { phase, ...parts, place: (parts.risk ?? parts.severity ?? parts.likelihood)!.place };
}

function takeRating(
  draft: DraftHazard,
  field: Field,
  ratings: Map<Phase, Partial<Record<'severity' | 'likelihood' | 'risk', StatedValue>>>,
): void {
  const part = ratingPart(field.reading)!;
  const said = field.reading!.phase;
  if (said === 'other') {
    draft.extra.push({ header: field.label, text: field.value });
    return;
  }
  const phase: Phase = said ?? 'initial';
  const value: StatedValue = { text: fold(field.value.split('\n')[0] ?? ''), place: field.place };
  const parts = ratings.get(phase) ?? {};
  ratings.set(phase, parts);
  if (isNothing(value.text)) return;
  if (part === 'rating') {
    const split = splitComposite(value, field.label);
    if (split) Object.assign(parts, split);
    return;
  }
  // "Residual risk assessment: risk remains until ..." is a reason and not a rating.
  if (part === 'risk' && !looksLikeLevel(value.text) && value.text.split(' ').length > 4) {
    draft.justification[phase] ??= fold(field.value);
    return;
  }
  parts[part] ??= value;
}

function takeWords(draft: DraftHazard, field: Field, record: HazardRecord): void {
  const meaning = field.reading?.meaning as Meaning | undefined;
  const value = field.value.trim();
  if (meaning === undefined || meaning === 'extra' || meaning === 'date') {
    const own =
      field.level !== null && record.name !== null && foldHeading(field.label).includes(foldHeading(record.name));
    if (value !== '' && !own) draft.extra.push({ header: field.label, text: value });
    return;
  }
  if (value === '' || isNothing(value)) return;
  switch (meaning) {
    case 'ref':
      draft.ref ??= fold(value);
      break;
    case 'hazard':
      if (draft.name === '') draft.name = value;
      else draft.description = joined(draft.description, value);
      break;
    case 'description':
      draft.description = joined(draft.description, value);
      break;
    case 'effect':
      draft.effects.push(...texts(value));
      break;
    case 'harm':
      draft.harms.push(...texts(value));
      break;
    case 'cause':
      for (const entry of splitList(value)) {
        if (!isNothing(entry.text) && !draft.causes.some((cause) => cause.text === entry.text))
          draft.causes.push({ ...entry, place: field.place });
      }
      break;
    case 'status':
      draft.status ??= fold(value);
      break;
    case 'owner':
      draft.owner ??= fold(value);
      break;
    case 'receiver':
      draft.receiver ??= fold(value);
      break;
    case 'notes':
      draft.notes = joined(draft.notes, value);
      break;
    case 'initial-justification':
      draft.justification.initial ??= fold(value);
      break;
    case 'residual-justification':
      draft.justification.residual ??= fold(value);
      break;
    case 'evidence':
    case 'existing-evidence':
      draft.evidence = joined(draft.evidence, value);
      break;
    default:
      if (meaning.endsWith('control')) takeControls(draft, field, meaning, value);
      else draft.extra.push({ header: field.label, text: value });
  }
}

function takeControls(draft: DraftHazard, field: Field, meaning: Meaning, value: string): void {
  const existing = meaning.startsWith('existing') || Object.values(EXISTING_OF).includes(meaning);
  for (const entry of splitList(value)) {
    if (isNothing(entry.text)) continue;
    const cause =
      entry.number === null ? null : (draft.causes.find((one) => one.number === entry.number)?.text ?? null);
    draft.controls.push({
      text: entry.text,
      number: entry.number,
      kind: existing ? 'existing' : 'additional',
      type: controlTypeOf(meaning, ''),
      owner: null,
      evidence: null,
      state: null,
      action: null,
      actionStatus: null,
      transferred: false,
      cause,
      place: field.place,
    });
  }
  if (existing) draft.existingControls = joined(draft.existingControls, value);
}

function texts(value: string): string[] {
  return splitList(value)
    .map((entry) => entry.text)
    .filter((text) => !isNothing(text));
}

function joined(before: string | null, text: string): string {
  return before === null ? text : `${before}\n${text}`;
}

/** "FHIR004" of FHIR004.page.md, "hazard-4" of hazard-4.md: where a file is a hazard, its name is the number. */
function refFromFile(file: string): string | null {
  const base = (file.split('/').at(-1) ?? '').replace(/(?:\.[a-z]{2,8})+$/iu, '');
  return /^[A-Za-z]{1,10}[-_ ]?\d{1,5}[a-z]?$/u.test(base) ? base : null;
}

/** Reads a sheet of a workbook that is one hazard: labels down the left, values beside them. */
export function readFieldSheet(sheet: Sheet): DraftHazard | null {
  if (!isFieldTable(sheet)) return null;
  const fields = tableFields(sheet, sheet.name ?? '');
  const named = fields.some((field) => field.reading?.meaning === 'hazard' && field.value !== '');
  const rated = fields.some((field) => ratingPart(field.reading) && field.value !== '');
  if (!named || !rated) return null;
  const place = fields.find((field) => field.reading?.meaning === 'hazard')!.place;
  return draftOf({ ref: null, name: null, place, fields, begunBy: 'label' }, sheet.file, 2);
}
