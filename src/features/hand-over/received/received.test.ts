import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { anyCommand, type AnyCommand } from '../../../platform/commands/command.ts';
import { execute } from '../../../platform/commands/execute.ts';
import { Denied, InputProblem, NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import type { Installation } from '../../../platform/installation.ts';
import type { SigningKey } from '../../../platform/ledger/checkpoint.ts';
import { textOf } from '../../../words/sentence.ts';
import { testApp, type TestApp, type Visitor } from '../../../test-app.ts';
import { axe, withBrowser } from '../../../test-browser.ts';
import { doAs } from '../../approvals/testing/officers.ts';
import { editControl, editHazard } from '../../hazards/edit-commands.ts';
import { hazardLog } from '../../hazards/signing.ts';
import { createService } from '../../services/commands.ts';
import { findService } from '../../services/index.ts';
import { isOpen } from '../domain/received.ts';
import { makePacketFrom, type Made } from '../packets/commands.ts';
import { takeInAnswer } from '../packets/after-commands.ts';
import { packetFile } from '../packets/keeping.ts';
import { openAnswer } from '../reading.ts';
import { TO_LARKMOOR } from '../testing/to-larkmoor.ts';
import { handOverWorld, type HandOverWorld } from '../testing/world.ts';
import { run as packetAtCli } from '../cli.ts';
import { acceptSupplierKey, addDeployment } from './deployment-commands.ts';
import { findDeployment } from './fields.ts';
import { receivedFiled } from './in-case.ts';
import { answerFile, keptDescription } from './keeping.ts';
import { workOf } from './loading.ts';
import {
  answerItems,
  takeInPacket,
  takeOverSupplierLog,
  writeAnswer,
  type Answered,
  type TakenPacket,
  type WrittenAnswer,
} from './packet-commands.ts';
import { receivedOf } from './store.ts';

/*
 * A packet goes from one installation to another: it is proved, becomes the seed of a log, is answered, and the next one arrives
 * as a difference. On two databases, with two keys.
 */

const newKey = (): SigningKey => ({ name: 'primum-checkpoint', privateKey: generateKeyPairSync('ed25519').privateKey });
const theirs = newKey();
const ours = newKey();
const where = { service: 'WOUNDS', deployment: 'DPL-1' };

let supplier: HandOverWorld;
let app: TestApp;
let officer: Visitor;
let engineer: Visitor;
let first: Uint8Array;

before(async () => {
  supplier = await handOverWorld();
  app = await testApp({ now: new Date('2026-03-12T09:00:00Z'), roles: ['administrator', 'product owner'] });
  officer = await app.as({ name: 'Imogen Sedge', roles: ['clinical safety officer'] });
  engineer = await app.as({ name: 'Ottoline Reed', roles: ['safety engineer'] });
  const service = { name: 'Wound care at Larkmoor', role: 'deployer', phase: 'beta' };
  await app.execute(anyCommand(createService), { ...service, reference: 'WOUNDS' });
  await app.execute(anyCommand(createService), {
    ...service,
    name: 'Made here',
    reference: 'MADE',
    role: 'manufacturer',
  });
  first = await packet();
});

async function packet(key = theirs): Promise<Uint8Array> {
  const { app: house, wren, sources } = supplier;
  const made = (await doAs(house, wren, anyCommand(makePacketFrom(sources)), TO_LARKMOOR)) as Made;
  return packetFile(house.ground, house.organisation, key, { service: 'DEMO', packet: made.packet });
}

const sent = (bytes: Uint8Array) => ({ name: 'packet.zip', content: Buffer.from(bytes).toString('base64') });

async function takeIn(bytes: Uint8Array, more: object = {}, who: Visitor = engineer): Promise<TakenPacket> {
  const { result } = await who.execute(anyCommand(takeInPacket), { ...where, packet: sent(bytes), ...more });
  return result as TakenPacket;
}

const said = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => '',
    (error: Error) => error.message,
  );
const doIt = async (command: AnyCommand, input: object, who: Visitor = engineer) =>
  (await who.execute(command, { ...where, ...input })).result;

/** What is left to look at, now. */
function work() {
  return app.ground.database.read(app.organisation, async (tx) => {
    const { deployment } = await findDeployment(tx, where);
    return (await workOf(tx, deployment, app.clock.now))!;
  });
}

