import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { before, describe, test } from 'node:test';
import { anyCommand } from '../../../platform/commands/command.ts';
import type { Installation } from '../../../platform/installation.ts';
import type { TestApp, Visitor } from '../../../test-app.ts';
import { axe, withBrowser } from '../../../test-browser.ts';
import { doAs } from '../../approvals/testing/officers.ts';
import { findService } from '../../services/index.ts';
import type { Answer, Packet } from '../domain/packet.ts';
import { openPacket } from '../reading.ts';
import { answerFile, answerTo, receiverKey } from '../testing/answers.ts';
import { release, standIn } from '../testing/stand-in.ts';
import { TO_LARKMOOR } from '../testing/to-larkmoor.ts';
import { handOverWorld, type HandOverWorld } from '../testing/world.ts';
import { takeInAnswer } from './after-commands.ts';
import { run } from './cli.ts';
import { makePacketFrom } from './commands.ts';
import { packetsFiled } from './in-case.ts';
import { packetToSend } from './queries.ts';
import { makingForm } from './routes.tsx';
import type { PacketSources } from './sources.ts';

/*
 * What goes out and what comes back, as people see it: without JavaScript, on a phone and on a desk.
 */

const PACKETS = '/services/DEMO/packets';
/** The form with what other rooms would know. */
const APART = '/services/:service/apart/packets';
const SHOTS = process.env['PRIMUM_SHOTS'];
const key = receiverKey();

