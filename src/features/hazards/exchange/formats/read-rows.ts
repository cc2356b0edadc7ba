import { controlNumber, controlReference, LINK_KINDS, PHASES, type Phase } from '../../domain.ts';
import {
  type CarriedLog,
  type DocumentControl,
  type DocumentHazard,
  type DocumentRating,
  type LogDocument,
} from '../document.ts';
import { Problem } from '../problem.ts';
import { COLUMNS, extraHeader, NO_CLASS, type Column } from './columns.ts';
import { judgementIn, toldOf, type Facts } from './facts.ts';
import { fromBullets, fromNumbers, type Numbered } from './lists.ts';
import { hazardIn } from './rows.ts';
import {
  ACT,
  ARISES,
  codeOf,
  DECLARED,
  HARM,
  HOLDS,
  KIND,
  LOOKED,
  MANY,
  PARTY,
  STANDING,
  TYPE,
  VULNERABLE,
  YES,
} from './words.ts';

/*
 * Rows of our own table as the log that they are: as we wrote them, or as somebody edited them since. Columns are known by
 * their headings, wherever they stand; one that is gone says nothing, and one that is not ours is kept.
 */

export interface ReadRow {
  /** As the program that holds it numbers it. */
  readonly at: number;
  readonly cells: readonly (string | null)[];
}

interface Places {
  readonly hazard: ReadonlyMap<string, number>;
  readonly control: ReadonlyMap<string, number>;
  readonly extras: readonly { readonly header: string; readonly at: number }[];
}

/** Rows of one hazard. */
interface Group {
  readonly id: string | null;
  readonly rows: ReadRow[];
}

/** @throws Problem in words, with the row, where something cannot be read for certain */
export function readRows(
  headings: readonly (string | null)[],
  rows: readonly ReadRow[],
  facts: Facts,
): { readonly hazards: LogDocument['hazards']; readonly missing: CarriedLog['missing'] } {
  const places = placesOf(headings);
  const hazards = grouped(rows, places).map((group) => hazardOf(group, places, facts));
  const missing = COLUMNS.filter((column) => !places[column.of].has(column.key)).map(fieldOf);
  return { hazards, missing: new Set(missing) };
}

function fieldOf({ of, key }: Column): string {
  return `${of}.${key}`;
}

/** Whether headings are those of our own table: its numbers, and what hazards and controls cannot do without. */
export function areOurs(headings: readonly (string | null)[]): boolean {
  const { hazard, control } = placesOf(headings);
  return (
    ['id', 'name', 'causes'].every((key) => hazard.has(key)) &&
    ['id', 'text', 'causes'].every((key) => control.has(key))
  );
}

function placesOf(headings: readonly (string | null)[]): Places {
  const byHeading = new Map(COLUMNS.map((column) => [column.heading, column]));
  const places = {
    hazard: new Map<string, number>(),
    control: new Map<string, number>(),
    extras: [] as Places['extras'][number][],
  };
  headings.forEach((said, at) => {
    const heading = said ?? '';
    const column = byHeading.get(heading);
    if (column && !places[column.of].has(column.key)) places[column.of].set(column.key, at);
    else if (said !== null) places.extras.push({ header: extraHeader(heading), at });
  });
  return places;
}

/** The rows of each hazard, in the order in which hazards first come. A row without a number belongs to the one above. */
function grouped(rows: readonly ReadRow[], places: Places): Group[] {
  const groups: Group[] = [];
  const byNumber = new Map<string, Group>();
  let last: Group | null = null;
  const cell = (row: ReadRow, key: string) => row.cells[places.hazard.get(key)!] ?? null;
  for (const row of rows) {
    if (row.cells.every((one) => one === null)) continue;
    const number = cell(row, 'id');
    let group: Group | null = number === null ? null : (byNumber.get(number.toLowerCase()) ?? null);
    // A name in a row without a number begins a hazard that is new.
    if (number === null && cell(row, 'name') === null) group = last;
    if (!group) {
      if (number === null && cell(row, 'name') === null)
        throw new Problem(
          `Row ${row.at} says neither which hazard it is of nor a name. Give it the hazard's number, such as HAZ-3, or a name.`,
        );
      group = { id: number === null ? null : hazardIn(number), rows: [] };
      groups.push(group);
      if (number !== null) byNumber.set(number.toLowerCase(), group);
    }
    group.rows.push(row);
    last = group;
  }
  return groups;
}

