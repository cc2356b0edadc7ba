import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { z } from 'zod';
import { anyCommand, command } from '../../../platform/commands/command.ts';
import { execute } from '../../../platform/commands/execute.ts';
import { Denied, NotPossible } from '../../../platform/commands/problems.ts';
import { putFile } from '../../../platform/files/files.ts';
import { openBundle, PROOF_PATH, SEAL_PATH } from '../../../platform/ledger/bundle.ts';
import type { SigningKey } from '../../../platform/ledger/checkpoint.ts';
import { provedBundle } from '../../../platform/ledger/kept-bundle.ts';
import { sha256 } from '../../../platform/canonical.ts';
import { doAs } from '../../approvals/testing/officers.ts';
import { LOG_PATH, PACKET_PATH, REPORT_PATHS, type Packet } from '../domain/packet.ts';
import { digestInHex } from '../json.ts';
import { HandOverRefused, openPacket } from '../reading.ts';
import { release } from '../testing/stand-in.ts';
import { partsOf } from '../testing/zip-parts.ts';
import { TO_LARKMOOR } from '../testing/to-larkmoor.ts';
import { handOverWorld, type HandOverWorld } from '../testing/world.ts';
import { HANDS_OVER, makePacketFrom, type Made } from './commands.ts';
import { keptPacket, packetFile } from './keeping.ts';
import { nextPacket, putPacket } from './store.ts';

/*
 * Packets on a real database: made of what was approved, and opened where no byte of them differs.
 */

const key: SigningKey = { name: 'primum-checkpoint', privateKey: generateKeyPairSync('ed25519').privateKey };
/** Bytes that are tried of each part of a file; `bench/packet` tries all of them. */
const TRIED = 60;

