import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import type { Ground } from '../commands/execute.ts';
import type { ChainName, HashedEntry } from './chain.ts';
import { parseVerifierKey, signCheckpoint, verifierKeyOf, type Checkpoint, type SigningKey } from './checkpoint.ts';
import { signed, type Verified } from './live.ts';
import { entriesAfter, headOf, keepCheckpoint, type StoredEntry } from './store.ts';
import { ChainVerifier } from './verify.ts';

/*
 * A ledger as a file that can be proved anywhere: JSON Lines. The first line says what it is; then the entries of both
 * chains with their contents; at the end of each chain a signed checkpoint. Free text is not in it: contents name texts
 * by id and digest.
 */

export const LEDGER_FORMAT = 'primum-ledger';
const CHAINS: readonly ChainName[] = ['changes', 'reads'];
const AT_ONCE = 2_000;

/** What is wrong with a file, so that it cannot even be read as a ledger. */
export class UnreadableLedger extends Error {
  override readonly name = 'UnreadableLedger';
}

/** Writes an organisation's ledger, signs where each chain stands, and keeps that checkpoint. @returns how many entries */
export async function writeLedger(
  ground: Ground,
  organisation: string,
  key: SigningKey,
  out: Writable,
): Promise<number> {
  const line = async (value: object) => {
    if (!out.write(`${JSON.stringify(value)}\n`)) await once(out, 'drain');
  };
  let count = 0;
  const given: { checkpoint: Checkpoint; note: string }[] = [];
  await ground.database.read(organisation, async (tx) => {
    await line({
      format: LEDGER_FORMAT,
      version: 1,
      organisation,
      made: ground.now().toISOString(),
      key: verifierKeyOf(key),
    });
    for (const chain of CHAINS) {
      const head = await headOf(tx, chain);
      if (!head) continue;
      let seq = 0;
      while (seq < head.seq) {
        const entries = await entriesAfter(tx, chain, seq, AT_ONCE);
        for (const one of entries) await line(asLine(one));
        count += entries.length;
        seq = entries.at(-1)?.entry.seq ?? head.seq;
      }
      const checkpoint = { organisation, chain, seq: head.seq, hash: head.hash };
      const note = signCheckpoint(checkpoint, key);
      given.push({ checkpoint, note });
      await line({ checkpoint: note });
    }
  });
  // What left the house is remembered in it: a later rewrite has to answer to it.
  await ground.database.write(organisation, async (tx) => {
    for (const { checkpoint, note } of given) keepCheckpoint(tx, checkpoint, ground.now(), note);
  });
  return count;
}

/** An entry with its content, as a line of a file. */
export function asLine({ entry, content }: StoredEntry): object {
  const { chain, seq, at, actor, command, subject, reasons } = entry;
  return {
    entry: {
      chain,
      seq,
      at: at.toISOString(),
      actor,
      command,
      subject,
      contentDigest: entry.contentDigest.toString('hex'),
      reasons,
      previousHash: entry.previousHash.toString('hex'),
      hash: entry.hash.toString('hex'),
    },
    content: content && { salt: content.salt.toString('hex'), content: content.content },
  };
}

/** What a file proves, and of which key that depends. */
export interface VerifiedFile extends Verified {
  /** As the file gives it, or as it was asked for. */
  readonly key: string;
}

/**
 * Verifies a file of `writeLedger`, without any database.
 * @param options.key the verifier key that it must be signed with; without it, the one in the file is believed and named
 * @param options.notes checkpoints that somebody kept
 * @throws UnreadableLedger where it is no such file
 */
