import { isDay, sayDay } from '../../../../words/days.ts';

/*
 * A list that a service desk keeps, understood as incidents: which column is what, which rows are taken, and why others are not.
 * Pure; numbers that look like NHS numbers are masked before anything comes here.
 */

/** What a column can mean here. What has no meaning is left out, and said to be. */
export const LIST_MEANINGS = {
  id: 'Number there',
  summary: 'Title',
  description: 'What happened',
  occurred: 'Happened on',
  opened: 'Reported there on',
  priority: 'Priority there',
  category: 'Category there',
  closed: 'Closed there on',
  release: 'Release',
} as const;
export type ListMeaning = keyof typeof LIST_MEANINGS;

/** Words of headings, folded: small letters and single spaces. The first that fits decides. */
const HEADINGS: Readonly<Record<ListMeaning, RegExp>> = {
  id: /^(?:(?:ticket|incident|case|issue|request|call|reference|ref|record) ?(?:id|no|nr|number|key|ref|reference)?|id|no|number|key|#)$/u,
  summary: /^(?:summary|title|subject|short description|headline|name)$/u,
  description: /^(?:description|details?|what happened|notes|long description|issue description|symptoms?)$/u,
  occurred: /^(?:occurred(?: on| at)?|happened(?: on)?|date of (?:incident|event)|(?:incident|event) date)$/u,
  opened:
    /^(?:opened(?: on| at| date)?|created(?: on| at| date)?|reported(?: on| at| date)?|date (?:opened|created|reported|raised|logged)|(?:raised|logged)(?: on| at| date)?|date)$/u,
  priority: /^(?:priority|severity|impact|urgency)$/u,
  category: /^(?:category|type|sort|classification|component|service|assignment group)$/u,
  closed:
    /^(?:closed(?: on| at| date)?|resolved(?: on| at| date)?|date (?:closed|resolved)|(?:resolution|closure) date)$/u,
  release: /^(?:release|version|(?:affected|release|software) version|fix version|build)$/u,
};

/** A cell as it was read: text, masked. */
export type ListRow = readonly string[];

export interface ListSheet {
  /** The number of the row, for whoever looks it up. */
  readonly at: readonly number[];
  readonly rows: readonly ListRow[];
}

/** Which column is what: the meaning of each, by its place; null for none. */
export type ListMapping = readonly (ListMeaning | null)[];

export interface ListReading {
  /** The place of the row of headings. */
  readonly head: number;
  readonly headings: readonly string[];
  readonly mapping: ListMapping;
}

/** How many rows at the top are looked at for headings. */
const LOOKED_AT = 20;

/** What a heading means; null for nothing that is known here. */
export function meaningOf(heading: string): ListMeaning | null {
  const folded = heading
    .toLowerCase()
    .replaceAll(/[_\s]+/gu, ' ')
    .replaceAll(/[?:.*]/gu, '')
    .trim();
  return (Object.keys(HEADINGS) as ListMeaning[]).find((meaning) => HEADINGS[meaning].test(folded)) ?? null;
}

/** Finds the row of headings, and what each column means; null where no row looks like one. */
export function readList({ rows }: ListSheet): ListReading | null {
  let best: ListReading | null = null;
  let most = 1;
  rows.slice(0, LOOKED_AT).forEach((row, head) => {
    const mapping = uniquely(row.map(meaningOf));
    const known = mapping.filter((one) => one !== null).length;
    if (known <= most) return;
    most = known;
    best = { head, headings: row, mapping };
  });
  return best;
}

/** Each meaning once: the first column that has it keeps it. */
function uniquely(mapping: ListMapping): ListMapping {
  return mapping.map((meaning, at) => (meaning !== null && mapping.indexOf(meaning) === at ? meaning : null));
}

/** What is wrong with what somebody chose, as a sentence; null for nothing. */
export function mappingProblem(mapping: ListMapping): string | null {
  const chosen = mapping.filter((one) => one !== null);
  const twice = chosen.find((one, at) => chosen.indexOf(one) !== at);
  if (twice !== undefined) return `Two columns are \u201C${LIST_MEANINGS[twice]}\u201D. Choose one of them.`;
  if (!chosen.includes('id'))
    return 'Say which column has the number there. By it an incident is known again, and taken in only once.';
  if (!chosen.includes('summary') && !chosen.includes('description'))
    return 'Say which column has the title, or what happened.';
  return null;
}

/** One row of a list, as it is taken in. */
export interface ListedIncident {
  /** The number of its row. */
  readonly row: number;
  /** Its number there. */
  readonly key: string;
  readonly title: string;
  readonly what: string;
  /** A day; null where it is not known. */
  readonly occurredOn: string | null;
  readonly openedOn: string | null;
  readonly release: string | null;
}

export interface UnderstoodList {
  readonly taken: readonly ListedIncident[];
  readonly notTaken: readonly { readonly row: number; readonly reason: string }[];
}

export const MOST_LISTED = 500;
const LONGEST_TITLE = 120;
const LONGEST_TEXT = 8_000;
const LONGEST_KEY = 100;

/**
 * The incidents of a list. Nothing is guessed: a day that cannot be read leaves the row out, for a clock may hang on it.
 * @param today nothing can have been reported after it
 */
export function incidentsIn(
  sheet: ListSheet,
  { head }: Pick<ListReading, 'head'>,
  mapping: ListMapping,
  today: string,
): UnderstoodList {
  const taken: ListedIncident[] = [];
  const notTaken: { row: number; reason: string }[] = [];
  const seen = new Set<string>();
  sheet.rows.slice(head + 1).forEach((cells, index) => {
    const row = sheet.at[head + 1 + index]!;
    if (cells.every((cell) => cell.trim() === '')) return;
    const read = incidentIn(cells, mapping, { row, today });
    if (typeof read === 'string') notTaken.push({ row, reason: read });
    else if (seen.has(read.key))
      notTaken.push({ row, reason: `${read.key} stands in an earlier row as well. The first one counts.` });
    else if (taken.length >= MOST_LISTED)
      notTaken.push({
        row,
        reason: `More than ${MOST_LISTED} are not taken in at once. Take the others in with a file of their own.`,
      });
    else {
      seen.add(read.key);
      taken.push(read);
    }
  });
  return { taken, notTaken };
}

function incidentIn(
  cells: ListRow,
  mapping: ListMapping,
  { row, today }: { readonly row: number; readonly today: string },
): ListedIncident | string {
  const cell = (meaning: ListMeaning) => (cells[mapping.indexOf(meaning)] ?? '').trim();
  const key = cell('id');
  if (key === '') return 'It has no number there, so that it could not be known again.';
  if (key.length > LONGEST_KEY) return 'Its number there is too long to be one.';
  const [summary, description] = [oneLine(cell('summary')), cell('description')];
  if (summary === '' && description === '') return 'It says neither what it is about nor what happened.';
  const days: Record<'occurred' | 'opened' | 'closed', string | null> = { occurred: null, opened: null, closed: null };
  for (const meaning of ['occurred', 'opened', 'closed'] as const) {
    const given = cell(meaning);
    if (given === '') continue;
    const day = dayOf(given);
    if (day === null)
      return `\u201C${LIST_MEANINGS[meaning]}\u201D is \u201C${shortened(given, 40)}\u201D, which is no day that can be read for certain. Write it as 2026-03-31.`;
    if (day > today) return `\u201C${LIST_MEANINGS[meaning]}\u201D is after today.`;
    days[meaning] = day;
  }
  const beside = [
    ['priority', cell('priority')],
    ['category', cell('category')],
    ['opened', days.opened === null ? '' : sayDay(days.opened)],
    ['closed', days.closed === null ? '' : sayDay(days.closed)],
  ] as const;
  const what = [
    description === '' ? summary : description,
    ...beside.flatMap(([meaning, text]) => (text === '' ? [] : [`${LIST_MEANINGS[meaning]}: ${oneLine(text)}`])),
  ].join('\n');
  return {
    row,
    key,
    title: shortened(summary === '' ? oneLine(description) : summary, LONGEST_TITLE),
    what: shortened(what, LONGEST_TEXT),
    occurredOn: days.occurred,
    openedOn: days.opened,
    release: oneLine(cell('release')).slice(0, 60) || null,
  };
}

/** One line, without what a field of one line refuses. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

/** Not longer than so many characters; what is left out is marked. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}\u2026`;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A day as service desks write it: "2026-03-31", with or without a time, "31/03/2026", "31 Mar 2026". In England the day comes
 * first; what no order makes a day is none.
 */
export function dayOf(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/u.exec(text);
  if (iso) return checked(iso[1]!, iso[2]!, iso[3]!);
  const english = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,].*)?$/u.exec(text);
  if (english) return checked(english[3]!, english[2]!, english[1]!);
  const worded = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3})[a-z]*[ -](\d{4})(?:[ ,].*)?$/iu.exec(text);
  if (!worded) return null;
  const month = MONTHS.indexOf(worded[2]!.toLowerCase()) + 1;
  return month === 0 ? null : checked(worded[3]!, String(month), worded[1]!);
}

function checked(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : null;
}
