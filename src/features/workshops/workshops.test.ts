import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import sql from 'sql-template-tag';
import { strFromU8, unzipSync } from 'fflate';
import { anyCommand } from '../../platform/commands/command.ts';
import type { Role } from '../../platform/commands/may.ts';
import { Conflict, Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { textOfPdf } from '../../documents/testing/pdf-text.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { axe, withBrowser } from '../../test-browser.ts';
import { textOf } from '../../words/sentence.ts';
import { closeWorkshop } from './commands.ts';
import { linesTyped, rowsTyped } from './form-rows.ts';
import { onSubjects } from './on-subjects.ts';
import { raisedIn } from './store.ts';
import { noteWorkshop } from './note-command.ts';
import { triageDraft } from './triage-command.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
const LIST = '/services/WOUND/workshops';
const ONE = `${LIST}/WSP-1`;
const NAMED = { service: 'WOUND', workshop: 'WSP-1' };
let engineer: Visitor;
let looker: Visitor;

const inService = (name: string, role: Role, reference: string) =>
  app.as({ name, roles: [{ role, service: reference, until: null }] });

const asked = async (who: Visitor = app) => (await who.api('GET', 'workshops/workshop', NAMED)).json;
const latest = async () => (await asked())['version'];

before(async () => {
  const made = { name: 'Willowbank Wound Care', role: 'manufacturer', phase: 'live' };
  const components = [{ name: 'Photo upload' }, { name: 'Messages' }];
  await app.api('POST', 'services/createService', { ...made, reference: 'WOUND', components });
  await app.api('POST', 'services/createService', { ...made, reference: 'FALLS', name: 'Falls Diary' });
  engineer = await inService('Ottoline Reed', 'safety engineer', 'WOUND');
  looker = await inService('A Looker', 'viewer', 'WOUND');
});

test('an empty list teaches; planning says what is missing and keeps what was typed', async () => {
  assert.match((await engineer.get(LIST)).text, /recommends a workshop strongly.*can be written down here as well/u);
  assert.match((await engineer.get('/services/WOUND')).text, /Nobody has looked for hazards together yet/u);
  const wrong = await engineer.send(`${LIST}/new`, { kind: 'hazard workshop', title: 'Photos', day: '2026-03-33' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Give the day of the workshop.*Choose how the workshop is run/u);
  assert.match(wrong.html, /value="Photos"/u);
  const planned = await engineer.send(
    `${LIST}/new`,
    {
      kind: 'hazard workshop',
      title: 'Photos',
      day: '2026-03-03',
      method: 'swift',
      components: 'Photo upload',
      areas: ['process', 'messaging'],
      lenses: 'misuse',
    },
    { follow: true },
  );
  assert.match(
    planned.text,
    /WSP-1 was planned.*Structured what-if technique \(SWIFT\).*End-to-end clinical process and Messages/u,
  );
  assert.equal((await looker.get(`${LIST}/new`)).status, 403);
  assert.equal((await looker.get(ONE)).status, 200);
  assert.doesNotMatch((await looker.get(ONE)).text, /Write the notes/u);
});

test('who is there: people and guests with roles; a warning says who is missing, and a reason is enough', async () => {
  const path = `${ONE}/attendees`;
  const wrong = await engineer.send(path, { 'add.1.role': 'clinician', 'add.2.guest': 'Fennel Ashdown' });
  assert.match(wrong.text, /Say in which role/u);
  assert.match(wrong.html, /href="#add\.2\.role"/u);
  const nobody = await engineer.send(path, { 'add.1.role': 'clinician' });
  assert.match(nobody.text, /Choose a person, or give the name of a guest/u);
  const saved = await engineer.send(
    path,
    {
      'add.1.person': engineer.person.id,
      'add.1.role': 'safety',
      'add.2.guest': 'Fennel Ashdown',
      'add.2.role': 'developer',
      'add.4.guest': 'Clementine Rusk',
      'add.4.role': 'user or patient representative',
    },
    { follow: true },
  );
  assert.match(saved.text, /is not multi-disciplinary.*because nobody who looks after patients was in the room/u);
  assert.match(saved.text, /Clementine Rusk \(guest\) Role in the room User or patient representative/u);
  const twice = await engineer.send(path, { 'add.1.person': engineer.person.id, 'add.1.role': 'other' });
  assert.match(twice.text, /They are in the room already/u);
  const reason = { reason: 'Two nurses look at the result next week.' };
  const explained = await engineer.send(`${ONE}/departure`, reason, { follow: true });
  assert.match(explained.text, /The reason given: Two nurses look at the result next week\./u);
  assert.doesNotMatch(explained.text, /clears it/u);
});

test('notes: under each prompt what was said and drafts; what is wrong leads to its field, and nothing typed is lost', async () => {
  const path = `${ONE}/notes`;
  const shown = await engineer.get(path);
  assert.match(shown.text, /How could someone use this to control or harm another\?/u);
  assert.doesNotMatch(shown.text, /Architecture/u, 'an area that was not chosen');
  const wrong = await engineer.send(path, { 'said.swift-fails': 'It stops.', 'drafts.new-swift-fails.cause': 'A bug' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.html, /href="#drafts\.new-swift-fails\.name"/u);
  assert.match(wrong.html, /It stops\./u);
  const saved = await engineer.send(
    path,
    {
      'said.swift-fails': 'It stops.',
      'drafts.new-swift-fails.name': 'A photo is lost',
      'drafts.new-swift-fails.cause': 'The phone is full',
      'drafts.new-swift-fails.component': 'Photo upload',
      'drafts.new-swift-fails.raisedBy': 'guest:user or patient representative',
      'drafts.new-misuse-control.name': 'A partner reads the messages',
      'decisions.new-1': 'We ask the nurses.',
      'actions.new-2.title': 'Ask the nurses',
      'actions.new-2.owner': engineer.person.id,
      'actions.new-2.due': '2026-03-20',
    },
    { follow: true },
  );
  assert.match(saved.text, /The notes were saved\./u);
  const page = await looker.get(ONE);
  assert.match(
    page.text,
    /Draft 1 A photo is lost.*Raised by A guest: User or patient representative, under SWIFT: Fails/u,
  );
  assert.match(page.text, /Draft 2 A partner reads the messages.*under Misuse: Control/u);
  assert.match(
    page.text,
    /SWIFT: Fails It stops\..*We ask the nurses\..*ACT-1 Ask the nurses Ottoline Reed, due 20 March/u,
  );
  assert.match((await app.get('/actions/ACT-1')).text, /Comes from Workshop WSP-1/u);
});

test('two people write at once: both are kept, and what nobody touched stays', async () => {
  const version = await latest();
  const note = (who: Visitor, input: object) => who.execute(anyCommand(noteWorkshop), { ...NAMED, version, ...input });
  await note(engineer, { said: { 'swift-fails': 'It stops. Often.' }, decisions: { 1: 'We ask all nurses.' } });
  const { result } = await note(app, {
    said: { 'swift-fails': 'It stops at night.', 'swift-nothing': 'New.' },
    decisions: { 1: 'We ask the nurses.', new: '' },
  });
  assert.equal(result['both'], 1);
  const { said, decisions } = await asked();
  assert.deepEqual(said, [
    { prompt: 'SWIFT: Fails', text: 'It stops. Often.\n\nIt stops at night.' },
    { prompt: 'SWIFT: Nothing', text: 'New.' },
  ]);
  assert.deepEqual(decisions, [{ number: 1, text: 'We ask all nurses.' }]);
  await assert.rejects(note(app, {}), NotPossible);
  await assert.rejects(note(app, { said: { 'swift-none': 'There is no such prompt.' } }), InputProblem);
  await assert.rejects(note(app, { version: 9_999_999, said: { else: 'From the future.' } }), NotPossible);
});

test('a draft that is emptied is taken back, and its number and words stay known', async () => {
  const version = await latest();
  const drafts = { new: { prompt: 'else', name: 'A mistake', cause: 'Typed here' } };
  await app.execute(anyCommand(noteWorkshop), { ...NAMED, version, drafts });
  await app.execute(anyCommand(noteWorkshop), { ...NAMED, version: await latest(), drafts: { 3: { prompt: 'else' } } });
  assert.match((await app.get(ONE)).text, /Draft 3 A mistake Cause Typed here.*Taken back in the room/u);
});

test('minutes are closed as what was seen; a correction makes another version, and the first stays as it was', async () => {
  const version = await latest();
  await app.execute(anyCommand(noteWorkshop), { ...NAMED, version, said: { else: 'One more thing.' } });
  await assert.rejects(app.execute(anyCommand(closeWorkshop), { ...NAMED, version }), Conflict);
  const closed = await engineer.send(`${ONE}/close`, {}, { follow: true });
  assert.match(closed.text, /The minutes were closed as version 1\./u);
  assert.match((await engineer.get(`${ONE}/notes`)).text, /Notes/u);
  const refused = await engineer.send(`${ONE}/notes`, { 'said.else': 'Too late.' });
  assert.equal(refused.status, 409);
  assert.match(refused.text, /minutes of WSP-1 are closed\. To change them, open them for a correction first/u);
  await engineer.send(`${ONE}/correct`, { reason: 'The time was wrong.' });
  await engineer.send(`${ONE}/notes`, { 'said.else': 'Another thing.' });
  await engineer.send(`${ONE}/close`, {});
  const [first, second] = await Promise.all([1, 2].map((one) => looker.get(`${ONE}/minutes/${one}`)));
  assert.match(first!.text, /There is a later version.*One more thing\./u);
  assert.match(first!.text, /Draft 3: A mistake \(taken back in the room\)/u);
  assert.match(first!.text, /Nothing was noted under: SWIFT: Wrong person/u);
  assert.match(second!.text, /Why there is another version The time was wrong\..*Another thing\./u);
  assert.equal((await looker.get(`${ONE}/minutes/3`)).status, 404);
});

test('minutes as PDF/UA and as a Word file say the same words, and markup that was typed stays text', async () => {
  await app.execute(anyCommand(noteWorkshop), {
    ...NAMED,
    ...(await opened('Markup.')),
    said: { 'swift-around': '#panic("no") *bold* $x$ <label> @ref' },
  });
  await app.execute(anyCommand(closeWorkshop), { ...NAMED, version: await latest() });
  const fetched = async (kind: string) =>
    (
      await app.app.inject({
        url: `${ONE}/minutes/3/minutes.${kind}`,
        headers: { cookie: [...app.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ') },
      })
    ).rawPayload;
  const pdf = await fetched('pdf');
  assert.match(pdf.toString('latin1'), /<pdfuaid:part>1<\/pdfuaid:part>/u);
  const words = textOfPdf(pdf).replaceAll(/\s+/gu, '');
  for (const said of [
    'Minutes:Photos',
    'ClementineRusk(guest)',
    '#panic("no")*bold*$x$<label>@ref',
    'Draft1:Aphotoislost',
  ])
    assert.ok(words.includes(said), said);
  const word = strFromU8(unzipSync(await fetched('docx'))['word/document.xml']!);
  for (const said of ['Clementine Rusk (guest)', '#panic(&quot;no&quot;)', 'Draft 1: A photo is lost'])
    assert.ok(word.includes(said), said);
});

/** Opens the minutes for a correction. */
async function opened(reason: string) {
  await engineer.send(`${ONE}/correct`, { reason });
  return { version: await latest() };
}

test('triage: a draft is recorded, brought into a hazard or not taken, once, by somebody who may', async () => {
  const draft = `${ONE}/drafts/1`;
  assert.match((await looker.get(draft)).text, /No hazard of this service has much in common/u);
  assert.doesNotMatch((await looker.get(draft)).text, /What becomes of it/u);
  assert.equal((await looker.get(`${draft}/record`)).status, 403);
  assert.match((await engineer.get('/')).text, /2 draft hazards of WSP-1, Photos wait for triage because/u);
  const recorded = await engineer.send(
    `${draft}/record`,
    { name: 'A photo is lost before it is sent', causes: 'The phone is full\nThe phone is broken' },
    { follow: true },
  );
  assert.match(recorded.text, /Draft 1 was recorded as HAZ-1\..*Recorded as HAZ-1 by Ottoline Reed, 12 March 2026/u);
  const hazard = await looker.get('/services/WOUND/hazards/HAZ-1');
  assert.match(hazard.text, /A photo is lost before it is sent.*The phone is full.*The phone is broken/u);
  assert.match(hazard.text, /Raised in the hazard workshop WSP-1 on 3 March 2026, as draft 1\./u);
  assert.equal((await engineer.send(`${draft}/record`, { name: 'Again' })).status, 409, 'decided already');

  const wrong = await engineer.send(`${ONE}/drafts/2/merge`, { hazard: 'HAZ-7' });
  assert.match(wrong.text, /There is no hazard HAZ-7 in this service/u);
  const causes = 'the phone is FULL\nA partner holds the phone';
  const merged = await engineer.send(`${ONE}/drafts/2/merge`, { hazard: 'haz-1', causes }, { follow: true });
  assert.match(merged.text, /Draft 2 was brought into HAZ-1/u);
  const after = await looker.get('/services/WOUND/hazards/HAZ-1');
  assert.match(after.text, /Causes \(3\) The phone is full The phone is broken A partner holds the phone/u);
  assert.doesNotMatch((await engineer.get('/')).text, /wait for triage/u);
});

test('a hazard knows where it was raised; a near-duplicate stands beside a draft; without a reason nothing is declined', async () => {
  await app.execute(anyCommand(noteWorkshop), {
    ...NAMED,
    ...(await opened('A hazard was forgotten.')),
    drafts: { new: { prompt: 'swift-fails', name: 'The photo is lost before it was sent' } },
  });
  const decided = { ...NAMED, draft: 4, outcome: 'not taken' };
  await assert.rejects(app.execute(anyCommand(triageDraft), { ...decided, reason: 'No.' }), NotPossible);
  await app.execute(anyCommand(closeWorkshop), { ...NAMED, version: await latest() });
  assert.match(
    (await engineer.get(`${ONE}/drafts/4`)).text,
    /HAZ-1 A photo is lost before it is sent.*Bring the draft into HAZ-1/u,
  );
  await assert.rejects(app.execute(anyCommand(triageDraft), decided), InputProblem);
  await app.execute(anyCommand(triageDraft), { ...decided, reason: 'It is HAZ-1.' });
  const drafts = (await asked())['drafts'] as readonly { state: string; hazard: string | null; reason: string }[];
  assert.deepEqual(
    drafts.map(({ state, hazard, reason }) => [state, hazard, reason]),
    [
      ['recorded', 'HAZ-1', ''],
      ['merged', 'HAZ-1', ''],
      ['taken back', null, ''],
      ['not taken', null, 'It is HAZ-1.'],
    ],
  );
  await app.ground.database.read(app.organisation, async (tx) => {
    const hazards = await tx.rows<{ id: string }>(sql`select id from hazard where to_seq = 9007199254740991`);
    const raised = await raisedIn(
      tx,
      hazards.map(({ id }) => id),
    );
    assert.deepEqual(
      raised.map(({ workshop, draft, how, day }) => [workshop, draft, how, day]),
      [
        [1, 1, 'recorded', '2026-03-03'],
        [1, 2, 'merged', '2026-03-03'],
      ],
    );
    const said = await Promise.all(
      hazards.map(({ id }) =>
        onSubjects.lines(tx, { id, reference: '', service: 'WOUND', now: new Date('2026-03-12T09:00:00Z') }),
      ),
    );
    assert.match(
      said.flat().map(textOf).join(' '),
      /Raised in WSP-1, .*, on 3 March 2026\./u,
      'on the page of the hazard',
    );
    assert.deepEqual(await recompute(tx, app.ground.kinds), []);
  });
});

test('a text is erased for good, in every version of the minutes; who was there and what became of it stays known', async () => {
  const path = `${ONE}/erase`;
  assert.equal((await engineer.get(path)).status, 403);
  const page = await app.get(path);
  assert.match(page.text, /Name of a guest Clementine Rusk/u);
  assert.equal((await app.send(path, { field: 'guest-1', reason: 'They asked.' })).status, 422);
  const erased = await app.send(path, { field: lastGuest(page.html), reason: 'They asked.' }, { follow: true });
  assert.match(erased.text, /The text was erased\./u);
  for (const one of [ONE, `${ONE}/minutes/1`, `${ONE}/minutes/2`]) {
    const { text } = await app.get(one);
    assert.doesNotMatch(text, /Clementine/u, one);
    assert.match(text, /\[erased on 12 March 2026\] \(guest\)/u, one);
  }
  await app.send(path, { field: 'draft-1-name', reason: 'It named a patient.' });
  assert.match((await app.get(`${ONE}/minutes/1`)).text, /Draft 1: \[erased on 12 March 2026\]/u);
  assert.equal((await app.send(path, { field: 'draft-1-name', reason: 'Again.' })).status, 409);
  await app.ground.database.read(app.organisation, async (tx) =>
    assert.deepEqual(await recompute(tx, app.ground.kinds), []),
  );
});

/** The field of the guest who was named last. */
function lastGuest(html: string): string {
  return [...html.matchAll(/value="(guest-[\da-f-]+)"/gu)].at(-1)![1]!;
}

test('rows of a form may be called anything', () => {
  const values = {
    'a.constructor.name': 'x',
    'a.__proto__.name': 'y',
    'a.1.__proto__': 'z',
    'a.1.b.c': 'q',
    'b.1': 'p',
  };
  const rows = rowsTyped(values, 'a');
  assert.deepEqual(Object.keys(rows), ['1', 'constructor']);
  assert.deepEqual({ ...rows['constructor'] }, { name: 'x' });
  assert.deepEqual(linesTyped(values, 'b'), { 1: 'p' });
  assert.equal(({} as Record<string, unknown>)['name'], undefined);
});

test('others of the organisation see nothing of it; minutes that nobody closes stand on a desk after a week', async () => {
  const elsewhere = await inService('B Stranger', 'safety engineer', 'FALLS');
  assert.equal((await elsewhere.get(ONE)).status, 404);
  const input = { ...NAMED, version: 1, said: { else: 'x' } };
  await assert.rejects(elsewhere.execute(anyCommand(noteWorkshop), input), NotFound);
  await assert.rejects(looker.execute(anyCommand(noteWorkshop), input), Denied);
  const typed = { kind: 'safety group meeting', title: 'March meeting' };
  const planned = await engineer.send(`${LIST}/new`, { ...typed, day: '2026-03-06' }, { follow: true });
  assert.match(planned.text, /WSP-2, safety group meeting/u);
  assert.match((await engineer.get(`${LIST}/WSP-2/notes`)).text, /Which incidents, concerns and near misses/u);
  assert.doesNotMatch((await engineer.get('/')).text, /are not closed/u, 'six days ago');
  await engineer.send(`${LIST}/WSP-2/edit`, { day: '2026-03-05' });
  const desk = /The minutes of WSP-2, March meeting are not closed because it took place on 5 March 2026, 7 days ago/u;
  assert.match((await engineer.get('/')).text, desk);
  assert.doesNotMatch((await looker.get('/')).text, desk);
  const off = await engineer.send(`${LIST}/WSP-2/call-off`, { reason: 'Nobody could come.' }, { follow: true });
  assert.match(off.text, /Called off.*Nobody could come\./u);
  assert.doesNotMatch((await engineer.get('/')).text, /are not closed/u);
});

test('in a browser: nothing for axe to find, nothing wider than a phone, and notes are saved by keyboard', async () => {
  const typed = {
    kind: 'hazard workshop',
    title: 'Messages',
    day: '2026-03-12',
    method: 'free',
    areas: [],
    lenses: [],
  };
  await engineer.send(`${LIST}/new`, typed);
  await withBrowser(async (browser) => {
    await engineer.open(browser, { width: 320 }, async (page) => {
      for (const path of ['/WSP-1', '/WSP-3/attendees', '/WSP-3/notes']) {
        await page.goto(`${LIST}${path}`);
        assert.deepEqual(await axe(page), [], path);
        const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        assert.equal(over, 0, path);
      }
      await page.getByLabel('What worries you', { exact: true }).fill('The night.');
      await page.keyboard.press('Control+s');
      await page.waitForURL(/notes#p-free-worry$/u);
      assert.equal(await page.getByLabel('What worries you', { exact: true }).inputValue(), 'The night.');
    });
  });
});
