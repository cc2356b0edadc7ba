import { argon2 as argon2Callback, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const argon2 = promisify(argon2Callback);

/** What a hash costs: KiB of memory, passes over it, lanes. */
export interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** 35 ms and 19 MiB on our bench machine. @source OWASP Password Storage Cheat Sheet, argon2id */
export const COST: Cost = { memory: 19_456, passes: 2, lanes: 1 };
const BYTES = 32;

/** A password as it is kept. */
export interface KeptPassword extends Cost {
  readonly hash: Buffer;
  readonly salt: Buffer;
}

/** Exactly the characters that were typed: nothing is cut off or changed. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<KeptPassword> {
  const salt = randomBytes(16);
  return { hash: await hashed(password, salt, cost), salt, ...cost };
}

/** Takes as long for an account that there is not: nobody learns from the time whether there is one. */
export async function isPassword(password: string, kept: KeptPassword | null): Promise<boolean> {
  const { hash, salt, ...cost } = kept ?? NOBODYS;
  const same = timingSafeEqual(await hashed(password, salt, cost), hash);
  return same && kept !== null;
}

/** Whether it was made at less than what one costs now. */
export function isCheap(kept: KeptPassword): boolean {
  return kept.memory < COST.memory || kept.passes < COST.passes || kept.lanes < COST.lanes;
}

const NOBODYS: KeptPassword = { hash: randomBytes(BYTES), salt: randomBytes(16), ...COST };

async function hashed(password: string, salt: Buffer, { memory, passes, lanes }: Cost): Promise<Buffer> {
  return argon2('argon2id', { message: password, nonce: salt, memory, passes, parallelism: lanes, tagLength: BYTES });
}
