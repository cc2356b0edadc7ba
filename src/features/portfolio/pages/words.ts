import { counted } from '../../../words/counting.ts';
import type { Standing, State, Summarised } from '../domain.ts';

/* How the portfolio is said. */

export const STANDARD_NAMES: Readonly<Record<Summarised, string>> = {
  'point-16': 'Point 16',
  dcb0129: 'DCB0129',
  dcb0160: 'DCB0160',
};

export const STATE_WORDS: Readonly<Record<State, string>> = {
  'being worked out': 'Being worked out',
  stale: 'Stale: something no longer stands',
  missing: 'Missing: a clause is not known',
  'not met': 'Not met: a clause is not',
  'due soon': 'Due within two weeks',
  current: 'Met and current',
};

/** "3 clauses met, 1 not met, 11 not known" */
export function standingWords({ met, notMet, notKnown, notYetDue, doesNotApply, scope }: Standing): string {
  if (scope === 'out of scope') return 'Does not apply: signed';
  const parts = [
    [met, 'met'],
    [notMet, 'not met'],
    [notKnown, 'not known'],
    [notYetDue, 'not due in this phase'],
    [doesNotApply, doesNotApply === 1 ? 'does not apply' : 'do not apply'],
  ] as const;
  const said = parts.filter(([count]) => count > 0);
  return said
    .map(([count, word], index) => (index === 0 ? `${counted(count, 'clause')} ${word}` : `${count} ${word}`))
    .join(', ');
}
