import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Writable } from 'node:stream';
import { testApp } from '../../test-app.ts';
import { run } from './cli.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
const folder = mkdtempSync(join(tmpdir(), 'primum-incident-'));
let env: NodeJS.ProcessEnv;

before(async () => {
  await app.api('POST', 'services/createService', {
    reference: 'WCS',
    name: 'Wound care',
    role: 'both',
    phase: 'live',
  });
  const page = await app.send('/account/tokens/new', { label: 'Desk', scopes: ['read', 'import'] });
  env = { PRIMUM_URL: await app.listen(), PRIMUM_TOKEN: /primum_[\w-]{43}/u.exec(page.text)![0] };
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the verb against the server, as another computer does. */
async function primum(...args: string[]) {
  const said = { out: '', err: '' };
  const stream = (to: 'out' | 'err') =>
    new Writable({
      write(part: Buffer, _encoding, done) {
        said[to] += part.toString();
        done();
      },
    });
  const io = { out: stream('out'), err: stream('err'), env, open: () => Promise.reject(new Error('on a server')) };
  return { code: await run(args, io), ...said };
}

const at = (name: string) => join(folder, name);

describe('primum incident', () => {
  test('shows a list, takes it in where it is accepted, and once', async () => {
    const list = at('desk.csv');
    writeFileSync(list, 'Number,Title,Colour\n1,Late,red\n,Lost,blue\n');
    const shown = await primum('import', list, '--service', 'WCS', '--source', 'Desk');
    assert.equal(shown.code, 1);
    assert.match(
      shown.out,
      /Colour: left out[^]*Row 3 is left out[^]*1 incident can be taken in\. Nothing was written/u,
    );
    const taken = await primum('import', list, '--service', 'WCS', '--source', 'Desk', '--accept');
    assert.deepEqual([taken.code, /1 incident was taken in; 0 were here already/u.test(taken.out)], [0, true]);
    const again = await primum('import', list, '--service', 'WCS', '--source', 'desk', '--accept');
    assert.match(again.out, /0 incidents were taken in; 1 were here already/u);
    const other = await primum('import', list, '--service', 'WCS', '--source', 'D', '--map', 'Colour=summary');
    assert.match(other.out, /Title: left out[^]*Colour: title/u);
  });

  test('hands out the log and reports, and says what is missing', async () => {
    const csv = await primum('export', '--service', 'WCS');
    assert.match(csv.out, /INC-1,/u);
    const out = at('lfpse.json');
    const report = await primum('export', 'INC-1', '--service', 'WCS', '--answer', 'process=5', '--out', out);
    assert.deepEqual([report.code, /Nothing was sent to anybody/u.test(report.out)], [0, true]);
    assert.match(report.err, /Nobody graded the physical harm/u);
    assert.match(readFileSync(out, 'utf8'), /"Process"/u);
    assert.equal((await primum('export', 'INC-1', '--service', 'WCS', '--out', out)).code, 1);
    const sheet = await primum('export', 'INC-1', '--service', 'WCS', '--as', 'mhra', '--format', 'text');
    assert.match(sheet.out, /MHRA report worksheet for WCS INC-1/u);
    const paper = at('mhra.pdf');
    assert.equal((await primum('export', 'INC-1', '--service', 'WCS', '--as', 'mhra', '--out', paper)).code, 0);
    assert.match(readFileSync(paper, 'latin1'), /^%PDF/u, 'as the file is called');
    const codes = await primum('export', 'INC-1', '--service', 'WCS', '--answer', 'sharing=?');
    assert.match(codes.err, /sharing=y {2}Yes/u);
  });

  test('says what is wrong with how it is called', async () => {
    assert.equal((await primum('--help')).code, 0);
    for (const args of [
      [],
      ['export'],
      ['import', '--service', 'WCS'],
      ['import', at('none.csv'), '--service', 'WCS', '--source', 'x'],
      ['export', 'INC-1', '--service', 'WCS', '--as', 'else'],
      ['export', 'INC-1', '--service', 'WCS', '--answer', 'colour=red'],
      ['list'],
      ['import', folder, '--service', 'WCS', '--source', 'x'],
      ['export', '--service', 'WCS', '--format', 'pdf'],
      ['export', '--service', 'WCS', '--as', 'mhra'],
      ['export', 'INC-1', '--service', 'WCS', '--as', 'mhra', '--format', 'docx'],
      ['export', 'INC-1', '--service', 'WCS', '--as', 'mhra', '--answer', 'process=5'],
      ['export', 'INC-1', '--service', 'WCS', '--as-at', '2026-03-03'],
      ['export', '--service', 'WCS', '--colour'],
    ])
      assert.equal((await primum(...args)).code, 2, args.join(' '));
    assert.equal((await primum('export', 'INC-99', '--service', 'WCS')).code, 1);
  });
});
