import { csvTable } from '../../documents/csv.ts';
import { dateIn } from '../../platform/london-time.ts';
import { PHASE_WORDS, ROLE_WORDS } from '../services/index.ts';
import type { Row } from './pages/portfolio.tsx';
import { gapWords, STANDARD_NAMES, standingWords, STATE_WORDS } from './pages/words.ts';

/* The portfolio as a table for a spreadsheet: as the page says it, every service that was asked for. */

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
      PHASE_WORDS[service.phase],
      ROLE_WORDS[service.role],
      officer?.name ?? 'Nobody',
      STATE_WORDS[state],
      own ? standingWords('point-16', own) : '',
      ...(counts ?? Array.from({ length: 6 }, () => '')),
      own?.until ? dateIn(new Date(own.until)) : '',
      own?.gap ? `${own.gap.title}. ${gapWords(own.gap)}` : '',
      stands ? standingWords('dcb0129', stands.dcb0129) : '',
      stands ? standingWords('dcb0160', stands.dcb0160) : '',
    ];
  });
  return csvTable([HEAD, ...lines, [], [`As at ${asAt}. Not known never counts as met.`]]);
}
