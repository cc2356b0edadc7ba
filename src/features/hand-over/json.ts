import { digestOf, type Json } from '../../platform/canonical.ts';

/** Something as the file that it goes out as. @param spaces by which it is set in; none for what only programs read */
export function jsonBytes(value: object, spaces = 2): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, spaces)}\n`);
}

/** SHA-256 in hex over what something says, however it is written down. */
export function digestInHex(value: object): string {
  return digestOf(value as Json).toString('hex');
}
