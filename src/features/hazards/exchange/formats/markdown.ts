import { strToU8, zipSync } from 'fflate';
import { stringify } from 'yaml';
import { PHASES } from '../../domain.ts';
import { type DocumentControl, type DocumentHazard, type DocumentRating, type LogDocument } from '../document.ts';
import { aboutLines, schemeRows } from './about.ts';
import { COLUMNS, extraHeading, type Value } from './columns.ts';
import { FACT_HEADINGS, factRows } from './facts.ts';
import { fromBullets, fromNumbers } from './lists.ts';
import { block, inLine, tableText } from '../../../../documents/markdown-text.ts';
import { RATED } from './words.ts';

/*
 * A log as a folder of Markdown: one file for each hazard, and a README with the matrix and a list. It reads well on a code
 * host, where changes can be reviewed line by line; `markdown-read.ts` takes it back. Its fields have the names of the
 * columns of the table.
 */

/** What stands at the head of a hazard's file, one line each. */
export const FRONT = ['id', 'name', 'standing', 'component', 'arisesIn', 'owner', 'receiver', 'ref', 'status'] as const;

/** What has a heading of its own, and how it is written. */
export const SECTIONS = {
  description: 'text',
  effects: 'bullets',
  harms: 'bullets',
  harmKinds: 'lines',
  harmed: 'text',
  vulnerable: 'bullets',
  causes: 'numbers',
  acceptance: 'text',
  benefitRisk: 'text',
  reason: 'text',
  notes: 'text',
  evidence: 'text',
} as const satisfies Readonly<Record<string, 'text' | 'bullets' | 'lines' | 'numbers'>>;

export const HEADINGS = {
  ratings: 'Ratings',
  controls: 'Controls',
  extras: 'Other columns',
  newControl: 'New control',
} as const;

/** What stands beside a rating, besides what is told of it. */
export const BESIDE = ['Justification', 'Relies on'] as const;

const BEFORE = Object.keys(SECTIONS).indexOf('causes') + 1;

/** @returns the bytes of a zip of the folder */
export function markdownOf(log: LogDocument): Uint8Array {
  const files = log.hazards.map((hazard, index): [string, Uint8Array] => [
    `hazards/${fileOf(hazard, index)}`,
    strToU8(hazardFile(hazard)),
  ]);
  const folder = `${(log.log ? `${log.log.service}-log-${log.log.number}` : 'hazard-log').replaceAll(/[^\w-]/gu, '-')}/`;
  const entries = [['README.md', strToU8(readmeOf(log))] as [string, Uint8Array], ...files];
  // The time of its making is in no file: the same log makes the same bytes, so that a repository sees what changed.
  const mtime = new Date(2026, 0, 1);
  return zipSync(Object.fromEntries(entries.map(([name, bytes]) => [folder + name, bytes])), { mtime });
}

function fileOf({ id }: DocumentHazard, index: number): string {
  return `${(id ?? `new-${index + 1}`).replaceAll(/[^\w-]/gu, '-')}.md`;
}

function hazardFile(hazard: DocumentHazard): string {
  const cell = (key: string) => COLUMNS.find((one) => one.of === 'hazard' && one.key === key)!;
  const value = (key: string): Value => {
    const column = cell(key);
    return column.of === 'hazard' ? column.value(hazard) : null;
  };
  const front = Object.fromEntries(
    FRONT.flatMap((key) => (value(key) === null ? [] : [[cell(key).heading, value(key)]])),
  );
  const section = (key: keyof typeof SECTIONS) => {
    const text = value(key);
    return text === null ? [] : [`## ${cell(key).heading}`, written(String(text), SECTIONS[key])];
  };
  const sections = Object.keys(SECTIONS) as (keyof typeof SECTIONS)[];
  const parts = [
    `---\n${stringify(front, { lineWidth: 0 })}---`,
    `# ${[hazard.id, inLine(hazard.name)].filter((part) => part !== null).join(': ')}`,
    ...sections.slice(0, BEFORE).flatMap(section),
    ...ratingsPart(hazard),
    ...controlsPart(hazard.controls),
    ...sections.slice(BEFORE).flatMap(section),
    ...(hazard.extra.length > 0
      ? [
          `## ${HEADINGS.extras}`,
          ...hazard.extra.flatMap(({ header, text }) => [`### ${inLine(extraHeading(header))}`, block(text)]),
        ]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function written(text: string, how: (typeof SECTIONS)[keyof typeof SECTIONS]): string {
  if (how === 'text') return block(text);
  if (how === 'numbers') {
    return fromNumbers(text)
      .map((one, index) => `${index + 1}. ${block(one.text, '   ')}`)
      .join('\n');
  }
  const items = how === 'lines' ? text.split('\n') : fromBullets(text);
  return items.map((item) => `- ${block(item, '  ')}`).join('\n');
}

/** A row for each rating and judgement: what it is, why, and what is told of it. */
function ratingsPart(hazard: DocumentHazard): string[] {
  const rows = factRows({ hazards: [{ ...hazard, id: hazard.id ?? '' }] });
  if (rows.length === 0) return [];
  const phase = (what: Value) => PHASES.find((one) => RATED[one] === what);
  const beside = (rating: DocumentRating | null | undefined): Value[] => [
    rating?.justification ?? null,
    rating?.reliesOn.join(', ') || null,
  ];
  const [, ...headings] = FACT_HEADINGS;
  return [
    `## ${HEADINGS.ratings}`,
    tableText([
      [...headings, ...BESIDE],
      ...rows.map(([, what = null, ...told]) => {
        const rated = phase(what);
        return [what, ...told, ...beside(rated && hazard[rated])];
      }),
    ]),
  ];
}

function controlsPart(controls: readonly DocumentControl[]): string[] {
  if (controls.length === 0) return [];
  const columns = COLUMNS.flatMap((column) =>
    column.of === 'control' && column.key !== 'id' && column.key !== 'text' ? [column] : [],
  );
  return [
    `## ${HEADINGS.controls}`,
    ...controls.flatMap((control) => {
      const rows = columns.flatMap((column): Value[][] => {
        const value = column.value(control);
        return value === null ? [] : [[column.heading, value]];
      });
      return [`### ${control.id ?? HEADINGS.newControl}`, block(control.text), tableText([['', ''], ...rows])];
    }),
  ];
}

function readmeOf(log: LogDocument): string {
  const scheme = log.scheme && schemeRows(log.scheme);
  const parts = [
    `# ${inLine(log.title)}`,
    'A hazard log. Each hazard has a file of its own, in the folder `hazards`. Edit there, and bring the folder back to Primum as a zip: you are shown what changed, and nothing is written before you accept it. Leave the numbers as they are. A new hazard is a new file, without a number.',
    '## Hazards',
    tableText([
      ['Number', 'Hazard', 'Status', 'Initial risk', 'Residual risk'],
      ...log.hazards.map((hazard) => [
        hazard.id,
        hazard.name,
        hazard.standing,
        riskOf(hazard.initial),
        riskOf(hazard.residual),
      ]),
    ]),
    ...(scheme
      ? ['## Risk matrix', tableText(scheme.matrix), tableText(scheme.levels), tableText([['', ''], ...scheme.named])]
      : []),
    '## What this folder is',
    tableText([
      ['', '', '', ''],
      ...aboutLines(log).map((line) => Array.from({ length: 4 }, (_, index) => line[index] ?? null)),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A provisional rating is no rating that counts, and does not look like one. */
function riskOf(rating: DocumentRating | null): Value {
  const risk = rating && (rating.computed ?? rating.stated);
  return risk !== null && rating?.provisional ? `${risk} (provisional)` : risk;
}