describe('a packet', () => {
  let world: HandOverWorld;
  let bytes: Uint8Array;
  let packet: Packet;

  before(async () => {
    world = await handOverWorld();
  });

  const make = async (input: Partial<typeof TO_LARKMOOR> = {}) => {
    const { app, wren, sources } = world;
    return (await doAs(app, wren, anyCommand(makePacketFrom(sources)), { ...TO_LARKMOOR, ...input })) as Made;
  };
  const fileOf = ({ packet: name }: Made) =>
    packetFile(world.app.ground, world.app.organisation, key, { service: 'DEMO', packet: name });

  test('is not made while anything is missing, and every reason is said', async () => {
    const { sources } = world;
    sources.knows.reports = 'none';
    await assert.rejects(make(), /There is no clinical safety case report for release 1\.3\.2 because/u);
    sources.knows.reports = 'approved';
    sources.knows.release = release({ components: null, testIssues: null });
    await assert.rejects(make(), (error: Error) => {
      assert.ok(error instanceof NotPossible);
      assert.match(error.message, /which components of third parties are in it.*which known faults go along/u);
      return true;
    });
    sources.knows.release = release();
    await assert.rejects(make({ release: '9.9.9' }), /no release of that version is recorded/u);
  });

  test('is made by an officer who confirms it, and by no program', async () => {
    const { app, executive, sources } = world;
    const command = anyCommand(makePacketFrom(sources));
    await assert.rejects(doAs(app, executive, command, TO_LARKMOOR), Denied);
    const { organisation } = app;
    await assert.rejects(
      execute(app.ground, command, TO_LARKMOOR, { actor: { kind: 'operator' }, organisation }),
      Denied,
    );
    const made = await make();
    assert.equal(made.packet, 'PKT-1');
    bytes = await fileOf(made);
    ({ packet } = await openPacket(bytes));
  });

  test('holds what was approved, whole, and can be proved without any database', async () => {
    const opened = await openPacket(bytes);
    assert.deepEqual(packet.log, { number: 1, version: 1, hazards: 5 });
    assert.equal(opened.log.hazards.length, 5);
    assert.equal(packet.service.organisation, 'Example Trust');
    assert.match(packet.approved.log, /^Version 1, approved by Wren Applewhite \(clinical safety officer\)/u);
    assert.ok(packet.intendedUse.some(({ says }) => says?.startsWith('Gives self-care advice')));
    assert.deepEqual(
      packet.thirdParties?.map(({ name, finding }) => [name, finding]),
      [['photo-frame', 'not safety-related']],
    );
    const sorts = new Set(packet.items.map(({ sort }) => sort));
    for (const sort of ['transferred hazard', 'deployer control', 'residual risk', 'test issue'] as const)
      assert.ok(sorts.has(sort), sort);
    assert.equal(packet.before, null);
    assert.ok(strFromU8(opened.files.get(REPORT_PATHS.pdf)!.slice(0, 5)).startsWith('%PDF'));
    const bundle = openBundle(bytes);
    assert.deepEqual(bundle.problems, []);
    assert.ok(bundle.sealed);
    const signatures = [...bundle.files.keys()].filter((path) => path.startsWith('signatures/'));
    assert.equal(signatures.length, 2, 'of the intended use and the log');
    await assert.rejects(openPacket(bytes, 'primum-checkpoint+00000000+AAAA'), HandOverRefused);
  });

  test('is refused with the reason, whichever byte of it is another one', { timeout: 240_000 }, async () => {
    const parts = partsOf(bytes);
    assert.ok(parts.length > 8);
    for (const { name, from, to } of parts)
      for (const at of sampled(from, to)) {
        const altered = bytes.slice();
        altered[at]! ^= 1 << (at % 8);
        await assert.rejects(
          openPacket(altered),
          (error) => {
            assert.ok(error instanceof HandOverRefused, `${name}, byte ${at}: ${String(error)}`);
            assert.match(error.message, /^[A-Z].{30,}\.$/su);
            return true;
          },
          `${name}, byte ${at} of ${bytes.length}`,
        );
      }
  });

  test('is refused where a file of it was exchanged, taken out or put in, or it was cut short', async () => {
    const files = unzipSync(bytes);
    const again = (change: (all: Record<string, Uint8Array>) => void) => {
      const all = { ...files };
      change(all);
      return openPacket(zipSync(all, { level: 0 }));
    };
    await assert.rejects(
      again((all) => (all[LOG_PATH] = strToU8('{}'))),
      /hazard-log\.json was altered/u,
    );
    await assert.rejects(
      again((all) => delete all[REPORT_PATHS.pdf]),
      /safety-case-report\.pdf is missing/u,
    );
    await assert.rejects(
      again((all) => (all['more.txt'] = strToU8('More.'))),
      /more\.txt does not belong to it/u,
    );
    await assert.rejects(
      again((all) => delete all[SEAL_PATH]),
      /seal of this packet is missing/u,
    );
    await assert.rejects(
      again((all) => delete all[PROOF_PATH]),
      /nothing in it can be proved/u,
    );
    for (const length of [0, 4, 1000, bytes.length - 1])
      await assert.rejects(openPacket(bytes.slice(0, length)), HandOverRefused);
    await assert.rejects(openPacket(new Uint8Array(65 * 1024 * 1024)), /larger than any bundle/u);
  });

  /** A packet of which some files say something else, made and signed by whoever may: it proves well. */
  async function madeAs(changed: Readonly<Record<string, object>>, record: object = {}): Promise<Uint8Array> {
    const { app, wren } = world;
    const odd = command({
      feature: 'hand-over',
      name: 'makeOddPacket',
      summary: 'Makes a packet that no Primum makes',
      input: z.strictObject({ service: z.string() }),
      may: HANDS_OVER,
      subject: (_input, output: { readonly id: string }) => ({ kind: 'service', id: output.id }),
      run: async (tx) => {
        const { service, packet: kept } = await keptPacket(tx, { service: 'DEMO', packet: 'PKT-1' });
        const files = { ...kept.record.files };
        for (const [path, value] of Object.entries(changed))
          files[path] = (await putFile(tx, strToU8(JSON.stringify(value)), path)).sha256;
        const number = await nextPacket(tx, service.id);
        const receiver = tx.text('Anybody')!;
        const said = { ...kept.record, receiver, ...record, files, signatures: {} };
        putPacket(tx, { ...kept, id: tx.newId(), number, receiver, record: said });
        return { id: service.id, packet: `PKT-${number}`, record: digestInHex(said) };
      },
    });
    return fileOf((await doAs(app, wren, anyCommand(odd), { service: 'DEMO' })) as unknown as Made);
  }

  test('that is proved, and not whole or not of one release, is refused with the reason', async () => {
    const { log, report } = await openPacket(bytes);
    const item = packet.items[0]!;
    const odd: readonly (readonly [Readonly<Record<string, object>>, RegExp])[] = [
      [{ [PACKET_PATH]: { ...packet, format: 'something' } }, /no packet of Primum/u],
      [{ [PACKET_PATH]: { ...packet, more: 1 } }, /says something that no packet of format 1 says/u],
      [{ [PACKET_PATH]: { ...packet, items: [item, item] } }, /names one item twice/u],
      [
        { [PACKET_PATH]: { ...packet, items: [{ ...item, title: 'Other' }] } },
        /the digest of “.*” is not of what it says/u,
      ],
      [{ [PACKET_PATH]: { ...packet, items: [{ ...item, hazards: ['HAZ-99'] }] } }, /it speaks of HAZ-99/u],
      [
        { [PACKET_PATH]: { ...packet, id: '01957c2e-0000-7000-8000-000000000009' } },
        /record that proves it is of another/u,
      ],
      [{ [REPORT_PATHS.json]: { ...report, standing: 'draft' } }, /nobody has approved its report/u],
      [{ [REPORT_PATHS.json]: { ...report, release: '1.3.1' } }, /its report is of another release/u],
      [{ [REPORT_PATHS.json]: { ...report, number: 9 } }, /its report is another one/u],
      [{ [LOG_PATH]: { ...log, hazards: log.hazards.slice(1) } }, /its hazard log has more or fewer hazards/u],
      [{ [LOG_PATH]: { ...log, hazards: 'none' } }, /its hazard log cannot be read/u],
    ];
    for (const [changed, expected] of odd)
      await assert.rejects(
        madeAs(changed).then((one) => openPacket(one)),
        expected,
      );
  });

  test('of a newer Primum is refused politely, whatever else is in it', async () => {
    const newer = await madeAs({ [PACKET_PATH]: { ...packet, version: 2, more: 'of which we know nothing' } });
    await assert.rejects(openPacket(newer), (error: Error) => {
      assert.ok(error instanceof HandOverRefused);
      assert.equal(
        error.message,
        'This packet was written by a newer Primum (packet format 2); this one reads format 1. Update Primum, or ask the supplier for it in format 1. Nothing was taken in.',
      );
      return true;
    });
  });

  test('of a record that the ledger does not have is refused', async () => {
    const { app } = world;
    const { packet: stored } = await app.ground.database.read(app.organisation, (tx) =>
      keptPacket(tx, { service: 'DEMO', packet: 'PKT-1' }),
    );
    const files = new Map(Object.entries(unzipSync(bytes)).filter(([path]) => path in stored.record.files));
    files.set(PACKET_PATH, strToU8(JSON.stringify({ ...packet, receiver: 'Somebody else' })));
    const named = Object.fromEntries([...files].map(([path, one]) => [path, sha256(one).toString('hex')]));
    const forged = await provedBundle(app.ground, app.organisation, key, {
      proved: { seq: stored.seq, record: { ...stored.record, files: named, signatures: {} } },
      files,
      signatures: new Map(),
      at: stored.made.at,
      sealed: true,
    });
    await assert.rejects(openPacket(forged), /The record is not the one of entry/u);
  });

  test('to the same receiver says what differs from the one before; to another, that it is the first', async () => {
    const { sources } = world;
    sources.knows.release = release({
      version: '1.3.2',
      testIssues: [
        { reference: 'BUG-7', title: 'Border is blue', meaning: 'None for safety.', hazards: ['HAZ-1'] },
        { reference: 'BUG-8', title: 'Border is thick', meaning: 'None for safety.', hazards: [] },
      ],
    });
    const second = (await openPacket(await fileOf(await make({ receiver: 'larkmoor community trust' })))).packet;
    assert.equal(second.before?.reference, 'PKT-1');
    assert.equal(second.before.id, packet.id);
    assert.deepEqual(second.before.changes, [
      { key: 'test issue BUG-7', change: 'changed' },
      { key: 'test issue BUG-8', change: 'new' },
    ]);
    const other = (await openPacket(await fileOf(await make({ receiver: 'Fernhollow Hospital' })))).packet;
    assert.equal(other.before, null);
    assert.notEqual(other.id, second.id);
    sources.knows.release = release();
  });

  test('stays as it was made, byte by byte but for when it was written out', async () => {
    world.app.clock.now = new Date('2026-04-12T09:00:00Z');
    const [one, other] = [unzipSync(bytes), unzipSync(await fileOf({ packet: 'PKT-1' } as Made))];
    for (const path of Object.keys(one))
      if (!path.startsWith('ledger/') && !path.startsWith('signatures/'))
        assert.deepEqual(other[path], one[path], path);
    assert.deepEqual(Object.keys(one), Object.keys(other));
    world.app.clock.now = new Date('2026-03-12T09:00:00Z');
  });
});

/** All of a short part; of a long one some, its first and last among them. */
function sampled(from: number, to: number): number[] {
  const length = to - from;
  if (length <= TRIED) return Array.from({ length }, (_, index) => from + index);
  const some = Array.from({ length: TRIED - 2 }, () => from + Math.floor(Math.random() * length));
  return [from, ...some, to - 1];
}
