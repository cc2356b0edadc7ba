import type { Json } from '../../../platform/canonical.ts';
import { there } from '../../../platform/commands/problems.ts';
import type { Ground } from '../../../platform/commands/execute.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { readFile } from '../../../platform/files/files.ts';
import type { SigningKey } from '../../../platform/ledger/checkpoint.ts';
import { provedBundle } from '../../../platform/ledger/kept-bundle.ts';
import { signaturesIn } from '../../approvals/index.ts';
import { findService, type Service } from '../../services/index.ts';
import { signaturePath, type StoredAnswer, type StoredPacket } from '../domain/kept.ts';
import { PACKET_PATH, packetNumber, type Packet, type PacketAnswer } from '../domain/packet.ts';
import { openAnswer } from '../reading.ts';
import { packetSchema } from '../schema.ts';
import { answersTo, packetsOf } from './store.ts';

/** Which packet is meant. */
export interface PacketNamed {
  readonly service: string;
  /** "PKT-3" */
  readonly packet: string;
}

/** A packet that is kept. @throws NotFound */
export async function keptPacket(
  tx: ReadTx,
  { service: reference, packet }: PacketNamed,
): Promise<{ readonly service: Service; readonly packet: StoredPacket }> {
  const service = await findService(tx, reference);
  const number = packetNumber(packet);
  const [found] = number === null ? [] : await packetsOf(tx, [service.id], number);
  return { service, packet: there(found, `packet ${packet}`) };
}

/** What a packet says, as it was when it was made. */
export async function keptDocument(tx: ReadTx, { record }: StoredPacket): Promise<Packet> {
  const { bytes } = await readFile(tx, record.files[PACKET_PATH] ?? '');
  return packetSchema.parse(JSON.parse(bytes.toString('utf8')));
}

/** What an answer says that is kept. */
export async function keptAnswer(tx: ReadTx, { file }: Pick<StoredAnswer, 'file'>): Promise<PacketAnswer> {
  return openAnswer((await readFile(tx, file)).bytes).answer;
}

/** One answer to a packet by its number. @throws NotFound */
export async function answerNumbered(tx: ReadTx, packet: StoredPacket, number: string): Promise<StoredAnswer> {
  const all = await answersTo(tx, [packet.id]);
  return there(
    all.find((one) => String(one.number) === number.trim()),
    `answer ${number}`,
  );
}

/** The one file that a packet goes out as: its files as they were kept, the proof that they are, and the seal. @throws NotFound */
export async function packetFile(
  ground: Ground,
  organisation: string,
  key: SigningKey,
  named: PacketNamed,
): Promise<Uint8Array> {
  const kept = await ground.database.read(organisation, async (tx) => {
    const { service, packet } = await keptPacket(tx, named);
    const files = new Map<string, Uint8Array>();
    for (const [path, digest] of Object.entries(packet.record.files))
      files.set(path, (await readFile(tx, digest)).bytes);
    // What was signed since is not of this packet.
    const signed = await signaturesIn(tx, service.id, { seq: packet.seq, now: packet.made.at });
    return { packet, files, signed };
  });
  const { packet, files, signed } = kept;
  return provedBundle(ground, organisation, key, {
    proved: { seq: packet.seq, record: packet.record as unknown as Json },
    files,
    signatures: new Map(
      signed
        .map((one) => [signaturePath(one.kind, one.id), one] as const)
        .filter(([path]) => Object.hasOwn(packet.record.signatures, path)),
    ),
    at: packet.made.at,
    sealed: true,
  });
}
