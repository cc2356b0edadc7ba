import { textsDigest } from '../texts/store.ts';
import { genesis, problemWith, saltedDigest, type ChainName, type HashedEntry, type Head } from './chain.ts';
import type { Checkpoint } from './checkpoint.ts';

/*
 * Goes along a chain and says what is wrong with it, entry by entry. Pure: it is fed by a file or by a database.
 */

/** What an entry's digest is of. */
export interface Content {
  readonly salt: Buffer;
  readonly content: string;
}

/** More of the same says nothing more. */
const MOST = 20;

/** Verifies one chain as its entries come by, in order. */
export class ChainVerifier {
  readonly #chain: ChainName;
  readonly #checkpoints: readonly Checkpoint[];
  readonly #problems: string[] = [];
  #head: Head;
  #count = 0;

  /** @param checkpoints what was signed of this chain before */
  constructor(organisation: string, chain: ChainName, checkpoints: readonly Checkpoint[] = []) {
    this.#chain = chain;
    this.#checkpoints = checkpoints;
    this.#head = { seq: 0, at: new Date(0), hash: genesis(organisation, chain) };
  }

  /** How many entries came by. */
  get count(): number {
    return this.#count;
  }

  /** What is wrong, in sentences that name the entry; the first twenty. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  get head(): Head {
    return this.#head;
  }

  /** Takes the next entry with its content; null where the content is not there. */
  take(entry: HashedEntry, content: Content | null): void {
    this.#count++;
    const problem = problemWith(this.#head, entry);
    if (problem) this.say(problem);
    const named = `Entry ${entry.seq} of the ${this.#chain} (${entry.command})`;
    if (!content) this.say(`The content of ${named.charAt(0).toLowerCase()}${named.slice(1)} is missing.`);
    else if (!saltedDigest(content.salt, content.content).equals(entry.contentDigest))
      this.say(`${named} has other content than when it was written.`);
    for (const checkpoint of this.#checkpoints) {
      if (checkpoint.seq === entry.seq && !checkpoint.hash.equals(entry.hash))
        this.say(
          `${named} is not the one that a signed checkpoint names: the chain was rewritten after that checkpoint was made.`,
        );
    }
    // Going on from what stands there, one wrong entry is one problem and not all that follow it.
    this.#head = { seq: entry.seq, at: entry.at, hash: entry.hash };
  }

  /** Says what is missing at the end, once all entries have come by. */
  finish(): void {
    for (const checkpoint of this.#checkpoints) {
      if (checkpoint.seq > this.#head.seq)
        this.say(
          `A signed checkpoint names entry ${checkpoint.seq} of the ${this.#chain}, and the chain ends with entry ${this.#head.seq}: the end was cut off.`,
        );
    }
  }

  say(problem: string): void {
    if (this.#problems.length < MOST) this.#problems.push(problem);
    else if (this.#problems.length === MOST) this.#problems.push('And more of the kind.');
  }
}

/** A text as it is kept. Without a body it was erased. */
export interface KeptText {
  readonly id: string;
  readonly seq: number;
  readonly digest: Buffer;
  readonly salt: Buffer | null;
  readonly body: string | null;
  readonly erasedSeq: number | null;
}

/** The texts that an entry says were erased by it: its command answered with their ids, as `erasedTexts`. */
function erasedBy(content: string | undefined): readonly unknown[] {
  if (content === undefined) return [];
  const { result } = JSON.parse(content) as { result?: { erasedTexts?: unknown } };
  return Array.isArray(result?.erasedTexts) ? result.erasedTexts : [];
}

/**
 * Compares the texts that one entry brought with what the entry says of them.
 * @param erasures contents of the entries by which texts of these were erased, by number
 */
export function problemsWithTexts(
  entry: { readonly seq: number; readonly command: string; readonly content: string },
  texts: readonly KeptText[],
  erasures: ReadonlyMap<number, string>,
): string[] {
  const said = (JSON.parse(entry.content) as { texts?: { count: number; digest: string | null } }).texts;
  const named = `entry ${entry.seq} of the changes (${entry.command})`;
  const problems: string[] = [];
  if ((said?.digest ?? null) !== textsDigest(texts))
    problems.push(
      said?.count === texts.length
        ? `A text of ${named} was exchanged.`
        : `The ${said?.count ?? 0} texts of ${named} are now ${texts.length}.`,
    );
  for (const text of texts) {
    if (text.body === null || text.salt === null) {
      const seq = text.erasedSeq ?? 0;
      if (seq <= entry.seq || !erasedBy(erasures.get(seq)).includes(text.id))
        problems.push(`A text of ${named} is gone, and no entry says that it was erased.`);
    } else if (!saltedDigest(text.salt, text.body).equals(text.digest))
      problems.push(`A text of ${named} was altered.`);
  }
  return problems;
}
