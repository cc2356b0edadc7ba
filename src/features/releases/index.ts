import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { KeptRelease } from './domain.ts';

export * from './domain.ts';

/** The register of releases: what each consists of, what it changes, and what that means for safety. */
export const releases: Feature = {
  name: 'releases',
  verbs: [{ name: 'release', summary: 'record a release', load: () => import('./cli.ts') }],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.ts').then((module) => module.onServices),
};

/** A release as the register has it, or had it at a moment; null where there is none of that version. @param service its id */
export async function releaseRecord(
  tx: ReadTx,
  service: string,
  version: string,
  moment: Moment = { seq: null, now: new Date(0) },
): Promise<KeptRelease | null> {
  const { keptRelease } = await import('./record-store.ts');
  return keptRelease(tx, service, version, moment);
}

/** The releases of a service, the latest first. @param service its id */
export async function releaseRecords(tx: ReadTx, service: string, most: number): Promise<readonly KeptRelease[]> {
  const { latestReleases } = await import('./record-store.ts');
  return latestReleases(tx, service, most, { seq: null, now: new Date(0) });
}