function hazardOf({ id, rows }: Group, places: Places, facts: Facts): DocumentHazard {
  const first = rows[0]!;
  const cell = (key: string) => onlyCell(rows, places.hazard.get(key), id);
  const chosen = <Code extends string>(key: string, words: Readonly<Record<Code, string>>): Code | null =>
    codeIn(cell(key), words, heading('hazard', key), first.at);
  const name = cell('name');
  if (name === null)
    throw new Problem(`Row ${first.at}: ${id ?? 'this hazard'} has no name. Give every hazard a name.`);
  const causes = fromNumbers(cell('causes'));
  const harms = fromBullets(cell('harms'));
  const rating = (phase: Phase) => ratingOf(phase, id, cell, facts);
  const [initial, target, residual, deployer] = PHASES.map(rating) as [
    DocumentRating | null,
    DocumentRating | null,
    DocumentRating | null,
    DocumentRating | null,
  ];
  return {
    id,
    ref: cell('ref'),
    name,
    description: cell('description'),
    component: cell('component'),
    arisesIn: chosen('arisesIn', ARISES),
    harmed: cell('harmed'),
    vulnerable: fromBullets(cell('vulnerable')).map((group) =>
      codeIn(group, VULNERABLE, heading('hazard', 'vulnerable'), first.at)!,
    ),
    effects: fromBullets(cell('effects')),
    harms,
    harmKinds: harmKindsIn(cell('harmKinds'), harms.length, first.at),
    causes: causes.map(({ text }) => ({ text })),
    controls: controlsOf(rows, places, causes),
    initial,
    target,
    residual,
    deployer,
    standing: chosen('standing', STANDING) ?? 'open',
    status: cell('status'),
    reason: cell('reason'),
    owner: cell('owner'),
    receiver: cell('receiver'),
    notes: cell('notes'),
    evidence: cell('evidence'),
    acceptance: judgementIn(facts, id, 'acceptance', cell('acceptance')),
    benefitRisk: judgementIn(facts, id, 'benefitRisk', cell('benefitRisk')),
    extra: places.extras.flatMap(({ header, at }) => {
      const text = onlyCell(rows, at, id);
      return text === null ? [] : [{ header, text }];
    }),
  };
}

/** What the rows of a hazard say in a column of hazards: once, or the same several times. */
function onlyCell(rows: readonly ReadRow[], at: number | undefined, id: string | null): string | null {
  if (at === undefined) return null;
  const said = rows.filter(({ cells }) => (cells[at] ?? null) !== null);
  const other = said.find(({ cells }) => cells[at] !== said[0]!.cells[at]);
  if (other)
    throw new Problem(
      `Rows ${said[0]!.at} and ${other.at} say different things of ${id ?? 'the same hazard'} in the same column. Leave what is so in one of them.`,
    );
  return said[0]?.cells[at] ?? null;
}

function heading(of: Column['of'], key: string): string {
  return COLUMNS.find((column) => column.of === of && column.key === key)!.heading;
}

function codeIn<Code extends string>(
  text: string | null,
  words: Readonly<Record<Code, string>>,
  column: string,
  at: number,
): Code | null {
  if (text === null) return null;
  const code = codeOf(words, text);
  if (code !== undefined) return code;
  throw new Problem(
    `Row ${at}: "${text}" cannot stand under ${column}. Choose one of: ${Object.values(words).join(', ')}.`,
  );
}

function harmKindsIn(cell: string | null, harms: number, at: number): DocumentHazard['harmKinds'] {
  const lines = cell === null ? [] : cell.split('\n').map((line) => line.trim());
  if (lines.length > harms)
    throw new Problem(
      `Row ${at}: there are more lines under ${heading('hazard', 'harmKinds')} than there are harms. Give each harm one line.`,
    );
  return Array.from({ length: harms }, (_, index) => {
    const line = lines[index] ?? NO_CLASS;
    if (line === NO_CLASS || line === '') return null;
    const [, kind = '', many = ''] = /^(.*): ([^:]*)$/su.exec(line) ?? [];
    const patients = codeOf(MANY, many);
    const of = codeOf(HARM, kind);
    if (!patients || !of)
      throw new Problem(
        `Row ${at}: "${line}" is no class of harm. Write it as it stood, such as "${HARM.lasting}: ${MANY.single}".`,
      );
    return { class: of, patients };
  });
}

