import { rolesIn } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standing } from '../../platform/sessions/sessions.ts';
import { KEEPERS } from './fields.ts';
import { membersWithGrants } from './people-store.ts';

/** Who can look after an assumption of a service, in the order of their names: whoever can say how it stands. */
export async function keepersOf(
  tx: ReadTx,
  service: { readonly reference: string },
  now: Date,
): Promise<{ readonly id: string; readonly name: string }[]> {
  return (await membersWithGrants(tx))
    .filter(({ grants }) =>
      rolesIn({ grants: standing(grants, now) }, service.reference).some((role) => KEEPERS.includes(role)),
    )
    .map(({ id, name }) => ({ id, name }));
}
