import { strFromU8 } from 'fflate';
import type { Json } from '../../platform/canonical.ts';
import type { Ground } from '../../platform/commands/execute.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { readFile } from '../../platform/files/files.ts';
import type { SigningKey } from '../../platform/ledger/checkpoint.ts';
import { provedBundle } from '../../platform/ledger/kept-bundle.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { signaturesIn } from '../approvals/index.ts';
import { findService, type Service } from '../services/index.ts';
import type { PackDocument } from './domain/document.ts';
import { DOCUMENT_PATH, packNumber, signaturePath, type StoredPack } from './domain/pack.ts';
import { packSchema } from './schema.ts';
import { packsOf } from './store.ts';

/** Which pack is meant. */
export interface PackNamed {
  readonly service: string;
  /** "PACK-3" */
  readonly pack: string;
}

/** A pack that is kept. @throws NotFound */
export async function keptPack(
  tx: ReadTx,
  { service: reference, pack }: PackNamed,
): Promise<{ readonly service: Service; readonly pack: StoredPack }> {
  const service = await findService(tx, reference);
  const number = packNumber(pack);
  const [found] = number === null ? [] : await packsOf(tx, service.id, number);
  if (!found) throw new NotFound(`There is no pack ${pack} of ${service.reference}.`);
  return { service, pack: found };
}

/** The document of a pack, as it was when it was made. */
export async function keptDocument(tx: ReadTx, { record }: StoredPack): Promise<PackDocument> {
  const { bytes } = await readFile(tx, record.files[DOCUMENT_PATH] ?? '');
  return packSchema.parse(JSON.parse(strFromU8(bytes)));
}

/** The bundle of a pack: its files as they were kept, and the proof that they are. @throws NotFound */
export async function keptBundle(
  ground: Ground,
  organisation: string,
  key: SigningKey,
  named: PackNamed,
): Promise<Uint8Array> {
  const { pack, files, signatures } = await ground.database.read(organisation, async (tx) => {
    const found = await keptPack(tx, named);
    const read = new Map<string, Uint8Array>();
    for (const [path, digest] of Object.entries(found.pack.record.files))
      read.set(path, (await readFile(tx, digest)).bytes);
    // What was approved since is not of this pack.
    const moment = await momentOf(tx, found.pack.asAt, found.pack.made.at);
    const signed = await signaturesIn(tx, found.service.id, { ...moment, seq: moment.seq ?? found.pack.seq });
    return { pack: found.pack, files: read, signatures: signed };
  });
  return provedBundle(ground, organisation, key, {
    proved: { seq: pack.seq, record: pack.record as unknown as Json },
    files,
    signatures: new Map(
      signatures
        .map((one) => [signaturePath(one.kind, one.id), one] as const)
        .filter(([path]) => Object.hasOwn(pack.record.signatures, path)),
    ),
    at: pack.made.at,
  });
}