function ratingOf(
  phase: Phase,
  id: string | null,
  cell: (key: string) => string | null,
  facts: Facts,
): DocumentRating | null {
  const severity = cell(`${phase}.severity`);
  const likelihood = cell(`${phase}.likelihood`);
  const told = toldOf(facts, id, phase, { severity, likelihood }, cell(`${phase}.computed`));
  if (severity === null && likelihood === null && told.stated === null) return null;
  const relied = cell(`${phase}.reliesOn`)?.split(/[\n,;]/u) ?? [];
  return {
    severity,
    likelihood,
    ...told,
    justification: cell(`${phase}.justification`),
    reliesOn: relied.map((one) => one.trim()).filter(Boolean),
  };
}

function controlsOf(rows: readonly ReadRow[], places: Places, causes: readonly Numbered[]): DocumentControl[] {
  const columns = [...places.control.values()];
  return rows
    .filter(({ cells }) => columns.some((at) => (cells[at] ?? null) !== null))
    .map((row) => controlOf(row, places, causes));
}

function controlOf(row: ReadRow, places: Places, causes: readonly Numbered[]): DocumentControl {
  const cell = (key: string) => row.cells[places.control.get(key) ?? -1] ?? null;
  const chosen = <Code extends string>(key: string, words: Readonly<Record<Code, string>>): Code | null =>
    codeIn(cell(key), words, heading('control', key), row.at);
  const text = cell('text');
  if (text === null)
    throw new Problem(
      `Row ${row.at} has something of a control, and not the control itself. Write it, or empty the row's other cells.`,
    );
  const found = chosen('newHazards', LOOKED);
  return {
    id: controlIn(cell('id')),
    text,
    kind: chosen('kind', KIND) ?? 'unstated',
    type: chosen('type', TYPE),
    declared: chosen('declared', DECLARED) ?? 'not stated',
    state: cell('state'),
    party: chosen('party', PARTY),
    owner: cell('owner'),
    evidence: cell('evidence'),
    action: cell('action'),
    actionStatus: cell('actionStatus'),
    newHazards: found && { found, note: cell('newHazardsNote') },
    links: fromBullets(cell('links')).map((link) => linkIn(link, row.at)),
    shared: chosen('shared', YES) === 'yes',
    causes: causesIn(cell('causes'), causes, row.at),
    acts: chosen('acts', ACT),
    holds: codeOf(HOLDS, cell('holds') ?? '') ?? 'not-known',
    evidenceTitles: fromBullets(cell('evidenceTitles')),
  };
}

/** "CTL-31", or "PLATFORM/CTL-3" for one of another service; null for what is no number of ours. */
export function controlIn(cell: string | null): string | null {
  const [, service = '', rest = ''] = /^(?:([^/\s]+)\/)?(.*)$/su.exec((cell ?? '').trim()) ?? [];
  const number = controlNumber(rest);
  if (number === null) return null;
  return service === '' ? controlReference(number) : `${service}/${controlReference(number)}`;
}

/** "1, 3" by the numbers that the causes have in their cell. */
function causesIn(cell: string | null, causes: readonly Numbered[], at: number): number[] {
  if (cell === null) return [];
  const places = cell.split(/[\s,;&]+/u).flatMap((word) => {
    const number = /^(\d{1,4})[.)]?$/u.exec(word)?.[1];
    if (number === undefined) return word === '' || word === 'and' ? [] : [-1];
    const place = causes.findIndex((cause, index) => (cause.number ?? index + 1) === Number(number));
    return [place];
  });
  if (places.includes(-1))
    throw new Problem(`Row ${at}: "${cell}" does not name causes of its hazard. Give their numbers, such as 1, 3.`);
  return [...new Set(places.map((place) => place + 1))].toSorted((a, b) => a - b);
}

function linkIn(link: string, at: number): DocumentControl['links'][number] {
  const [head = '', ...rest] = link.split('\n');
  const kind = LINK_KINDS.find((one) => head.toLowerCase().startsWith(`${one}: `));
  const url = (kind ? head.slice(kind.length + 2) : head).trim();
  if (!/^https?:\/\/\S+$/u.test(url))
    throw new Problem(`Row ${at}: "${head}" is no link. Write it as: work item: https://example.org/123`);
  return { kind: kind ?? 'other', url, text: rest.join('\n').trim() || null };
}
