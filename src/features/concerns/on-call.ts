import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { membersNow, type Member } from '../organisations/index.ts';
import type { OnCall } from './domain.ts';
import { addressOf, reachable } from './form-store.ts';

/** Somebody who may be told at any hour; null where they do not belong to the organisation. @param service its reference */
export async function onCallOf(tx: ReadTx, service: string, person: string): Promise<OnCall | null> {
  const [member] = await membersNow(tx, person);
  if (!member) return null;
  return { ...named(member, service), reachable: (await addressOf(tx, person)) !== null };
}

/** Everybody who may be told at any hour. */
export async function peopleForOnCall(tx: ReadTx, service: string): Promise<OnCall[]> {
  const members = await membersNow(tx);
  const addresses = await reachable(
    tx,
    members.map(({ person }) => person),
  );
  return members.map((member) => ({ ...named(member, service), reachable: addresses.has(member.person) }));
}

function named({ person, name, grants }: Member, service: string): Omit<OnCall, 'reachable'> {
  const lead = grants.some(
    (grant) =>
      grant.role === 'safeguarding lead' && (grant.service === null || grant.service.toUpperCase() === service),
  );
  return { person, name, lead };
}

/** Tells whoever is on call that something waits, in words that say nothing of it. */
export async function tellOnCall(tx: CommandTx, person: string | null): Promise<void> {
  if (person === null) return;
  const address = await addressOf(tx, person);
  await tx.mail({ to: { person, address, policy: 'plain' }, template: 'waiting', path: '/' });
}
