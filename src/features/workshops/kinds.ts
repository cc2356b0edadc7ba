import { subject, type Verdict } from '../../platform/subjects/kinds.ts';
import type { WorkshopState } from './domain.ts';
import { loadWorkshops } from './subject-store.ts';

/** A column of a workshop; what it weighs stands with the kind. */
export interface WorkshopRow {
  readonly number: number;
  readonly kind: string;
  readonly title: string | null;
  readonly day: string;
  readonly method: string | null;
  readonly scope: string | null;
  readonly components: readonly string[];
  readonly areas: readonly string[];
  readonly lenses: readonly string[];
  readonly state: string;
  readonly minutes: number;
  readonly departure: string | null;
  readonly reason: string | null;
}

/**
 * Claims that a workshop took place and that its minutes are closed, so that what rests on it can point at it. Each version of
 * the minutes is material: whatever rested on the one before looks again.
 */
export const workshopKind = subject<WorkshopRow>({
  kind: 'workshop',
  names: {},
  collects: {},
  load: loadWorkshops,
  words: {
    kind: 'material',
    day: 'material',
    method: 'material',
    components: 'material',
    areas: 'material',
    lenses: 'material',
    minutes: 'material',
    title: 'editorial',
    scope: 'editorial',
    departure: 'editorial',
    // A verdict, a reason for it, and a number given by Primum.
    state: 'ignored',
    reason: 'ignored',
    number: 'ignored',
  },
  own: (row) => ({ facts: { state: row.state } }),
  verdict: (facts) => workshopVerdict((facts as { readonly state: WorkshopState }).state),
});

/** What was called off shows nothing; while minutes are open, what the room found is not known. */
export function workshopVerdict(state: WorkshopState): Verdict {
  return state === 'closed' ? 'met' : 'not-known';
}
