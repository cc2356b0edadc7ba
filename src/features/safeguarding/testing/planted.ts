import { execute, type Ground } from '../../../platform/commands/execute.ts';
import { anyCommand, command } from '../../../platform/commands/command.ts';
import { z } from 'zod';
import { incidentsOf } from '../../incidents/index.ts';
import { findService } from '../../services/index.ts';
import { NOTHING_RECORDED, type SafeguardingRecord } from '../domain.ts';
import { flag } from '../flagging.ts';
import { compartmentOn, putEntry } from '../keeping.ts';

/** Stands in every text of what is planted. */
export const CANARY = 'quillcanary';

const plant = anyCommand(
  command({
    feature: 'test',
    name: 'plantCompartment',
    summary: 'Plants a compartment with a canary in every text of it',
    input: z.strictObject({ service: z.string(), implicated: z.string() }),
    may: { roles: [], where: 'service', operator: true },
    sealed: true,
    subject: () => null,
    run: async (tx, _actor, { service: reference, implicated }) => {
      const service = await findService(tx, reference);
      // One on which nothing was flagged yet.
      const incident = (await incidentsOf(tx, [service.id], { seq: null, now: tx.at })).at(-1)!;
      const on = { kind: 'incident', id: incident.id, reference: incident.reference } as const;
      const excluded = [implicated];
      await flag(tx, { service, on, words: CANARY, about: CANARY, surfaced: 'staff', danger: 'yes', excluded });
      const { id } = (await compartmentOn(tx, tx.sealing, on))!;
      const written = { at: tx.at.toISOString(), by: implicated };
      const record = Object.fromEntries(
        Object.entries(NOTHING_RECORDED).map(([field, value]) => [field, value === '' ? CANARY : value]),
      ) as unknown as SafeguardingRecord;
      await putEntry(tx, id, { kind: 'record', ...written, record: { ...record, feedbackDue: '2026-03-19' } });
      await putEntry(tx, id, { kind: 'action', ...written, words: CANARY });
      const sent = { number: 1, worksheet: 'adult', to: CANARY, how: CANARY, reference: CANARY } as const;
      await putEntry(tx, id, { kind: 'referral', ...written, sentAt: written.at, ...sent });
      await putEntry(tx, id, { kind: 'referral-step', ...written, referral: 1, step: 'chased', words: CANARY });
      const duty = { duty: 'SG-ADULT-S42', judged: 'done', reference: CANARY, why: CANARY } as const;
      await putEntry(tx, id, { kind: 'duty', ...written, ...duty });
      return {};
    },
  }),
);

/** Plants a compartment on an incident of a service. @param implicated a member who is named in it */
export async function plantCompartment(
  ground: Ground,
  organisation: string,
  service: string,
  implicated: string,
): Promise<{ readonly compartment: string; readonly incident: string; readonly canary: string }> {
  await execute(ground, plant, { service, implicated }, { actor: { kind: 'operator' }, organisation });
  return ground.database.read(organisation, async (tx) => {
    const { id } = await findService(tx, service);
    const incident = (await incidentsOf(tx, [id], { seq: null, now: ground.now() })).at(-1)!;
    const compartment = await compartmentOn(tx, ground.sealing, { kind: 'incident', id: incident.id });
    return { compartment: compartment!.id, incident: incident.reference, canary: CANARY };
  });
}
