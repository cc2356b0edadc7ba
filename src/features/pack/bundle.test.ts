import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { v7 as newId } from 'uuid';
import { features } from '../../features.ts';
import { assessed } from '../../platform/assessed.ts';
import { digestOf, sha256, type Json } from '../../platform/canonical.ts';
import { anyCommand } from '../../platform/commands/command.ts';
import { execute, type Ground } from '../../platform/commands/execute.ts';
import { Database } from '../../platform/database/database.ts';
import { putFile } from '../../platform/files/files.ts';
import { assemble, makeDemo } from '../../platform/installation.ts';
import { PROOF_PATH, verifyBundle } from '../../platform/ledger/bundle.ts';
import { saltedDigest } from '../../platform/ledger/chain.ts';
import { signingKey, verifierKeyOf, type SigningKey } from '../../platform/ledger/checkpoint.ts';
import { UnreadableLedger } from '../../platform/ledger/file.ts';
import { addPerson } from '../../platform/sessions/store.ts';
import { Kinds } from '../../platform/subjects/kinds.ts';
import { testDatabase } from '../../test-database.ts';
import { madeIn, makePack } from './commands.ts';
import { packSchema } from './schema.ts';
import { keptBundle } from './keeping.ts';
import { testSealing } from '../../platform/sealed/testing/test-sealing.ts';

/*
 * The bundle of the demo's pack, altered in every way that somebody can think of who does not have the key.
 */