async function hazards(): Promise<
  readonly {
    id: string;
    ref: string;
    description: string | null;
    controls: { id: string; text: string; party: string | null; owner: string | null }[];
    residual: { confirmed: boolean } | null;
  }[]
> {
  const { json } = await app.api('GET', 'hazards/hazards', { service: 'WOUNDS' });
  return json['hazards'] as Awaited<ReturnType<typeof hazards>>;
}

describe('a deployment', () => {
  test('is of a service that is deployed here, once for each place', async () => {
    const { result } = await engineer.execute(anyCommand(addDeployment), {
      service: 'WOUNDS',
      site: 'Larkmoor Hospital',
    });
    assert.equal(result['deployment'], 'DPL-1');
    await assert.rejects(
      engineer.execute(anyCommand(addDeployment), { service: 'WOUNDS', site: 'larkmoor hospital' }),
      InputProblem,
    );
    await assert.rejects(
      engineer.execute(anyCommand(addDeployment), { service: 'MADE', site: 'Here' }),
      /made here and, as far/u,
    );
    const viewer = await app.as({ name: 'Percival Lark', roles: ['viewer'] });
    await assert.rejects(viewer.execute(anyCommand(addDeployment), { service: 'WOUNDS', site: 'Elsewhere' }), Denied);
    assert.match((await viewer.get('/services/WOUNDS/deployments')).text, /DPL-1 .*Larkmoor Hospital .*None yet/u);
    const stranger = await app.elsewhere({ roles: ['safety engineer'] });
    await assert.rejects(stranger.execute(anyCommand(takeInPacket), { ...where, packet: sent(first) }), NotFound);
  });
});

describe('a packet', () => {
  test('is refused where a byte of it is another one, and nothing is written', async () => {
    const altered = Uint8Array.from(first, (byte, at) => (at === Math.floor(first.length / 2) ? byte ^ 1 : byte));
    assert.match(await said(takeIn(altered)), /not as it was signed|damaged|seal/u);
    assert.equal((await receivedNow()).length, 0);
  });

  test('is taken in once somebody has given the fingerprint of its key; no program may', async () => {
    const unknown = await said(takeIn(first));
    const fingerprint = /fingerprint is ((?:[\da-f]{4} ?){8})/u.exec(unknown)![1]!;
    const { ground, organisation } = app;
    const byOperator = execute(
      ground,
      anyCommand(takeInPacket),
      { ...where, packet: sent(first), fingerprint },
      { actor: { kind: 'operator' }, organisation },
    );
    assert.match(await said(byOperator), /A person who is signed in has to confirm it/u);
    const taken = await takeIn(first, { fingerprint });
    assert.deepEqual([taken.packet, taken.number, taken.log], ['PKT-1', 1, 1]);
    assert.match(taken.warning, /was made for Larkmoor Community Trust, and this is/u);
    assert.match(await said(takeIn(first)), /PKT-1 was taken in already/u);
  });

  test('becomes the seed of a log of its own: open hazards with the supplier’s numbers, nothing confirmed', async () => {
    const all = await hazards();
    assert.equal(all.length, 5);
    assert.deepEqual(all.map(({ ref }) => ref).toSorted(), ['HAZ-1', 'HAZ-2', 'HAZ-3', 'HAZ-4', 'HAZ-5']);
    assert.ok(all.every(({ residual }) => !residual?.confirmed));
    const { list } = await work();
    const asked = list.filter(({ item }) => item.sort === 'deployer control').map(({ item }) => item.title);
    assert.ok(asked.length > 0);
    for (const text of asked)
      assert.ok(!all.some(({ controls }) => controls.some((one) => one.text === text)), 'it waits to be accepted');
    assert.match((await app.get('/services/WOUNDS/logs/1')).text, /as deployed at Larkmoor Hospital/u);
  });
});

