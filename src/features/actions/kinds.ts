import { endOfDay } from '../../platform/london-time.ts';
import { subject, type Verdict } from '../../platform/subjects/kinds.ts';
import type { ActionState } from './domain.ts';
import { loadActions } from './subject-store.ts';

/** A column of an action; what it weighs stands with the kind. */
export interface ActionRow {
  readonly title: string | null;
  readonly owner: string;
  readonly due: string;
  readonly state: string;
  readonly evidence: string | null;
  readonly evidenceLink: string | null;
  readonly reason: string | null;
  readonly number: number;
  readonly sourceKind: string | null;
  readonly source: string | null;
  readonly sourceLabel: string | null;
  readonly sourceHref: string | null;
}

/**
 * Claims that what had to be done is done. So what rests on it (a signature with conditions) can point at it, and what was
 * done to it stands among the changes of its service.
 */
export const actionKind = subject<ActionRow>({
  kind: 'action',
  names: {},
  collects: {},
  load: loadActions,
  words: {
    title: 'material',
    owner: 'editorial',
    // Verdict, clock, evidence and where it comes from are no words.
    due: 'ignored',
    state: 'ignored',
    evidence: 'ignored',
    evidenceLink: 'ignored',
    reason: 'ignored',
    number: 'ignored',
    sourceKind: 'ignored',
    source: 'ignored',
    sourceLabel: 'ignored',
    sourceHref: 'ignored',
  },
  own: (row) => ({ facts: { state: row.state }, dueAt: row.state === 'open' ? endOfDay(row.due) : null }),
  verdict: (facts) => actionVerdict((facts as { readonly state: ActionState }).state),
});

/** What is no longer needed stands in nobody's way. An open action is not done, and so what it was to show is not known. */
export function actionVerdict(state: ActionState): Verdict {
  return state === 'open' ? 'not-known' : 'met';
}
