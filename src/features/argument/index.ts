import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Kinds } from '../../platform/subjects/kinds.ts';
import type { ArgumentRecord } from './record.ts';

export type { ArgumentRecord } from './record.ts';

/** The argument: why the service is thought to be safe, as claims that rest on live evidence (GSN). */
export const argument: Feature = {
  name: 'argument',
  verbs: [
    { name: 'argument', summary: 'check, import or export a safety argument (GSN)', load: () => import('./cli.ts') },
  ],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
};

/**
 * The argument of a service at a moment, evaluated, as plain data: for whatever draws it in.
 * @param kinds those of the product; or the transaction of a command, which has them
 * @throws NotFound
 */
export async function argumentOf(
  tx: ReadTx,
  kinds: Pick<Kinds, 'assessed'>,
  service: string,
  moment: Moment,
): Promise<ArgumentRecord> {
  const [{ findService }, { caseAt }, { argumentRecord }] = await Promise.all([
    import('../services/index.ts'),
    import('./reading.ts'),
    import('./record.ts'),
  ]);
  return argumentRecord(await caseAt(tx, kinds.assessed, await findService(tx, service, moment), moment));
}