describe('an item', () => {
  test('stands on the desk, and is answered alone or with others', async () => {
    assert.match(
      (await engineer.get('/')).text,
      /\d+ items of PKT-1, deployed at Larkmoor Hospital, have no answer because nobody/u,
    );
    const { list } = await work();
    const control = list.find(({ item }) => item.sort === 'deployer control')!.item;
    const answer = { number: 1, items: [control.key], answer: 'accepted' };
    assert.match(await said(doIt(anyCommand(answerItems), answer)), /Say who puts the control in place/u);
    const residual = list.filter(({ item }) => item.sort === 'residual risk').map(({ item }) => item.key);
    const both = { ...answer, items: [control.key, residual[0]!], owner: 'The ward sister' };
    const { controls } = (await doIt(anyCommand(answerItems), both)) as Answered;
    const reasons = new Map((await work()).list.map((one) => [one.item.key, one.answer?.reason]));
    assert.equal(reasons.get(control.key), 'Put in place by The ward sister.');
    assert.equal(reasons.get(residual[0]!), '', 'of what nobody puts in place, nothing is said of who does');
    assert.equal(controls.length, 1);
    const here = (await hazards()).flatMap((one) => one.controls).find(({ id }) => id === controls[0])!;
    assert.deepEqual([here.text, here.party, here.owner], [control.title, 'deployer', 'The ward sister']);
    const challenge = { number: 1, items: residual, answer: 'challenged' };
    assert.match(await said(doIt(anyCommand(answerItems), challenge)), /Say why: the supplier reads it/u);
    await doIt(anyCommand(answerItems), { ...challenge, reason: 'We see no evidence for it.' }, officer);
    assert.match(
      await said(doIt(anyCommand(answerItems), { ...challenge, items: ['nothing'], reason: 'x' })),
      /There is no item/u,
    );
    await assert.rejects(doIt(anyCommand(answerItems), challenge, app), Denied, 'a product owner answers nothing');
    const page = (await app.get('/services/WOUNDS/deployments/DPL-1/items')).text;
    assert.match(page, /Challenged by Imogen Sedge on 12 March 2026, .*“We see no evidence for it\.”/u);
    assert.match(page, new RegExp(`It is control ${here.id} here`, 'u'));
  });

  test('goes back in a file that the supplier can prove and take in; what is open is named as open', async () => {
    const { result } = await officer.execute(anyCommand(writeAnswer), where);
    const written = result as WrittenAnswer;
    assert.ok(written.open > 0);
    const bytes = await answerFile(app.ground, app.organisation, ours, { ...where, answer: written.answer });
    const { answer } = openAnswer(bytes);
    assert.equal(answer.open.length, written.open);
    assert.equal(answer.deployment.site, 'Larkmoor Hospital');
    const { app: house, wren } = supplier;
    const taken = await doAs(house, wren, anyCommand(takeInAnswer), {
      service: 'DEMO',
      packet: 'PKT-1',
      file: sent(bytes),
    });
    assert.ok(taken);
    const fetched = await app.get(`/services/WOUNDS/deployments/DPL-1/answers/${written.answer}`);
    assert.equal(fetched.status, 200);
    assert.equal((await app.get('/services/WOUNDS/deployments/DPL-1/answers/9')).status, 404);
  });
});

