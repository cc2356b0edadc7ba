import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import pg from 'pg';
import sql from 'sql-template-tag';
import { z } from 'zod';
import { anyCommand, command } from '../platform/commands/command.ts';
import { execute } from '../platform/commands/execute.ts';
import type { Database } from '../platform/database/database.ts';
import {
  parseVerifierKey,
  readCheckpoint,
  signCheckpoint,
  signingKey,
  verifierKeyOf,
} from '../platform/ledger/checkpoint.ts';
import { UnreadableLedger, verifyFile, writeLedger } from '../platform/ledger/file.ts';
import { verifyLive } from '../platform/ledger/live.ts';
import { recordRead } from '../platform/ledger/reads.ts';
import { v7 as newId } from 'uuid';
import { features } from '../features.ts';
import { assemble, makeDemo } from '../platform/installation.ts';
import { addPerson } from '../platform/sessions/store.ts';
import { testDatabase } from '../test-database.ts';
import { prepareWorld, World } from './world.ts';
import { testSealing } from '../platform/sealed/testing/test-sealing.ts';

/*
 * Whoever can write to the database past Primum can change anything in it. They cannot do so unnoticed.
 */

const folder = mkdtempSync(join(tmpdir(), 'primum-tampering-'));
const key = signingKey(folder, {});
const publicKey = verifierKeyOf(key);

let database: Database;
let owner: pg.Client;
before(async () => {
  const test = await testDatabase();
  database = await prepareWorld(test);
  owner = new pg.Client(test.owner);
  // The test database may be taken away first.
  owner.on('error', () => undefined);
  await owner.connect();
});
after(async () => {
  await owner.end();
  await database.close();
  rmSync(folder, { recursive: true });
});

/** A world with a short history, and one read of something sensitive. */
async function history(): Promise<World> {
  const world = await new World(database).found();
  const service = world.organisation;
  const log = await world.make('addLog', { service });
  const control = await world.make('addControl', { service, text: 'Two people check the dose' });
  await world.make('addHazard', { service, log, name: 'Wrong dose', controls: [control] });
  await world.do('editControl', { control, column: 'text', value: 'Two nurses check the dose' });
  await world.do('editControl', { control, column: 'owner', value: 'Ward lead' });
  await recordRead(world.ground, { actor: { kind: 'operator' }, organisation: world.organisation }, 'viewSomething', {
    kind: 'control',
    id: control,
  });
  return world;
}

const problems = async (world: World, notes: string[] = []) =>
  (await verifyLive(world.ground, world.organisation, publicKey, notes)).problems;

const asOwner = (statement: string, world: World) => owner.query(statement, [world.organisation]);

async function fileOf(world: World): Promise<string> {
  const out = new PassThrough();
  const written = text(out);
  await writeLedger(world.ground, world.organisation, key, out);
  out.end();
  return written;
}

async function verifyText(content: string, options: Parameters<typeof verifyFile>[1] = { key: publicKey }) {
  const path = join(folder, 'ledger.jsonl');
  writeFileSync(path, content);
  return verifyFile(path, options);
}

test('a ledger that nobody touched is valid, live and as a file', async () => {
  const world = await history();
  assert.deepEqual(await problems(world), []);
  const content = await fileOf(world);
  const verified = await verifyText(content);
  assert.deepEqual(verified.problems, []);
  assert.deepEqual(verified.entries, { changes: 6, reads: 1 });
  assert.equal(verified.checkpoints, 2);
  assert.ok(!content.includes('dose'), 'no free text leaves with it');
  assert.deepEqual(await problems(world), [], 'and its checkpoints are remembered');
});

