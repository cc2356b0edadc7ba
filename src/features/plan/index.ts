import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Authorised, Matter } from './domain.ts';

export { MATTERS, planPath, type Authorised, type Matter } from './domain.ts';

/** The clinical risk management plan: how this service is kept safe, by whom, and what they may decide. Approved by its officer. */
export const plan: Feature = {
  name: 'plan',
};

/** Who may authorise a matter, by the version of the plan that is approved now; null where none is. @param service its id */
export async function authorisedFor(
  _tx: ReadTx,
  _service: string,
  _matter: Matter,
): Promise<readonly Authorised[] | null> {
  return null;
}
