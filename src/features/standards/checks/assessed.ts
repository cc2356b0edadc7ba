import { assessed } from '../../../platform/assessed.ts';
import type { Check } from '../../../rules/checks.ts';
import { handChecks } from '../catalogues.ts';
import { handCheckOf, type HandFacts } from '../domain/hand-checks.ts';
import { handFactsAt } from './hand-store.ts';

let made: readonly Check<HandFacts>[] | null = null;

/** What people look at themselves, of every standard. Made when somebody asks: a verb that assesses nothing reads no catalogue. */
export const checksByHand = assessed<HandFacts>({
  get checks() {
    return (made ??= handChecks().map(handCheckOf));
  },
  facts: (tx, services, moment) =>
    handFactsAt(
      tx,
      services,
      handChecks().map(({ id }) => id),
      moment,
    ),
});
