import type { ReadTx } from '../../platform/database/database.ts';
import { sayDate } from '../../platform/london-time.ts';
import type { Sentence } from '../../words/sentence.ts';
import { refusedSentence } from './domain/standing.ts';
import { whoSigns } from './domain/signing.ts';
import { signedBy } from './lines.ts';
import { openRefusals, type RefusalsOf } from './refusals-store.ts';
import type { Named, Signable } from './signable.ts';

/** A refusal that nothing was signed after, in words. */
export interface RefusalLine {
  readonly id: string;
  readonly subject: string;
  readonly at: Date;
  readonly named: Named;
  readonly sentence: Sentence;
}

/** What somebody did not approve, until it is signed: whoever keeps the words has to know what has to change. Two queries. */
export async function refusalsOf(tx: ReadTx, signable: Signable, of: RefusalsOf, most: number): Promise<RefusalLine[]> {
  const open = await openRefusals(tx, signable.kind, of, most);
  if (open.length === 0) return [];
  const names = await signable.names(
    tx,
    open.map(({ subject }) => subject),
  );
  return open.flatMap((one): RefusalLine[] => {
    const named = names.get(one.subject);
    if (!named) return [];
    const sentence = refusedSentence({
      what: named.title,
      href: `${named.path}/versions#refusals`,
      number: one.record.number,
      by: signedBy(one),
      on: sayDate(one.at),
      reason: one.reason ?? '',
      changed: one.changed,
      whoSigns: whoSigns(signable.rule),
    });
    return [{ id: one.id, subject: one.subject, at: one.at, named, sentence }];
  });
}
