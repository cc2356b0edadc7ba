import { counted } from '../../../words/counting.ts';
import type { Gap, Standing, State, Summarised } from '../domain.ts';

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
  'not met': 'Not met: a clause is not met',
  'due soon': 'Due within two weeks',
  current: 'Current: what is due is met',
};

const GAP_WORDS: Readonly<Record<string, string>> = {
  failed: 'Not met',
  'needs-review': 'Lapsed',
  unknown: 'Not known',
  'not-run': 'Not done yet',
};

/** "Not known: A safety officer is nominated." Where the checks pass, a judgement is missing, out of date, or not that it is met. */
export function gapWords({ result, asks }: Gap): string {
  return `${GAP_WORDS[result] ?? 'No current judgement that it is met'}: ${asks}`;
}

/** "3 clauses met, 1 not met, 11 not known. Nobody signed whether it applies" */
export function standingWords(standard: Summarised, standing: Standing): string {
  const { met, notMet, notKnown, notYetDue, doesNotApply, scope } = standing;
  if (scope === 'out of scope') return 'Does not apply: signed';
  const parts = [
    [met, 'met'],
    [notMet, 'not met'],
    [notKnown, 'not known'],
    [notYetDue, 'not due in this phase'],
    [doesNotApply, doesNotApply === 1 ? 'does not apply' : 'do not apply'],
  ] as const;
  const said = parts.filter(([count]) => count > 0);
  const counts = said
    .map(([count, word], index) => (index === 0 ? `${counted(count, 'clause')} ${word}` : `${count} ${word}`))
    .join(', ');
  const isOpen = standard !== 'point-16' && scope === 'not decided';
  return isOpen ? `${counts}. Nobody signed whether it applies` : counts;
}
