import type { Ground } from '../../../platform/commands/execute.ts';
import { NotFound } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { readFile } from '../../../platform/files/files.ts';
import { provedBundle } from '../../../platform/ledger/kept-bundle.ts';
import type { SigningKey } from '../../../platform/ledger/checkpoint.ts';
import { readHazardLog, type LogDocument } from '../../hazards/index.ts';
import type { Packet, PacketItem } from '../domain/packet.ts';
import { packetSchema } from '../schema.ts';
import { findDeployment } from './fields.ts';
import { sentAnswers } from './store.ts';
import type { StoredReceived } from '../domain/received.ts';

/** What a packet says that was taken in. */
export async function keptDescription(tx: ReadTx, { description }: StoredReceived): Promise<Packet> {
  const { bytes } = await readFile(tx, description);
  return packetSchema.parse(JSON.parse(bytes.toString('utf8')));
}

/** The supplier's log, as it came with a packet. */
export async function keptLog(tx: ReadTx, { hazardLog }: StoredReceived): Promise<LogDocument> {
  return readHazardLog((await readFile(tx, hazardLog)).bytes.toString('utf8'));
}

/** Controls that wait to be accepted before they are in the log, by their numbers in the supplier's. */
export function leftOut(items: readonly PacketItem[]): ReadonlySet<string> {
  return new Set(items.flatMap(({ sort, reference }) => (sort === 'deployer control' ? [reference] : [])));
}

/** The one file that an answer goes back as, as it was written: sealed, so that no byte of it may differ. @throws NotFound */
export async function answerFile(
  ground: Ground,
  organisation: string,
  key: SigningKey,
  named: { readonly service: string; readonly deployment: string; readonly answer: number },
): Promise<Uint8Array> {
  const { sent, files } = await ground.database.read(organisation, async (tx) => {
    const { deployment } = await findDeployment(tx, named);
    const found = (await sentAnswers(tx, deployment.id)).find(({ number }) => number === named.answer);
    if (!found) throw new NotFound(`There is no answer ${named.answer} of ${named.deployment}.`);
    const read = new Map<string, Uint8Array>();
    for (const [path, digest] of Object.entries(found.record.files)) read.set(path, (await readFile(tx, digest)).bytes);
    return { sent: found, files: read };
  });
  return provedBundle(ground, organisation, key, {
    proved: { seq: sent.seq, record: sent.record },
    files,
    signatures: new Map(),
    at: sent.made.at,
    sealed: true,
  });
}
