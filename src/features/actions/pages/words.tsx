import { daysBetween, sayDay, sayDistance, type Day } from '../../../words/days.ts';
import { Freshness } from '../../../ui/freshness.tsx';
import { isOverdue, type Action, type ActionState } from '../domain.ts';

export const STATE_WORDS: Readonly<Record<ActionState, string>> = {
  open: 'Open',
  done: 'Done',
  'not needed': 'No longer needed',
};

/** Kinds of sources as people call them; others by their own name. */
const SOURCE_WORDS: Readonly<Record<string, string>> = {
  approval: 'Approval',
  hazard: 'Hazard',
  workshop: 'Workshop',
  review: 'Review',
  incident: 'Incident',
};

export function sourceWord(kind: string): string {
  return SOURCE_WORDS[kind] ?? kind;
}

/** Until when, in words: "overdue since 8 March 2026, 4 days ago". What is no longer open has no hurry. */
export function DueWords({ action, today }: { readonly action: Pick<Action, 'due' | 'state'>; readonly today: Day }) {
  const { due, state } = action;
  if (state !== 'open') return <span class="app-second">was due {sayDay(due)}</span>;
  const over = isOverdue(action, today);
  const soon = daysBetween(today, due) <= 7;
  return (
    <Freshness state={over ? 'lapsed' : soon ? 'due' : 'current'}>
      {over ? 'overdue, was due' : 'due'} {sayDay(due)}, {sayDistance(today, due)}
    </Freshness>
  );
}
