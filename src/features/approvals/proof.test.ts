import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { runCli } from '../../platform/cli/run.ts';
import { digestOf, sha256, type Json } from '../../platform/canonical.ts';
import { platformVerbs } from '../../platform/cli/verbs.ts';
import { anyCommand } from '../../platform/commands/command.ts';
import type { Installation } from '../../platform/installation.ts';
import { hashOf, saltedDigest, type HashedEntry } from '../../platform/ledger/chain.ts';
import { signCheckpoint, signingKey, verifierKeyOf } from '../../platform/ledger/checkpoint.ts';
import { testApp, type TestApp } from '../../test-app.ts';
import { acceptNomination, nominateOfficer } from '../people/nomination-commands.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { signCommand } from './commands.ts';
import { approvals } from './index.ts';
import { intendedUse } from './intended-use.ts';
import { doAs, makeOfficer, shownOf, type Somebody } from './testing/officers.ts';

const folder = mkdtempSync(join(tmpdir(), 'primum-proof-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'primum-other-key-'));
after(() => {
  rmSync(folder, { recursive: true });
  rmSync(elsewhere, { recursive: true });
});

type Line = Record<string, Record<string, unknown>>;

describe('a signature in a file', () => {
  let app: TestApp;
  let mine: string[];
  let other: string[];

  async function primum(...args: string[]) {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const house = {
      migrations: async () => [],
      assemble: async () => ({ kinds: app.ground.kinds, commands: [], queries: [], grounds: [] }),
      organisation: async () => app.organisation,
    };
    const installation = { ground: app.ground, dataDirectory: folder, close: async () => undefined };
    const io = { out, err, env: {}, open: async () => installation as Partial<Installation> as Installation };
    const code = await runCli(args, io, { house, verbs: [...approvals.verbs!, ...platformVerbs(house)] });
    return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
  }

  before(async () => {
    app = await testApp({ now: new Date('2026-03-03T10:00:00Z') });
    const somebody = async (name: string, roles: Somebody['roles']): Promise<Somebody> => ({
      visitor: await app.as({ name, roles }),
      roles,
    });
    const cso = await somebody('Wren Applewhite', ['clinical safety officer']);
    const executive = await somebody('Barnaby Quince', ['accountable executive', 'product owner']);
    const written: string[][] = [];
    for (const reference of ['ONE', 'TWO']) {
      await doAs(app, executive, anyCommand(createService), {
        ...DEMO_SERVICE,
        reference,
        name: `Service ${reference}`,
      });
    }
    const office = 'clinical safety officer';
    await makeOfficer(app, cso, { service: 'ONE', office, executive });
    const input = { service: 'TWO', person: cso.visitor.person.id, office };
    const { nomination } = await doAs(app, executive, anyCommand(nominateOfficer), input);
    await doAs(app, cso, anyCommand(acceptNomination), { service: 'TWO', nomination, statement: 1 });
    for (const service of ['ONE', 'TWO']) {
      const shown = await shownOf(app, intendedUse, { service });
      const signed = await doAs(app, cso, signCommand(intendedUse), {
        service,
        decision: 'reject',
        reason: `It is not clear whom service ${service} is for.`,
        ...shown,
      });
      const { code, out, err } = await primum('approval', signed['signature'] as string);
      assert.deepEqual([code, err], [0, '']);
      written.push(out.trimEnd().split('\n'));
    }
    [mine, other] = written as [string[], string[]];
  });

  /** Verifies the file with some lines changed. @param change gets each line as JSON */
  async function verify(change: (line: Line) => Line | null = (line) => line, ...args: string[]) {
    const path = join(folder, `${Math.random()}.jsonl`);
    const lines = mine.flatMap((text) => change(JSON.parse(text) as Line) ?? []);
    writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));
    return primum('verify', path, ...args);
  }
  const has = (name: string, lines: readonly string[]) =>
    JSON.parse(lines.find((line) => line.startsWith(`{"${name}"`))!) as Line;
  const edited = (change: (record: Record<string, unknown>) => void) => (line: Line) => {
    if ('record' in line) change(line['record']);
    return line;
  };

  test('is proved offline, and says what was signed, by whom, and what it means', async () => {
    const { code, out } = await verify();
    assert.equal(code, 0, out);
    assert.match(out, /^Valid: entry \d+ of the changes/u);
    assert.match(out, /subject title: Intended use of Service ONE/u);
    assert.match(out, /meaning: I am the clinical safety officer of Service ONE\..*not ready to be approved/u);
    assert.match(out, /signer registration number: 00A0000E/u, 'the registration as it was that day');
    assert.match(out, /reason: It is not clear whom service ONE is for\./u);
    const key = verifierKeyOf(signingKey(folder, {}));
    assert.equal((await verify(undefined, '--key', key)).code, 0);
    const json = JSON.parse((await verify(undefined, '--format', 'json')).out) as { valid: boolean; said: string[] };
    assert.equal(json.valid, true);
  });

  test('is noticed when it was moved to another subject', async () => {
    const theirs = has('record', other);
    const swapped = await verify((line) => ('record' in line ? theirs : line));
    assert.equal(swapped.code, 1);
    assert.match(swapped.out, /The record is not the one of entry/u);
    assert.match(swapped.out, /The record is of another subject/u);
    const { subject } = theirs['record'] as { subject: unknown };
    const renamed = await verify(edited((record) => (record['subject'] = subject)));
    assert.match(renamed.out, /The record is of another subject/u);
    // The record with all of its texts under the entry of another.
    const entry = has('entry', other);
    const moved = await verify((line) => ('entry' in line ? entry : line));
    assert.match(moved.out, /not the one that the signed checkpoint names/u);
    const checkpoint = has('checkpoint', other);
    const both = await verify((line) => ('entry' in line ? entry : 'checkpoint' in line ? checkpoint : line));
    assert.match(both.out, /The record is not the one of entry/u);
  });

  test('is noticed when its meaning, its decision or the registration in it was altered', async () => {
    for (const [field, value] of Object.entries({
      meaning: 'I have read nothing.',
      decision: 'approve',
      number: 7,
      author: true,
      at: '2026-03-02T10:00:00.000Z',
      person: '018f0000-0000-7000-8000-0000000000aa',
      registration: null,
    })) {
      const { code, out } = await verify(edited((record) => (record[field] = value)));
      assert.equal(code, 1, field);
      assert.match(out, /The record is not the one of entry/u, field);
    }
    const registration = (line: Line): Line => {
      const body = line['text']?.['body'];
      if (typeof body === 'string') line['text']!['body'] = body.replace('00A0000E', '99A9999E');
      return line;
    };
    assert.match((await verify(registration)).out, /A text of entry \d+ .* was altered/u);
    const rehashed = await verify((line) => {
      const { text } = registration(line);
      if (text)
        text['digest'] = saltedDigest(Buffer.from(String(text['salt']), 'hex'), String(text['body'])).toString('hex');
      return line;
    });
    assert.match(rehashed.out, /A text of entry \d+ .* was exchanged/u);
    assert.match((await verify((line) => ('text' in line ? null : line))).out, /was exchanged, or is missing/u);
  });

  test('is noticed however far somebody goes who does not have the key', async () => {
    const forged = (line: Line, stop: 'content' | 'entry' | 'hash' | 'key'): Line => {
      if ('record' in line) line['record']['meaning'] = 'I have read nothing.';
      if (!('entry' in line)) return line;
      const record = has('record', mine)['record']!;
      record['meaning'] = 'I have read nothing.';
      const content = JSON.parse(String(line['content']!['content'])) as { result: { record: string } };
      content.result.record = digestOf(record as Json).toString('hex');
      line['content']!['content'] = JSON.stringify(content);
      if (stop === 'content') return line;
      const salt = Buffer.from(String(line['content']!['salt']), 'hex');
      line['entry']['contentDigest'] = saltedDigest(salt, JSON.stringify(content)).toString('hex');
      if (stop === 'entry') return line;
      line['entry']['hash'] = hashOf(entryFrom(line, app.organisation)).toString('hex');
      return line;
    };
    assert.match((await verify((line) => forged(line, 'content'))).out, /has other content than when it was written/u);
    assert.match((await verify((line) => forged(line, 'entry'))).out, /says something else than when it was written/u);
    assert.match((await verify((line) => forged(line, 'hash'))).out, /not the one that the signed checkpoint names/u);
    const own = signingKey(elsewhere, {});
    const resigned = (line: Line): Line => {
      const done = forged(line, 'hash');
      if ('key' in line) return { ...line, key: verifierKeyOf(own) as unknown as Line[string] };
      if (!('checkpoint' in line)) return done;
      const entry = entryFrom(forged(has('entry', mine), 'hash'), app.organisation);
      const note = signCheckpoint(
        { organisation: app.organisation, chain: 'changes', seq: entry.seq, hash: entry.hash },
        own,
      );
      return { checkpoint: note as unknown as Line[string] };
    };
    const { code, out } = await verify(resigned, '--key', verifierKeyOf(signingKey(folder, {})));
    assert.equal(code, 1);
    assert.match(out, /The checkpoint is not signed by the key/u);
    assert.match((await verify(resigned)).out, /The key is the file's own|The words at the top/u);
  });

  test('cannot be read where it is cut off, or is something else', async () => {
    const wrong = async (text: string, words: RegExp) => {
      const path = join(folder, `${sha256(text).toString('hex').slice(0, 8)}.jsonl`);
      writeFileSync(path, text);
      const { code, err } = await primum('verify', path);
      assert.equal(code, 2, err);
      assert.match(err, words);
    };
    await wrong(mine.slice(0, 3).join('\n'), /There has to be one (?:entry|checkpoint)/u);
    await wrong(mine.join('\n').slice(0, -10), /cannot be read/u);
    await wrong([...mine, mine.find((line) => line.startsWith('{"record"'))!].join('\n'), /one record in this file/u);
    await wrong('', /empty/u);
    assert.equal((await primum('verify', join(folder, 'nowhere'))).code, 2);
    assert.equal((await primum('approval', '018f0000-0000-7000-8000-0000000000aa')).code, 1);
    assert.equal((await primum('approval', 'x')).code, 2);
    assert.equal((await primum('approval')).code, 2);
  });
});

function entryFrom(line: Line, organisation: string): HashedEntry {
  const entry = line['entry'] as Record<string, string> & { seq: number; subject: HashedEntry['subject'] };
  const hex = (name: string) => Buffer.from(entry[name]!, 'hex');
  return {
    organisation,
    chain: 'changes',
    seq: entry.seq,
    at: new Date(entry['at']!),
    actor: entry['actor']!,
    command: entry['command']!,
    subject: entry.subject,
    contentDigest: hex('contentDigest'),
    reasons: entry['reasons']!,
    previousHash: hex('previousHash'),
    hash: hex('hash'),
  };
}
