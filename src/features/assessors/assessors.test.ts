import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { anyCommand } from '../../platform/commands/command.ts';
import { execute } from '../../platform/commands/execute.ts';
import type { Role } from '../../platform/commands/may.ts';
import { verifyChains } from '../../platform/ledger/live.ts';
import { latestMails } from '../../platform/mail/store.ts';
import { makeLog } from '../../platform/running/log.ts';
import { formValues, testApp, type Visitor } from '../../test-app.ts';
import { linkTokens } from '../organisations/index.ts';
import { commentAsAssessor, endAssessment, inviteAssessor } from './commands.ts';
import { onStandards } from './on-standards.tsx';
import { textsKept } from './testing/kept-store.ts';

const START = new Date('2026-03-12T09:00:00Z');
const lines: string[] = [];
const log = makeLog({ level: 'info', out: { write: (line) => lines.push(line) } });
const app = await testApp({ now: START, log });
for (const reference of ['WCS', 'OTTER'])
  await app.api('POST', 'services/createService', {
    reference,
    name: `Service ${reference}`,
    role: 'both',
    phase: 'live',
  });
const { digestOfToken, tokenOf } = await linkTokens();

const SAME = { 'sec-fetch-site': 'same-origin' };
const INVITE = '/services/WCS/assessors/new';
const LINK = /http:\/\/localhost:3016(\/assess\/[\w-]{65})/u;

/** Invites somebody with the form. @returns the address of their link */
async function invited(values: Record<string, string> = {}): Promise<string> {
  const sent = await app.send(INVITE, { name: 'Imogen Sedge', from: 'Example Assessment Panel', ...values });
  assert.equal(sent.status, 200, sent.text);
  return LINK.exec(sent.html)![1]!;
}

/** Comes in with a link. */
async function comeIn(link: string, who: Visitor = app.signedOut()): Promise<Visitor> {
  const sent = await who.post(link, {}, SAME);
  assert.equal(sent.location, '/services/WCS/point-16', sent.text);
  return who;
}

/** The invitation that was made last. */
async function latest(): Promise<{ readonly number: number; readonly person: string }> {
  const { json } = await app.api('GET', 'assessors/assessors', { service: 'WCS' });
  return (json['assessors'] as { number: number; person: string }[])[0]!;
}

test('somebody is invited, sees for whom the link is and what they will see, and looks', async () => {
  const link = await invited();
  const nobody = app.signedOut();
  const page = await nobody.get(link);
  assert.match(page.text, /Example Trust invites you.*This link is for Imogen Sedge, Example Assessment Panel/u);
  assert.match(page.text, /You can look until 26 March 2026, 11:59pm/u);
  assert.match(page.text, /Each page that you open is recorded/u);
  assert.equal(nobody.cookies.size, 0, 'looking at it begins nothing');
  assert.match((await app.get(link)).text, /You are signed in as C\. Safety/u);

  const assessor = await comeIn(link);
  assert.equal((await assessor.get('/')).location, '/given');
  const service = await assessor.get('/services/WCS');
  assert.match(service.text, /Your assessment You can read everything/u);
  for (const path of ['/services/OTTER', '/services/OTTER/assessment'])
    assert.equal((await assessor.get(path)).status, 404, path);
  for (const path of ['/services/WCS/assessors', INVITE, '/services/WCS/assessors/1/end', '/members'])
    assert.equal((await assessor.get(path)).status, 403, path);

  // A second device, and a second time.
  await comeIn(link);
  const list = await app.get('/services/WCS/assessors');
  assert.match(list.text, /Imogen Sedge From Example Assessment Panel State Can look until 26 March 2026, 11:59pm/u);
  assert.match(list.text, /Looked [1-9] pages?, last on 12 March 2026, 9:00am/u);
  assert.match((await app.get('/services/WCS')).html, /href="\/services\/WCS\/assessors"/u);
});

