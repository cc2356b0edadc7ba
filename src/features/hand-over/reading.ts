import { strFromU8 } from 'fflate';
import type { z } from 'zod';
import { NotPossible } from '../../platform/commands/problems.ts';
import { openBundle, type OpenedBundle } from '../../platform/ledger/bundle.ts';
import { UnreadableLedger } from '../../platform/ledger/file.ts';
import { sha256 } from '../../platform/canonical.ts';
import { listed } from '../../words/counting.ts';
import { readHazardLog, type LogDocument } from '../hazards/index.ts';
import type { ReportDocument } from '../safety-case/index.ts';
import { itemDigest } from './domain/items.ts';
import {
  ANSWER_FORMAT,
  ANSWER_PATH,
  LOG_PATH,
  PACKET_FORMAT,
  PACKET_PATH,
  PACKET_VERSION,
  REPORT_PATHS,
  type Packet,
  type PacketAnswer,
} from './domain/packet.ts';
import { digestInHex } from './json.ts';
import { packetAnswerSchema, packetSchema, reportSchema } from './schema.ts';

/*
 * Packets and answers as they arrive from elsewhere: proved, then read, and nothing is believed of a file before. Whatever is
 * wrong is said in words for whoever has the file.
 */

/** Bytes of such a file, and of what is in it, and how many files: looked at before anything is unpacked. */
const LIMITS = { packed: 64 * 1024 * 1024, unpacked: 128 * 1024 * 1024, files: 200 };
/** Problems that are said; of more it is said that there are more. */
const MOST_SAID = 3;

/** A file from elsewhere cannot be taken; the sentence says why, and what can be done. */
export class HandOverRefused extends NotPossible {}

/** How a file was proved. */
export interface Proof {
  /** The verifier key that it is signed with. */
  readonly key: string;
  /** The organisation's own entry of its ledger. */
  readonly seq: number;
  readonly at: string;
}

export interface OpenedPacket {
  readonly packet: Packet;
  readonly log: LogDocument;
  readonly report: ReportDocument;
  readonly proof: Proof;
  /** SHA-256 in hex of `packet.json`: what an answer names. */
  readonly digest: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Opens a packet: every byte of it is as it was signed, this version understands all of it, and its parts speak of the same
 * release and log.
 * @param given the verifier key that it must be signed with; without it, the one in the file is believed and named
 * @throws HandOverRefused
 */
export async function openPacket(bytes: Uint8Array, given?: string): Promise<OpenedPacket> {
  const { bundle, text, digest } = opened(bytes, PACKET_PATH, 'packet', given);
  const packet = readAs<Packet>(text, packetSchema, { format: PACKET_FORMAT, noun: 'packet', from: 'the supplier' });
  const { files } = bundle;
  for (const path of [LOG_PATH, ...Object.values(REPORT_PATHS)])
    if (!files.has(path)) throw half(`there is no ${path} in it`);
  const log = await logIn(strFromU8(files.get(LOG_PATH)!));
  const report = reportIn(strFromU8(files.get(REPORT_PATHS.json)!));
  const problem = whyNotOne(packet, log, report, bundle.record);
  if (problem !== null) throw half(problem);
  const { key, seq, at } = bundle;
  return { packet, log, report, proof: { key, seq, at }, digest, files };
}

export interface OpenedAnswer {
  readonly answer: PacketAnswer;
  readonly proof: Proof;
}

/** Opens an answer to a packet. @throws HandOverRefused */
export function openAnswer(bytes: Uint8Array, given?: string): OpenedAnswer {
  const { bundle, text } = opened(bytes, ANSWER_PATH, 'answer to a packet', given);
  const what = { format: ANSWER_FORMAT, noun: 'answer', from: 'the receiver' };
  const { key, seq, at } = bundle;
  return { answer: readAs<PacketAnswer>(text, packetAnswerSchema, what), proof: { key, seq, at } };
}

/** The file that matters of a bundle that is proved, and its digest. */
function opened(bytes: Uint8Array, path: string, noun: string, given?: string) {
  let bundle: OpenedBundle;
  try {
    bundle = openBundle(bytes, given, LIMITS);
  } catch (error) {
    if (error instanceof UnreadableLedger)
      throw new HandOverRefused(`Nothing of this file was taken in. ${error.message}`);
    throw error;
  }
  const { problems, files, sealed } = bundle;
  if (problems.length > 0) {
    const said = problems.slice(0, MOST_SAID);
    const more = problems.length - said.length;
    throw new HandOverRefused(
      `This file is not as it was signed, and nothing of it was taken in. ${said.join(' ')}${more > 0 ? ` There are ${more} more such faults.` : ''} Ask whoever sent it for a new copy.`,
    );
  }
  const file = files.get(path);
  if (file === undefined)
    throw new HandOverRefused(
      `This file is no ${noun}: there is no ${path} in it. Choose the file as it was sent to you.`,
    );
  if (!sealed)
    throw new HandOverRefused(
      `The seal of this ${noun} is missing: it was taken apart. Ask whoever sent it for a new copy.`,
    );
  return { bundle, text: strFromU8(file), digest: sha256(file).toString('hex') };
}

/** Reads what is proved. What a newer version wrote is not guessed at. @throws HandOverRefused */
function readAs<Of>(
  text: string,
  schema: z.ZodType<Of>,
  { format, noun, from }: { readonly format: string; readonly noun: string; readonly from: string },
): Of {
  const value = jsonIn(text, noun);
  const { format: itsFormat, version } = (value ?? {}) as { readonly format?: unknown; readonly version?: unknown };
  if (itsFormat !== format) throw new HandOverRefused(`This file is no ${noun} of Primum, whatever it is called.`);
  if (typeof version === 'number' && version > PACKET_VERSION)
    throw new HandOverRefused(
      `This ${noun} was written by a newer Primum (packet format ${version}); this one reads format ${PACKET_VERSION}. Update Primum, or ask ${from} for it in format ${PACKET_VERSION}. Nothing was taken in.`,
    );
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new HandOverRefused(
    `This ${noun} says something that no ${noun} of format ${PACKET_VERSION} says. At ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'something is missing'}. Ask ${from} to make it anew.`,
  );
}

function jsonIn(text: string, noun: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HandOverRefused(
      `What this ${noun} says cannot be read: it is no JSON. Ask whoever sent it to make it anew.`,
    );
  }
}

