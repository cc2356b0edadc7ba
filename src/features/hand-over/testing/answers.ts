import { generateKeyPairSync } from 'node:crypto';
import { strToU8 } from 'fflate';
import { z } from 'zod';
import { sha256 } from '../../../platform/canonical.ts';
import { anyCommand, command } from '../../../platform/commands/command.ts';
import { execute, type Ground } from '../../../platform/commands/execute.ts';
import type { SigningKey } from '../../../platform/ledger/checkpoint.ts';
import { provedBundle } from '../../../platform/ledger/kept-bundle.ts';
import { ANSWER_PATH, type Answer, type Packet, type PacketAnswer } from '../domain/packet.ts';
import { digestInHex } from '../json.ts';

/*
 * What a receiver would send back, for tests of whoever gets it: an answer, signed by an organisation of its own.
 */

/** The key of a receiver, for tests. */
export function receiverKey(): SigningKey {
  return { name: 'primum-checkpoint', privateKey: generateKeyPairSync('ed25519').privateKey };
}

/** An answer to a packet: what is given to each item by its key; the others are open. */
export function answerTo(
  packet: Packet,
  digest: string,
  given: ReadonlyMap<string, readonly [answer: Answer, reason: string]>,
  of: Partial<PacketAnswer> = {},
): PacketAnswer {
  const answered = packet.items.filter(({ key }) => given.has(key));
  return {
    format: 'primum-packet-answer',
    version: 1,
    writtenBy: 'Primum 0.1.0',
    packet: { id: packet.id, reference: packet.reference, digest },
    organisation: 'Larkmoor Community Trust',
    deployment: { site: 'Larkmoor', configuration: 'Messages off' },
    answers: answered.map(({ key, digest: itsDigest }) => {
      const [answer, reason] = given.get(key)!;
      return { key, digest: itsDigest, answer, reason, by: 'Percival Lark', on: '2026-03-20' };
    }),
    open: packet.items.filter(({ key }) => !given.has(key)).map(({ key }) => key),
    made: { at: '2026-03-20T09:00:00.000Z', by: 'Percival Lark' },
    ...of,
  };
}

/** The file in which it comes. @param organisation whose ledger it is proved by */
export async function answerFile(
  ground: Ground,
  organisation: string,
  key: SigningKey,
  answer: PacketAnswer,
): Promise<Uint8Array> {
  const bytes = strToU8(JSON.stringify(answer));
  const record = {
    subject: { kind: 'service', id: answer.packet.id },
    files: { [ANSWER_PATH]: sha256(bytes).toString('hex') },
    signatures: {},
  };
  const answering = command({
    feature: 'hand-over',
    name: 'answerInATest',
    summary: 'Answers a packet in a test',
    input: z.strictObject({}),
    may: { roles: [], where: 'organisation', operator: true },
    subject: () => record.subject,
    run: async () => ({ record: digestInHex(record) }),
  });
  const done = await execute(ground, anyCommand(answering), {}, { actor: { kind: 'operator' }, organisation });
  return provedBundle(ground, organisation, key, {
    proved: { seq: done.seq, record },
    files: new Map([[ANSWER_PATH, bytes]]),
    signatures: new Map(),
    at: ground.now(),
    sealed: true,
  });
}
