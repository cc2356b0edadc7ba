import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { run as supplierAtCli } from './features/hand-over/received/cli.ts';
import { cdsLike } from './features/log-check/testing/look-alikes.ts';
import { createService } from './features/services/commands.ts';
import { anyCommand } from './platform/commands/command.ts';
import type { Installation } from './platform/installation.ts';
import { testApp } from './test-app.ts';
import { axe, withBrowser } from './test-browser.ts';

/*
 * A supplier who does not use Primum: their hazard log comes as Excel, the rest as documents. What is missing for a DCB0160 case
 * is listed, each point with its place in their file, and a list of questions is written, fetched and recorded as sent. In
 * Chromium without JavaScript, and at the command line. With a log that looks like a real one, and with the real one where it is.
 */

const REAL = fileURLToPath(
  new URL(
    '../../../shared/data/hazard-logs/nhsd-cds-api/CDS-API-Implementation-Guide-v2.0-Hazard-Log-v2.0.xlsx',
    import.meta.url,
  ),
);
const folder = mkdtempSync(join(tmpdir(), 'primum-supplier-'));
const app = await testApp({
  now: new Date('2026-03-12T09:00:00Z'),
  roles: ['administrator', 'clinical safety officer', 'safety engineer'],
});

after(() => rmSync(folder, { recursive: true, force: true }));

interface Case {
  readonly service: string;
  readonly file: string;
  readonly bytes: Uint8Array;
}

const look = cdsLike(2).files[0]!;
const CASES: readonly Case[] = [
  { service: 'LOOKALIKE', file: 'Supplier hazard log.xlsx', bytes: look.bytes },
  ...(existsSync(REAL)
    ? [{ service: 'REAL', file: 'CDS-API-Implementation-Guide-v2.0-Hazard-Log-v2.0.xlsx', bytes: readFileSync(REAL) }]
    : []),
];

before(async () => {
  for (const { service } of CASES)
    await app.execute(anyCommand(createService), {
      reference: service,
      name: `Heron Lane Advice ${service}`,
      role: 'deployer',
      phase: 'beta',
    });
});

/** `primum supplier`, on the same data. */
async function primum(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const installation = { ground: app.ground, dataDirectory: folder, close: async () => undefined };
  const io = { out, err, env: {}, open: async () => installation as Partial<Installation> as Installation };
  const code = await supplierAtCli([...args, '--organisation', app.organisation], io);
  return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
}

async function main(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replaceAll(/\s+/gu, ' ');
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).first().click();

