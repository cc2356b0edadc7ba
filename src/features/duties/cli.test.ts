import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import type { CliIo } from '../../platform/feature.ts';
import { run } from './cli.ts';

/* `primum duties`: facts in, obligations out; and a clear sentence for what cannot be read. */

const folder = mkdtempSync(join(tmpdir(), 'primum-duties-'));
const PRIMUM = fileURLToPath(new URL('../../../bin/primum', import.meta.url));

function fileOf(content: unknown): string {
  const file = join(folder, 'facts.json');
  writeFileSync(file, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
  return file;
}

async function called(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const into = (stream: keyof typeof written) =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written[stream] += chunk.toString();
        done();
      },
    });
  const io: CliIo = {
    out: into('out'),
    err: into('err'),
    env: {},
    open: () => assert.fail('it needs no installation'),
  };
  return { exit: await run(args, io), ...written };
}

interface Answer {
  readonly obligations: readonly Record<string, unknown>[];
}

async function obligations(facts: unknown): Promise<ReadonlyMap<unknown, Record<string, unknown>>> {
  const { exit, out, err } = await called('--facts', fileOf(facts), '--format', 'json');
  assert.deepEqual([exit, err], [0, '']);
  return new Map((JSON.parse(out) as Answer).obligations.map((one) => [one['id'], one]));
}

const BREACH = {
  'org.roles': ['controller'],
  'breach.personal_data': true,
  'breach.risk_to_people': 'high',
  't.breach_aware': '2026-04-02T16:30:00+01:00',
};

test('each duty once, with what its reader needs', async () => {
  const all = await obligations(BREACH);
  assert.equal(all.size, 44);
  const one = all.get('ICO-72H')!;
  assert.equal(one['state'], 'due');
  assert.equal(one['due'], '2026-04-05T16:30:00+01:00');
  assert.equal(one['strength'], 'law');
  assert.equal(one['confidence'], 'high');
  assert.equal(one['settle_with'], null);
  assert.ok((one['why'] as string[]).length > 0);
  const told = all.get('ICO-SUBJECTS')!;
  assert.deepEqual([told['due'], told['target']], [null, '2026-04-05T16:30:00+01:00']);
  const possible = all.get('NEVER-EVENT')!;
  assert.deepEqual(
    [possible['state'], possible['settle_with'], possible['due']],
    ['possible', 'event.never_event_type', null],
  );
  assert.equal(all.get('CSA-REPORT')!['state'], 'watch');
});

test('facts stand flat, within one another, or below "facts"; null says that there is none', async () => {
  const state = async (facts: unknown, id: string) => (await obligations(facts)).get(id)!['state'];
  assert.equal(await state({ facts: BREACH }, 'ICO-72H'), 'due');
  assert.equal(
    await state(
      { org: { roles: ['controller'] }, breach: { personal_data: true, risk_to_people: 'likely' } },
      'ICO-72H',
    ),
    'due',
  );
  assert.equal(await state({ 'event.never_event_type': null }, 'NEVER-EVENT'), 'not-owed');
  assert.equal(await state({ 'event.never_event_type': 3 }, 'NEVER-EVENT'), 'due');
  assert.equal(await state({}, 'NEVER-EVENT'), 'possible');
  assert.equal(await state({ 'harm.death': null }, 'MEDICAL-EXAMINER'), 'not-owed');
});

test('without a terminal the answer is JSON; the text says first what is due, and what to ask', async () => {
  const file = fileOf({ ...BREACH, 'person.immediate_danger': true });
  assert.equal((JSON.parse((await called('--facts', file)).out) as Answer).obligations[0]!['id'], 'SG-999');
  const { out } = await called('--facts', file, '--format', 'text');
  for (const line of out.split('\n')) assert.ok(line.length <= 80, line);
  assert.ok(out.indexOf('NOW') < out.indexOf('DUE ('), out);
  assert.match(out, /By 5 April 2026, 4:30pm: PAST \(within 72 hours\)\./u);
  assert.match(out, /Our target, not law: 3 April 2026, 4:30pm/u);
  assert.match(out, /NEVER-EVENT {2}Report a Never Event\n {4}Is it on the list of Never Events, and which one\?/u);
  assert.doesNotMatch(out, /compliant/iu);
  const { out: all } = await called('--facts', file, '--format', 'text', '--all');
  assert.match(all, /Nobody has verified this rule/u);
});

