import type { Standing } from './domain.ts';
import type { Row } from './pages/portfolio.tsx';
import { STANDARD_NAMES, standingWords, STATE_WORDS } from './pages/words.ts';

/* The portfolio as a table for a spreadsheet: as the page says it, every service that was asked for. */

/** How a formula begins; a cell that begins so is text with an apostrophe before it. @source OWASP, CSV Injection */
const RUNS = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

const HEAD = [
  'Reference',
  'Service',
  'Phase',
  'Your part',
  'Clinical safety officer',
  'Comes to',
  'Point 16',
  'Clauses met',
  'Clauses not met',
  'Clauses not known',
  'Clauses not yet due',
  'Clauses that do not apply',
  'Clauses stale',
  'Current until',
  'Worst gap',
  STANDARD_NAMES.dcb0129,
  STANDARD_NAMES.dcb0160,
] as const;

export function csvOf(rows: readonly Row[], asAt: string): string {
  const lines = rows.map((row) => {
    const { service, officer, state, stands } = row;
    const own = stands?.['point-16'];
    const counts = own && [own.met, own.notMet, own.notKnown, own.notYetDue, own.doesNotApply, own.stale];
    return [
      service.reference,
      service.name,
      service.phase,
      service.role,
      officer?.name ?? 'Nobody',
      STATE_WORDS[state],
      own ? standingWords(own) : '',
      ...(counts?.map(String) ?? Array.from({ length: 6 }, () => '')),
      own?.until?.slice(0, 10) ?? '',
      own?.gap ? `${own.gap.title}: ${own.gap.asks}` : '',
      said(stands?.dcb0129),
      said(stands?.dcb0160),
    ];
  });
  const all = [HEAD, ...lines, [], [`As at ${asAt}. Not known never counts as met.`]];
  return `\uFEFF${all.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

function said(one: Standing | undefined): string {
  return one ? standingWords(one) : '';
}

function cell(text: string): string {
  return `"${(RUNS.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
