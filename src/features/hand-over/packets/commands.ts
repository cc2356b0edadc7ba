import { z } from 'zod';
import { sha256 } from '../../../platform/canonical.ts';
import { command, type Command, type CommandTx, type Result } from '../../../platform/commands/command.ts';
import { line } from '../../../platform/commands/fields.ts';
import { labelOf, makerName, type Actor, type May } from '../../../platform/commands/may.ts';
import { InputProblem, NotPossible } from '../../../platform/commands/problems.ts';
import { putFile } from '../../../platform/files/files.ts';
import { version as primum } from '../../../platform/version.ts';
import { sentenceText } from '../../../words/sentence.ts';
import { signaturesIn } from '../../approvals/index.ts';
import { livingService } from '../../services/index.ts';
import { packetOf, whyNotWhole, type Before } from '../domain/making.ts';
import {
  isSameReceiver,
  LOG_PATH,
  PACKET_FORMAT,
  PACKET_PATH,
  PACKET_VERSION,
  packetReference,
} from '../domain/packet.ts';
import { signaturePath, type PacketRecord } from '../domain/kept.ts';
import { digestInHex, jsonBytes } from '../json.ts';
import { keptDocument } from './keeping.ts';
import { knownFor, waysOf } from './knowing.ts';
import { reportFiles } from './report-files.ts';
import { nextPacket, packetsOf, putPacket } from './store.ts';
import type { PacketSources } from './sources.ts';

/** Only an officer hands over: it says what they signed. */
export const HANDS_OVER: May = {
  roles: ['clinical safety officer', 'deputy clinical safety officer'],
  where: 'service',
};

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');

export interface Made extends Result {
  readonly packet: string;
  readonly number: number;
  readonly service: string;
  readonly serviceId: string;
  readonly items: number;
  /** Digest of what was recorded: the ledger keeps it. */
  readonly record: string;
}

const makeInput = z.strictObject({
  service: serviceField,
  release: line(100, 'Choose the release that is handed over.'),
  receiver: line(200, 'Say which organisation it is for.'),
  contactName: line(200, 'Name an office that they can ask, such as Clinical safety, Quillfeather Digital.'),
  contactHow: line(300, 'Say how they reach it: a mail address or a number.'),
});

/** @param sources what a packet is drawn from; those of the house, but for a test */
export function makePacketFrom(sources: PacketSources): Command<typeof makeInput, Made> {
  return command({
    feature: 'hand-over',
    name: 'makePacket',
    summary: 'Makes a packet of a release for whoever deploys it, which is kept as it was',
    past: ['a hand-over packet was made', '# hand-over packets were made'],
    input: makeInput,
    may: HANDS_OVER,
    confirms: true,
    subject: (_input, output) => ({ kind: 'service', id: output.serviceId }),
    run: (tx, actor, input) => make(tx, actor, sources, input),
  });
}

async function make(
  tx: CommandTx,
  actor: Actor,
  sources: PacketSources,
  { service: reference, release, receiver, contactName, contactHow }: z.output<typeof makeInput>,
): Promise<Made> {
  const service = await livingService(tx, reference);
  const { known, report, log, signed } = await knownFor(tx, sources, { service: service.reference, release }, tx.at);
  const by = makerName(actor);
  const missing = whyNotWhole(known, release, waysOf(service));
  if (missing.length > 0) throw new NotPossible(missing.map(sentenceText).join(' '));
  const [number, before, signatures, drawn] = await Promise.all([
    nextPacket(tx, service.id),
    lastTo(tx, service.id, receiver),
    signaturesIn(tx, service.id, { seq: null, now: tx.at }),
    sources.draw(tx, tx.kinds, report!.record, report!.approvedAt!, { at: tx.at, by }),
  ]);
  const packet = packetOf(
    known,
    {
      id: tx.newId(),
      reference: packetReference(number),
      writtenBy: `Primum ${primum}`,
      receiver,
      contact: { name: contactName, how: contactHow },
      made: { at: tx.at.toISOString(), by },
      before,
    },
    digestInHex,
  );
  const files = new Map([
    [PACKET_PATH, jsonBytes(packet)],
    [LOG_PATH, jsonBytes(log!, 0)],
    ...(await reportFiles(drawn)),
  ]);
  for (const [path, bytes] of files) await keep(tx, path, bytes);
  const receiverText = tx.text(receiver)!;
  const record: PacketRecord = {
    format: PACKET_FORMAT,
    version: PACKET_VERSION,
    subject: { kind: 'service', id: service.id },
    id: packet.id,
    packet: packet.reference,
    service: service.reference,
    release: packet.release.version,
    receiver: receiverText,
    madeAt: packet.made.at,
    madeBy: labelOf(actor),
    files: Object.fromEntries([...files].map(([path, bytes]) => [path, sha256(bytes).toString('hex')])),
    signatures: Object.fromEntries(
      signatures
        .filter(({ record: of }) => signed.has((of as { subject?: { id?: string } }).subject?.id ?? ''))
        .map((one) => [signaturePath(one.kind, one.id), digestInHex(one.record as object)]),
    ),
  };
  putPacket(tx, {
    id: packet.id,
    number,
    service: service.id,
    receiver: receiverText,
    release: packet.release.version,
    items: packet.items.length,
    record,
  });
  return {
    packet: packet.reference,
    number,
    service: service.reference,
    serviceId: service.id,
    items: packet.items.length,
    record: digestInHex(record),
  };
}

/** The packet that this receiver was made last, whose items the new one is held against. */
async function lastTo(tx: CommandTx, service: string, receiver: string): Promise<Before | null> {
  const last = (await packetsOf(tx, [service])).find((one) => isSameReceiver(one.receiver, receiver));
  if (!last) return null;
  const { id, reference, release, items } = await keptDocument(tx, last);
  return { id, reference, release: release.version, items };
}

/** A file of a packet is kept like any other. @throws NotPossible where it is larger than a file can be */
async function keep(tx: CommandTx, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await putFile(tx, bytes, path);
  } catch (error) {
    if (!(error instanceof InputProblem)) throw error;
    throw new NotPossible(`The packet would be too large: ${path} is larger than 20 MB. Nothing was made.`);
  }
}