async function logIn(text: string): Promise<LogDocument> {
  try {
    return await readHazardLog(text);
  } catch (error) {
    if (error instanceof Error && error.name === 'Problem')
      throw half(`its hazard log cannot be read. ${error.message}`);
    throw error;
  }
}

function reportIn(text: string): ReportDocument {
  const read = reportSchema.safeParse(jsonIn(text, 'packet'));
  if (!read.success) throw half('its report cannot be read');
  return read.data as unknown as ReportDocument;
}

function half(why: string): HandOverRefused {
  return new HandOverRefused(
    `This packet is not whole: ${why}. Nothing was taken in. Ask the supplier to make it anew.`.replaceAll('..', '.'),
  );
}

/** Why the parts of a packet are not of one release; null where they are. */
function whyNotOne(packet: Packet, log: LogDocument, report: ReportDocument, record: unknown): string | null {
  const of = (record ?? {}) as { readonly format?: unknown; readonly id?: unknown; readonly packet?: unknown };
  if (of.format !== PACKET_FORMAT || of.id !== packet.id || of.packet !== packet.reference)
    return 'the record that proves it is of another one';
  const { service, release } = packet;
  if (report.reference !== packet.report.reference || report.number !== packet.report.version)
    return 'its report is another one than it names';
  if (report.release !== release.version || report.service.reference !== service.reference)
    return 'its report is of another release or service';
  if (report.standing !== 'approved') return 'nobody has approved its report';
  if (log.log?.service !== service.reference || log.log.number !== packet.log.number)
    return 'its hazard log is of another service, or another log';
  if (report.pins.log.number !== packet.log.number) return 'its report is about another hazard log';
  if (log.hazards.length !== packet.log.hazards) return 'its hazard log has more or fewer hazards than it says';
  const hazards = new Set(log.hazards.map(({ id }) => id));
  const strange = packet.items.flatMap((item) =>
    item.sort === 'test issue' ? [] : item.hazards.filter((id) => !hazards.has(id)),
  );
  if (strange.length > 0) return `it speaks of ${listed([...new Set(strange)])}, which its hazard log does not have`;
  const wrong = packet.items.find((item) => itemDigest(item, digestInHex) !== item.digest);
  return wrong ? `the digest of “${wrong.key}” is not of what it says` : null;
}