test('what they say stands at its section, and on the desk of whoever answers, until somebody does', async () => {
  const assessor = await comeIn(await invited());
  const form = '/services/WCS/assessment/comment?standard=point-16&section=4';
  assert.match((await assessor.send(form, { text: ' ' })).text, /Say what you want the team to know/u);
  const sent = await assessor.send(form, { text: 'When was the officer nominated?' }, { follow: true });
  assert.match(sent.text, /The team has your comment/u);
  assert.match(sent.text, /Your comments.*Waiting for an answer.*When was the officer nominated\?/u);

  for (const reader of [assessor, app])
    assert.match(
      (await reader.get('/services/WCS/point-16?open=4')).text,
      /omments( of assessors)? Imogen Sedge, Example Assessment Panel.*When was the officer nominated\?.*History of this clause/u,
    );
  assert.match((await assessor.get('/services/WCS/point-16')).html, /Comment on this standard as a whole/u);

  const engineer = await app.as({ name: 'Ottoline Reed', roles: ['safety engineer'] });
  const viewer = await app.as({ roles: ['viewer'] });
  const desk = await engineer.get('/');
  const number = Number(/comments\/(\d+)\/answer/u.exec(desk.html)![1]);
  assert.match(
    desk.text,
    /of an assessor waits for an answer because Imogen Sedge, Example Assessment Panel commented on “NHS service standard, point 16, clause 4: /u,
  );
  assert.doesNotMatch((await viewer.get('/')).text, /of an assessor/u);
  const answer = `/services/WCS/assessment/comments/${number}/answer`;
  assert.equal((await viewer.get(answer)).status, 403);
  assert.equal((await assessor.get(answer)).status, 403);

  const wrong = await engineer.send(answer, { text: 'On 3 March.', action: 'Show the nomination' });
  assert.match(wrong.text, /Choose who does it/u);
  const values = { text: 'On 3 March.', action: 'Show the nomination', owner: engineer.person.id, due: '2026-03-31' };
  const done = await engineer.send(answer, values, { follow: true });
  assert.match(done.text, /Your answer stands there.*Answered.*Ottoline Reed, for the team.*On 3 March\..*ACT-1/u);
  assert.match((await engineer.get('/actions/ACT-1')).text, /Show the nomination.*of an assessor/u);
  assert.doesNotMatch((await engineer.get('/')).text, /of an assessor waits/u);
  assert.match((await assessor.get('/services/WCS/assessment')).text, /Answered.*On 3 March\./u);

  // Another assessor sees none of it, in whatever way they ask.
  const other = await comeIn(await invited({ name: 'Juniper Hale', from: 'Another Panel' }));
  assert.doesNotMatch((await other.get('/services/WCS/assessment')).text, /nominated|3 March\./u);
  const asked = await other.api('GET', 'assessors/assessorComments', { service: 'WCS' });
  assert.deepEqual(asked.json['comments'], []);

  const shown = async (person: string, role: Role) => {
    const { id } = (await app.api('GET', 'services/service', { service: 'WCS' })).json as { id: string };
    const grants = [{ role, service: 'WCS', until: null }];
    const actor = { kind: 'person', id: person, name: '', organisation: app.organisation, grants } as const;
    const of = { service: { id, reference: 'WCS' }, standard: 'point-16', now: app.clock.now, actor };
    const parts = await app.ground.database.read(app.organisation, (tx) => onStandards.load(tx, of));
    return new Map([...parts].map(([section, part]) => [section, renderToString(part)]));
  };
  const forTeam = await shown(engineer.person.id, 'safety engineer');
  assert.deepEqual([...forTeam.keys()], ['4']);
  assert.match(forTeam.get('4')!, /When was the officer nominated\?.*On 3 March\./u);
  const forOther = await shown((await latest()).person, 'assessor');
  assert.ok(forOther.size > 10, 'each section can be commented on');
  assert.doesNotMatch([...forOther.values()].join(''), /nominated\?/u);
  assert.match(forOther.get('4')!, /comment\?standard=point-16&amp;section=4/u);

  // The law may ask for it, and the ledger still verifies.
  const erase = `/services/WCS/assessment/comments/${number}/erase`;
  assert.equal((await engineer.get(erase)).status, 403);
  const erased = await app.send(erase, { reason: 'A person asked' }, { follow: true });
  assert.match(erased.text, /The comment is erased.*\[erased on 12 March 2026\]/u);
  assert.doesNotMatch(erased.text, /nominated\?|On 3 March\./u);
  await app.ground.database.read(app.organisation, async (tx) => {
    assert.deepEqual((await verifyChains(tx, [])).problems, []);
  });
});

