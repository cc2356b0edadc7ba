import type { CommandTx } from '../../platform/commands/command.ts';
import { membersNow } from '../organisations/index.ts';
import { opensAs, type Compartment } from './domain.ts';
import { compartmentNow, compartmentOn, keepingNow, newCompartment, putEntry } from './keeping.ts';
import type { Flagging } from './index.ts';
import { addressesOf, toldOften } from './store.ts';

/** Opens a compartment, or adds to the one that was opened on the same thing, and tells those who may open it that something waits. */
export async function flag(tx: CommandTx, flagging: Flagging): Promise<void> {
  const { on, service, words, surfaced, danger } = flagging;
  const there = on ? await compartmentOn(tx, tx.sealing, on) : null;
  const id = there?.id ?? newCompartment(tx, on);
  await putEntry(tx, id, {
    kind: 'flag',
    at: tx.at.toISOString(),
    by: tx.actor.kind === 'person' ? tx.actor.id : null,
    service: { id: service.id, reference: service.reference },
    on: on && { kind: on.kind, id: on.id, reference: on.reference },
    words,
    surfaced,
    danger,
    about: flagging.about ?? '',
    mayAsk: flagging.mayAsk ?? 'unknown',
    excluded: flagging.excluded ?? [],
    ...(flagging.addition !== undefined && { addition: flagging.addition }),
  });
  const compartment = await compartmentNow(tx, tx.sealing, id);
  await alert(tx, compartment!);
}

/**
 * Tells those to whom it opens that a message waits: no more, since anybody may see their mail. Who acts needs no mail.
 * @param leadsOnly where a lead has to know of it, and nobody else
 */
export async function alert(
  tx: CommandTx,
  of: Pick<Compartment, 'id' | 'implicated' | 'service'>,
  leadsOnly = false,
): Promise<void> {
  const keeping = await keepingNow(tx, tx.sealing);
  const members = await membersNow(tx);
  const acting = tx.actor.kind === 'person' ? tx.actor.id : null;
  const told = members.filter(({ person, grants }) => {
    const held = grants.filter(({ until }) => until === null || new Date(until) > tx.at);
    const as = opensAs({ person, grants: held }, of, keeping, tx.at);
    return person !== acting && (as === 'lead' || (as === 'deputy' && !leadsOnly));
  });
  await tellOf(
    tx,
    told.map(({ person }) => person),
  );
}

/**
 * How often anybody is told in an hour: after that a hostile sender writes to the form and not to those who read. They have been told
 * twenty times then that something waits, and it stands in their list.
 */
export const MOST_TOLD = 20;
const HOUR = 60 * 60 * 1000;

/** Tells people that a message waits, and no more. Whoever gave no address finds it when they come. */
export async function tellOf(tx: CommandTx, people: readonly string[]): Promise<void> {
  const often = await toldOften(tx, people, new Date(tx.at.getTime() - HOUR), MOST_TOLD);
  for (const { person, address } of await addressesOf(
    tx,
    people.filter((one) => !often.includes(one)),
  ))
    await tx.mail({ to: { person, address, policy: 'discreet' }, template: 'waiting', path: '/' });
}
