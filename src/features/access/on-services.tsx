import { allows } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { OnServices, ServiceOnPage } from '../../platform/feature.ts';
import { SEES_LOOKS } from './commands.ts';
import { isAssessed } from './store.ts';

/** On the page of a service that somebody assesses, or assessed: the way to what they looked at. */
export const onServices: OnServices = {
  panel: { place: 'beside', load: loadAssessors },
};

async function loadAssessors(tx: ReadTx, { reference, actor }: ServiceOnPage) {
  if (!allows(SEES_LOOKS, { actor, organisation: tx.organisation }, reference)) return null;
  if (!(await isAssessed(tx, reference))) return null;
  return (
    <section aria-labelledby="assessors">
      <h2 class="nhsuk-heading-m" id="assessors">
        Assessors
      </h2>
      <p>
        <a href={`/services/${reference}/looked-at`}>Who assesses this service, and what they looked at</a>
      </p>
    </section>
  );
}
