import { sha256 } from '../../platform/canonical.ts';

/** What people compare of a key, one reading it to the other: the first half of its SHA-256, in hex. */
export function fingerprintOf(key: string): string {
  return sha256(Buffer.from(key, 'utf8')).toString('hex').slice(0, 32);
}
