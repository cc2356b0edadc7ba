import { newSecret } from './sessions/sessions.ts';

/** Characters of a code, of letters and digits alone: 95 bits, so that nobody comes upon what is behind it by trying. */
const CODE_LENGTH = 16;

/** A code for an address that anybody may have: without the signs that are lost where an address stands at the end of a line. */
export function newAddressCode(): string {
  const code = newSecret()
    .replaceAll(/[^A-Za-z\d]/gu, '')
    .slice(0, CODE_LENGTH);
  return code.length === CODE_LENGTH ? code : newAddressCode();
}