describe('a later packet', () => {
  const newer = async () => {
    const { app: house, wren, sign } = supplier;
    for (const one of [house, app]) one.clock.now = new Date('2026-03-12T10:00:00Z');
    const asked = { service: 'DEMO', hazard: 'HAZ-1' };
    const { hazard } = (await house.api('GET', 'hazards/hazard', asked)).json as {
      hazard: { version: number; name: string };
    };
    await doAs(house, { ...wren, visitor: house, roles: ['safety engineer'] }, anyCommand(editHazard), {
      ...asked,
      version: hazard.version,
      name: hazard.name,
      description: 'Nobody looks at the photo in the night, and it waits until the morning.',
    });
    await sign(hazardLog, { service: 'DEMO', log: 1 });
    return packet();
  };

  test('arrives as a difference: answers to the same words stand, the rest is looked at again', async () => {
    const before_ = await work();
    const answered = before_.list.filter(({ state }) => !isOpen(state)).length;
    await takeIn(await newer());
    const now = await work();
    assert.equal(now.latest.reference, 'PKT-2');
    const changed = now.list.filter(({ change }) => change === 'changed');
    const kept = now.list.filter(({ state }) => !isOpen(state)).length;
    assert.equal(kept, answered - changed.filter(({ state }) => state === 'again').length);
    const page = (await app.get('/services/WOUNDS/deployments/DPL-1/supplier')).text;
    assert.match(page, /PKT-2 beside PKT-1/u);
    assert.match(page, /HAZ-1 .*Changed\. .*Description/u);
    assert.match(
      await said(doIt(anyCommand(answerItems), { number: 1, items: ['x'], answer: 'accepted' })),
      /PKT-2 came in since/u,
    );
  });

  test('changes only the words that somebody takes over; ratings and controls of the deployment stay', async () => {
    const form = '/services/WOUNDS/deployments/DPL-1/supplier/take-over';
    const shown = await engineer.get(form);
    assert.match(shown.text, /Nobody looks at the photo in the night/u);
    const was = (await hazards()).find(({ ref }) => ref === 'HAZ-1')!;
    const done = await engineer.send(form, { accept: [`changed:${was.id}`] }, { follow: true });
    assert.match(done.text, /What you ticked was taken over/u);
    const is = (await hazards()).find(({ ref }) => ref === 'HAZ-1')!;
    assert.match(is.description!, /Nobody looks at the photo in the night/u);
    assert.deepEqual([is.controls, is.residual], [was.controls, was.residual]);
    assert.match(
      await said(doIt(anyCommand(takeOverSupplierLog), { accept: ['changed'], version: 1 })),
      /was changed since the differences were shown/u,
    );
    assert.match((await engineer.get(form)).text, /There is nothing to take over/u);
  });

  test('renews the words of a control once it is accepted anew; words of the deployment’s own stay, and it is said', async () => {
    const { list } = await work();
    const { item, answer } = list.find(
      ({ item: { sort }, answer: was }) => sort === 'deployer control' && was?.control,
    )!;
    const reference = answer!.control!;
    const words = async () => (await hazards()).flatMap(({ controls }) => controls).find(({ id }) => id === reference)!;
    const says = async (change: (text: string) => string): Promise<void> => {
      for (const one of [supplier.app, app]) one.clock.now = new Date(one.clock.now.getTime() + 60_000);
      const asked = { service: 'DEMO', control: item.reference };
      const { control } = (await supplier.app.api('GET', 'hazards/control', asked)).json as {
        control: { version: number; text: string };
      };
      const { app: house, wren, sign } = supplier;
      const text = change(control.text);
      await doAs(house, wren, anyCommand(editControl), { ...asked, version: control.version, text });
      await sign(hazardLog, { service: 'DEMO', log: 1 });
      await takeIn(await packet());
    };
    const accept = async () => {
      const { latest } = await work();
      const given = { number: latest.number, items: [item.key], answer: 'accepted', owner: 'The night sister' };
      return (await doIt(anyCommand(answerItems), given)) as Answered;
    };
    await says((text) => `${text}, also at night`);
    assert.doesNotMatch((await words()).text, /also at night/u, 'nobody has accepted it yet');
    assert.deepEqual(await accept().then(({ controls, renewed, own }) => [controls, renewed, own]), [
      [],
      [reference],
      [],
    ]);
    const renewed = await words();
    assert.deepEqual([renewed.text, renewed.owner], [`${item.title}, also at night`, 'The night sister']);
    assert.deepEqual((await accept()).renewed, [], 'the same again changes nothing');

    const shown = (await app.api('GET', 'hazards/control', { service: 'WOUNDS', control: reference })).json as {
      control: { version: number };
    };
    const ownWords = {
      service: 'WOUNDS',
      control: reference,
      version: shown.control.version,
      text: 'The night sister looks.',
    };
    await engineer.execute(anyCommand(editControl), ownWords);
    await says((text) => text.replace('at night', 'at weekends'));
    assert.deepEqual((await accept()).own, [reference]);
    assert.equal((await words()).text, 'The night sister looks.');
  });

  test('that is signed with another key waits for an officer', async () => {
    app.clock.now = new Date('2026-03-12T11:00:00Z');
    supplier.app.clock.now = app.clock.now;
    const bytes = await packet(newKey());
    const refused = await said(takeIn(bytes));
    assert.match(refused, /another key than the packets before it/u);
    const fingerprint = /fingerprint is ((?:[\da-f]{4} ?){8})/u.exec(refused)![1]!;
    const accept = { service: 'WOUNDS', fingerprint, reason: 'They called us: their server was set up anew.' };
    await assert.rejects(engineer.execute(anyCommand(acceptSupplierKey), accept), Denied);
    await officer.execute(anyCommand(acceptSupplierKey), accept);
    assert.equal((await takeIn(bytes)).packet, 'PKT-5');
    assert.match(await said(takeIn(first)), /taken in already/u);
    await assert.rejects(takeIn(bytes), NotPossible);
  });
});

