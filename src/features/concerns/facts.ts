import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import { heldUntil, rolesHeld } from '../people/index.ts';
import type { ConcernFacts } from './checks.ts';
import { formsOf } from './form-store.ts';

/** What is known of the public forms of services at a moment, by the ids of the services. Two queries. */
export async function factsOfConcerns(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<ConcernFacts>>> {
  const ids = services.map(({ id }) => id);
  const [forms, roles] = await Promise.all([formsOf(tx, ids, moment), rolesHeld(tx, services, moment)]);
  return new Map(
    forms.map(({ service, published, hours, reader, escalation, onCall }) => {
      const held = roles.filter(
        (one) => one.person === onCall && (one.service === null || one.service === service.reference),
      );
      const leading = held.filter(({ role }) => role === 'safeguarding lead');
      const [member] = held;
      return [
        service.id,
        {
          form: {
            service,
            published,
            hours,
            reader,
            escalation,
            onCall: member ? { person: member.person, name: member.name } : null,
            leadUntil: heldUntil(leading),
          },
        },
      ];
    }),
  );
}
