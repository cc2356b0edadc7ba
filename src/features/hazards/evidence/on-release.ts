import type { ReadTx } from '../../../platform/database/database.ts';
import { hazardNumber, hazardReference } from '../domain.ts';
import { hazardNames } from '../linked-store.ts';
import { controlsTagged } from './mapping-store.ts';

/** Of these references, those that name nothing that is there: neither here nor, of a control, where it is shared. */
export async function unknownReferences(
  tx: ReadTx,
  service: { readonly id: string; readonly reference: string },
  { hazards, controls }: { readonly hazards: readonly string[]; readonly controls: readonly string[] },
): Promise<readonly string[]> {
  const numbers = hazards.flatMap((reference) => hazardNumber(reference) ?? []);
  const [found, tagged] = await Promise.all([
    numbers.length === 0 ? [] : hazardNames(tx, { service: service.id, numbers }),
    controlsTagged(tx, service, controls),
  ]);
  const there = new Set([...found.map(({ reference }) => reference), ...tagged.map(({ tag }) => tag)]);
  return [...numbers.map(hazardReference), ...controls].filter((reference) => !there.has(reference));
}
