import { z } from 'zod';
import { digestOf, sha256, type Json } from '../../platform/canonical.ts';
import { command, type CommandTx, type Result } from '../../platform/commands/command.ts';
import { asAtDay, line } from '../../platform/commands/fields.ts';
import { labelOf, makerName, TEAM } from '../../platform/commands/may.ts';
import { InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { putFile } from '../../platform/files/files.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { signaturesIn } from '../approvals/index.ts';
import { packReference, signaturePath, type PackRecord } from './domain/pack.ts';
import { loadPack, USUAL_STANDARD } from './load.ts';
import { packFiles } from './making.ts';
import { nextPack, putPack } from './store.ts';

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
/** One that is not sent is point 16; none that is chosen is a mistake. */
export const standardsField = z
  .array(line(60, 'Give the id of a standard, such as point-16.'))
  .min(1, 'Choose what the pack is about.')
  .max(40)
  .default([USUAL_STANDARD])
  .describe('Ids of standards, such as point-16');
export const asAtField = asAtDay();

type Made = {
  readonly pack: string;
  readonly number: number;
  readonly service: string;
  readonly serviceId: string;
  /** Digest of what was recorded: the ledger keeps it. */
  readonly record: string;
};

/** What the command answered. */
export function madeIn(result: Result): Made {
  return result as Made;
}

export const makePack = command({
  feature: 'pack',
  name: 'makePack',
  summary: 'Makes a pack of an assessment, which is kept as it was',
  past: ['a pack was made', '# packs were made'],
  input: z.strictObject({ service: serviceField, standards: standardsField, asAt: asAtField }),
  may: { roles: TEAM, where: 'service', operator: true },
  subject: (_input, output: Made) => ({ kind: 'service', id: output.serviceId }),
  run: async (tx, actor, { service: reference, standards, asAt }): Promise<Made> => {
    const moment = await momentOf(tx, asAt === undefined ? null : endOfDay(asAt), tx.at);
    const made = { at: tx.at, by: makerName(actor) };
    const { service, document } = await loadPack(
      tx,
      tx.kinds.assessed,
      { service: reference, standards },
      moment,
      made,
    );
    const files = packFiles(document);
    for (const [path, bytes] of files) await keep(tx, path, bytes);
    const [number, signatures] = await Promise.all([nextPack(tx, service.id), signaturesIn(tx, service.id, moment)]);
    const record: PackRecord = {
      subject: { kind: 'service', id: service.id },
      pack: packReference(number),
      service: service.reference,
      asAt: document.asAt,
      madeAt: tx.at.toISOString(),
      madeBy: labelOf(actor),
      editions: Object.fromEntries(document.standards.map(({ id, edition }) => [id, edition])),
      files: Object.fromEntries([
        ...[...files].map(([path, bytes]) => [path, sha256(bytes).toString('hex')]),
        ...document.files.flatMap(({ path, sha256: digest }) => (path === null ? [] : [[path, digest]])),
      ]) as PackRecord['files'],
      signatures: Object.fromEntries(
        signatures.map((one) => [signaturePath(one.kind, one.id), digestOf(one.record).toString('hex')]),
      ),
    };
    putPack(tx, { id: tx.newId(), service: service.id, number, asAt: moment.now, record });
    return {
      pack: record.pack,
      number,
      service: service.reference,
      serviceId: service.id,
      record: digestOf(record as unknown as Json).toString('hex'),
    };
  },
});

/** A file of a pack is kept like any other. @throws NotPossible where it is larger than a file can be */
async function keep(tx: CommandTx, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await putFile(tx, bytes, path);
  } catch (error) {
    if (!(error instanceof InputProblem)) throw error;
    throw new NotPossible('The pack would be larger than one file can be. Choose fewer standards.');
  }
}
