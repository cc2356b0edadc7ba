import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { sha256 } from '../../platform/canonical.ts';
import { anyCommand } from '../../platform/commands/command.ts';
import type { Installation } from '../../platform/installation.ts';
import { verifyBundle } from '../../platform/ledger/bundle.ts';
import { testApp, type TestApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { recordCheck } from '../standards/checks/commands.ts';
import { allCatalogues } from '../standards/catalogues.ts';
import type { Catalogue } from '../standards/index.ts';
import { run } from './cli.ts';
import { madeIn, makePack } from './commands.ts';
import { criteriaIn } from './domain/document.ts';
import { dtacAnswers, dtacIn } from './domain/dtac.ts';
import { ABOUT, FORMATS } from './formats.ts';
import { packJsonSchema, packSchema } from './schema.ts';

/*
 * A pack is made in the browser, over the API and at the command line, and is fetched by whoever sees the service.
 */

const PUBLISHED = new URL('../../../docs/schemas/assessment-pack-1.json', import.meta.url);
const PACKS = '/services/DEMO/point-16/pack';
/** A check by hand under a question of DTAC. */
const DTAC_CHECK = 'hand.dcb0129-assessed';

test('the published schema is the one in force: after a change, write docs/schemas/assessment-pack-1.json anew', () => {
  assert.deepEqual(JSON.parse(readFileSync(PUBLISHED, 'utf8')), packJsonSchema());
});

describe('packs', () => {
  let app: TestApp;
  const folder = mkdtempSync(join(tmpdir(), 'primum-pack-'));
  after(() => rmSync(folder, { recursive: true }));

  before(async () => {
    app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
    await app.execute(anyCommand(createService), DEMO_SERVICE);
  });

  async function fetched(url: string, who: Visitor = app) {
    const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { statusCode, rawPayload, headers } = await app.app.inject({ method: 'GET', url, headers: { cookie } });
    return { status: statusCode, bytes: rawPayload, headers };
  }

  test('one is made by a form, without JavaScript, and can be proved', async () => {
    const empty = await app.get(PACKS);
    assert.match(empty.text, /Each pack that is made will stand here/u);
    const none = await app.send(`${PACKS}/new`, { standards: [] });
    assert.match(none.text, /Choose what the pack is about/u);
    const wrong = await app.send(`${PACKS}/new`, { asAt: '30 February' });
    assert.match(wrong.text, /Give a day as 2026-03-03/u);
    const made = await app.send(`${PACKS}/new`, { standards: ['point-16', 'dtac-c1'] }, { follow: true });
    assert.match(made.text, /PACK-1 was made, and is kept as it is\./u);
    assert.match(made.text, /Not known: \d+ of \d+ things that it asks/u);
    const { bytes, headers } = await fetched(`${PACKS}/PACK-1/zip`);
    assert.match(String(headers['content-disposition']), /filename="DEMO-assessment-PACK-1\.zip"/u);
    const path = join(folder, 'fetched.zip');
    writeFileSync(path, bytes);
    assert.deepEqual((await verifyBundle(path)).problems, []);
  });

  test('every format is fetched, of what is kept and of what stands now', async () => {
    for (const format of FORMATS)
      for (const place of ['PACK-1', 'now']) {
        const { status, bytes, headers } = await fetched(`${PACKS}/${place}/${format}`);
        assert.equal(status, 200, `${place} ${format}`);
        assert.equal(headers['content-type'], ABOUT[format].type);
        assert.match(String(headers['content-disposition']), /^attachment; /u);
        assert.ok(bytes.length > 500);
      }
    const { bytes } = await fetched(`${PACKS}/PACK-1/json`);
    const document = packSchema.parse(JSON.parse(strFromU8(bytes)));
    assert.deepEqual(
      document.standards.map(({ id }) => id),
      ['point-16', 'dtac-c1'],
    );
    for (const end of ['PACK-1/exe', 'PACK-9/pdf', 'PACK-x', 'now/pdf?as-at=nonsense', 'now/pdf?standards=none'])
      assert.equal((await fetched(`${PACKS}/${end}`)).status, 404, end);
  });

  test('the file that somebody kept with a check goes along, and is what DTAC can attach', async () => {
    const file = Buffer.from('%PDF-1.7 a letter of appointment');
    const digest = sha256(file).toString('hex');
    await app.execute(anyCommand(recordCheck), {
      service: 'DEMO',
      check: DTAC_CHECK,
      outcome: 'passed',
      seen: 'I read all of it with the team on Tuesday.',
      observedOn: '2026-03-12',
      file: { name: 'letter.pdf', content: file.toString('base64') },
    });
    const { result } = await app.execute(anyCommand(makePack), { service: 'DEMO', standards: ['dtac-c1'] });
    const files = unzipSync((await fetched(`${PACKS}/${madeIn(result).pack}/zip`)).bytes);
    const path = `evidence/${digest}.pdf`;
    assert.deepEqual(Buffer.from(files[path]!), file);
    const document = packSchema.parse(JSON.parse(strFromU8(files['assessment.json']!)));
    assert.deepEqual(
      document.files.map((one) => [one.path, one.text]),
      [[path, 'EVD-1: letter.pdf']],
    );
    const answers = dtacAnswers(dtacIn(document)!);
    assert.ok(answers.some(({ attachments }) => attachments.some((one) => one.file === digest)));
    assert.ok(strFromU8(files['dtac-c1.html']!).includes(path));
  });

  test('of DCB0129 it has the answers of the compliance assessment, and none better than what is known', async () => {
    const { result } = await app.execute(anyCommand(makePack), { service: 'DEMO', standards: ['dcb0129', 'point-16'] });
    const files = unzipSync((await fetched(`${PACKS}/${madeIn(result).pack}/zip`)).bytes);
    const [dcb, point16] = packSchema.parse(JSON.parse(strFromU8(files['assessment.json']!))).standards;
    assert.ok(dcb!.answers.length > criteriaIn(dcb!).length, 'some are answered in two parts');
    assert.ok(
      dcb!.answers.every(({ answer }) => answer !== 'Yes'),
      'nobody has judged anything',
    );
    assert.ok(dcb!.beforeSupply.length > 0);
    assert.deepEqual([point16!.answers, point16!.beforeSupply], [[], []]);
    const page = strFromU8(files['assessment.html']!);
    assert.match(page, /Answers for the compliance assessment of DCB0129/u);
    assert.doesNotMatch(page, /Answers for the compliance assessment of NHS/u);
    assert.match(strFromU8(files['assessment.csv']!), /system: No, project: No/u);
  });

  test('a pack of a day that is past says what was known then', async () => {
    app.clock.now = new Date('2026-03-20T09:00:00Z');
    // Whoever was signed in is not any more.
    const later = await app.as({ name: 'Juniper Hale', roles: ['product owner'] });
    const { result } = await later.execute(anyCommand(makePack), { service: 'DEMO', asAt: '2026-03-13' });
    const { bytes } = await fetched(`${PACKS}/${madeIn(result).pack}/json`, later);
    const { asAt, made } = packSchema.parse(JSON.parse(strFromU8(bytes)));
    assert.deepEqual([asAt.slice(0, 10), made.at.slice(0, 10)], ['2026-03-13', '2026-03-20']);
    await assert.rejects(
      later.execute(anyCommand(makePack), { service: 'DEMO', asAt: '2026-03-01' }),
      /There is no service DEMO/u,
      'the service was not there then',
    );
  });

  test('is of the edition that the service keeps to, as every page of it', async () => {
    const all = allCatalogues() as Catalogue[];
    const { edition, criteria, ...of } = all.find(({ id }) => id === 'gs1')!;
    all.push({ ...of, edition: '2019-01', criteria: criteria.slice(0, 1) });
    try {
      const officer = await app.as({ name: 'Wren Applewhite', roles: ['clinical safety officer'] });
      const adopted = { service: 'DEMO', standard: 'gs1', edition: '2019-01', from: edition };
      const moved = await officer.api('POST', 'standards/adoptEdition', adopted);
      assert.equal(moved.status, 200, JSON.stringify(moved.json));
      const { bytes } = await fetched(`${PACKS}/now/json?standards=gs1`, officer);
      const [standard] = packSchema.parse(JSON.parse(strFromU8(bytes))).standards;
      assert.deepEqual([standard!.edition, standard!.sections.flatMap((one) => one.criteria).length], ['2019-01', 1]);
    } finally {
      all.pop();
    }
  });

  test('an assessor fetches and does not make; nobody else’s organisation sees it', async () => {
    const assessor = await app.as({ name: 'Imogen Sedge', roles: ['assessor'] });
    assert.equal((await fetched(`${PACKS}/PACK-1/zip`, assessor)).status, 200);
    assert.equal((await fetched(`${PACKS}/now/html`, assessor)).status, 200);
    assert.doesNotMatch((await assessor.get(PACKS)).text, /Make a pack/u);
    assert.equal((await assessor.get(`${PACKS}/new`)).status, 403);
    const stranger = await app.elsewhere({ roles: ['administrator'] });
    assert.equal((await fetched(`${PACKS}/PACK-1/zip`, stranger)).status, 404);
    assert.equal((await fetched(`${PACKS}/PACK-1/zip`, app.signedOut())).status, 303);
  });

  test('the command line writes every format, and a bundle', async () => {
    const primum = async (...args: string[]) => {
      const [out, err] = [new PassThrough(), new PassThrough()];
      const installation = { ground: app.ground, dataDirectory: folder, close: async () => undefined };
      const io = { out, err, env: {}, open: async () => installation as Partial<Installation> as Installation };
      const code = await run(['--service', 'DEMO', '--organisation', app.organisation, ...args], io);
      return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
    };
    for (const format of FORMATS) {
      const file = join(folder, `written.${format}`);
      const done = await primum('--format', format, '--out', file);
      assert.deepEqual([done.code, done.err], [0, ''], format);
      assert.ok(existsSync(file));
    }
    assert.equal((await primum('--out', join(folder, 'written.pdf'))).code, 1, 'nothing is written over');
    const file = join(folder, 'pack.zip');
    const zipped = await primum('--out', file, '--standard', 'dtac-c1');
    assert.equal(zipped.code, 0, zipped.err);
    const key = /verify it with: (\S+)/u.exec(zipped.out)?.[1];
    assert.deepEqual((await verifyBundle(file, key)).problems, []);
    assert.ok('dtac-c1.html' in unzipSync(readFileSync(file)));
    const again = await primum('--pack', 'PACK-1', '--out', join(folder, 'again.zip'));
    assert.equal(again.code, 0, again.err);
    assert.match((await primum('--format', 'xml')).err, /--format takes html, pdf/u);
    assert.match((await primum('--format', 'pdf')).err, /Name a file with --out/u);
    assert.match((await primum('--standard', 'none')).err, /There is no standard none\. There are: point-16/u);
  });

  test('the pages, and a pack as a page, have no fault that can be found by a program', async () => {
    const visitor = await app.as({ name: 'Posy Thackray', roles: ['safety engineer'] });
    const { status, bytes } = await fetched(`${PACKS}/now/html`, visitor);
    assert.equal(status, 200);
    await withBrowser(async (browser) => {
      await visitor.open(browser, { width: 320 }, async (page) => {
        for (const path of [PACKS, `${PACKS}/new`, `${PACKS}/PACK-1`]) {
          assert.equal((await page.goto(path))?.status(), 200, path);
          assert.ok(page.url().endsWith(path), page.url());
          assert.deepEqual(await axe(page), [], path);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, path);
        }
        const file = join(folder, 'page.html');
        writeFileSync(file, bytes);
        await page.goto(`file://${file}`);
        assert.deepEqual(await axe(page), []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
      });
    });
  });
});
