import sql from 'sql-template-tag';
import type { ReadTx } from '../database/database.ts';

/** A file without what is in it. */
export interface FileKept {
  readonly sha256: Buffer;
  readonly size: number;
  readonly type: string;
}

/** Keeps a file; one that is kept already stays as it is. */
export async function keepFile(
  tx: ReadTx,
  file: FileKept & { readonly bytes: Uint8Array; readonly at: Date },
): Promise<FileKept> {
  const [row] = await tx.rows<FileKept>(sql`
    with kept as (
      insert into file_content (organisation_id, sha256, size, type, stored_at, bytes)
      values (${tx.organisation}, ${file.sha256}, ${file.size}, ${file.type}, ${file.at}, ${Buffer.from(file.bytes)})
      on conflict do nothing returning sha256, size, type
    )
    select sha256, size, type from kept
    union all
    select sha256, size, type from file_content
    where organisation_id = current_organisation() and sha256 = ${file.sha256}
    limit 1`);
  return row ?? file;
}

export async function fileOf(tx: ReadTx, sha256: Buffer): Promise<(FileKept & { readonly bytes: Buffer }) | null> {
  const [row] = await tx.rows<FileKept & { bytes: Buffer }>(sql`
    select sha256, size, type, bytes from file_content
    where organisation_id = current_organisation() and sha256 = ${sha256}`);
  return row ?? null;
}

/** What is known of these files, without what is in them, in the order of their digests. @param digests in hex */
export async function filesKept(tx: ReadTx, digests: readonly string[]): Promise<FileKept[]> {
  return tx.rows<FileKept>(sql`
    select sha256, size, type from file_content
    where organisation_id = current_organisation() and encode(sha256, 'hex') = any(${digests}::text[])
    order by sha256`);
}
