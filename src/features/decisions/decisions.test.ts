import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { Conflict, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { statesOf } from '../../platform/subjects/store.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { recordAssumption, reviewAssumption } from './assumption-commands.ts';
import { recordDecision, supersedeDecision, takeDecision } from './commands.ts';
import { decisionsTouching } from './index.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
const AT = '/services/WOUND/decisions';
const ASSUMPTIONS = '/services/WOUND/assumptions';
let developer: Visitor;

async function service(reference: string, name: string): Promise<void> {
  const response = await app.api('POST', 'services/createService', { reference, name, role: 'both', phase: 'live' });
  assert.equal(response.status, 200, JSON.stringify(response.json));
}

before(async () => {
  await service('WOUND', 'Willowbank Wound Care');
  await service('FALLS', 'Heron Lane Falls Diary');
  developer = await app.as({ name: 'A Developer', roles: [{ role: 'developer', service: 'WOUND', until: null }] });
});

const OPTIONS = {
  question: 'How is a blurred photo asked for again?',
  'options.0.text': 'The nurse asks',
  'options.0.cons': 'It takes a day',
  'options.1.text': '',
  'options.2.text': 'The service asks at once',
  'options.2.pros': 'The dressing is still off',
};

test('an empty log teaches; what is missing is said at its field, and what was typed is kept', async () => {
  assert.match((await app.get(AT)).text, /Record the first decision.*In two years nobody remembers why\./u);
  const wrong = await app.send(`${AT}/new`, { ...OPTIONS, chosen: '2', 'options.1.pros': 'Cheap', touches: 'HAZ-99' });
  assert.equal(wrong.status, 422);
  assert.match(
    wrong.text,
    /Say what option 2 is\..*Say what option 2 is, or choose another one\..*Say why it was chosen\..*Give the day on which it was decided.*There is no HAZ-99 in this service\./u,
  );
  assert.match(wrong.html, /value="The service asks at once"/u);
  assert.match(wrong.html, /id="options\.1\.text"/u, 'the problem leads to its field');
});

test('a decision is recorded, found, and superseded; both stay and say so', async () => {
  const taken = {
    ...OPTIONS,
    chosen: '3',
    reason: 'The beta showed it.',
    decidedBy: app.person.id,
    decidedOn: '2026-03-10',
    touches: 'Report of the beta, section 4\n\n Report of the beta, section 4',
  };
  const page = await app.send(`${AT}/new`, taken, { follow: true });
  assert.match(page.text, /DEC-1 was recorded\./u);
  // The empty line between is not an option, and what was chosen is still what was meant.
  assert.match(page.text, /Chosen The service asks at once.*Decided by C\. Safety Decided on 10 March 2026/u);
  assert.match(page.text, /The nurse asks Against: It takes a day The service asks at once \(chosen\)/u);
  assert.match(page.text, /Touches Document: Report of the beta, section 4 Recorded C\. Safety/u);
  const form = await app.get(`${AT}/dec-1/supersede`);
  assert.match(form.html, /value="The service asks at once"/u);
  assert.match(form.html, />Report of the beta, section 4<\/textarea>/u);
  const next = await app.send(
    `${AT}/DEC-1/supersede`,
    {
      chosen: '1',
      reason: 'It was refused too often.',
      group: 'Safety group',
      people: 'Wren Applewhite\nOttoline Reed',
      decidedOn: '2026-03-12',
      touches: 'DEC-1',
    },
    { follow: true },
  );
  assert.match(next.text, /DEC-2 was recorded\. It takes the place of DEC-1\./u);
  assert.match(
    next.text,
    /Takes the place of DEC-1 Chosen The nurse asks.*Safety group \(Wren Applewhite, Ottoline Reed\)/u,
  );
  assert.match((await app.get(`${AT}/DEC-1`)).text, /State Superseded by DEC-2/u);
  assert.match(
    (await app.get(`${AT}/DEC-1/supersede`)).text,
    /DEC-1 is superseded already by DEC-2: correct that one/u,
  );
  assert.match((await app.get(`${AT}?touches=dec-1`)).text, /1 decision.*DEC-2/u);
  assert.match((await app.get(`${AT}?words=DRESSING`)).text, /No decision is like that/u);
  assert.match(
    (await app.get(`${AT}?words=SERVICE+asks&state=superseded&show=whole`)).text,
    /1 decision.*For: The dressing/u,
  );
  assert.match((await app.get(`${AT}?state=nonsense&page=-1&touches=HAZ-9`)).text, /0 decisions/u);
});

test('a question stays open until somebody says what was decided, once', async () => {
  const open = await app.send(`${AT}/new`, { ...OPTIONS, question: 'Who watches the inbox?' }, { follow: true });
  assert.match(open.text, /State Open: none chosen yet.*Say what was decided/u);
  assert.match((await app.get('/services/WOUND')).text, /Who watches the inbox\? Open: none chosen yet/u);
  const wrong = await app.send(`${AT}/DEC-3/take`, { reason: 'x' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Choose an option by its place/u);
  const taken = await app.send(
    `${AT}/DEC-3/take`,
    { chosen: '2', reason: 'Nobody else can.', decidedBy: app.person.id, decidedOn: '2026-03-12' },
    { follow: true },
  );
  assert.match(taken.text, /DEC-3 is taken\..*Chosen The service asks at once/u);
  assert.match((await app.get(`${AT}/DEC-3/take`)).text, /DEC-3 is taken already/u);
});

test('of two who change it, the second is told; and what cannot be is refused', async () => {
  const { result } = await app.execute(anyCommand(recordDecision), { service: 'WOUND', question: 'Twice?' });
  const named = { service: 'WOUND', decision: result['decision'], version: result['version'] };
  const taking = { chosen: 1, reason: 'x', decidedOn: '2026-03-12', decidedBy: app.person.id };
  await assert.rejects(app.execute(anyCommand(takeDecision), { ...named, ...taking }), /Say what option 1 is/u);
  await app.execute(anyCommand(supersedeDecision), { ...named, question: 'Once?' });
  await assert.rejects(app.execute(anyCommand(supersedeDecision), { ...named, question: 'Again?' }), Conflict);
  await assert.rejects(app.execute(anyCommand(takeDecision), { ...named, ...taking, decision: 'DEC-99' }), NotFound);
  const elsewhere = { service: 'FALLS', question: 'Does it touch another service?', touches: ['DEC-1'] };
  await assert.rejects(app.execute(anyCommand(recordDecision), elsewhere), /There is no DEC-1 in this service/u);
  await assert.rejects(
    app.execute(anyCommand(recordDecision), { service: 'WOUND', question: 'For 943 476 5919?' }),
    /NHS number/u,
  );
});

test('what a decision touches knows of it', async () => {
  const touching = await app.ground.database.read(app.organisation, async (tx) => {
    const { decisions } = (await app.api('GET', 'decisions/decisions', { service: 'WOUND' })).json as {
      decisions: { id: string; touches: { kind: string | null; reference: string }[] }[];
    };
    assert.deepEqual(decisions.find(({ id }) => id === 'DEC-2')!.touches, [{ kind: 'decision', reference: 'DEC-1' }]);
    const [first] = await tx.rows<{ id: string }>({
      text: 'select id from decision where number = 1',
      values: [],
    } as never);
    return decisionsTouching(tx, { kind: 'decision', id: first!.id });
  });
  assert.deepEqual(
    touching.map(({ number }) => number),
    [2],
  );
});

test('whoever has no part in it looks and changes nothing; elsewhere there is nothing', async () => {
  assert.equal((await developer.get(`${AT}/DEC-1`)).status, 200);
  assert.doesNotMatch((await developer.get(`${AT}/DEC-3`)).html, /DEC-3\/supersede/u);
  assert.equal((await developer.get(`${AT}/new`)).status, 403);
  assert.equal((await developer.get('/services/FALLS/decisions')).status, 404);
  for (const path of [`${AT}/DEC-99`, `${AT}/nonsense`, `${ASSUMPTIONS}/ASM-99`, '/services/FALLS/decisions/DEC-1'])
    assert.equal((await app.get(path)).status, 404, path);
  const stranger = await app.elsewhere({ roles: ['clinical safety officer'] });
  assert.equal((await stranger.get(`${AT}/DEC-1`)).status, 404);
});

test('an assumption is recorded, stands on its owner’s desk in time, and says what was said of it', async () => {
  assert.match((await app.get(ASSUMPTIONS)).text, /Record the first assumption/u);
  const wrong = await app.send(`${ASSUMPTIONS}/new`, { owner: developer.person.id, reviewBy: '2026-03-11' });
  assert.match(wrong.text, /Say what is assumed\..*Say why it can be assumed/u);
  const typed = { text: 'A nurse looks every day', why: 'The rota says so', reviewBy: '2026-06-01' };
  const unable = await app.send(`${ASSUMPTIONS}/new`, { ...typed, owner: developer.person.id, reviewBy: '2036-01-01' });
  assert.match(unable.text, /Choose somebody who can look at it.*Give a day in the next 5 years/u);
  const page = await app.send(`${ASSUMPTIONS}/new`, typed, { follow: true });
  assert.match(page.text, /ASM-1 was recorded\..*How it stands Holds review due 1 June 2026.*No rating names it/u);
  assert.doesNotMatch((await app.get('/')).text, /ASM-1/u, 'not yet');

  const me = await app.as({ name: 'Wren Applewhite', roles: ['clinical safety officer'] });
  const held = await app.send(
    `${ASSUMPTIONS}/ASM-1/review`,
    { state: 'held', reason: 'Seen in the records.', reviewBy: '2026-03-24' },
    { follow: true },
  );
  assert.match(
    held.text,
    /review due 24 March 2026, in 12 days.*Still held, to be looked at again by 24 March 2026 Why Seen in the records\./u,
  );
  assert.match(
    (await app.get('/')).text,
    /Assumption ASM-1 \(“A nurse looks every day”\) is to be looked at again, Willowbank Wound Care 24 March 2026/u,
  );
  assert.doesNotMatch((await me.get('/')).text, /ASM-1/u, 'it is its owner’s');
  const handed = await app.send(
    `${ASSUMPTIONS}/ASM-1/hand-on`,
    { owner: me.person.id, reason: 'On leave.' },
    { follow: true },
  );
  assert.match(handed.text, /Handed from C\. Safety to Wren Applewhite/u);
});

test('found false it is contrary evidence until it is held again; past its day it lapses by itself', async () => {
  const { result } = await app.execute(anyCommand(recordAssumption), {
    service: 'WOUND',
    text: 'Texts arrive at night',
    why: 'The gateway says so',
    owner: app.person.id,
    reviewBy: '2026-06-30',
  });
  const state = async () => {
    const [one] = await app.ground.database.read(app.organisation, (tx) =>
      statesOf(tx, [{ kind: 'assumption', id: result['id'] as string }]),
    );
    return [one!.verdict, one!.challengedSeq, one!.lapsesAt?.toISOString() ?? null];
  };
  assert.deepEqual(await state(), ['met', null, '2026-06-30T23:00:00.000Z']);
  const review = async (version: unknown, more: object) =>
    await app.execute(anyCommand(reviewAssumption), {
      service: 'WOUND',
      assumption: result['assumption'],
      version,
      reason: 'Tried with three phones.',
      ...more,
    });
  const found = await review(result['version'], { state: 'found false' });
  assert.deepEqual(await state(), ['not-met', found.seq, null]);
  const page = await app.get(`${ASSUMPTIONS}/ASM-2`);
  assert.match(page.text, /was found false on 12 March 2026 because it was said then: “Tried with three phones”\./u);
  assert.match((await app.get('/')).text, /1 assumption was found false\./u, 'beside the service');
  await assert.rejects(review(found.seq, { state: 'found false' }), NotPossible);
  await assert.rejects(review(found.seq, { state: 'held', reviewBy: '' }), /Give the day by which/u);
  await review(found.seq, { state: 'held', reviewBy: '2026-06-30' });
  assert.deepEqual(await state(), ['met', null, '2026-06-30T23:00:00.000Z']);
  app.clock.now = new Date('2026-07-02T09:00:00Z');
  const me = await app.as({ name: 'Otter Later', roles: ['clinical safety officer'] });
  assert.match((await me.get(ASSUMPTIONS)).text, /Holds lapsed, its review was due 30 June 2026, 2 days ago/u);
});

test('in a browser: nothing for axe to find, nothing wider than a phone', async () => {
  const me = await app.as({ name: 'Juniper Hale', roles: ['deputy clinical safety officer'] });
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await me.open(browser, { width }, async (page) => {
        for (const path of [
          AT,
          `${AT}?show=whole`,
          `${AT}/DEC-2`,
          `${AT}/new`,
          ASSUMPTIONS,
          `${ASSUMPTIONS}/ASM-1`,
          `${ASSUMPTIONS}/ASM-1/review`,
        ]) {
          await page.goto(path);
          if (width === 320) assert.deepEqual(await axe(page), [], path);
          const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          assert.ok(Number(over) <= 0, `${path} at ${width}`);
        }
      });
  });
});