describe('packets', () => {
  let world: HandOverWorld;
  let app: TestApp;
  let officer: Visitor;
  let receiver: string;
  let packet: Packet;
  let digest: string;

  before(async () => {
    // Known once there is a service; the form asks when it is opened.
    let sources: PacketSources = standIn({ id: '', reference: 'DEMO', name: '' });
    const late: PacketSources = {
      release: (...of) => sources.release(...of),
      releases: (...of) => sources.releases(...of),
      reports: (...of) => sources.reports(...of),
      draw: (...of) => sources.draw(...of),
      received: (...of) => sources.received(...of),
      reportKind: 'service',
    };
    world = await handOverWorld({ routes: (scope, services) => makingForm(scope, services, late, APART) });
    ({ sources } = world);
    app = world.app;
    // Of what is drawn here apart, the register of who received it is the real one: it asks for a report of this number.
    const begun = { service: 'DEMO', sort: 'manufacturer', phase: 'delivery', release: '1.3.2', log: 1 };
    await app.api('POST', 'safety-case/beginReport', begun, { key: 'report' });
    officer = world.wren.visitor;
    receiver = (await app.elsewhere({ roles: ['administrator'] })).organisation;
  });

  async function fetched(url: string, who: Visitor) {
    const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { statusCode, rawPayload, headers } = await app.app.inject({ method: 'GET', url, headers: { cookie } });
    return { status: statusCode, bytes: rawPayload, headers };
  }
  const answered = async (
    given: readonly (readonly [key: string, answer: Answer, reason: string])[],
    of: Partial<Parameters<typeof answerTo>[3]> = {},
  ) => {
    const all = new Map(given.map(([name, answer, reason]) => [name, [answer, reason] as const]));
    const file = await answerFile(app.ground, receiver, key, answerTo(packet, digest, all, of));
    return { name: 'answer.zip', content: Buffer.from(file).toString('base64') };
  };
  const madeAt = (time: string) => ({ made: { at: `2026-03-12T${time}:00.000Z`, by: 'Percival Lark' } });
  const takeIn = async (file: unknown, name = 'PKT-1') =>
    (await doAs(app, world.wren, anyCommand(takeInAnswer), { service: 'DEMO', packet: name, file })) as {
      readonly answer: number;
      readonly actions: number;
    };

  test('teach what they are before there is one, and lead only officers to making one', async () => {
    const empty = await officer.get(PACKETS);
    assert.match(empty.text, /Each packet that is made for whoever deploys this service will stand here/u);
    assert.match(empty.text, /Make a packet/u);
    const viewer = await app.as({ name: 'Imogen Sedge', roles: ['viewer'] });
    assert.doesNotMatch((await viewer.get(PACKETS)).text, /Make a packet/u);
    assert.equal((await viewer.get(`${PACKETS}/new`)).status, 403);
    assert.match((await officer.get(`${PACKETS}/new`)).text, /No release is recorded yet/u);
  });

  test('one is made by a form that an officer confirms; what is missing is said before', async () => {
    const path = '/services/DEMO/apart/packets/new';
    world.sources.knows.release = release({ components: null });
    const half = await officer.get(path);
    assert.match(
      half.text,
      /What cannot be handed over yet Release 1\.3\.2 Release 1\.3\.2 cannot be handed over because/u,
    );
    assert.doesNotMatch(half.text, /For which organisation/u);
    world.sources.knows.release = release();
    const { service: _service, ...values } = TO_LARKMOOR;
    const none = await officer.send(path, { ...values, receiver: '' }, { confirm: false });
    assert.match(none.text, /Say which organisation it is for/u);
    const made = await officer.send(path, values, { confirm: true, follow: true });
    assert.match(made.text, /PKT-1 was made, and is kept as it is\./u);
    assert.match(made.text, /Release 1\.3\.2 for Larkmoor Community Trust PKT-1/u);
    assert.match(made.text, /Nobody has said that it was sent/u);
    assert.match(made.text, /It is the first packet for Larkmoor Community Trust/u);
  });

  test('is one file, for whoever sees the service, and is proved where it arrives', async () => {
    const { status, bytes, headers } = await fetched(`${PACKETS}/PKT-1/file`, officer);
    assert.equal(status, 200);
    assert.match(String(headers['content-disposition']), /filename="DEMO-PKT-1\.zip"/u);
    ({ packet, digest } = await openPacket(bytes));
    const stranger = await app.elsewhere({ roles: ['administrator'] });
    assert.equal((await fetched(`${PACKETS}/PKT-1/file`, stranger)).status, 404);
    assert.equal((await fetched(`${PACKETS}/PKT-9/file`, officer)).status, 404);
    assert.equal((await fetched(`${PACKETS}/PKT-1/file`, app.signedOut())).status, 303);
  });

  test('that it was sent is said by somebody', async () => {
    const wrong = await officer.send(`${PACKETS}/PKT-1/sent`, { on: '2030-01-01', how: 'By mail' });
    assert.match(wrong.text, /Give a day that is over, or today/u);
    const sent = await officer.send(`${PACKETS}/PKT-1/sent`, { on: '2026-03-12', how: 'By mail' }, { follow: true });
    assert.match(sent.text, /Sent on 12 March 2026, as Wren Applewhite says: By mail/u);
    assert.match((await officer.get(PACKETS)).text, /Has last PKT-1, release 1\.3\.2 Answered Nothing came back yet/u);
  });

  test('an answer is proved, stands item by item, and what is challenged becomes an action', async () => {
    const [first, second] = packet.items;
    const handed = packet.items.find(({ sort }) => sort === 'transferred hazard')!;
    const control = packet.items.find(({ sort }) => sort === 'deployer control')!;
    const file = await answered(
      [
        [handed.key, 'accepted', ''],
        [control.key, 'challenged', 'We have no duty nurse at weekends.'],
        [packet.items.at(-1)!.key, 'not applicable', 'We do not use photos.'],
      ],
      madeAt('07:00'),
    );
    assert.ok(first && second);
    const broken = Buffer.from(file.content, 'base64');
    broken[200]! ^= 1;
    await assert.rejects(
      takeIn({ name: 'a.zip', content: broken.toString('base64') }),
      /Nothing of this file was taken in|not as it was signed/u,
    );
    assert.deepEqual(await takeIn(file).then(({ answer, actions }) => [answer, actions]), [1, 1]);
    await assert.rejects(takeIn(file), /was taken in already, as answer 1/u);
    const page = await officer.get(`${PACKETS}/PKT-1/answers/1`);
    assert.match(page.text, /1 accepted, 1 challenged, 1 not applicable, \d+ not answered yet/u);
    assert.match(page.text, /We have no duty nurse at weekends\. By Percival Lark, 20 March 2026/u);
    assert.match(page.text, /ACT-\d+ Answer the challenge to deployer control CTL-\d+ from Larkmoor/u);
    assert.match(page.text, /They took it over\. Nothing is closed by that/u);
    assert.match((await officer.get('/')).text, /Answer the challenge to deployer control/u);
    assert.match((await officer.get(PACKETS)).text, /Larkmoor\s?: 1 accepted, 1 challenged/u);
  });

  test('the same challenge again adds no second action; an older answer is refused, and so is that of another packet', async () => {
    const control = packet.items.find(({ sort }) => sort === 'deployer control')!;
    const challenged = [control.key, 'challenged', 'We have no duty nurse at weekends.'] as const;
    const again = await answered([challenged], madeAt('08:00'));
    assert.deepEqual(await takeIn(again).then(({ answer, actions }) => [answer, actions]), [2, 0]);
    const older = await answered([[control.key, 'accepted', '']], madeAt('07:30'));
    await assert.rejects(takeIn(older), /older than answer 2/u);
    await doAs(app, world.wren, anyCommand(makePacketFrom(world.sources)), TO_LARKMOOR);
    const newer = await answered([[control.key, 'accepted', '']], {
      made: { at: '2026-03-22T09:00:00.000Z', by: 'Percival Lark' },
    });
    await assert.rejects(takeIn(newer, 'PKT-2'), /answers PKT-1, which is another packet than PKT-2/u);
    const list = await officer.get(PACKETS);
    assert.match(list.text, /This answers PKT-1, and PKT-2 is newer/u);
    assert.match((await officer.get(`${PACKETS}/PKT-2`)).text, /Nothing that has to be answered differs/u);
    const api = await officer.api('GET', 'hand-over/packets', { service: 'DEMO' });
    assert.equal((api.json['packets'] as unknown[]).length, 2);
    const one = await officer.api('GET', 'hand-over/packet', { service: 'DEMO', packet: 'PKT-1' });
    assert.equal((one.json['packet'] as Packet).id, packet.id);
  });

  test('stand on the desk of an officer until somebody says that they were sent, and on the page of their service', async () => {
    assert.match((await officer.get('/')).text, /PKT-2 for Larkmoor Community Trust was made on 12 March 2026/u);
    const service = await officer.get('/services/DEMO');
    assert.match(service.text, /Hand-over packets 1 receiver has a packet\. 1 has not answered the latest\./u);
    const filed = await app.ground.database.read(app.organisation, async (tx) => {
      const found = await findService(tx, 'DEMO');
      return packetsFiled.load(tx, found, { seq: null, now: app.clock.now });
    });
    assert.deepEqual(
      filed.map(({ title }) => title),
      ['PKT-2, release 1.3.2, for Larkmoor Community Trust'],
    );
  });

  test('are listed, written and answered at the command line; none is made there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'primum-packet-'));
    const primum = async (...args: string[]) => {
      const [out, err] = [new PassThrough(), new PassThrough()];
      const installation = { ground: app.ground, dataDirectory: folder, close: async () => undefined };
      const io = { out, err, env: {}, open: async () => installation as Partial<Installation> as Installation };
      const code = await run([...args, '--organisation', app.organisation], io);
      return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
    };
    try {
      const list = await primum('list', '--service', 'DEMO');
      assert.equal(list.code, 0, list.err);
      assert.match(list.out, /PKT-1 {2}release 1\.3\.2, for Larkmoor Community Trust.*sent on 12 March 2026/u);
      assert.match(list.out, /answer 2 {2}Larkmoor Community Trust, Larkmoor: 1 challenged/u);
      const file = join(folder, 'packet.zip');
      const written = await primum('write', '--service', 'DEMO', '--packet', 'PKT-1', '--out', file);
      assert.equal(written.code, 0, written.err);
      assert.equal((await openPacket(readFileSync(file))).digest, digest);
      assert.equal((await primum('write', '--service', 'DEMO', '--packet', 'PKT-1', '--out', file)).code, 1);
      const came = join(folder, 'answer.zip');
      const control = packet.items.find(({ sort }) => sort === 'deployer control')!;
      const answer = await answered([[control.key, 'accepted', '']], {
        made: { at: '2026-03-23T09:00:00.000Z', by: 'Percival Lark' },
      });
      writeFileSync(came, Buffer.from(answer.content, 'base64'));
      const taken = await primum('answer', came, '--service', 'DEMO', '--packet', 'PKT-1');
      assert.equal(taken.code, 0, taken.err);
      assert.match(taken.out, /Taken in, as answer 3 to PKT-1\. No action was added\./u);
      assert.match((await primum('make')).err, /A packet is made in the browser/u);
      assert.equal((await primum('nonsense')).code, 2);
      assert.match((await primum('list')).err, /Name it with --service/u);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('are given to programs that may read, as the same file', async () => {
    const api = await officer.api('GET', 'hand-over/packetFile', { service: 'DEMO', packet: 'PKT-1' });
    assert.equal(api.json['name'], 'DEMO-PKT-1.zip');
    assert.equal((await openPacket(Buffer.from(String(api.json['content']), 'base64'))).digest, digest);
    assert.equal(packetToSend.may.token, 'read');
  });

  test('have no fault that can be found by a program, on a phone and on a desk', async () => {
    world.sources.knows.release = release();
    const paths = [
      PACKETS,
      '/services/DEMO/apart/packets/new',
      `${PACKETS}/PKT-1`,
      `${PACKETS}/PKT-2`,
      `${PACKETS}/PKT-1/sent`,
      `${PACKETS}/PKT-1/answers/new`,
      `${PACKETS}/PKT-1/answers/1`,
    ];
    await withBrowser(async (browser) => {
      for (const width of [320, 1280])
        await officer.open(browser, { width, javaScriptEnabled: false } as never, async (page) => {
          for (const path of paths) {
            assert.equal((await page.goto(path))?.status(), 200, path);
            assert.deepEqual(await axe(page), [], path);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.equal(wide, width, `${path} at ${width}`);
            if (SHOTS)
              await page.screenshot({
                path: join(SHOTS, `${path.replaceAll('/', '_')}-${width}.png`),
                fullPage: true,
              });
          }
        });
    });
  });

  test('a day to come in one answer keeps out none that is made after it came in', async () => {
    const made = (at: string) => ({
      deployment: { site: 'Larkmoor Hill', configuration: '' },
      made: { at, by: 'Percival Lark' },
    });
    const first = await takeIn(await answered([], made('9999-01-01T00:00:00.000Z')));
    const next = await takeIn(
      await answered([[packet.items[0]!.key, 'accepted', '']], made('2026-03-12T10:00:00.000Z')),
    );
    assert.equal(next.answer, first.answer + 1);
  });
});
