import { z } from 'zod';
import type { Sealing } from '../sealed/sealing.ts';

/*
 * Where a mail goes to that may stand in the database only sealed, and what we may call ourselves there. It is opened at the moment at
 * which the mail server takes it.
 */

export interface SealedLetter {
  readonly address: string;
  /** What we may call ourselves; null for no name. */
  readonly name: string | null;
}

const letterSchema: z.ZodType<SealedLetter> = z.object({ address: z.string(), name: z.string().nullable() });

/** @param mail its id: it opens for no other */
export function sealLetter(sealing: Sealing, organisation: string, mail: string, letter: SealedLetter): Buffer {
  return sealing.seal(organisation, placeOf(mail), JSON.stringify(letter));
}

/** @throws SealBroken */
export function openLetter(sealing: Sealing, organisation: string, mail: string, sealed: Buffer): SealedLetter {
  return letterSchema.parse(JSON.parse(sealing.open(organisation, placeOf(mail), sealed)));
}

function placeOf(mail: string): string {
  return `mail ${mail}`;
}
