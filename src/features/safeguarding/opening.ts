import type { Actor } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Sealing } from '../../platform/sealed/sealing.ts';
import { isId } from '../../platform/ids.ts';
import { keeps, leads, opensAs, type Asking, type Compartment, type Keeping, type OpenedAs } from './domain.ts';
import { compartmentNow, keepingNow } from './keeping.ts';
import { ownIn, type OwnDuty } from './owing.ts';

/** Somebody in front of what is sealed. Nobody but a person ever is. @throws NotFound */
export function askingOf(actor: Actor): Asking {
  if (actor.kind !== 'person') throw nothingHere();
  return { person: actor.id, grants: actor.grants };
}

/** The same for a wrong address, for whoever may not, and for whoever is implicated. */
export function nothingHere(): NotFound {
  return new NotFound('There is no such page.');
}

/** Who looks after compartments, for somebody who does. @throws NotFound for everybody else */
export async function keepingFor(tx: ReadTx, sealing: Sealing, actor: Actor, now: Date): Promise<Keeping> {
  const asking = askingOf(actor);
  const keeping = await keepingNow(tx, sealing);
  if (!keeps(asking, keeping, now)) throw nothingHere();
  return keeping;
}

/** The same for leads alone. @throws NotFound */
export function mustLead(actor: Actor, service: string | null): void {
  if (!leads(askingOf(actor), service)) throw nothingHere();
}

/** A compartment, and as what it opens. @throws NotFound where it does not, or there is none */
export async function openedCompartment(
  tx: ReadTx,
  sealing: Sealing,
  actor: Actor,
  id: string,
  now: Date,
): Promise<{ readonly compartment: Compartment; readonly as: OpenedAs }> {
  const keeping = await keepingFor(tx, sealing, actor, now);
  const compartment = isId(id) ? await compartmentNow(tx, sealing, id) : null;
  const as = compartment && opensAs(askingOf(actor), compartment, keeping, now);
  if (!compartment || !as) throw nothingHere();
  return { compartment, as };
}

/** A duty that is the asker's own in a compartment, whether or not that opens to them; null for none. */
export async function ownedCompartment(
  tx: ReadTx,
  sealing: Sealing,
  actor: Actor,
  id: string,
  duty: string,
  now: Date,
): Promise<OwnDuty | null> {
  const { person } = askingOf(actor);
  const compartment = isId(id) ? await compartmentNow(tx, sealing, id) : null;
  if (!compartment) return null;
  return (await ownIn(tx, compartment, person, now)).find(({ obligation }) => obligation.id === duty) ?? null;
}
