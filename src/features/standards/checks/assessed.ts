import { assessed } from '../../../platform/assessed.ts';
import { handChecks } from '../catalogues.ts';
import { handCheckOf, type HandFacts } from '../domain/hand-checks.ts';
import { handFactsAt } from './hand-store.ts';

/** What people look at themselves, of every standard. */
export const checksByHand = assessed<HandFacts>({
  checks: handChecks().map(handCheckOf),
  facts: (tx, services, moment) =>
    handFactsAt(
      tx,
      services,
      handChecks().map(({ id }) => id),
      moment,
    ),
});
