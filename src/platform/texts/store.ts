import sql from 'sql-template-tag';
import { sha256, type Json } from '../canonical.ts';
import type { ReadTx } from '../database/database.ts';
import { newId, randomBytes16 } from '../ids.ts';
import { saltedDigest } from '../ledger/chain.ts';

interface Waiting {
  readonly id: string;
  readonly salt: Buffer;
  readonly digest: Buffer;
  readonly body: string;
}

/**
 * The texts that one command writes. Free text has one home, `text_value`: whatever else speaks of a text points there, so
 * that a lawful erasure removes it everywhere and the proof nowhere.
 */
export class Texts {
  #waiting: Waiting[] = [];
  readonly #known = new Map<string, string>();
  readonly #digests: { readonly id: string; readonly digest: Buffer }[] = [];

  /** Gives a text its home. @returns its id; null for no text. A text that is put twice has one home. */
  put(body: string | null): string | null {
    if (body === null || body === '') return null;
    const known = this.#known.get(body);
    if (known !== undefined) return known;
    const id = newId();
    const salt = randomBytes16();
    const digest = saltedDigest(salt, body);
    this.#waiting.push({ id, salt, digest, body });
    this.#digests.push({ id, digest });
    this.#known.set(body, id);
    return id;
  }

  /** Writes what waits. */
  flush(tx: ReadTx, seq: number): void {
    const fresh = this.#waiting;
    if (fresh.length === 0) return;
    this.#waiting = [];
    tx.send(sql`
      insert into text_value (organisation_id, id, seq, digest, salt, body)
      select ${tx.organisation}::uuid, t.id, ${seq}, t.digest, t.salt, t.body
      from unnest(${fresh.map((one) => one.id)}::uuid[], ${fresh.map((one) => one.digest)}::bytea[],
        ${fresh.map((one) => one.salt)}::bytea[], ${fresh.map((one) => one.body)}::text[]) as t (id, digest, salt, body)`);
  }

  /** What the ledger says of all of them: their number, and one digest over theirs in the order of their ids. */
  summary(): { readonly count: number; readonly digest: string | null } {
    return { count: this.#digests.length, digest: textsDigest(this.#digests) };
  }

  /** The same value with the id of its home in place of each text that was put. */
  pointing(value: Json): Json {
    if (typeof value === 'string') {
      const id = this.#known.get(value);
      return id === undefined ? value : { text: id };
    }
    if (Array.isArray(value)) return value.map((item: Json) => this.pointing(item));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, item]) => item !== undefined)
          .map(([key, item]) => [key, this.pointing(item as Json)]),
      );
    }
    return value;
  }
}

/** One digest over those of many texts, in the order of their ids. Hex; null for none. */
export function textsDigest(texts: readonly { readonly id: string; readonly digest: Buffer }[]): string | null {
  if (texts.length === 0) return null;
  const ordered = texts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return sha256(Buffer.concat(ordered.map((one) => one.digest))).toString('hex');
}