const LIVE: readonly (readonly [what: string, statement: string, says: RegExp])[] = [
  [
    'an entry is edited',
    `update ledger_entry set actor = 'person:somebody' where organisation_id = $1 and chain = 'changes' and seq = 3`,
    /^Entry 3 of the changes \(addControl\) says something else than when it was written\.$/u,
  ],
  [
    'an entry is deleted',
    `delete from ledger_entry where organisation_id = $1 and chain = 'changes' and seq = 4`,
    /^Entry 4 of the changes is missing\.$/u,
  ],
  [
    'two entries change places',
    `update ledger_entry set seq = case seq when 3 then -4 else -3 end where organisation_id = $1 and chain = 'changes' and seq in (3, 4);
     update ledger_entry set seq = -seq where organisation_id = $1 and chain = 'changes' and seq < 0`,
    /^Entry 3 of the changes \(addHazard\) does not follow from the entry before it\.$/u,
  ],
  [
    'an entry is put in at the end',
    `insert into ledger_entry select organisation_id, chain, seq + 1, at, actor, command, subject_kind, subject_id, content_digest, reasons, hash, previous_hash
     from ledger_entry where organisation_id = $1 and chain = 'changes' order by seq desc limit 1`,
    /^Entry 7 of the changes \(editControl\) says something else/u,
  ],
  [
    'the last entry is cut off',
    `delete from ledger_entry where organisation_id = $1 and chain = 'changes' and seq = 6`,
    /^The changes end with entry 5, and their head names entry 6\.$/u,
  ],
  [
    'the content of an entry is edited',
    `update ledger_content set content = replace(content, 'design', 'training') || ' ' where organisation_id = $1 and chain = 'changes' and seq = 5`,
    /^Entry 5 of the changes \(editControl\) has other content than when it was written\.$/u,
  ],
  [
    'the content of an entry is deleted',
    `delete from ledger_content where organisation_id = $1 and chain = 'changes' and seq = 5`,
    /^The content of entry 5 of the changes \(editControl\) is missing\.$/u,
  ],
  [
    'a text is altered',
    `update text_value set body = 'Nobody checks the dose' where organisation_id = $1 and seq = 5`,
    /^A text of entry 5 of the changes \(editControl\) was altered\.$/u,
  ],
  [
    'a text is removed without an entry',
    `update text_value set body = null, salt = null, erased_seq = 6 where organisation_id = $1 and seq = 5`,
    /^A text of entry 5 of the changes \(editControl\) is gone, and no entry says that it was erased\.$/u,
  ],
  [
    'a row is changed past the ledger',
    `update control set state = 'withdrawn' where organisation_id = $1 and to_seq = 9007199254740991`,
    /^The control [\da-f-]+ differs in its words, its verdict: its rows were changed past the ledger\.$/u,
  ],
  [
    'a kept state is changed',
    `update subject_state set verdict = 'met' where organisation_id = $1 and kind = 'hazard-log'`,
    /^The hazard-log [\da-f-]+ differs in its verdict/u,
  ],
  [
    'a sensitive read is removed',
    `delete from ledger_entry where organisation_id = $1 and chain = 'reads'`,
    /^The reads end with entry 0, and their head names entry 1\.$/u,
  ],
];

for (const [what, statement, says] of LIVE) {
  test(`it is noticed live when ${what}`, async () => {
    const world = await history();
    for (const one of statement.split(';\n')) await asOwner(one, world);
    const found = await problems(world);
    assert.ok(
      found.some((problem) => says.test(problem)),
      `${says.source} is said among: ${found.join(' | ')}`,
    );
  });
}

test('a whole rewrite is noticed once a checkpoint has left, even where the checkpoints kept here are removed', async () => {
  const world = await history();
  const content = await fileOf(world);
  const note = (
    JSON.parse(content.split('\n').find((line) => line.includes('"checkpoint"'))!) as { checkpoint: string }
  ).checkpoint;
  // The forger has all the rights of the database's owner, and makes a chain that is sound in itself.
  const forged = await new World(database).found();
  await forged.do('nothing', {});
  for (const table of ['ledger_entry', 'ledger_content', 'ledger_head', 'checkpoint'])
    await asOwner(`delete from ${table} where organisation_id = $1`, world);
  const { rewriteAs } = await import('./forger.ts');
  await rewriteAs(owner, forged.organisation, world.organisation);
  await asOwner(`delete from text_value where organisation_id = $1`, world);

  const unaware = await problems(world);
  assert.deepEqual(
    unaware.filter((problem) => !problem.includes('changed past the ledger')),
    [],
    'without a checkpoint nobody can tell the chain',
  );
  const aware = await problems(world, [note]);
  assert.ok(
    aware.some((problem) => /the end was cut off|was rewritten after that checkpoint/u.test(problem)),
    aware.join(' | '),
  );
});

const FILES: readonly (readonly [what: string, change: (lines: string[]) => string[], says: RegExp])[] = [
  [
    'an entry is edited',
    (lines) => lines.with(3, lines[3]!.replace('operator', 'system')),
    /^Entry 3 .* says something else/u,
  ],
  ['an entry is removed', (lines) => lines.toSpliced(3, 1), /^Entry 3 of the changes is missing\.$/u],
  [
    'entries change places',
    (lines) => lines.with(3, lines[4]!).with(4, lines[3]!),
    /^Entry 3 of the changes is missing|stands after entry/u,
  ],
  ['an entry stands twice', (lines) => lines.toSpliced(3, 0, lines[3]!), /stands after entry 3, or twice/u],
  [
    'a content is edited',
    (lines) => lines.with(2, lines[2]!.replace('"count\\":0', '"count\\":1')),
    /^Entry 2 .* has other content/u,
  ],
  [
    'the end is cut off',
    (lines) => [...lines.slice(0, 6), ...lines.slice(7)],
    /their signed checkpoint names entry 6/u,
  ],
  [
    'the checkpoints are cut off',
    (lines) => lines.filter((line) => !line.includes('"checkpoint"')),
    /no signed checkpoint at their end/u,
  ],
  [
    'a checkpoint says otherwise',
    (lines) => lines.map((line) => line.replace('/changes\\n6\\n', '/changes\\n5\\n')),
    /is not signed by the key/u,
  ],
];

