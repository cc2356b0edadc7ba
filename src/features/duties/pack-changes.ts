import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { findService } from '../services/index.ts';
import { packChanges, type PackChange } from './domain/looking.ts';
import { DISMISSES, serviceField } from './fields.ts';
import { openOf } from './open-store.ts';
import { rulesInForce } from './rules.ts';
import { lookAt, settleCases } from './settling.ts';
import { casesOfOtherPacks } from './store.ts';

/** An incident that was settled by an earlier pack, and what the one in force changes. */
export interface PackLine {
  readonly reference: string;
  readonly pack: string;
  readonly changes: readonly PackChange[];
}

/** What a new pack changes of the cases of a service, of which nobody has taken it up. @param service its id */
export async function packReport(tx: ReadTx, service: string, moment: Moment): Promise<PackLine[]> {
  const { pack } = rulesInForce(moment.now);
  const cases = await casesOfOtherPacks(tx, pack.version, [service]);
  if (cases.length === 0) return [];
  const [looked, open] = await Promise.all([
    lookAt(tx, cases, moment),
    openOf(
      tx,
      cases.map(({ id }) => id),
      moment,
    ),
  ]);
  const before = Map.groupBy(open, (one) => one.case);
  return looked.map((one) => ({
    reference: one.case.reference,
    pack: one.case.pack,
    changes: packChanges(before.get(one.case.id) ?? [], one),
  }));
}

/** A type, so that it is a result. */
type TakenUp = { id: string; service: string; incidents: number };

export const takeUpDutyPack = command({
  feature: 'duties',
  name: 'takeUpDutyPack',
  summary: 'Takes up the pack of duties in force for the incidents of a service that were settled by an earlier one',
  past: ['a new pack of duties was taken up', 'new packs of duties were taken up # times'],
  input: z.strictObject({ service: serviceField }),
  may: DISMISSES,
  subject: (_input, { id }: TakenUp) => ({ kind: 'service', id }),
  run: async (tx, _actor, { service: reference }): Promise<TakenUp> => {
    const service = await findService(tx, reference);
    const { pack } = rulesInForce(tx.at);
    const cases = await casesOfOtherPacks(tx, pack.version, [service.id]);
    await settleCases(tx, cases);
    return { id: service.id, service: service.reference, incidents: cases.length };
  },
});