test('bad input gets a sentence, and changes nothing', async () => {
  const head = async () => (await app.api('GET', 'assessors/assessors', { service: 'WCS' })).json;
  const before = await head();
  const cases: readonly (readonly [Record<string, string | string[]>, RegExp])[] = [
    [{ name: '' }, /Give the name of the person/u],
    [{ from: '' }, /Say what they are from/u],
    [{ email: 'no address' }, /Give an email address/u],
    [{ email: 'a@example.org\r\nBcc: b@example.org' }, /Give an email address/u],
    [{ name: 'A\r\nSet-Cookie: x=y' }, /Put this on one line/u],
    [{ until: '2026-03-11' }, /Choose a day that is still to come/u],
    [{ until: '2026-06-11' }, /Choose a day within 90 days: 10 June 2026/u],
    [{ until: 'soon' }, /Give the last day/u],
    [{ standards: ['point-17'] }, /There is no standard point-17/u],
  ];
  for (const [values, words] of cases) {
    const sent = await app.send(INVITE, { name: 'Imogen Sedge', from: 'A panel', ...values });
    assert.equal(sent.status, 422, JSON.stringify(values));
    assert.match(sent.text, words);
  }
  assert.deepEqual(await head(), before);
  const assessor = await comeIn(await invited());
  for (const query of ['standard=gone', 'standard=point-16&section=99', 'section=4'])
    assert.equal((await assessor.get(`/services/WCS/assessment/comment?${query}`)).status, 404, query);
  const about = { service: 'WCS', text: 'x', standard: 'point-16', section: '99' };
  await assert.rejects(app.execute(anyCommand(commentAsAssessor), about), { name: 'Denied' });
});

test('the link is mailed where there is an address, and then opens the same', async () => {
  const link = await invited({ email: ' Imogen@Example.org ' });
  const mails = await app.ground.database.read(app.organisation, (tx) => latestMails(tx, 50));
  const mail = mails.find(({ address }) => address === 'imogen@example.org')!;
  assert.equal(mail.path, link);
  assert.equal(mail.template, 'assessing');
  const other = tokenOf(app.organisation, 'x'.repeat(43));
  const input = {
    service: 'WCS',
    name: 'A',
    from: 'B',
    until: '2026-03-20',
    email: 'a@example.org',
    digest: digestOfToken(other).toString('hex'),
  };
  for (const token of [undefined, link.slice(8), tokenOf(crypto.randomUUID(), 'x'.repeat(43))])
    await assert.rejects(app.execute(anyCommand(inviteAssessor), { ...input, token }), { name: 'InputProblem' });
});

