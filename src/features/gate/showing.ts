import { sayDateTime } from '../../platform/london-time.ts';
import { dayIn, sayDay, lastDayTo } from '../../words/days.ts';
import { BEARINGS, isDueSoon, MODE_WORDS, overrideLine, VERDICT_EXITS, VERDICT_WORDS } from './domain.ts';
import type { GateRecord } from './record.ts';

/*
 * An answer of the gate for somebody at a terminal, and for whatever reads JUnit. The words are those of the page.
 */

type Condition = GateRecord['reasons'][number];

/** Colours of a terminal; plain where there is none. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly second: (text: string) => string;
  readonly link: (text: string) => string;
  readonly stops: (text: string) => string;
  readonly open: (text: string) => string;
  readonly holds: (text: string) => string;
}

const plain = (text: string) => text;
export const PLAIN: Paint = { bold: plain, second: plain, link: plain, stops: plain, open: plain, holds: plain };

const code = (on: string) => (text: string) => `\u001b[${on}m${text}\u001b[0m`;
export const COLOUR: Paint = {
  bold: code('1'),
  second: code('90'),
  link: code('4;94'),
  stops: code('1;97;41'),
  open: code('1;30;47'),
  holds: code('1;30;42'),
};

/** Where the words of a condition begin: behind its tag. */
const INDENT = 17;
const TAGS = { stops: 'Does not hold', 'not known': 'Not known', holds: 'Holds' } as const;

interface Shown {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
  /** Whether what holds is listed. */
  readonly all: boolean;
  /** The address of the installation, in front of the links. */
  readonly origin: string;
}

