import { stripVTControlCharacters, styleText } from 'node:util';
import type { Finding, Level, Report } from '../domain.ts';
import { countOfErrors, foldByRule, shownPlace, summaryOf, wrongFormulas, type Folded } from './summary.ts';

export interface TextOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const TITLES: Record<Level, string> = {
  error: 'Must be put right',
  warning: 'Should be looked at',
  note: 'For your information',
};
/** How many of one rule are listed before the rest is only counted; --format json has them all. */
const LISTED = 3;

/** The report for a terminal: what is so, where, and what clears it. */
export function textOf(report: Report, options: TextOptions): string {
  const width = Math.max(40, Math.min(100, options.width));
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    options.colour ? styleText(format, text, { validateStream: false }) : text;
  const many = report.sources.length > 1;
  const lines: string[] = [];
  const say = (text: string, indent = 0) => lines.push(...wrap(text, width, indent));
  const summary = summaryOf(report);
  say(style('bold', summary.headline));
  say(summary.lead);
  if (summary.formulas) say(summary.formulas);
  if (report.counts.hazards > 0) say(schemeLine(report));
  for (const question of report.questions) {
    lines.push('');
    say(
      `${style('bold', 'We could not read this for certain')} (${shownPlace(question.place, many)}). ${question.text}`,
    );
    say('Say which column is which: --map "Heading=hazard" --map "Heading=initial severity" and so on.');
  }
  for (const level of ['error', 'warning', 'note'] as const) {
    const folded = foldByRule(report, level);
    if (folded.length === 0) continue;
    const total =
      level === 'error' ? countOfErrors(report) : folded.reduce((sum, group) => sum + group.findings.length, 0);
    lines.push('', style(level === 'error' ? ['bold', 'red'] : 'bold', `${TITLES[level]} (${total})`));
    for (const group of folded) {
      if (level === 'error') saySeverally(group, report, many, say, style);
      else sayTogether(group, many, say, style);
    }
  }
  if (report.notTaken.length > 0) {
    lines.push('', style('bold', `Not taken (${report.notTaken.length})`));
    for (const one of report.notTaken.slice(0, 20)) say(`${shownPlace(one.place, many)}: ${one.reason}`, 2);
    if (report.notTaken.length > 20) say(`and ${report.notTaken.length - 20} more.`, 2);
  }
  lines.push('');
  return lines.join('\n');
}

type Say = (text: string, indent?: number) => void;
type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

function schemeLine(report: Report): string {
  const { scheme, how } = report.scheme;
  return scheme ? `Scheme: ${scheme.title} (${how}).` : `Scheme: not known. ${how}`;
}

/** Errors one by one; formulas that are wrong in one way are one. */
function saySeverally(group: Folded, report: Report, many: boolean, say: Say, style: Style): void {
  if (group.rule === 'risk-formula-reads-wrong-cell') {
    for (const one of wrongFormulas(report))
      say(
        `${style('bold', one.title)} ${one.detail} ${one.clears} ${style('dim', `[${shownPlace({ ...one.place, cell: one.cells }, many)}; DCB0129 ${one.clause}; ${group.rule}]`)}`,
        2,
      );
    return;
  }
  for (const finding of group.findings)
    say(`${named(finding, style)}${finding.so} ${finding.clears} ${tail(finding, many, style)}`, 2);
}

function sayTogether(group: Folded, many: boolean, say: Say, style: Style): void {
  if (group.findings.length === 1) {
    const [finding] = group.findings as [Finding];
    const times =
      finding.count > 1 && !finding.so.startsWith(String(finding.count))
        ? `${style('bold', `${finding.count} \u00d7`)} `
        : '';
    say(`${times}${finding.so} ${finding.clears} ${tail(finding, many, style)}`, 2);
    return;
  }
  say(
    `${style('bold', `${group.count} \u00d7 ${group.headline}`)} ${group.findings[0]!.clears} ${style('dim', `[${group.clause ? `DCB0129 ${group.clause}; ` : ''}${group.rule}]`)}`,
    2,
  );
  for (const finding of group.findings.slice(0, LISTED))
    say(`${finding.so} ${style('dim', `[${shownPlace(finding.place, many)}]`)}`, 6);
  if (group.findings.length > LISTED) say(`and ${group.findings.length - LISTED} more.`, 6);
}

function named(finding: Finding, style: Style): string {
  return finding.hazard && !finding.so.startsWith(finding.hazard) ? `${style('bold', finding.hazard)}  ` : '';
}

function tail(finding: Finding, many: boolean, style: Style): string {
  return style(
    'dim',
    `[${[shownPlace(finding.place, many), finding.clause ? `DCB0129 ${finding.clause}` : '', finding.rule].filter(Boolean).join('; ')}]`,
  );
}

/** Folds a paragraph to the width. Codes of colour have no width. */
function wrap(text: string, width: number, indent: number): string[] {
  const lines: string[] = [];
  let line = '';
  let length = 0;
  for (const word of text.split(' ')) {
    const size = visibleLength(word);
    if (length > 0 && length + 1 + size > width - indent) {
      lines.push(' '.repeat(indent) + line);
      line = word;
      length = size;
    } else {
      line += (length > 0 ? ' ' : '') + word;
      length += (length > 0 ? 1 : 0) + size;
    }
  }
  return [...lines, ' '.repeat(indent) + line];
}

function visibleLength(word: string): number {
  return stripVTControlCharacters(word).length;
}