for (const [what, change, says] of FILES) {
  test(`it is noticed in a file when ${what}`, async () => {
    const lines = (await fileOf(await history())).trimEnd().split('\n');
    const changed = change(lines);
    assert.notDeepEqual(changed, lines);
    const { problems: found } = await verifyText(`${changed.join('\n')}\n`);
    assert.ok(
      found.some((problem) => says.test(problem)),
      `${says.source} is said among: ${found.join(' | ')}`,
    );
  });
}

test('a file that was signed with another key is not believed', async () => {
  const other = signingKey(mkdtempSync(join(folder, 'other-')), {});
  const { problems: found } = await verifyText(await fileOf(await history()), { key: verifierKeyOf(other) });
  assert.match(found[0]!, /is not signed by the key/u);
});

test('what is no ledger, or half a line of one, is said to be unreadable', async () => {
  const whole = await fileOf(await history());
  for (const content of [
    '',
    'hello',
    '{"format":"other"}\n',
    whole.slice(0, whole.length - 40),
    '{"format":"primum-ledger","version":2}',
  ])
    await assert.rejects(verifyText(content), UnreadableLedger);
  await assert.rejects(verifyFile(join(folder, 'absent')), /There is no file/u);
});

test('a lawful erasure removes the text and keeps the chain valid', async () => {
  const world = await history();
  const erase = anyCommand(
    command({
      feature: 'test',
      name: 'eraseText',
      summary: 'For tests.',
      input: z.object({ text: z.string(), control: z.string() }),
      may: { roles: [], where: 'anywhere', operator: true },
      subject: () => null,
      run: async (tx, _actor, { text: one, control }) => {
        await tx.rows(sql`select erase_text(${one}::uuid, ${tx.seq})`);
        tx.touch({ kind: 'control', id: control });
        return { erasedTexts: [one] };
      },
    }),
  );
  const [control] = await world.read((tx) =>
    tx.rows<{ id: string; text: string }>(sql`select id, text_id as text from control where to_seq = 9007199254740991`),
  );
  const before = await fileOf(world);
  await execute(
    world.ground,
    erase,
    { text: control!.text, control: control!.id },
    { actor: { kind: 'operator' }, organisation: world.organisation },
  );
  const rows = await owner.query(`select 1 from text_value where organisation_id = $1 and body like '%nurses%'`, [
    world.organisation,
  ]);
  assert.equal(rows.rowCount, 0, 'the text is nowhere');
  const note = (
    JSON.parse(
      before
        .trimEnd()
        .split('\n')
        .find((line) => line.includes('"checkpoint"'))!,
    ) as { checkpoint: string }
  ).checkpoint;
  assert.deepEqual(await problems(world, [note]), []);
  assert.deepEqual((await verifyText(await fileOf(world), { key: publicKey, notes: [note] })).problems, []);
});

test('the real erasure of a text of a hazard keeps the ledger valid, and a backup of it can be restored', async () => {
  const { grounds, commands, kinds } = await assemble(features);
  const ground = { database, kinds, sealing: testSealing, now: () => new Date('2026-03-12T09:00:00Z') };
  const person = { id: newId(), name: 'Demo owner' };
  await database.platform((tx) => addPerson(tx, person, ground.now()));
  const organisation = await makeDemo({ ground, grounds }, person);
  const erase = commands.find((one) => one.name === 'eraseHazardText')!;
  const input = { service: 'DEMO', hazard: 'HAZ-7', field: 'description', reason: 'The law asks for it.' };
  await execute(ground, erase, input, { actor: { kind: 'operator' }, organisation });
  assert.deepEqual((await verifyLive(ground, organisation, publicKey)).problems, []);
});

test('the entry that brought a text, or any past one, cannot be said to have erased it', async () => {
  const world = await history();
  const erased = await database.write(world.organisation, (tx) =>
    tx.rows<{ gone: boolean }>(sql`select erase_text(id, seq) as gone from text_value where seq = 5`),
  );
  assert.deepEqual(erased, [{ gone: false }]);
});

test('checkpoints of a key that is not here are told of, and are no sign of tampering', async () => {
  const world = await history();
  await fileOf(world);
  const { problems: found, unknownCheckpoints } = await verifyLive(world.ground, world.organisation, null);
  assert.deepEqual([found, unknownCheckpoints], [[], 2]);
});

test('a checkpoint is a signed note as C2SP writes it', () => {
  const organisation = '01a209be-d021-73ab-bfd8-314c83a62129';
  const note = signCheckpoint({ organisation, chain: 'changes', seq: 12, hash: Buffer.alloc(32, 7) }, key);
  assert.match(
    note,
    /^primum\/01a209be-d021-73ab-bfd8-314c83a62129\/changes\n12\nBwcH[\w+/=]+\n\n\u2014 primum-checkpoint [\w+/]+={0,2}\n$/u,
  );
  assert.equal(readCheckpoint(note)?.checkpoint.seq, 12);
  assert.equal(parseVerifierKey(publicKey)?.name, 'primum-checkpoint');
  assert.equal(parseVerifierKey(publicKey.replace(/\+[\da-f]{8}\+/u, '+00000000+')), null);
  assert.equal(readCheckpoint(readFileSync(import.meta.filename, 'utf8')), null);
});
