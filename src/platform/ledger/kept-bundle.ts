import type { Json } from '../canonical.ts';
import type { Ground } from '../commands/execute.ts';
import { bundleOf, PROOF_PATH } from './bundle.ts';
import type { SigningKey } from './checkpoint.ts';
import { linesOf, proofOf } from './proof.ts';
import { textsOf } from './store.ts';

/** Something that the ledger has the digest of, and in which entry. */
export interface ToProve {
  readonly seq: number;
  readonly record: Json;
}

/** What leaves the house together, as it is kept. */
export interface KeptTogether {
  /** The record that names every file with its digest. */
  readonly proved: ToProve;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Signatures that go along, by the paths of their proofs. */
  readonly signatures: ReadonlyMap<string, ToProve>;
  readonly at: Date;
  /** No byte of it may differ from how it was written: see `SEAL_PATH`. */
  readonly sealed?: true;
}

/** The bytes of a bundle: files as they were kept, and the proofs that they are. @throws NotFound where there is no such entry */
export async function provedBundle(
  ground: Ground,
  organisation: string,
  key: SigningKey,
  { proved, files, signatures, at, sealed }: KeptTogether,
): Promise<Uint8Array> {
  const proof = ({ seq, record }: ToProve) =>
    proofOf(ground, organisation, key, async (tx) => ({
      seq,
      record,
      said: linesOf(record, await textsOf(tx, seq, seq)),
    }));
  const proofs = new Map([[PROOF_PATH, await proof(proved)]]);
  for (const [path, one] of signatures) proofs.set(path, await proof(one));
  return bundleOf(files, proofs, at, sealed ? key : null);
}
