import { digestOf, sha256 } from '../canonical.ts';

/*
 * The chain, as arithmetic: what is hashed, and what is wrong with a chain that somebody else kept. Nothing here reads a
 * database, so that a pack can be proved on any machine.
 */

export type ChainName = 'changes' | 'reads';

/** One line of a chain. Its content stands beside it; only the digest is chained. */
export interface Entry {
  readonly organisation: string;
  readonly chain: ChainName;
  /** Counts from 1, without a gap. */
  readonly seq: number;
  /** UTC, to the millisecond. Never before that of the entry before. */
  readonly at: Date;
  /** "person:<id>", "token:<id>", "operator" or "system". No name: names are personal data, and can be erased. */
  readonly actor: string;
  readonly command: string;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  /** SHA-256 of the salt followed by the canonical content. */
  readonly contentDigest: Buffer;
  /** Canonical JSON: what changed because of it, as roots and a count for each kind. */
  readonly reasons: string;
  readonly previousHash: Buffer;
}

export interface HashedEntry extends Entry {
  readonly hash: Buffer;
}

/** What a chain begins with. It names chain and organisation, so that no chain can be passed off as another. */
export function genesis(organisation: string, chain: ChainName): Buffer {
  return digestOf({ primum: 'ledger', version: 1, organisation, chain });
}

/** The hash of an entry: SHA-256 over the canonical form (RFC 8785) of all that it says and the hash before it. */
export function hashOf(entry: Entry): Buffer {
  return digestOf({
    organisation: entry.organisation,
    chain: entry.chain,
    seq: entry.seq,
    at: entry.at.toISOString(),
    actor: entry.actor,
    command: entry.command,
    subject: entry.subject ? { kind: entry.subject.kind, id: entry.subject.id } : null,
    contentDigest: entry.contentDigest.toString('hex'),
    reasons: entry.reasons,
    previousHash: entry.previousHash.toString('hex'),
  });
}

/** The digest of something that is kept elsewhere, salted so that short words cannot be guessed from it. */
export function saltedDigest(salt: Uint8Array, text: string): Buffer {
  return sha256(Buffer.concat([salt, Buffer.from(text, 'utf8')]));
}

/** Where a chain stands. */
export interface Head {
  readonly seq: number;
  readonly at: Date;
  readonly hash: Buffer;
}

/**
 * Goes along a chain, entry by entry.
 * @returns what is wrong with the next entry, in one sentence that names it; null where it follows
 */
export function problemWith(previous: Head, entry: HashedEntry): string | null {
  const named = `Entry ${entry.seq} of the ${entry.chain} (${entry.command})`;
  if (entry.seq < previous.seq + 1) return `${named} stands after entry ${previous.seq}, or twice.`;
  if (entry.seq > previous.seq + 1) {
    const last = entry.seq - 1;
    const first = previous.seq + 1;
    return first === last
      ? `Entry ${first} of the ${entry.chain} is missing.`
      : `Entries ${first} to ${last} of the ${entry.chain} are missing.`;
  }
  if (!entry.previousHash.equals(previous.hash)) return `${named} does not follow from the entry before it.`;
  if (!hashOf(entry).equals(entry.hash)) return `${named} says something else than when it was written.`;
  if (entry.at < previous.at) return `${named} is dated before the entry before it.`;
  return null;
}
