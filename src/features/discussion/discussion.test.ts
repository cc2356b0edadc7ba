import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import sql from 'sql-template-tag';
import { features } from '../../features.ts';
import type { AnyCommand } from '../../platform/commands/command.ts';
import { Conflict, Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { assemble } from '../../platform/installation.ts';
import { verifyLive } from '../../platform/ledger/live.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { formValues, testApp, type Visitor } from '../../test-app.ts';
import { EXAMPLE_LOG, plantLog } from '../hazards/testing/test-log-store.ts';
import { openThreads } from './index.ts';

const HAZARD = '/services/WOUND/hazards/HAZ-1';
const service = 'WOUND';

const app = await testApp({ now: new Date('2026-03-12T23:40:00Z'), roles: ['administrator'] });
const { commands } = await assemble(features);
const named = (name: string): AnyCommand => commands.find((one) => one.name === name)!;
const rows = <Row>(query: ReturnType<typeof sql>) =>
  app.ground.database.read(app.organisation, (tx) => tx.rows<Row>(query));

let wren: Visitor;
let ottoline: Visitor;
let viewer: Visitor;
let thread: number;

/** What stands on somebody's desk of discussions. */
async function asked(who: Visitor): Promise<string[]> {
  const { text } = await who.get('/');
  return [...text.matchAll(/Your answer (.*? mentioned you in the discussion of [A-Z]+-\d+)\./gu)].map(([, so]) => so!);
}

async function threads(on = 'HAZ-1') {
  const { json } = await wren.api('GET', 'discussion/discussion', { service, on });
  return json['discussions'] as {
    thread: number;
    state: string;
    comments: {
      text: string;
      by: string;
      mentions: { name: string }[];
      earlier: { text: string }[];
      version: number;
    }[];
    turns: { by: string; state: string }[];
  }[];
}

before(async () => {
  await app.execute(plantLog, { log: EXAMPLE_LOG });
  // Nobody's session lasts over a night, and what is seen as at a day needs another one.
  app.clock.now = new Date('2026-03-12T23:50:00Z');
  wren = await app.as({ name: 'Wren Applewhite', roles: ['clinical safety officer'] });
  ottoline = await app.as({ name: 'Ottoline Reed', roles: [{ role: 'safety engineer', service, until: null }] });
  viewer = await app.as({ name: 'Barnaby Quince', roles: ['viewer'] });
});

describe('a discussion', () => {
  test('begins with a question to somebody; a name that is nobody’s is asked back and nothing is lost', async () => {
    const wrong = await ottoline.send(`${HAZARD}/discuss`, { text: 'Does the scan still hold, @Wrn Applewhite?' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /There is a problem Nobody who can see this service is called “Wrn Applewhite”/u);
    assert.match(wrong.html, />\s*Does the scan still hold, @Wrn Applewhite\?<\/textarea>/u);
    assert.deepEqual(await threads(), []);

    const text = 'Does the scan still hold, @Wren Applewhite?';
    const done = await ottoline.send(`${HAZARD}/discuss`, { text }, { follow: true });
    assert.match(done.text, /It was said\..*Discussion \(1 open\) Ottoline Reed 12 March 2026, 11:50pm Does the scan/u);
    const [one] = await threads();
    thread = one!.thread;
    assert.deepEqual(
      one!.comments.map(({ by, mentions }) => [by, mentions.map(({ name }) => name)]),
      [['Ottoline Reed', ['Wren Applewhite']]],
    );
    assert.deepEqual(await asked(wren), ['Ottoline Reed mentioned you in the discussion of HAZ-1']);
    assert.deepEqual(await asked(viewer), []);
  });

  test('nobody is mentioned who cannot see the service, and no patient is', async () => {
    const elsewhere = { role: 'safety engineer' as const, service: 'OTHER', until: null };
    const stranger = await app.as({ name: 'Juniper Hale', roles: [elsewhere] });
    const assessor = await app.as({ name: 'Abel Assessor', roles: ['assessor'] });
    const discuss = named('discussHazard');
    const said = (text: string, mentions: readonly string[] = []) =>
      ottoline.execute(discuss, { service, hazard: 'HAZ-1', text, mentions });
    await assert.rejects(said('@Juniper Hale?'), /called “Juniper Hale”/u);
    await assert.rejects(said('Juniper?', [stranger.person.id]), /Choose somebody who can see/u);
    await assert.rejects(said('@Abel Assessor?'), /called “Abel Assessor”/u);
    await assert.rejects(said('It was 943 476 5919.'), InputProblem);
    await assert.rejects(said('  '), InputProblem);
    await assert.rejects(ottoline.execute(discuss, { service, hazard: 'HAZ-99', text: 'Is it?' }), NotFound);
    await assert.rejects(assessor.execute(discuss, { service, hazard: 'HAZ-1', text: 'Is it?' }), Denied);
    const page = await assessor.get(HAZARD);
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /Does the scan still hold|Answer|Ask or say something|Attach a file/u);
    assert.doesNotMatch((await assessor.get('/services/WOUND')).text, /Does the scan still hold/u);
    for (const path of ['/services/WOUND/discussion', `/services/WOUND/discussion/${thread}`])
      assert.equal((await assessor.get(path)).status, 403, 'what a team says among itself is not given to assessors');
    assert.equal((await assessor.api('GET', 'discussion/discussion', { service: 'WOUND' })).status, 403);
    assert.equal((await stranger.get(`/services/WOUND/discussion/${thread}`)).status, 404);
  });

  test('waits on the desk until it is answered, or marked as read', async () => {
    const path = `/services/WOUND/discussion/${thread}`;
    const answer = await wren.send(`${path}/answer`, { text: 'Not on the old ones. @Ottoline Reed, which are these?' });
    assert.equal(answer.location, `${HAZARD}#thread-${thread}`);
    assert.deepEqual(await asked(wren), []);
    assert.deepEqual(await asked(ottoline), ['Wren Applewhite mentioned you in the discussion of HAZ-1']);
    assert.match((await ottoline.get(`${path}/answer`)).text, /Nothing to answer\? Mark it as read/u);
    await ottoline.send(`${path}/read`, {});
    assert.deepEqual(await asked(ottoline), []);
    await assert.rejects(ottoline.execute(named('readMention'), { service, thread }), NotPossible);
  });

  test('is worded otherwise by whoever said it alone; the words before stay', async () => {
    const edit = named('editComment');
    const [one] = await threads();
    const { version } = one!.comments[0]!;
    const to = { service, thread, comment: 1, version, text: 'Does the scan hold? @Barnaby Quince saw it.' };
    await assert.rejects(wren.execute(edit, to), Denied);
    await assert.rejects(ottoline.execute(edit, { ...to, text: one!.comments[0]!.text }), NotPossible);
    await ottoline.execute(edit, to);
    await assert.rejects(ottoline.execute(edit, { ...to, text: 'Again' }), Conflict);
    assert.deepEqual(await asked(viewer), ['Ottoline Reed mentioned you in the discussion of HAZ-1']);
    const [after] = await threads();
    assert.deepEqual(
      after!.comments[0]!.earlier.map(({ text }) => text),
      ['Does the scan still hold, @Wren Applewhite?'],
    );
    const { text } = await viewer.get(HAZARD);
    assert.match(text, /Edited 12 March 2026, 11:50pm: 1 earlier wording .*Does the scan still hold, @Wren/u);
    const { version: now } = after!.comments[0]!;
    await ottoline.execute(edit, { ...to, version: now, text: 'Does the scan hold?' });
    assert.deepEqual(await asked(viewer), [], 'nobody waits for who is mentioned no more');
  });

  test('is resolved, by a viewer only where they began it, and opened again; every turn stays', async () => {
    const [resolve, reopen, answer] = ['resolveDiscussion', 'reopenDiscussion', 'answerDiscussion'].map(named);
    await assert.rejects(viewer.execute(resolve!, { service, thread }), /A viewer resolves only/u);
    const own = (await viewer.execute(named('discussControl'), { service, control: 'CTL-1', text: 'Since when?' }))
      .result;
    await viewer.execute(resolve!, { service, thread: own['thread'] });
    app.clock.now = new Date('2026-03-13T00:05:00Z');
    await wren.execute(answer!, { service, thread, text: '@Barnaby Quince, were you there?' });
    const open = await wren.get(`/services/WOUND/discussion/${thread}/answer`);
    await wren.execute(resolve!, { service, thread, text: 'All tablets were replaced. Thank you, @Wrn!' });
    assert.deepEqual(await asked(viewer), [], 'what is resolved waits for nobody');
    await assert.rejects(wren.execute(resolve!, { service, thread }), NotPossible);
    const late = await wren.post(`/services/WOUND/discussion/${thread}/answer`, {
      ...formValues(open.html),
      text: 'And the spare one?',
    });
    assert.match(late.text, /This was resolved meanwhile.*Open it again.*What you typed And the spare one\?/u);
    await assert.rejects(wren.execute(reopen!, { service, thread, text: '' }), InputProblem);
    await viewer.execute(reopen!, { service, thread, text: 'One is back.' });
    const [one] = await threads();
    assert.deepEqual(
      one!.turns.map(({ by, state }) => [by, state]),
      [
        ['Wren Applewhite', 'resolved'],
        ['Barnaby Quince', 'open'],
      ],
    );
    assert.match(
      (await wren.get(`/services/WOUND/discussion/${thread}`)).text,
      /All tablets were replaced\. Thank you, @Wrn! .*Resolved by Wren Applewhite, 13 March 2026, 12:05am Barnaby Quince .*One is back\. Opened again by Barnaby/u,
    );
    const hazard = await rows<{ id: string }>(sql`
      select id from hazard where organisation_id = ${app.organisation} and number = 1`);
    const counts = await app.ground.database.read(app.organisation, (tx) => openThreads(tx, 'hazard', [hazard[0]!.id]));
    assert.deepEqual([...counts.values()], [1]);
  });

  test('is seen as at a day, and then nothing is offered', async () => {
    const { text } = await wren.get(`${HAZARD}?as-at=2026-03-12`);
    assert.match(text, /Discussion \(1 open\).*Does the scan hold\?/u);
    assert.doesNotMatch(text, /All tablets were replaced|Ask or say something|Mark as resolved/u);
    assert.match(
      (await wren.get(`${HAZARD.replace('1', '2')}?as-at=2026-03-12`)).text,
      /Nobody has said anything about HAZ-2/u,
    );
  });

  test('is erased where the law asks for it, in every wording, and says so', async () => {
    const erase = named('eraseComment');
    await assert.rejects(wren.execute(erase, { service, thread, comment: 1, reason: 'A name.' }), Denied);
    await app.send(`/services/WOUND/discussion/${thread}/comments/1/erase`, { reason: 'A name stood there.' });
    const left = await rows(sql`select from text_value where body like 'Does the scan%'`);
    assert.equal(left.length, 0);
    assert.match((await wren.get(HAZARD)).text, /Ottoline Reed 12 March 2026, 11:50pm \[erased on 13 March 2026\]/u);
    await assert.rejects(app.execute(erase, { service, thread, comment: 1, reason: 'Again.' }), NotPossible);
    assert.doesNotMatch((await ottoline.get(HAZARD)).html, /comments\/1\/edit/u);
  });
});

describe('attachments', () => {
  const content = Buffer.from('Ten rounds looked at.', 'utf8').toString('base64');

  test('are files and web addresses with a few words, and shown with who, when and what', async () => {
    const attach = (input: object, who: Visitor = ottoline) =>
      who.execute(named('attachToHazard'), { service, hazard: 'HAZ-1', words: 'Notes of a call', ...input });
    await assert.rejects(attach({}), /Choose a file/u);
    await assert.rejects(attach({ link: 'javascript:alert(1)' }), /Give a whole web address/u);
    await assert.rejects(attach({ link: 'https://example.org/', file: { name: 'a.txt', content } }), /either a file/u);
    await assert.rejects(attach({ file: { name: '9434765919.txt', content } }), InputProblem);
    await assert.rejects(attach({ link: 'https://example.org/' }, viewer), Denied);
    await attach({ file: { name: 'call.txt', content } });
    await attach({ words: 'The drawing', link: 'https://example.org/drawing' });
    const { text, html } = await viewer.get(HAZARD);
    assert.match(
      text,
      /Attachments \(2\) Notes of a call Ottoline Reed, 13 March 2026 · call\.txt · 21 bytes · SHA-256 [\da-f]{12} The drawing Ottoline Reed, 13 March 2026 · example\.org/u,
    );
    const file = await viewer.get(/href="(\/files\/[\da-f]{64})"/u.exec(html)![1]!);
    assert.equal(file.html, 'Ten rounds looked at.');
    const kept = await rows<{ content: string }>(sql`
      select c.content from ledger_content c join ledger_entry e using (organisation_id, chain, seq)
      where e.command = 'attachToHazard'`);
    for (const entry of kept) assert.doesNotMatch(entry.content, new RegExp(`${content}|call\\.txt|drawing`, 'u'));
  });

  test('come by a form, and are withdrawn with a reason, never removed', async () => {
    const shown = await ottoline.get(`${HAZARD}/attach`);
    assert.match(shown.html, /enctype="multipart\/form-data"/u);
    const sent = await ottoline.send('/services/WOUND/attachments/1/withdraw', { reason: ' ' });
    assert.match(sent.text, /Say why it is withdrawn\./u);
    const path = '/services/WOUND/attachments/1/withdraw';
    const done = await ottoline.send(path, { reason: 'Of another call.' }, { follow: true });
    assert.match(
      done.text,
      /Attachments \(1\).*1 withdrawn Notes of a call .* Withdrawn by Ottoline Reed, 13 March 2026: Of another call\./u,
    );
    await assert.rejects(
      wren.execute(named('withdrawAttachment'), { service, attachment: 1, reason: 'Again.' }),
      NotPossible,
    );
    const erase = named('eraseAttachment');
    await app.execute(erase, { service, attachment: 2, reason: 'A name.' });
    await assert.rejects(app.execute(erase, { service, attachment: 2, reason: 'A name.' }), NotPossible);
    await wren.execute(named('withdrawAttachment'), { service, attachment: 2, reason: 'Of Mrs Doe.' });
    await app.execute(erase, { service, attachment: 2, reason: 'Another name.' });
    const page = await viewer.get(HAZARD);
    assert.doesNotMatch(page.html, /The drawing|example\.org\/drawing|Mrs Doe/u);
    assert.match(page.text, /\[erased on 13 March 2026\]/u);
  });
});

test('nothing that is said or attached changes what is claimed, and the ledger is whole after erasures', async () => {
  const states = () => rows(sql`select * from subject_state order by kind, id`);
  const before = await states();
  const { result } = await wren.execute(named('discussHazard'), { service, hazard: 'HAZ-2', text: 'Is it so?' });
  await wren.execute(named('resolveDiscussion'), { service, thread: result['thread'] });
  const link = 'https://example.org/two';
  await wren.execute(named('attachToHazard'), { service, hazard: 'HAZ-2', words: 'Two', link });
  assert.deepEqual(await states(), before);
  const { kinds, database } = app.ground;
  assert.deepEqual(await database.read(app.organisation, (tx) => recompute(tx, kinds)), []);
  assert.deepEqual((await verifyLive(app.ground, app.organisation, null)).problems, []);
  assert.match((await wren.get('/changes')).text, /A discussion of a hazard was begun Service Willowbank Wound Care/u);
});

test('the page of a service says what is open, and where all of it stands', async () => {
  const { text } = await viewer.get('/services/WOUND');
  assert.match(text, /Open discussions \(1\) HAZ-1 Begun by Ottoline Reed 12 March 2026, 4 answers/u);
  const all = await viewer.get('/services/WOUND/discussion?on=CTL-1');
  assert.match(all.text, /Discussion of CTL-1 0 open.*1 resolved.*CTL-1, discussion 2 \(resolved\)/u);
  const wild = await viewer.get(`/services/WOUND/discussion?on=${encodeURIComponent('<b>’')}&page=-3`);
  assert.equal(wild.status, 200);
});
