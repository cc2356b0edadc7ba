import { z } from 'zod';
import { anyCommand, command } from '../../../platform/commands/command.ts';
import { execute, type Ground } from '../../../platform/commands/execute.ts';
import { putFile } from '../../../platform/files/files.ts';
import { findService } from '../../services/index.ts';
import { ANSWER_FORMAT, ANSWER_PATH, PACKET_FORMAT, PACKET_VERSION, type Packet } from '../domain/packet.ts';
import { digestInHex, jsonBytes } from '../json.ts';
import { putAnswer, putDeployment, putKey, putReceived, putSentAnswer } from '../received/store.ts';
import { putDocument, putList } from '../received/supplier-store.ts';
import { packetSchema } from '../schema.ts';

/*
 * A deployment of the demo's service with something of everything, for tests that look at every table, page and query. The
 * demo itself has none: its organisation makes the service, and another one deploys it.
 */

const FINGERPRINT = 'a1'.repeat(16);
const DIGEST = 'b2'.repeat(32);

function packetOf(id: string): Packet {
  return packetSchema.parse({
    format: PACKET_FORMAT,
    version: PACKET_VERSION,
    writtenBy: 'Primum test',
    id,
    reference: 'PKT-7',
    service: { reference: 'FALLS', name: 'Heron Lane Falls Diary', organisation: 'Nobody Ltd' },
    intendedUse: [{ name: 'What it does', says: 'Keeps a diary of falls.' }],
    release: { version: '2.0.0', commit: null, configuration: null },
    approved: { intendedUse: 'Version 1', log: 'Version 1', report: 'Version 1' },
    log: { number: 1, version: 1, hazards: 1 },
    report: { reference: 'CSCR-1', version: 1 },
    thirdParties: [],
    items: [
      {
        key: 'assumption ASM-1',
        sort: 'assumption',
        reference: 'ASM-1',
        title: 'Somebody reads the diary each day',
        says: [],
        voidIf: 'nobody reads it',
        hazards: ['HAZ-1'],
        digest: DIGEST,
      },
    ],
    contact: { name: 'Clinical safety, Nobody Ltd', how: 'safety@example.org' },
    before: null,
    receiver: 'Quillfeather Digital',
    made: { at: '2026-03-01T09:00:00.000Z', by: 'Percival Lark' },
  });
}

const plant = command({
  feature: 'hand-over',
  name: 'plantDeployment',
  summary: 'Plants a deployment for a test',
  input: z.strictObject({}),
  may: { roles: [], where: 'organisation', operator: true },
  subject: () => null,
  run: async (tx) => {
    const service = await findService(tx, 'DEMO');
    const at = { service: service.id, deployment: tx.newId() };
    putDeployment(tx, {
      id: at.deployment,
      service,
      number: 1,
      site: 'Heron Lane clinic',
      configuration: 'As delivered.',
      log: null,
    });
    putKey(tx, service.id, FINGERPRINT, '');
    const packet = packetOf(tx.newId());
    const description = (await putFile(tx, jsonBytes(packet), 'packet.json')).sha256;
    const received = tx.newId();
    putReceived(
      tx,
      {
        ...at,
        id: received,
        packet: packet.id,
        number: 1,
        reference: packet.reference,
        fingerprint: FINGERPRINT,
        bundle: description,
        description,
        hazardLog: description,
      },
      packet.items,
    );
    putAnswer(
      tx,
      { service, id: at.deployment },
      {
        id: tx.newId(),
        key: packet.items[0]!.key,
        digest: DIGEST,
        answer: 'challenged',
        reason: 'Nobody reads it at weekends.',
        control: null,
      },
    );
    const answer = (await putFile(tx, jsonBytes({ format: ANSWER_FORMAT }), ANSWER_PATH)).sha256;
    const record = { subject: { kind: 'service', id: service.id }, files: { [ANSWER_PATH]: answer }, signatures: {} };
    putSentAnswer(tx, { ...at, received, number: 1, open: 0, record });
    putDocument(tx, {
      ...at,
      id: tx.newId(),
      number: 1,
      sort: 'safety case report',
      sha256: description,
      file: 'Safety case report of the supplier.pdf',
      signer: 'Percival Lark',
      role: 'Clinical safety officer',
      signedOn: '2026-01-02',
      scope: 'Version 2 of the diary.',
      reviewBy: null,
      reading: null,
      notRead: '',
      withdrawn: '',
    });
    putList(tx, {
      ...at,
      id: tx.newId(),
      number: 1,
      to: 'Clinical safety, Nobody Ltd',
      opening: '',
      answerBy: null,
      points: [{ where: '', clause: '', ask: 'Who reads the diary at weekends?' }],
      sent: null,
    });
    return { record: digestInHex(record) };
  },
});

/** Plants DPL-1 in the demo. */
export async function plantDeployment(ground: Ground, organisation: string): Promise<void> {
  await execute(ground, anyCommand(plant), {}, { actor: { kind: 'operator' }, organisation });
}