export async function verifyFile(
  path: string,
  options: { readonly key?: string | undefined; readonly notes?: readonly string[] } = {},
): Promise<VerifiedFile> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  let header: { organisation: string; key: string } | null = null;
  let reading: Reading | null = null;
  let number = 0;
  try {
    for await (const text of lines) {
      number++;
      if (text.trim() === '') continue;
      const value = parse(text, number);
      if (!header || !reading) {
        header = headerOf(value);
        reading = new Reading(header.organisation, options.key ?? header.key, options.notes ?? []);
      } else reading.take(value, number);
    }
  } catch (error) {
    if (error instanceof UnreadableLedger) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new UnreadableLedger(code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`);
  }
  if (!header || !reading) throw new UnreadableLedger('The file is empty.');
  return { ...reading.finish(), key: options.key ?? header.key };
}

/** A line of a file. @throws UnreadableLedger */
export function parse(text: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new UnreadableLedger(`Line ${number} cannot be read. The file is cut off, or is not one that Primum wrote.`);
}

function headerOf(value: Record<string, unknown>): { organisation: string; key: string } {
  const { format, version, organisation, key } = value;
  if (format !== LEDGER_FORMAT) throw new UnreadableLedger('This is not a ledger that Primum wrote.');
  if (version !== 1)
    throw new UnreadableLedger('This ledger was written by a newer Primum. Verify it with that version.');
  if (typeof organisation !== 'string' || typeof key !== 'string')
    throw new UnreadableLedger('The first line does not say whose ledger it is.');
  return { organisation, key };
}

/** A file as it is read, line by line. */
class Reading {
  readonly #organisation: string;
  readonly #key: ReturnType<typeof parseVerifierKey>;
  readonly #chains: Record<ChainName, ChainVerifier>;
  readonly #problems: string[] = [];
  readonly #ends: Checkpoint[] = [];

  constructor(organisation: string, key: string, notes: readonly string[]) {
    this.#organisation = organisation;
    this.#key = parseVerifierKey(key);
    if (!this.#key) this.#problems.push('The key is not one that checkpoints are checked with.');
    const known = notes.flatMap((note) => {
      const read = signed(note, this.#key);
      if (typeof read !== 'string') return read.organisation === organisation ? [read] : [];
      this.#problems.push(read);
      return [];
    });
    const of = (chain: ChainName) =>
      new ChainVerifier(
        organisation,
        chain,
        known.filter((one) => one.chain === chain),
      );
    this.#chains = { changes: of('changes'), reads: of('reads') };
  }

  take(value: Record<string, unknown>, number: number): void {
    if (typeof value['checkpoint'] === 'string') {
      const read = signed(value['checkpoint'], this.#key);
      if (typeof read === 'string') this.#problems.push(read);
      else this.#ends.push(read);
      return;
    }
    const { entry, content } = entryOf(value, this.#organisation, number);
    this.#chains[entry.chain].take(entry, content);
  }

  finish(): Verified {
    for (const chain of CHAINS) {
      const of = this.#chains[chain];
      of.finish();
      const end = this.#ends.find((one) => one.chain === chain && one.organisation === this.#organisation);
      if (!end && (of.count > 0 || chain === 'changes'))
        of.say(`The ${chain} have no signed checkpoint at their end: what came last may be missing.`);
      else if (end && end.seq !== of.head.seq)
        of.say(`The ${chain} end with entry ${of.head.seq}, and their signed checkpoint names entry ${end.seq}.`);
      else if (end && !end.hash.equals(of.head.hash))
        of.say(`Entry ${of.head.seq} of the ${chain} is not the one that its signed checkpoint names.`);
      this.#problems.push(...of.problems);
    }
    return {
      organisation: this.#organisation,
      entries: { changes: this.#chains.changes.count, reads: this.#chains.reads.count },
      checkpoints: this.#ends.length,
      unknownCheckpoints: 0,
      problems: this.#problems,
    };
  }
}

/** The entry that a line holds. @throws UnreadableLedger */
export function entryOf(value: Record<string, unknown>, organisation: string, number: number): StoredEntry {
  const entry = value['entry'] as Record<string, unknown> | undefined;
  const content = value['content'] as Record<string, unknown> | null | undefined;
  const text = (key: string) => {
    const found = entry?.[key];
    if (typeof found !== 'string') throw new UnreadableLedger(`Line ${number} is no entry of a ledger.`);
    return found;
  };
  const chain = text('chain');
  const at = new Date(text('at'));
  const seq = entry?.['seq'];
  const subject = entry?.['subject'] as HashedEntry['subject'];
  if ((chain !== 'changes' && chain !== 'reads') || Number.isNaN(at.getTime()) || !Number.isSafeInteger(seq))
    throw new UnreadableLedger(`Line ${number} is no entry of a ledger.`);
  return {
    entry: {
      organisation,
      chain,
      seq: seq as number,
      at,
      actor: text('actor'),
      command: text('command'),
      subject: subject ? { kind: subject.kind, id: subject.id } : null,
      contentDigest: Buffer.from(text('contentDigest'), 'hex'),
      reasons: text('reasons'),
      previousHash: Buffer.from(text('previousHash'), 'hex'),
      hash: Buffer.from(text('hash'), 'hex'),
    },
    content:
      content && typeof content['salt'] === 'string' && typeof content['content'] === 'string'
        ? { salt: Buffer.from(content['salt'], 'hex'), content: content['content'] }
        : null,
  };
}