const folder = mkdtempSync(join(tmpdir(), 'primum-bundle-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'primum-bundle-key-'));
after(() => {
  rmSync(folder, { recursive: true });
  rmSync(elsewhere, { recursive: true });
});

const CHECK = 'processes.harm-reporting.written';
const FILE = Buffer.from('%PDF-1.7 made up');
const DIGEST = sha256(FILE).toString('hex');
const EVIDENCE = `evidence/${DIGEST}.pdf`;

type Files = Record<string, Uint8Array>;
type Line = Record<string, Record<string, unknown>>;

describe('the bundle of a pack', () => {
  let database: Database;
  let ground: Ground;
  let organisation: string;
  let key: SigningKey;
  let files: Files;
  let clock = new Date('2026-03-12T09:00:00Z');

  before(async () => {
    const [own, all] = await Promise.all([testDatabase(), assemble(features)]);
    database = new Database(own.app);
    const shows = assessed({
      checks: [
        {
          id: CHECK,
          asks: 'How harm is reported is written down.',
          how: 'automatic',
          reads: [],
          begins: () => ['Writing it down clears it.'],
          decide: () => ({
            result: 'passed',
            says: ['It is written down.'],
            clears: [],
            until: null,
            shown: [{ text: 'How we report harm', href: `/files/${DIGEST}`, until: null }],
          }),
        },
      ],
      facts: async (_tx, services) => new Map(services.map(({ id }) => [id, {}])),
    });
    const kinds = new Kinds(all.kinds.list, { ...all.kinds, assessed: [...all.kinds.assessed, shows] });
    ground = { database, kinds, sealing: testSealing, now: () => clock };
    const person = { id: newId(), name: 'Demo owner' };
    await database.platform((tx) => addPerson(tx, person, clock));
    organisation = await makeDemo({ ground, grounds: all.grounds }, person);
    await database.write(organisation, (tx) => putFile({ ...tx, at: clock }, FILE, 'harm.pdf'));
    key = signingKey(folder, {});
    files = unzipSync(await bundle(await made({})));
  });
  after(() => database.close());

  async function made(input: object): Promise<string> {
    const command = anyCommand(makePack);
    const { result } = await execute(
      ground,
      command,
      { service: 'DEMO', ...input },
      { actor: { kind: 'operator' }, organisation },
    );
    return madeIn(result).pack;
  }

  const bundle = (pack: string, by = key) => keptBundle(ground, organisation, by, { service: 'DEMO', pack });

  async function verified(change: (all: Files) => void, given?: string) {
    const changed = { ...files };
    change(changed);
    return verifiedBytes(zipSync(changed), given);
  }

  async function verifiedBytes(bytes: Uint8Array, given?: string) {
    const path = join(folder, `${newId()}.zip`);
    writeFileSync(path, bytes);
    return verifyBundle(path, given);
  }

  const proofLines = (all: Files, path = PROOF_PATH) =>
    strFromU8(all[path]!)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  const withProof = (all: Files, lines: readonly Line[]) =>
    (all[PROOF_PATH] = strToU8(lines.map((line) => JSON.stringify(line)).join('\n')));

  test('holds evidence and signatures, and is proved with the key that signed it', async () => {
    const { problems, said } = await verified(() => undefined, verifierKeyOf(key));
    assert.deepEqual(problems, []);
    assert.ok(said.some((line) => line.startsWith('pack: PACK-')));
    assert.deepEqual(Buffer.from(files[EVIDENCE]!), FILE);
    const signatures = Object.keys(files).filter((name) => name.startsWith('log/'));
    assert.ok(signatures.length > 0, 'the demo has approved versions');
    const document = packSchema.parse(JSON.parse(strFromU8(files['assessment.json']!)));
    assert.deepEqual(
      document.files.map(({ path, text }) => [path, text]),
      [[EVIDENCE, 'How we report harm']],
    );
    assert.match(strFromU8(files['README.txt']!), /primum verify/u);
  });

  test('notices any file that was altered, taken out or put in', async () => {
    for (const name of Object.keys(files)) {
      if (name === PROOF_PATH || name.startsWith('log/')) continue;
      const altered = await verified((all) => (all[name] = strToU8(`${strFromU8(files[name]!, true)} `)));
      assert.deepEqual(altered.problems, [`${name} was altered.`]);
      const missing = await verified((all) => delete all[name]);
      assert.deepEqual(missing.problems, [`${name} is missing.`]);
    }
    const added = await verified((all) => (all['evidence/more.pdf'] = FILE));
    assert.deepEqual(added.problems, ['evidence/more.pdf does not belong to it: it was put in.']);
  });

  test('notices a signature that was altered, taken out or exchanged', async () => {
    const [first, second] = Object.keys(files).filter((name) => name.startsWith('log/'));
    assert.ok(first !== undefined && second !== undefined);
    assert.match((await verified((all) => delete all[first])).problems.join('\n'), /is missing/u);
    const swapped = await verified((all) => (all[first] = files[second]!));
    assert.match(swapped.problems.join('\n'), /is another signature than the one that belongs here/u);
    const altered = await verified((all) => {
      const lines = proofLines(files, first).map((line) =>
        'record' in line ? { record: { ...line['record'], meaning: 'I have read nothing.' } } : line,
      );
      all[first] = strToU8(lines.map((line) => JSON.stringify(line)).join('\n'));
    });
    assert.match(altered.problems.join('\n'), /The record is not the one of entry/u);
    const cut = await verified((all) => (all[first] = strToU8('{"format":"primum-proof"')));
    assert.match(cut.problems.join('\n'), /cannot be read/u);
  });

  test('notices a proof that was made to fit', async () => {
    const better = strToU8(strFromU8(files['assessment.json']!).replaceAll('"unknown"', '"passed"'));
    const forged = (all: Files, also: (line: Line) => Line = (line) => line) => {
      all['assessment.json'] = better;
      const record = structuredClone(proofLines(files).find((line) => 'record' in line)!['record']) as Record<
        string,
        Json
      > & {
        files: Record<string, string>;
      };
      record.files['assessment.json'] = sha256(better).toString('hex');
      const lines = proofLines(files).map((line): Line => ('record' in line ? { record } : line));
      withProof(all, lines.map(also));
      return record;
    };
    const record = await verified((all) => void forged(all));
    assert.match(record.problems.join('\n'), /The record is not the one of entry/u);
    const entry = await verified((all) => {
      const digest = digestOf(forged(all)).toString('hex');
      forged(all, (line) => {
        if (!('entry' in line)) return line;
        const content = JSON.parse(String(line['content']!['content'])) as { result: { record: string } };
        content.result.record = digest;
        const text = JSON.stringify(content);
        const salt = Buffer.from(String(line['content']!['salt']), 'hex');
        const contentDigest = saltedDigest(salt, text).toString('hex');
        return { entry: { ...line['entry'], contentDigest }, content: { ...line['content'], content: text } };
      });
    });
    assert.match(entry.problems.join('\n'), /says something else than when it was written/u);
    const other = await bundle('PACK-1', signingKey(elsewhere, {}));
    const resigned = await verifiedBytes(other, verifierKeyOf(key));
    assert.match(resigned.problems.join('\n'), /The checkpoint is not signed by the key/u);
  });

  test('notices the proof of another pack', async () => {
    const theirs = unzipSync(await bundle(await made({ standards: ['dtac-c1'] })));
    const { problems } = await verified((all) => (all[PROOF_PATH] = theirs[PROOF_PATH]!));
    assert.match(problems.join('\n'), /assessment\.json was altered/u);
  });

  test('is no bundle where it is damaged, proves nothing, or names a file twice', async () => {
    await assert.rejects(verifiedBytes(zipSync({ 'a.txt': strToU8('a') })), UnreadableLedger);
    await assert.rejects(
      verified((all) => delete all[PROOF_PATH]),
      /nothing in it can be proved/u,
    );
    await assert.rejects(verifiedBytes(zipSync(files).subarray(0, 2_000)), /damaged/u);
    const twice = zipSync({ ...files, 'README.tx_': strToU8('Another one.') });
    const at = (text: string, from: number) => Buffer.from(twice).indexOf(text, from);
    for (let found = at('README.tx_', 0); found >= 0; found = at('README.tx_', found + 1))
      twice.set(strToU8('README.txt'), found);
    const { problems } = await verifiedBytes(twice);
    assert.ok(problems.includes('README.txt is in it more than once.'), problems.join('\n'));
  });

  test('is what every program sees in it: no second list, nothing beside the list, no name that is none', async () => {
    const parts = (zip: Uint8Array) => {
      const bytes = Buffer.from(zip);
      const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006'));
      const listed = bytes.readUInt32LE(end + 16);
      return { locals: bytes.subarray(0, listed), list: bytes.subarray(listed, end), end: bytes.subarray(end) };
    };
    const [good, evil] = [parts(zipSync(files)), parts(zipSync({ 'README.txt': strToU8('All is met.') }))];
    evil.list.writeUInt32LE(good.locals.length, 42);
    evil.end.writeUInt32LE(good.locals.length + evil.locals.length, 16);
    const before = [good.locals, evil.locals, evil.list, evil.end].reduce((sum, { length }) => sum + length, 0);
    good.end.writeUInt32LE(before, 16);
    // Programs that look whether the comment of a list ends with the file show the other one.
    evil.end.writeUInt16LE(good.list.length + good.end.length + 1, 20);
    const twoLists = [good.locals, evil.locals, evil.list, evil.end, good.list, good.end, Buffer.from('x')];
    await assert.rejects(verifiedBytes(Buffer.concat(twoLists)), /put together by another program/u);
    // Whatever reads a zip from its beginning shows a file that no list names.
    const hidden = parts(zipSync(files));
    hidden.end.writeUInt32LE(hidden.locals.length + evil.locals.length, 16);
    await assert.rejects(
      verifiedBytes(Buffer.concat([hidden.locals, evil.locals, hidden.list, hidden.end])),
      /put together by another program/u,
    );
    const prototype = zipSync({ ...files, p_r_o_t_o: strToU8('More.') });
    const name = Buffer.from('p_r_o_t_o');
    for (let at = Buffer.from(prototype).indexOf(name); at >= 0; at = Buffer.from(prototype).indexOf(name, at + 1))
      prototype.set(strToU8('__proto__'), at);
    assert.deepEqual((await verifiedBytes(prototype)).problems, ['__proto__ does not belong to it: it was put in.']);
    const folder_ = await verified((all) => (all['more/'] = strToU8('A folder with something in it.')));
    assert.deepEqual(folder_.problems, ['more/ does not belong to it: it was put in.']);
  });

  test('stays as it was, whatever happens meanwhile', async () => {
    const pack = await made({});
    const before_ = unzipSync(await bundle(pack));
    clock = new Date('2026-09-12T09:00:00Z');
    const later = unzipSync(await bundle(pack));
    assert.deepEqual(Object.keys(later), Object.keys(before_));
    for (const name of Object.keys(later))
      if (name !== PROOF_PATH && !name.startsWith('log/')) assert.deepEqual(later[name], before_[name], name);
  });

  test('is made in under three seconds', async () => {
    const begun = performance.now();
    await bundle(await made({ standards: ['point-16', 'dtac-c1'] }));
    const took = performance.now() - begun;
    assert.ok(took < 3_000, `${Math.round(took)} ms`);
  });
});
