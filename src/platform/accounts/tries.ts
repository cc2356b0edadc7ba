import { sha256 } from '../canonical.ts';
import { sayTime } from '../london-time.ts';
import type { SessionGround } from '../sessions/sessions.ts';
import { asEmail, LIMITS, networkOf, waitUntil, type Limit } from './domain.ts';
import { countTry, forgetTries, takeBackTry } from './store.ts';

/** Something that is counted, and how often it may be tried. */
interface Counted {
  readonly about: Buffer;
  readonly limit: Limit;
}

/** Somebody who types a password or a code for an account that has this address, from this place. */
export interface TryAt {
  readonly email: string;
  readonly ip: string;
}

function counted({ email, ip }: TryAt) {
  return {
    account: { about: sha256(`account\n${email}`), limit: LIMITS.account },
    here: { about: sha256(`here\n${email}\n${ip}`), limit: LIMITS.here },
    address: { about: sha256(`address\n${ip}`), limit: LIMITS.address },
  };
}

/** Who signs in; or what they are told, which is the same whether there is such an account or not. */
export type Found = { readonly person: string } | { readonly problem: string };

/**
 * Looks who somebody is who types an address and a secret. It is counted before anything is looked at: of many tries at once,
 * none is looked at beyond the limit.
 * @param find whose they are; null where they do not belong together
 * @param wrong what is said then
 */
export async function findPerson(
  ground: SessionGround,
  typed: TryAt,
  find: (email: string) => Promise<string | null>,
  wrong: string,
): Promise<Found> {
  const at = { ip: networkOf(typed.ip), email: asEmail(typed.email) ?? '' };
  const { account, here, address } = counted(at);
  // The account's own count comes last: who is over a limit of their place does not add to it, and locks nobody out.
  const until = await tryThese(ground, [address, here, account]);
  if (until) return { problem: waitWords(until) };
  const person = await find(at.email);
  if (person === null) return { problem: wrong };
  await wentWell(ground, at);
  return { person };
}

/** It was the right one. */
async function wentWell(ground: SessionGround, at: TryAt): Promise<void> {
  const { account, here, address } = counted(at);
  await ground.database.platform(async (tx) => {
    await forgetTries(tx, [account.about, here.about]);
    await takeBackTry(tx, address.about);
  });
}

/** Counts a try of somebody who is signed in to confirm who they are. @returns until when to wait */
export async function tryToConfirm(ground: SessionGround, person: string): Promise<Date | null> {
  return tryThese(ground, [{ about: confirming(person), limit: LIMITS.confirming }]);
}

export async function confirmedWell(ground: SessionGround, person: string): Promise<void> {
  await ground.database.platform((tx) => forgetTries(tx, [confirming(person)]));
}

function confirming(person: string): Buffer {
  return sha256(`confirming\n${person}`);
}

async function tryThese({ database, now }: SessionGround, all: readonly Counted[]): Promise<Date | null> {
  const at = now();
  return database.platform(async (tx) => {
    // In one order, so that no two wait for each other.
    for (const { about, limit } of all) {
      const until = waitUntil(await countTry(tx, about, at, new Date(at.getTime() - limit.within)), limit);
      if (until) return until;
    }
    return null;
  });
}

/** What somebody is told who has to wait. */
export function waitWords(until: Date): string {
  const minute = 60_000;
  return `There were too many tries. Wait until ${sayTime(new Date(Math.ceil(until.getTime() / minute) * minute))}, and try again.`;
}