/** @returns lines, each with its end */
export function gateText(answer: GateRecord, { width, paint, all, origin }: Shown): string {
  const { service, release, asAt, verdict, says, reasons, holds, recorded, href, leftOut, overrides, note } = answer;
  const about = release === null ? '' : `, release ${release.version}`;
  const heading = answer.sort === 'asked' ? `${VERDICT_WORDS[verdict]}.` : 'This is never stopped, and is recorded.';
  const lines = [
    ...wrapped(`${service.name}${about}, as at ${sayDateTime(new Date(asAt))}`, width),
    '',
    ...headed(heading, says, { width, paint }),
    ...(note === '' ? [] : wrapped(note, width)),
    ...overrides.flatMap((one) => [
      '',
      ...wrapped(
        `${overrideLine({ ...one, until: new Date(one.until) }, new Date(asAt))}: ${one.reason} The verdict stays what it is.`,
        width,
      ),
    ]),
    ...reasons.flatMap((one) => ['', ...conditionLines(one, { width, paint, origin })]),
    '',
    ...holdingLines(holds, { width, paint, all, asAt }),
    ...leftOut.flatMap((one) => ['', ...wrapped(`Not asked, by the policy: ${one.asks} Why: ${one.reason}`, width)]),
    '',
    ...wrapped(
      `${MODE_WORDS[answer.mode]}. ${recorded === null ? 'Not kept.' : `Recorded as ${recorded}.`} Exit ${VERDICT_EXITS[verdict]}. The same as a page:`,
      width,
    ).map(paint.second),
    paint.link(`${origin}${href}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** The heading in bold, and behind it the counts. */
function headed(heading: string, says: string, { width, paint }: Pick<Shown, 'width' | 'paint'>): string[] {
  const [first, ...rest] = wrapped(`${heading} ${says}`, width);
  return [first!.startsWith(heading) ? `${paint.bold(heading)}${first!.slice(heading.length)}` : first!, ...rest];
}

function conditionLines(one: Condition, { width, paint, origin }: Omit<Shown, 'all'>): string[] {
  const bearing = BEARINGS[one.result];
  const tag = ` ${TAGS[bearing]} `.padEnd(INDENT - 2);
  const colour = bearing === 'stops' ? paint.stops : paint.open;
  const said = wrapped(one.says, width - INDENT);
  const since = one.since === null ? [] : [`Since ${sayDay(dayIn(new Date(one.since)))}.`];
  const second = one.result === 'unknown' ? ['Not known never counts as a pass.'] : since;
  const below = [
    ...said.slice(1).map(paint.bold),
    ...wrapped(one.clears, width - INDENT),
    ...second.map(paint.second),
    ...(one.href === null ? [] : [paint.link(one.href.startsWith('/') ? `${origin}${one.href}` : one.href)]),
  ];
  return [`${colour(tag)}  ${paint.bold(said[0]!)}`, ...below.map((line) => `${' '.repeat(INDENT)}${line}`)];
}

function holdingLines(
  holds: readonly Condition[],
  { width, paint, all, asAt }: Omit<Shown, 'origin'> & { readonly asAt: string },
): string[] {
  if (holds.length === 0) return [];
  const tag = paint.holds(' Holds '.padEnd(INDENT - 2));
  const indent = ' '.repeat(INDENT);
  if (all)
    return holds.flatMap((one, index) =>
      wrapped(one.says, width - INDENT).map((line, at) =>
        index === 0 && at === 0 ? `${tag}  ${line}` : indent + line,
      ),
    );
  const count = `${holds.length} ${holds.length === 1 ? 'condition' : 'conditions'}`;
  const soon = holds.filter((one) => isDueSoon(one, new Date(asAt)));
  return [
    `${tag}  ${count}   ${paint.second('show them with --all')}`,
    ...soon.flatMap((one) =>
      wrapped(`Due soon, on ${sayDay(lastDayTo(new Date(one.until!)))}: ${one.says}`, width - INDENT).map(
        (line) => indent + line,
      ),
    ),
  ];
}

/** Text in lines of a width. A word that is longer stands alone. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((one) => one !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** One test case for each condition: what stops it failed, what is not known is an error, and neither is skipped. */
export function gateJUnit(answer: GateRecord): string {
  const { service, release, asAt, reasons, holds, verdict } = answer;
  const name = xml(`Safety gate of ${service.reference}${release === null ? '' : `, release ${release.version}`}`);
  // What stops nothing fails nothing either: it is said beside a case that passed.
  const stopping = answer.sort === 'asked' ? reasons : [];
  const stops = stopping.filter(({ result }) => BEARINGS[result] === 'stops').length;
  // Of a release of which nothing can be told there is a test case that says so, whatever else holds.
  const whole = verdict === 'cannot-tell' && reasons.length === 0;
  const cases = [
    ...reasons.map((one) => {
      const head = `    <testcase classname="gate" name="${xml(one.id)}">`;
      if (stopping.length === 0)
        return `${head}<system-out>${xml(`${one.says} ${one.clears}`)}</system-out></testcase>`;
      const sort = BEARINGS[one.result] === 'stops' ? 'failure' : 'error';
      const text = xml(one.says);
      return `${head}\n      <${sort} message="${text}" type="${one.result}">${xml(`${one.says} ${one.clears}`)}</${sort}>\n    </testcase>`;
    }),
    ...(whole
      ? ['    <testcase classname="gate" name="gate"><error message="Nothing was asked." type="unknown"/></testcase>']
      : []),
    ...holds.map((one) => `    <testcase classname="gate" name="${xml(one.id)}"/>`),
  ];
  const errors = stopping.length - stops + (whole ? 1 : 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="Primum" tests="${cases.length}" failures="${stops}" errors="${errors}">`,
    `  <testsuite name="${name}" tests="${cases.length}" failures="${stops}" errors="${errors}" skipped="0" timestamp="${asAt.slice(0, 19)}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Text in XML. What XML 1.0 cannot hold at all becomes a question mark. */
function xml(text: string): string {
  return [...text.toWellFormed()]
    .map((char) => (isXml(char.codePointAt(0)!) ? char : '?'))
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/\s/gu, ' ');
}

function isXml(code: number): boolean {
  return code === 9 || code === 10 || code === 13 || (code >= 32 && code !== 0xfffe && code !== 0xffff);
}
