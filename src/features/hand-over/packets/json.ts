import { digestOf, type Json } from '../../../platform/canonical.ts';

/** Something as the file that it goes out as. */
export function jsonBytes(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

/** SHA-256 in hex over what something says, however it is written down. */
export function digestInHex(value: object): string {
  return digestOf(value as Json).toString('hex');
}