describe('whoever tries to get in otherwise', () => {
  test('does not guess a link, and learns nothing from trying', async () => {
    const link = await invited();
    const token = link.slice('/assess/'.length);
    const flipped = `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`;
    const elsewhere = tokenOf(crypto.randomUUID(), token.slice(22));
    const nobody = app.signedOut();
    const answers = new Set<string>();
    for (const wrong of [flipped, elsewhere, token.slice(1), `${token}A`, 'x', `${token}%0d%0aSet-Cookie:%20a=b`]) {
      for (const answer of [await nobody.get(`/assess/${wrong}`), await nobody.post(`/assess/${wrong}`, {}, SAME)]) {
        assert.equal(answer.status, 410, wrong);
        assert.equal(answer.headers['set-cookie'], undefined);
        answers.add(answer.text);
      }
    }
    assert.equal(answers.size, 1, 'it is always the same');
    assert.equal((await nobody.post(link, {}, { 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal(nobody.cookies.size, 0);
  });

  test('finds the link neither in the log nor in the database', async () => {
    const link = await invited();
    await (await comeIn(link)).get('/services/WCS');
    const secret = link.slice(-43);
    assert.ok(lines.length > 0);
    assert.doesNotMatch(lines.join(''), new RegExp(secret, 'u'));
    assert.ok(lines.some((line) => line.includes('/assess/:token')));
    const kept = await textsKept(app.owner);
    assert.ok(kept.some((text) => text.includes('Example Assessment Panel')));
    assert.ok(!kept.some((text) => text.includes(secret)));
    const page = await app.signedOut().get(link);
    assert.equal(page.headers['referrer-policy'], 'same-origin');
    assert.equal(page.headers['cache-control'], 'no-store');
  });

  test('gets no more with it than it was made for, also if the person is given more', async () => {
    const link = await invited();
    const assessor = await comeIn(link);
    const { person } = await latest();
    const look = { role: 'assessor', service: 'WCS', until: new Date('2026-03-20T00:00:00Z') } as const;
    for (const more of [
      { role: 'viewer', service: 'WCS', until: null },
      { role: 'assessor', service: 'OTTER', until: look.until },
      { role: 'administrator', service: null, until: null },
    ] as const) {
      await app.give(person, [look, more]);
      const nobody = app.signedOut();
      assert.equal((await nobody.post(link, {}, SAME)).status, 410, more.role);
      assert.equal(nobody.cookies.size, 0);
    }
    await app.give(person, [look]);
    await comeIn(link);
    await app.give(person, []);
    assert.equal((await app.signedOut().post(link, {}, SAME)).status, 410);
    assert.equal((await assessor.get('/services/WCS')).location, '/sign-in?to=%2Fservices%2FWCS');
  });

  test('ends and reads nothing of another organisation or another service', async () => {
    await invited();
    const { number } = await latest();
    const stranger = await app.elsewhere({ roles: ['administrator'] });
    const end = { service: 'WCS', assessor: number };
    await assert.rejects(stranger.execute(anyCommand(endAssessment), end), { name: 'NotFound' });
    await assert.rejects(app.execute(anyCommand(endAssessment), { ...end, service: 'OTTER' }), { name: 'NotFound' });
    const inOtter = await app.as({ roles: [{ role: 'product owner', service: 'OTTER', until: null }] });
    assert.equal((await inOtter.get('/services/WCS/assessors')).status, 404);
    assert.equal((await inOtter.get(INVITE)).status, 404);
    const input = { service: 'WCS', name: 'A', from: 'B', until: '2026-03-20', digest: '0'.repeat(64) };
    for (const actor of [{ kind: 'operator' }, { kind: 'system' }] as const)
      await assert.rejects(
        execute(app.ground, anyCommand(inviteAssessor), input, { actor, organisation: app.organisation }),
        { name: 'Denied' },
      );
  });
});

test('ended early, the link opens nothing, and whoever is in is out', async () => {
  const link = await invited();
  const assessor = await comeIn(link);
  await assessor.send('/services/WCS/assessment/comment', { text: 'This stays.' });
  const end = `/services/WCS/assessors/${(await latest()).number}/end`;
  const done = await app.send(end, { reason: 'The panel was put off' }, { follow: true });
  assert.match(done.text, /It is ended\. The link opens nothing any more.*Ended on 12 March 2026/u);
  for (const answer of [await app.signedOut().get(link), await app.signedOut().post(link, {}, SAME)])
    assert.equal(answer.status, 410);
  assert.equal((await assessor.get('/services/WCS')).location, '/sign-in?to=%2Fservices%2FWCS');
  assert.match((await app.get(end)).text, /Somebody ended it\. There is nothing to do/u);
  const again = await app.post(end, { ...formValues((await app.get(INVITE)).html) }, SAME);
  assert.equal(again.status, 409);
  assert.match((await app.get('/services/WCS/assessment')).text, /This stays\./u);
});

test('it is over by itself: with its last day, for the link and for whoever is in', async () => {
  const link = await invited({ until: '2026-03-13' });
  app.clock.now = new Date('2026-03-13T23:30:00Z');
  const assessor = await comeIn(link);
  assert.equal((await assessor.get('/services/WCS')).status, 200);
  app.clock.now = new Date('2026-03-14T00:00:00Z');
  assert.equal((await assessor.get('/services/WCS')).location, '/sign-in?to=%2Fservices%2FWCS');
  assert.equal((await app.signedOut().post(link, {}, SAME)).status, 410);
});