for (const { service, file, bytes } of CASES)
  describe(`the log of ${service} as a supplier’s Excel`, () => {
    const AT = `/services/${service}/deployments`;
    const where = ['--service', service, '--deployment', 'DPL-1'];

    test('becomes the log of a deployment, and ends with a list of questions', { timeout: 300_000 }, async () => {
      await withBrowser(async (browser) => {
        await app.open(browser, { width: 1280, javaScript: false }, async (page) => {
          await page.goto(AT);
          assert.match(await main(page), /Each place where you use this service will stand here/u);
          await page.getByRole('button', { name: 'Add a deployment' }).click();
          await page.fill('#site', 'Heron Lane, advice line');
          await press(page, 'Add the deployment');
          assert.match(await main(page), /DPL-1 Heron Lane, advice line.*None yet: it begins with what the supplier/u);

          await page.getByRole('link', { name: 'Take in documents' }).click();
          const nothing = await main(page);
          assert.match(nothing, /There is no clinical safety case report of the supplier because no such document/u);
          assert.match(nothing, /There is no hazard log of the supplier/u);
          assert.match(nothing, /DCB0160 2\.5\.1, its text from somebody who read the source; not checked against it/u);

          await page.getByRole('button', { name: 'Take in a document' }).click();
          await page.getByLabel('Hazard log').first().check();
          await page.setInputFiles('#document', {
            name: file,
            mimeType: 'application/octet-stream',
            buffer: Buffer.from(bytes),
          });
          await press(page, 'Take in the document');
          const taken = await main(page);
          assert.match(taken, /The log was taken in: \d+ hazards are now in log 1, none of them confirmed\./u);
          assert.doesNotMatch(taken, /There is no hazard log of the supplier/u);
          assert.match(taken, /Nobody is known to have approved the hazard log/u);
          assert.match(taken, /(?:sheet|cell) \S+/u, 'points say where they stand in the file');
        });
      });
      const { hazards } = (await app.api('GET', 'hazards/hazards', { service, log: 1 })).json as {
        hazards: { status: string; residual: { confirmed: boolean } | null }[];
      };
      assert.ok(hazards.length >= 3, `${hazards.length} hazards`);
      assert.ok(
        hazards.every(({ status }) => status === 'open'),
        'what the supplier closed is open here',
      );
      assert.ok(
        hazards.every(({ residual }) => !residual?.confirmed),
        'nobody here has confirmed what remains',
      );

      // The report, by the command line; signed after the log, as far as that says anything.
      const report = join(folder, 'report.pdf');
      writeFileSync(report, '%PDF-1.4 a report');
      const done = await primum(
        'take-in',
        report,
        ...where,
        '--sort',
        'safety case report',
        '--signer',
        'Percival Lark',
        '--role',
        'Clinical safety officer',
        '--signed-on',
        '2026-02-01',
        '--review-by',
        '2026-03-01',
      );
      assert.deepEqual([done.code, done.err, done.out], [0, '', 'Document 2 was taken in.\n']);
      const missing = await primum('missing', ...where);
      assert.equal(missing.code, 1);
      assert.doesNotMatch(
        missing.out,
        /There is no clinical safety case report|safety officer of the supplier is not/u,
      );
      assert.match(missing.out, /“report\.pdf” had to be looked at again because its review date was 1 March 2026\./u);
      assert.match(missing.out, /The intended use is not known .*\[DCB0160 4\.2\.2\]/u);
      assert.match(
        (await primum('take-in', report, ...where, '--sort', 'safety case report')).err,
        /taken in already/u,
      );
      assert.match(
        (await primum('take-in', report, ...where, '--sort', 'nonsense')).err,
        /What is it\? Say --sort with one of hazard log, safety case report/u,
      );

      await withBrowser(async (browser) => {
        await app.open(browser, { width: 1280, javaScript: false }, async (page) => {
          await page.goto(`${AT}/DPL-1/supplier`);
          await page.getByRole('button', { name: 'Write to the supplier' }).click();
          await page.getByRole('checkbox', { name: /which version and which configuration/u }).uncheck();
          await press(page, 'Write the list');
          assert.match(await main(page), /There is a problem.*Say whom it is for/u);
          await page.fill('#to', 'Clinical safety, Quillfeather Digital');
          await page.fill('#own', 'Who answers at night?');
          await page.fill('#answerBy', '2026-04-12');
          await press(page, 'Write the list');
          const written = await main(page);
          assert.match(written, /CHL-1 was written\..*Nobody has recorded that it was sent/u);
          assert.match(written, /Who answers at night\?/u);
          assert.match(written, /(?:sheet|cell) \S+/u);
          assert.doesNotMatch(
            written,
            /which configuration your safety case is about/u,
            'what was taken off is not asked',
          );
          await page.getByRole('button', { name: 'Record that it was sent' }).click();
          await page.fill('#how', 'By mail to their clinical safety office');
          await press(page, 'Record that it was sent');
          assert.match(
            await main(page),
            /CHL-1, Clinical safety, Quillfeather Digital .*Sent on 12 March 2026: By mail/u,
          );
        });
        // The same pages, once: what stands in them differs only in its words.
        for (const width of service === CASES[0]!.service ? [320, 1280] : [])
          await app.open(browser, { width }, async (page) => {
            for (const path of [
              '',
              '/DPL-1',
              '/DPL-1/supplier',
              '/DPL-1/supplier/questions/CHL-1',
              '/DPL-1/supplier/questions/new',
              '/DPL-1/supplier/questions/CHL-1/sent',
              '/DPL-1/supplier/documents/new',
              '/DPL-1/supplier/documents/1/withdraw',
              '/DPL-1/items',
              '/DPL-1/items/answer',
              '/DPL-1/take-in',
              '/DPL-1/key',
              '/DPL-1/answers/new',
              '/DPL-1/supplier/take-over',
              '/new',
            ]) {
              await page.goto(`${AT}${path}`);
              if (width === 320) assert.deepEqual(await axe(page), [], path);
              const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
              assert.ok(Number(over) <= 0, `${path} at ${width} is ${String(over)} wider`);
            }
          });
      });
      for (const end of ['docx', 'pdf', 'md']) {
        const out = join(folder, `${service}.${end}`);
        const wrote = await primum('questions', 'CHL-1', ...where, '--out', out);
        assert.deepEqual([wrote.code, wrote.err], [0, ''], end);
        assert.ok(readFileSync(out).length > 500, end);
        const fetched = await app.get(`${AT}/DPL-1/supplier/questions/CHL-1/${end}`);
        assert.equal(fetched.status, 200, end);
      }
      assert.match(readFileSync(join(folder, `${service}.md`), 'utf8'), /\| 1 \|.*DCB0160 2\.5\.1 \|/u);
      assert.equal((await app.get(`${AT}/DPL-1/supplier/questions/CHL-1/exe`)).status, 404);
    });
  });
