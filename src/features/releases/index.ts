import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { ReleaseRecord } from './domain.ts';

export * from './domain.ts';

/** The register of releases: what each consists of, what it changes, and what that means for safety. */
export const releases: Feature = {
  name: 'releases',
};

/** A release as the register has it; null where there is none of that version. @param service its id */
export async function releaseRecord(_tx: ReadTx, _service: string, _version: string): Promise<ReleaseRecord | null> {
  return null;
}

/** The releases of a service, the latest first. @param service its id */
export async function releaseRecords(_tx: ReadTx, _service: string, _most: number): Promise<readonly ReleaseRecord[]> {
  return [];
}
