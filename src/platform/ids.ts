import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/*
 * Ids and salts for many rows at once. To ask for randomness costs far more than what is asked for: a large import needs
 * a hundred and fifty thousand times 16 bytes.
 */

const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/u;

/** Whether a text is an id as we write them: what an address or a form says is looked up only where it is one. */
export function isId(text: string): boolean {
  return ID.test(text);
}

const BYTES = 16;
const AT_ONCE = 512;

let pool = Buffer.alloc(0);
let left = 0;

/** 16 random bytes, never given twice. */
export function randomBytes16(): Buffer {
  if (left === 0) {
    pool = randomFillSync(Buffer.allocUnsafeSlow(BYTES * AT_ONCE));
    left = AT_ONCE;
  }
  left--;
  return pool.subarray(left * BYTES, (left + 1) * BYTES);
}

let last = 0;
let count = 0;

/** A new id (UUID version 7), in the order of time also within a millisecond. */
export function newId(): string {
  const random = randomBytes16();
  const now = Date.now();
  if (now > last) {
    last = now;
    // Half of what there is room for: a millisecond never runs out of it.
    count = random.readUInt32BE(6) >>> 1;
  } else count++;
  return v7({ random, msecs: last, seq: count });
}
