import { foldWord } from '../../../schemes/domain.ts';
import type { Meaning, Place } from '../../domain.ts';
import { ratingPart, sureReading, type Field } from './fields.ts';
import type { RatingPart } from './headings.ts';
import { bareWord, isLevel } from './levels.ts';
import { fold } from './lists.ts';

export interface HazardRecord {
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
/** "Hazard 1", "HAZ-001": the name stands beneath. */
const NUMBER_ALONE =
  /^(?:(?:[Cc]linical |[Pp]atient [Ss]afety )?[Hh](?:azard|AZARD)\s*(?:no\.?|number|#|id)?\s*:?\s*([A-Za-z]{0,6}[-_ ]?\d{1,5}[a-z]?)|([A-Z]{1,8}[-_ ]?\d{1,5}[a-z]?))$/u;
const NUMBERED_HEADING = /^([A-Z]{1,8}[-_ ]?\d{1,5}[a-z]?)\s*[:.\u2013\u2014|-]\s*(\S[\s\S]*)$/u;

export function recordsOf(fields: readonly Field[], file: string): HazardRecord[] {
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
  type Start = {
    readonly index: number;
    readonly level: number;
    readonly ref: string | null;
    readonly name: string | null;
  };
  const starts = fields.flatMap((field, index): Start[] => {
    if (field.level === null) return [];
    const hazard = HAZARD_HEADING.exec(field.label.trim());
    const numbered = NUMBERED_HEADING.exec(field.label.trim());
    const alone = hazard || numbered ? null : NUMBER_ALONE.exec(field.label.trim());
    if (alone) return [{ index, level: field.level, ref: fold(alone[1] ?? alone[2]!), name: null }];
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

export function isHazard(record: HazardRecord): boolean {
  // A glossary has all the words of a hazard too, with a definition of each.
  const defined = record.fields.some(
    (field) =>
      (ratingPart(field.reading) && field.reading?.meaning !== 'risk' && isDefinition(field.value)) ||
      (field.reading?.meaning === 'hazard' &&
        /^(?:is )?(?:an?|any|the)?\s*(?:potential |possible )?(?:source|cause) of (?:potential )?harm\b/iu.test(
          field.value,
        )),
  );
  if (defined) return false;
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

/** Whether a text under "Severity" says what severity is, in place of how great it is. */
function isDefinition(value: string): boolean {
  const first = value.split('\n')[0] ?? '';
  return first.split(/\s+/u).length >= 4 && !isLevel(bareWord(first)) && !isLevel(first) && !/\d/u.test(first);
}
