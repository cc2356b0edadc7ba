import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand, command } from '../../platform/commands/command.ts';
import { z } from 'zod';
import type { Role } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { statesOf } from '../../platform/subjects/store.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { actionsFrom, addAction as addFrom } from './index.ts';
import { addAction, dropAction, finishAction, postponeAction, takeUpAction } from './commands.ts';

const SOURCE = '018f0000-0000-7000-8000-0000000000cc';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
let nurse: Visitor;
let looker: Visitor;

async function service(reference: string, name: string): Promise<void> {
  const response = await app.api('POST', 'services/createService', {
    reference,
    name,
    role: 'manufacturer',
    phase: 'live',
  });
  assert.equal(response.status, 200, JSON.stringify(response.json));
}

/** Somebody with a role in one service only. */
const inService = (name: string, role: Role, reference: string) =>
  app.as({ name, roles: [{ role, service: reference, until: null }] });

before(async () => {
  await service('WOUND', 'Willowbank Wound Care');
  await service('FALLS', 'Heron Lane Falls Diary');
  nurse = await inService('Ottoline Reed', 'safety engineer', 'WOUND');
  looker = await inService('A Looker', 'viewer', 'WOUND');
});

test('an empty list teaches; an action is added, and its page says what clears it', async () => {
  assert.match((await app.get('/actions')).text, /What has to be done will stand here.*/u);
  const wrong = await app.send('/services/WOUND/actions/new', { title: ' ', due: '2026-03-11' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Say what has to be done\./u);
  const past = await app.send('/services/WOUND/actions/new', { title: 'Ask the nurses', due: '2026-03-11' });
  assert.match(past.text, /Give a day that is still to come, or today\./u);
  assert.match(past.html, /value="Ask the nurses"/u);
  const added = await app.send(
    '/services/WOUND/actions/new',
    { title: 'Ask the nurses', due: '2026-03-16', owner: nurse.person.id },
    { follow: true },
  );
  assert.match(
    added.text,
    /ACT-1 was added\..*Open actions \(1\) ACT-1 Ask the nurses Ottoline Reed, due 16 March 2026, in 4 days/u,
  );
  const page = await app.get('/actions/act-1');
  assert.match(page.text, /Added for Ottoline Reed, due 16 March 2026/u);
});

test('it is handed on, put off with a reason, done with evidence, and taken up again; all of it stays known', async () => {
  const path = '/actions/ACT-1';
  assert.match((await app.send(`${path}/due`, { due: '2026-03-20' })).text, /Say why the day is another one/u);
  const later = await app.send(
    `${path}/due`,
    { due: '2026-03-20', reason: 'They meet on the 19th.' },
    { follow: true },
  );
  assert.match(later.text, /ACT-1 has another day\./u);
  assert.match((await app.send(`${path}/assign`, { owner: looker.person.id })).text, /besides viewer and assessor/u);
  assert.match((await app.send(`${path}/assign`, {})).text, /Choose who does it/u);
  await app.send(`${path}/assign`, { owner: app.person.id });
  assert.match((await app.send(`${path}/done`, {})).text, /Say what was done, and what shows it\./u);
  assert.match(
    (await app.send(`${path}/done`, { evidence: 'Asked.', link: 'javascript:alert(1)' })).text,
    /Give a whole web address/u,
  );
  const done = await app.send(
    `${path}/done`,
    { evidence: 'Asked five of them.', link: 'https://notes.example/19' },
    { follow: true },
  );
  assert.match(done.text, /State Done.*Asked five of them\..*https:\/\/notes\.example\/19/u);
  assert.match((await app.get(`${path}/done`)).text, /ACT-1 is done already\. To change it, take it up again first/u);
  const again = await app.send(
    `${path}/take-up`,
    { due: '2026-03-25', reason: 'One of them was on leave.' },
    { follow: true },
  );
  assert.match(
    again.text,
    /Taken up again\. Due 25 March 2026 in place of 20 March 2026 Why, or what shows it One of them was on leave\..*Done Why, or what shows it Asked five of them\..*Handed from Ottoline Reed to C\. Safety.*Due 20 March 2026 in place of 16 March 2026 Why, or what shows it They meet on the 19th\..*Added for/u,
  );
  const dropped = await app.send(`${path}/not-needed`, { reason: 'The page is gone.' }, { follow: true });
  assert.match(dropped.text, /No longer needed.*The page is gone\./u);
});

test('numbers are given once, and other features add actions in their own transaction', async () => {
  const approveWithCondition = anyCommand(
    command({
      feature: 'test',
      name: 'approveWithCondition',
      summary: 'Approves with a condition',
      input: z.strictObject({ title: z.string(), owner: z.string(), due: z.string() }),
      may: { roles: ['clinical safety officer'], where: 'organisation' },
      subject: () => null,
      run: async (tx, _actor, input) => {
        const source = { kind: 'approval', id: SOURCE, label: 'Approval of version 5', href: '/services/WOUND' };
        return addFrom(tx, { ...input, service: null, source }, { owner: 'conditionOwner', due: 'conditionDue' });
      },
    }),
  );
  const good = { title: 'Test it again', owner: app.person.id, due: '2026-03-12' };
  const { result } = await app.execute(approveWithCondition, good);
  assert.equal(result['number'], 2);
  await assert.rejects(
    app.execute(approveWithCondition, { ...good, owner: SOURCE, due: '2020-01-01' }),
    (error: unknown) => {
      assert.ok(error instanceof InputProblem);
      assert.deepEqual(
        error.problems.map(({ field }) => field),
        ['conditionOwner', 'conditionDue'],
      );
      return true;
    },
  );
  assert.equal((await app.execute(approveWithCondition, good)).result['number'], 3, 'what failed used up no number');
  const found = await app.ground.database.read(app.organisation, (tx) => actionsFrom(tx, 'approval', [SOURCE]));
  assert.deepEqual(
    found.map(({ number, owner }) => [number, owner.name]),
    [
      [2, 'C. Safety'],
      [3, 'C. Safety'],
    ],
  );
  assert.match((await app.get('/actions/ACT-2')).text, /Comes from Approval of version 5/u);
});

test('an open action is not known and due; one that is done is met: what rests on it can point there', async () => {
  const { result } = await app.execute(anyCommand(addAction), {
    service: 'WOUND',
    title: 'Point at me',
    owner: app.person.id,
    due: '2026-03-31',
  });
  const state = async () => {
    const [one] = await app.ground.database.read(app.organisation, (tx) =>
      statesOf(tx, [{ kind: 'action', id: result['id'] as string }]),
    );
    return [one!.verdict, one!.dueAt?.toISOString() ?? null];
  };
  // The end of 31 March in London, where it is summer already.
  assert.deepEqual(await state(), ['not-known', '2026-03-31T22:59:59.999Z']);
  await app.execute(anyCommand(finishAction), {
    action: result['action'],
    version: result['version'],
    evidence: 'Done.',
  });
  assert.deepEqual(await state(), ['met', null]);
});

test('of two who change it, the second is told; and what cannot be is refused', async () => {
  const { result } = await app.execute(anyCommand(addAction), {
    title: 'Twice',
    owner: app.person.id,
    due: '2026-03-31',
  });
  const { action, version } = result;
  const change = (one: typeof postponeAction | typeof dropAction | typeof takeUpAction, more: object) =>
    app.execute(anyCommand(one as typeof postponeAction), { action, version, ...more });
  await assert.rejects(change(takeUpAction, { due: '2026-04-01', reason: 'x' }), NotPossible);
  await assert.rejects(change(postponeAction, { due: '2026-03-31', reason: 'x' }), NotPossible);
  await change(postponeAction, { due: '2026-04-02', reason: 'Later.' });
  await assert.rejects(change(dropAction, { reason: 'x' }), Conflict);
  for (const wrong of ['ACT-9999', 'HAZ-1', ''])
    await assert.rejects(
      app.execute(anyCommand(dropAction), { action: wrong, version: 1, reason: 'x' }),
      wrong === 'ACT-9999' ? NotFound : InputProblem,
    );
});

test('whoever has a role in one service sees and changes what is there, and knows of nothing else', async () => {
  const falls = await app.execute(anyCommand(addAction), {
    service: 'FALLS',
    title: 'Not for the nurse',
    owner: app.person.id,
    due: '2026-03-31',
  });
  const { action, version } = falls.result;
  const path = `/actions/${action as string}`;
  for (const end of ['', '/done', '/assign']) assert.equal((await nurse.get(`${path}${end}`)).status, 404, end);
  assert.equal((await nurse.get('/actions/ACT-2')).status, 404, 'what is of the organisation is not for one service');
  const list = await nurse.get('/actions?owner=&state=');
  assert.match(list.text, /Ask the nurses/u);
  assert.doesNotMatch(list.text, /Not for the nurse|Test it again|Heron Lane/u);
  assert.equal((await nurse.get('/actions/new')).status, 404);
  assert.match(list.html, /href="\/services\/WOUND\/actions\/new"/u);
  assert.equal((await nurse.get('/services/FALLS/actions/new')).status, 404);
  const stolen = await nurse.api('POST', 'actions/finishAction', { action, version, evidence: 'x' });
  assert.equal(stolen.status, 404, JSON.stringify(stolen.json));

  const seen = await looker.get('/actions/ACT-1');
  assert.equal(seen.status, 200);
  assert.doesNotMatch(seen.html, /ACT-1\/(?:done|take-up)/u);
  assert.equal((await looker.get('/actions/ACT-1/take-up')).status, 403);
  const api = await looker.api('GET', 'actions/actions', { state: 'any' });
  assert.equal(api.json['total'], 2);
  const stranger = await app.elsewhere({ roles: ['administrator'] });
  assert.equal((await stranger.get('/actions/ACT-1')).status, 404);
  assert.match((await stranger.get('/actions?owner=')).text, /will stand here/u);
  assert.match((await app.signedOut().get('/actions')).location ?? '', /sign-in/u);
});

test('the list is narrowed, sorted and paged, and says what is overdue in words', async () => {
  for (let number = 1; number <= 60; number++)
    await app.execute(anyCommand(addAction), {
      service: 'FALLS',
      title: `Task ${String(number).padStart(2, '0')}`,
      owner: app.person.id,
      due: number <= 3 ? '2026-03-13' : '2026-05-01',
    });
  app.clock.now = new Date('2026-03-15T10:00:00Z');
  const me = await app.as({ name: 'Wren Applewhite', roles: ['clinical safety officer'] });
  const list = await me.get('/actions?owner=&service=FALLS');
  assert.match(list.text, /61 open actions, 3 overdue, page 1 of 2\./u);
  assert.match(list.text, /Task 01 Due overdue, was due 13 March 2026, 2 days ago/u);
  assert.match((await me.get('/actions?owner=&service=FALLS&page=2')).text, /page 2 of 2/u);
  assert.match((await me.get('/actions?owner=&state=overdue')).text, /5 overdue actions/u);
  assert.match((await me.get('/actions?owner=&source=approval')).text, /2 open actions/u);
  assert.match((await me.get('/actions')).text, /Nothing waits for you here/u);
  assert.match((await me.get('/actions?owner=&service=NONE')).text, /No action is like that/u);
  const sorted = await me.get('/actions?owner=&service=FALLS&sort=number&order=down');
  assert.match(sorted.text, /Task 60.*Task 59/u);
  assert.match(sorted.html, /aria-sort="descending"/u);
  assert.equal((await me.get('/actions?state=nonsense&sort=x&page=-1&owner=%00')).status, 200);
  assert.match((await me.get('/actions?owner=&page=999')).text, /The list has no page 999/u);
  const api = await me.api('GET', 'actions/actions', { overdue: 'true' });
  assert.equal(api.json['total'], 5);
  assert.match(
    (await me.get('/services/FALLS')).text,
    /Open actions \(61\).*Task 01.*See all 61 actions of this service/u,
  );
});

test('in a browser: nothing for axe to find, nothing wider than a phone, and the same without JavaScript', async () => {
  const me = await app.as({ name: 'Wren Applewhite', roles: ['clinical safety officer'] });
  await withBrowser(async (browser) => {
    for (const width of [320, 1280])
      await me.open(browser, { width }, async (page) => {
        for (const path of [
          '/actions?owner=&state=',
          '/actions/ACT-2',
          '/actions/new',
          '/actions/ACT-2/done',
          '/actions/ACT-2/due',
        ]) {
          await page.goto(path);
          if (width === 320 || path.includes('owner')) assert.deepEqual(await axe(page), [], path);
          const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          assert.ok(Number(over) <= 0, `${path} at ${width}`);
        }
      });
    await me.open(browser, { width: 320, javaScript: false }, async (page) => {
      await page.goto('/actions');
      await page.getByLabel('Owner').selectOption({ label: 'Anyone' });
      await page.getByLabel('Comes from').selectOption({ label: 'Approval' });
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.getByRole('link', { name: 'Test it again' }).first().click();
      await page.getByRole('button', { name: 'Say that it is done' }).click();
      await page.getByLabel('What was done, and what shows it').fill('Tested on release 1.4.0.');
      await page.getByRole('button', { name: 'It is done' }).click();
      assert.match(await page.locator('main').innerText(), /ACT-2 is done\./u);
    });
  });
});
