import type { ReadTx } from '../../platform/database/database.ts';
import type { GateContribution } from '../../platform/gate.ts';
import type { Words } from '../../words/sentence.ts';

/** Of which of these services a feature answers what the gate would ask an officer for, by their ids, and from what. */
export async function answeredElsewhere(
  tx: ReadTx,
  contributions: readonly GateContribution[],
  services: readonly { readonly id: string; readonly reference: string }[],
): Promise<ReadonlyMap<string, Words>> {
  if (services.length === 0) return new Map();
  const answers = await Promise.all(contributions.flatMap((one) => (one.answers ? [one.answers(tx, services)] : [])));
  return new Map(answers.flatMap((one) => [...one]));
}
