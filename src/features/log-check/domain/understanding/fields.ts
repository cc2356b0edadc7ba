import type { Part, Phase, Place, Row, Sheet } from '../../domain.ts';
import { placeOf, textOf } from './cells.ts';
import { readHeading, type HeadingReading, type RatingPart } from './headings.ts';

/** A label with what stands beside or beneath it. */
export interface Field {
  readonly reading: HeadingReading | null;
  readonly label: string;
  readonly value: string;
  readonly place: Place;
  /** Depth of the heading that made it; null for a label in a line or a table. */
  readonly level: number | null;
}

const LABEL = /^([^:\n]{2,60}?)\s*:\s*([\s\S]*)$/u;

export function fieldsOf(parts: readonly Part[], file: string): Field[] {
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

export function sureReading(label: string): HeadingReading | null {
  const reading = readHeading([label]);
  return reading && reading.score >= 0.8 ? reading : null;
}

/** Whether a table is a list of labels with their values. */
export function isFieldTable(sheet: Sheet): boolean {
  const rows = sheet.rows.filter((row) => row.cells.length >= 2);
  if (rows.length < 3 || rows.some((row) => new Set(row.cells.map((cell) => textOf(cell))).size > 5)) return false;
  const meanings = new Set(rows.flatMap((row) => sureReading(textOf(row.cells[0]))?.meaning ?? []));
  const labelled = rows.filter((row) => sureReading(textOf(row.cells[0]))).length;
  return labelled / rows.length >= 0.5 && meanings.size >= 3;
}

/** "Likelihood | Consequence | Risk" over one row: a rating of the hazard that the page is about. */
export function isRatingTable(sheet: Sheet): boolean {
  if (sheet.rows.length !== 2) return false;
  const parts = new Set(sheet.rows[0]!.cells.flatMap((cell) => ratingPart(sureReading(textOf(cell))) ?? []));
  return (
    parts.size >= 2 &&
    sheet.rows[0]!.cells.every((cell) => textOf(cell) === '' || ratingPart(sureReading(textOf(cell))))
  );
}

export function ratingPart(reading: HeadingReading | null): RatingPart | null {
  return reading && /^(?:severity|likelihood|risk|rating)$/u.test(reading.meaning)
    ? (reading.meaning as RatingPart)
    : null;
}

export function tableFields(sheet: Sheet, heading: string): Field[] {
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
