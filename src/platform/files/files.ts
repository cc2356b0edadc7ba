import { sha256 } from '../canonical.ts';
import type { CommandTx } from '../commands/command.ts';
import { InputProblem, NotFound } from '../commands/problems.ts';
import type { ReadTx } from '../database/database.ts';
import { kindOf } from './kinds.ts';
import { fileOf, keepFile } from './store.ts';

/** Bytes that one file may have. */
export const FILE_LIMIT = 20 * 1024 * 1024;

/** A file that is kept. */
export interface StoredFile {
  /** Of what is in it, in hex: the file's name here, and in its address. */
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
}

/**
 * Keeps a file for the organisation. The same file twice is kept once, in the kind that it was given first.
 * @param declaredName what somebody calls it: looked at, and not kept
 * @throws InputProblem where it is empty or too large
 */
export async function putFile(
  tx: Pick<CommandTx, 'organisation' | 'rows' | 'send' | 'at'>,
  bytes: Uint8Array,
  declaredName: string,
): Promise<StoredFile> {
  if (bytes.length === 0)
    throw new InputProblem([{ field: 'file', message: 'The file is empty. Choose another one.' }]);
  if (bytes.length > FILE_LIMIT)
    throw new InputProblem([{ field: 'file', message: 'The file is larger than 20 MB. Choose a smaller one.' }]);
  const type = await kindOf(bytes, declaredName);
  const kept = await keepFile(tx, { sha256: sha256(bytes), size: bytes.length, type, bytes, at: tx.at });
  return { sha256: kept.sha256.toString('hex'), size: kept.size, type: kept.type };
}

/** @throws NotFound where the organisation has no such file */
export async function readFile(tx: ReadTx, digest: string): Promise<StoredFile & { readonly bytes: Buffer }> {
  const found = /^[\da-f]{64}$/u.test(digest) ? await fileOf(tx, Buffer.from(digest, 'hex')) : null;
  if (!found) throw new NotFound('There is no such file.');
  return { sha256: digest, size: found.size, type: found.type, bytes: found.bytes };
}
