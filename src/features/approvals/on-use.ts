import type { ReadTx } from '../../platform/database/database.ts';
import type { Sentence } from '../../words/sentence.ts';
import type { Part } from './domain/difference.ts';
import { intendedUse } from './intended-use.ts';
import { linesOf } from './lines.ts';

/*
 * The intended use of a service, for what rests on it: a hazard is looked for in what a service is for, and whoever signs
 * the one reads the other. (DCB0129 4.2)
 */

/** All that the intended use of a service says, as a part of what rests on it. @param to an entry; null for now */
export async function intendedUseWhole(tx: ReadTx, service: string, to: number | null): Promise<Part[]> {
  return intendedUseSince(tx, service, null, to);
}

/** What changed of it between two entries, likewise. @param from null for all that it says */
export async function intendedUseSince(
  tx: ReadTx,
  service: string,
  from: number | null,
  to: number | null,
): Promise<Part[]> {
  const signed = await intendedUse.find(tx, { service });
  const { material } = await intendedUse.difference(tx, signed, from, to);
  return material.map(({ changes }) => ({
    name: { text: 'The service', href: signed.href },
    title: 'What it rests on: the intended use',
    flag: null,
    around: true,
    changes,
  }));
}

/** Why no approved version of the intended use stands; null where one does. @param service its id */
export async function intendedUseWarning(tx: ReadTx, service: string, now: Date): Promise<Sentence | null> {
  const [line] = await linesOf(tx, intendedUse, [service], now);
  if (!line?.sentence) return null;
  const { clears } = line.sentence;
  return {
    ...line.sentence,
    clears: [
      ...clears,
      ...(clears.length === 0 ? [] : [' ']),
      'If you sign now, this version rests on an intended use of which no approved version stands.',
    ],
  };
}