test('what cannot be read is said in a sentence each, and nothing is answered', async () => {
  const wrong = async (facts: unknown, ...sentences: RegExp[]) => {
    const { exit, out, err } = await called('--facts', fileOf(facts), '--format', 'json');
    assert.deepEqual([exit, out], [2, ''], err);
    assert.equal(err.trimEnd().split('\n').length, sentences.length, err);
    for (const sentence of sentences) assert.match(err, sentence);
  };
  await wrong({ 'harm.deth': true }, /There is no fact "harm\.deth"/u);
  await wrong({ deth: true, 'foo.personal_data': true }, /"deth"/u, /Is breach\.personal_data meant\?/u);
  await wrong({ 'harm.death': 'yes' }, /"harm\.death" takes true or false; it cannot be "yes"\./u);
  await wrong({ 'harm.death': 1 }, /true or false/u);
  await wrong({ 'harm.physical': 'awful' }, /one of none, low, moderate, severe, fatal; it cannot be "awful"/u);
  await wrong({ 'org.roles': 'controller' }, /takes a list, such as/u);
  await wrong({ 'org.roles': ['controller', 'king'] }, /it cannot be "king"/u);
  await wrong({ 'person.age': -1, 'da.dash_score': '14' }, /from 0 to 130/u, /takes a number/u);
  await wrong({ 'event.never_event_type': 99 }, /"event\.never_event_type" takes one of/u);
  for (const moment of ['2026-04-02T16:30:00', '2026-02-30T10:00:00Z', '2026-04-02', 'soon', 1775143800])
    await wrong({ 't.breach_aware': moment }, /a date and time with its offset/u);
  await wrong({ 'harm.death': true, harm: { death: true } }, /given twice/u);
  await wrong([], /one object/u);
  await wrong('null', /one object/u);
  await wrong('{"harm.death": true', /is not JSON/u);
  await wrong(Buffer.from([0x7b, 0xff, 0x7d]), /is not UTF-8/u);
  await wrong('x'.repeat(1_000_001), /larger than 1 MB/u);
  await wrong('{"__proto__": {"x": true}, "toString": true}', /"__proto__\.x"/u, /"toString"/u);
});

test('a wrong call says what is right', async () => {
  const told = async (...args: string[]) => {
    const { exit, err } = await called(...args);
    assert.equal(exit, 2);
    return err;
  };
  assert.match(await told(), /--facts facts\.json/u);
  assert.match(await told('--facts', join(folder, 'nowhere.json')), /cannot be read/u);
  assert.match(await told('--facts', folder), /cannot be read/u);
  assert.match(await told('--facts', fileOf({}), '--format', 'xml'), /--format takes text or json, not "xml"/u);
  assert.match(await told('--fact', 'x'), /See "primum duties --help"/u);
  assert.match((await called('--help')).out, /Usage: {2}primum duties/u);
  assert.match((await called('--list-facts')).out, /^breach\.personal_data$/mu);
});

test('it answers at the command line itself, from standard input, without an installation', () => {
  const data = join(folder, 'no-data');
  const out = execFileSync(PRIMUM, ['duties', '--facts', '-', '--format', 'json'], {
    input: `\uFEFF${JSON.stringify(BREACH)}`,
    env: { ...process.env, PRIMUM_DATA: data },
    encoding: 'utf8',
  });
  assert.equal((JSON.parse(out) as Answer).obligations.length, 44);
});
