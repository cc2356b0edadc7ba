import type { Ground } from '../commands/execute.ts';
import type { ReadTx } from '../database/database.ts';
import { recompute } from '../subjects/recompute.ts';
import type { ChainName } from './chain.ts';
import { isSignedBy, parseVerifierKey, readCheckpoint, type Checkpoint, type VerifierKey } from './checkpoint.ts';
import { checkpointsOf, contentsOf, entriesAfter, headOf, textsOf, type StoredEntry } from './store.ts';
import { ChainVerifier, problemsWithTexts } from './verify.ts';

const CHAINS: readonly ChainName[] = ['changes', 'reads'];
const AT_ONCE = 2_000;

/** What was looked at, and what is wrong. */
export interface Verified {
  readonly organisation: string;
  readonly entries: Readonly<Record<ChainName, number>>;
  readonly checkpoints: number;
  /** Checkpoints kept here that another key signed, as after a restore without the key: they prove nothing here. */
  readonly unknownCheckpoints: number;
  readonly problems: readonly string[];
}

/**
 * Verifies an organisation's ledger where it lives: both chains, the contents and texts that they name, the checkpoints
 * that were given out, and that what is kept of every subject is what its rows make it. Of one moment.
 * @param key the installation's own, with which its checkpoints were signed; null where it has none
 * @param notes checkpoints that somebody else kept, of any organisation
 */
export async function verifyLive(
  ground: Ground,
  organisation: string,
  key: string | null,
  notes: readonly string[] = [],
): Promise<Verified> {
  return ground.database.read(organisation, async (tx) => {
    const problems: string[] = [];
    const verifier = key === null ? null : parseVerifierKey(key);
    const checkpoints: Checkpoint[] = [];
    let unknown = 0;
    for (const note of await checkpointsOf(tx)) {
      const read = signed(note, verifier);
      if (typeof read === 'string') unknown++;
      else checkpoints.push(read);
    }
    // What somebody kept and brings along is to be proved, and not to be passed over.
    for (const note of notes) {
      const read = signed(note, verifier);
      if (typeof read === 'string') problems.push(read);
      else if (read.organisation === organisation) checkpoints.push(read);
    }
    const { entries, problems: found } = await verifyChains(tx, checkpoints);
    problems.push(...found);
    for (const { kind, id, says } of await recompute(tx, ground.kinds))
      problems.push(`The ${kind} ${id} ${says}: its rows were changed past the ledger.`);
    return { organisation, entries, checkpoints: checkpoints.length, unknownCheckpoints: unknown, problems };
  });
}

/** Verifies both chains of the organisation of a transaction, with the contents and texts that they name. */
export async function verifyChains(
  tx: ReadTx,
  checkpoints: readonly Checkpoint[],
): Promise<Pick<Verified, 'entries' | 'problems'>> {
  const entries = { changes: 0, reads: 0 };
  const problems: string[] = [];
  for (const chain of CHAINS) {
    const of = new ChainVerifier(
      tx.organisation,
      chain,
      checkpoints.filter((one) => one.chain === chain),
    );
    await follow(tx, chain, of);
    entries[chain] = of.count;
    problems.push(...of.problems);
  }
  return { entries, problems };
}

/** A note that this key signed; or what is wrong with it. */
export function signed(note: string, key: VerifierKey | null): Checkpoint | string {
  const read = readCheckpoint(note);
  if (!read) return 'A checkpoint cannot be read.';
  const { chain, seq } = read.checkpoint;
  if (!key || !isSignedBy(read, key)) return `The checkpoint of entry ${seq} of the ${chain} is not signed by the key.`;
  return read.checkpoint;
}

async function follow(tx: ReadTx, chain: ChainName, verifier: ChainVerifier): Promise<void> {
  for (;;) {
    const entries = await entriesAfter(tx, chain, verifier.head.seq, AT_ONCE);
    for (const { entry, content } of entries) verifier.take(entry, content);
    if (chain === 'changes' && entries.length > 0) await followTexts(tx, entries, verifier);
    if (entries.length < AT_ONCE) break;
  }
  verifier.finish();
  const head = await headOf(tx, chain);
  if (head && (head.seq !== verifier.head.seq || !head.hash.equals(verifier.head.hash)))
    verifier.say(
      `The ${chain} end with entry ${verifier.head.seq}, and their head names entry ${head.seq}${head.seq === verifier.head.seq ? ' with another hash' : ''}.`,
    );
  if (!head && verifier.count > 0) verifier.say(`The head of the ${chain} is missing.`);
}

async function followTexts(tx: ReadTx, entries: readonly StoredEntry[], verifier: ChainVerifier): Promise<void> {
  const texts = await textsOf(tx, entries[0]!.entry.seq, entries.at(-1)!.entry.seq);
  const bySeq = Map.groupBy(texts, (text) => text.seq);
  const erasures = await contentsOf(
    tx,
    texts.flatMap((text) => (text.erasedSeq === null ? [] : [text.erasedSeq])),
  );
  for (const { entry, content } of entries) {
    if (!content) continue;
    const named = { seq: entry.seq, command: entry.command, content: content.content };
    for (const problem of problemsWithTexts(named, bySeq.get(entry.seq) ?? [], erasures)) verifier.say(problem);
  }
}