test('at the command line a packet is taken in once its key is known, and the answer is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'primum-packet-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const primum = async (...args: string[]) => {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const installation = { ground: app.ground, dataDirectory: folder, close: async () => undefined };
    const io = { out, err, env: {}, open: async () => installation as Partial<Installation> as Installation };
    const named = ['--service', 'WOUNDS', '--deployment', 'DPL-1', '--organisation', app.organisation];
    const code = await packetAtCli([...args, ...named], io);
    return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
  };
  const file = join(folder, 'packet.zip');
  writeFileSync(file, first);
  const again = await primum('take-in', file);
  assert.equal(again.code, 1);
  assert.match(again.err, /^primum packet: PKT-1 was taken in already/u);
  writeFileSync(file, 'no packet');
  assert.equal((await primum('take-in', file)).code, 1);
  assert.match((await primum('take-in')).err, /Give the path of one file/u);
  const answer = join(folder, 'answer.zip');
  const written = await primum('answer-file', '--out', answer);
  assert.deepEqual([written.code, written.err], [0, '']);
  assert.match(written.out, /items named as open\.\nThe key to verify it with: /u);
  assert.ok(openAnswer(readFileSync(answer)).answer.open.length > 0);
  assert.equal((await primum('answer-file', '--out', answer)).code, 1, 'nothing is written over');
});

test('the file of the service has the packets, and its page leads to the deployments', async () => {
  const artefacts = await app.ground.database.read(app.organisation, async (tx) =>
    receivedFiled.load(tx, await findService(tx, 'WOUNDS'), { seq: null, now: app.clock.now }),
  );
  assert.deepEqual(
    artefacts.map(({ title }) => title),
    ['PKT-5', 'PKT-4', 'PKT-3', 'PKT-2', 'PKT-1'].map((one) => `${one}, deployed at Larkmoor Hospital`),
  );
  assert.match(textOf(artefacts[0]!.state), /of \d+ items not answered/u);
  assert.match(
    (await app.get('/services/WOUNDS')).text,
    /Deployments, and what came from the supplier 1 deployment\./u,
  );
  assert.doesNotMatch((await app.get('/services/MADE')).text, /what came from the supplier/u);
  const [latest] = await receivedNow();
  const kept = await app.ground.database.read(app.organisation, (tx) => keptDescription(tx, latest!));
  assert.equal(kept.reference, 'PKT-5');
});

test('in a browser: nothing for axe to find, nothing wider than a phone, and complete without JavaScript', async () => {
  const at = '/services/WOUNDS/deployments';
  const pages = ['', '/DPL-1', '/DPL-1/items', '/DPL-1/items/answer', '/DPL-1/supplier', '/DPL-1/answers/new'];
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await engineer.open(browser, { width }, async (page) => {
        for (const path of pages) {
          await page.goto(`${at}${path}`);
          if (width === 320) assert.deepEqual(await axe(page), [], path);
          const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          assert.ok(Number(over) <= 0, `${path} at ${width}`);
        }
      });
    await engineer.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto(`${at}/DPL-1/take-in`);
      const buffer = Buffer.from(first);
      await page.setInputFiles('#packet', { name: 'packet.zip', mimeType: 'application/zip', buffer });
      await page.getByRole('button', { name: 'Take in the packet' }).click();
      assert.match((await page.textContent('main'))!, /PKT-1 was taken in already\. Nothing was written\./u);
      await page.goto(`${at}/DPL-1/items/answer`);
      await page.getByRole('checkbox', { name: /Test issue BUG-7/u }).check();
      await page.getByLabel('Not applicable here').check();
      await page.getByRole('button', { name: 'Record the answer' }).click();
      assert.match((await page.textContent('main'))!, /Say why: the supplier reads it\./u);
      await page.fill('#reason', 'We do not show the border.');
      await page.getByRole('button', { name: 'Record the answer' }).click();
      assert.match((await page.textContent('main'))!, /1 item answered\./u);
    });
  });
});

function receivedNow() {
  return app.ground.database.read(app.organisation, async (tx) =>
    receivedOf(tx, (await findDeployment(tx, where)).deployment.id),
  );
}
