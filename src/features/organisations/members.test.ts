import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { putEmail } from '../../platform/accounts/store.ts';
import { latestMails } from '../../platform/mail/store.ts';
import { formValues, testApp, type Visitor } from '../../test-app.ts';
import { acceptInvitation, inviteMember } from './invitation-commands.ts';
import { giveRole, leaveOrganisation, removeMember, takeRole } from './member-commands.ts';
import { renameOrganisation } from './commands.ts';

const app = await testApp({ roles: ['administrator'] });
const HERE = { 'sec-fetch-site': 'same-origin' };

/** The path in the latest mail to this address. */
async function linkTo(address: string): Promise<string> {
  const mails = await app.ground.database.read(app.organisation, (tx) => latestMails(tx, 50));
  const mail = mails.find((one) => one.address === address);
  assert.ok(mail, `a mail went to ${address}`);
  assert.equal(mail.template, 'invitation');
  return mail.path;
}

async function invite(email: string, more: Record<string, string | readonly string[]> = {}) {
  return app.send(
    '/members/invite',
    { name: 'Fennel Ashby', email, roles: ['viewer', 'developer'], ...more },
    { follow: true },
  );
}

/** Somebody without an account opens the link, gives a name, and is in. */
async function joinAsNew(path: string, name: string): Promise<Visitor> {
  const visitor = app.signedOut();
  const shown = await visitor.get(path);
  assert.equal(shown.status, 200, shown.text);
  const joined = await visitor.post(path, { ...formValues(shown.html, path), name }, HERE);
  assert.equal(joined.location, '/account', joined.text);
  return visitor;
}

/** Where the invitation of this address is sent again from. */
function resendAddress(html: string, address: string): string {
  const after = html.slice(html.indexOf(address));
  return /href="(\/members\/invitations\/[\w-]+\/resend)"/u.exec(after)![1]!;
}

test('the members page teaches, and shows administrators the way to change things', async () => {
  const page = await app.get('/members');
  assert.match(page.text, /C\. Safety \(you\) Roles Administrator in the whole organisation/u);
  assert.match(page.text, /Nobody is invited at the moment/u);
  const viewer = await app.as({ name: 'V. Viewer', roles: ['viewer'] });
  const theirs = await viewer.get('/members');
  assert.doesNotMatch(theirs.html, /Change roles|Invitations|Invite somebody/u);
  for (const path of ['/members/invite', `/members/${app.person.id}`, `/members/${app.person.id}/give`])
    assert.equal((await viewer.get(path)).status, 403, path);
});

test('people who share no service do not know of each other, nor an assessor of whoever works here', async () => {
  const held = (role: 'viewer' | 'safety engineer' | 'assessor', service: string) =>
    [{ role, service, until: role === 'assessor' ? new Date('2100-01-01') : null }] as const;
  const one = await app.as({ name: 'Bramble One', roles: held('viewer', 'ONE') });
  await app.as({
    name: 'Fennel Both',
    roles: [...held('safety engineer', 'ONE'), ...held('safety engineer', 'SECRET')],
  });
  await app.as({ name: 'Sorrel Secret', roles: held('safety engineer', 'SECRET') });
  const assessor = await app.as({ name: 'Thistle Look', roles: held('assessor', 'ONE') });
  const list = JSON.stringify((await one.api('GET', 'organisations/members')).json);
  for (const text of [(await one.get('/members')).text, list]) {
    assert.match(text, /C\. Safety.*|Bramble One/u);
    assert.match(text, /Fennel Both/u);
    assert.doesNotMatch(text, /Sorrel|SECRET/u);
  }
  assert.match((await app.get('/members')).text, /Sorrel Secret/u);
  assert.equal((await assessor.get('/members')).status, 403);
  assert.doesNotMatch((await assessor.get('/services')).html, /href="\/(?:members|officers)"/u);
  assert.match((await one.get('/services')).html, /href="\/members"/u);
});

test('an invitation says at each field what is wrong with it, and keeps what was typed', async () => {
  const wrong = await app.send('/members/invite', { name: '', email: 'no address', until: '2020-01-01', roles: [] });
  assert.equal(wrong.status, 422);
  for (const field of ['name', 'email', 'roles']) assert.match(wrong.html, new RegExp(`href="#${field}"`, 'u'));
  assert.match(wrong.html, /value="no address"/u);
  const past = await app.send('/members/invite', {
    name: 'F',
    email: 'f@example.org',
    roles: ['viewer'],
    until: '2020-01-01',
  });
  assert.match(past.text, /Choose a day that is still to come/u);
  const noDay = await app.send('/members/invite', {
    name: 'F',
    email: 'f@example.org',
    roles: ['viewer'],
    until: '31/3/27',
  });
  assert.match(noDay.text, /Give the day on which it ends, such as 2027-03-31/u);
  assert.match(noDay.html, /value="31\/3\/27"/u);
  const endless = await app.send('/members/invite', {
    name: 'F',
    email: 'f@example.org',
    roles: ['assessor', 'viewer'],
  });
  assert.match(endless.text, /Say until when: an assessor looks for a time/u);
  assert.match(endless.text, /An assessor looks at one service: say which one\./u);
  for (const field of ['service', 'until'])
    assert.equal(endless.html.match(new RegExp(`href="#${field}"`, 'gu'))?.length, 1, `${field} once`);
});

test('an invited person joins with the link, once, and holds the roles from then on', async () => {
  const sent = await invite('Fennel.Ashby@Example.org', { until: '2026-06-30' });
  assert.match(sent.text, /Done The invitation is on its way/u);
  assert.match(
    sent.text,
    /fennel\.ashby@example\.org Invited by C\. Safety, sent on 12 March 2026, open until 19 March 2026/u,
  );
  assert.match((await invite('fennel.ashby@EXAMPLE.org')).text, /This address has an open invitation/u);

  const path = await linkTo('fennel.ashby@example.org');
  assert.match(path, /^\/join\/[\w-]{65}$/u);
  const page = await app.signedOut().get(path);
  assert.match(page.text, /Join Example Trust/u);
  assert.match(page.text, /Developer in the whole organisation, until 30 June 2026/u);
  assert.doesNotMatch(page.html, /fennel|Ashby/iu, 'whoever opens it learns no name');
  assert.match((await app.signedOut().post(path, { name: ' ' }, HERE)).text, /Give your name/u);
  assert.equal((await app.signedOut().post(path, { name: 'X' }, { 'sec-fetch-site': 'cross-site' })).status, 403);

  const fennel = await joinAsNew(path, 'Fennel Ashby-Moss');
  const members = await fennel.get('/members');
  assert.match(members.text, /Fennel Ashby-Moss \(you\)/u);
  assert.match((await app.get('/members')).text, /Nobody is invited at the moment/u);
  assert.equal((await app.signedOut().get(path)).status, 410);
  assert.equal((await app.signedOut().post(path, { name: 'Somebody' }, HERE)).status, 410);
});

test('no secret of an invitation is kept, in its rows, in the ledger or with answers', async () => {
  await invite('kept@example.org');
  const path = await linkTo('kept@example.org');
  await joinAsNew(path, 'K. Kept');
  const token = path.split('/').at(-1)!;
  const { database } = app.ground;
  const everything = await database.read(app.organisation, async (tx) => {
    const { default: sql } = await import('sql-template-tag');
    const rows = await tx.rows<{ row: string }>(sql`
      select to_jsonb(i)::text as row from invitation i union all select to_jsonb(l)::text from ledger_content l
      union all select to_jsonb(a)::text from idempotency a union all select to_jsonb(e)::text from ledger_entry e`);
    return rows.map(({ row }) => row).join('\n');
  });
  assert.ok(everything.length > 1_000);
  assert.ok(!everything.includes(token) && !everything.includes(token.slice(22)));
  assert.doesNotMatch(
    everything,
    /kept@example\.org|Fennel Ashby|K\. Kept/u,
    'names and addresses have their home with the texts',
  );
});

test('an address that is no link of ours leads nowhere', async () => {
  for (const path of ['/join/x', `/join/${'A'.repeat(65)}`, `/join/${'-'.repeat(65)}`, '/join/%00'])
    assert.equal((await app.signedOut().get(path)).status, 410, path);
});

test('whoever has an account joins with it, and goes from one organisation to the other', async () => {
  const visitor = await app.elsewhere({ name: 'Juniper Hale', roles: ['clinical reviewer'] });
  await invite('juniper@example.org');
  const path = await linkTo('juniper@example.org');
  const shown = await visitor.get(path);
  assert.match(shown.text, /You are signed in as Juniper Hale\. You keep your place in Another Trust/u);
  assert.equal(
    (await visitor.post(path, { _token: 'x' }, HERE)).status,
    200,
    'a form of another session changes nothing',
  );
  const before = visitor.cookies.get('primum_session');
  const joined = await visitor.post(path, formValues(shown.html), HERE);
  assert.equal(joined.location, '/account/organisations');
  assert.notEqual(visitor.cookies.get('primum_session'), before, 'the session has another secret');
  const page = await visitor.get('/account/organisations');
  assert.match(page.text, /You are in Example Trust/u);
  assert.match(page.text, /Another Trust Clinical reviewer in the whole organisation/u);

  const stale = formValues(page.html, '/account/organisations');
  const gone = await visitor.post('/account/organisations', stale, HERE);
  assert.equal(gone.location, '/services');
  assert.match((await visitor.get('/services')).text, /You are in Another Trust now/u);
  // What was open belongs to the organisation before.
  await visitor.post('/account/organisations', stale, HERE);
  assert.match((await visitor.get('/account/organisations')).text, /You are in Another Trust/u);
  const back = formValues((await visitor.get('/account/organisations')).html, '/account/organisations');
  await visitor.post('/account/organisations', { ...back, organisation: '018f0000-0000-7000-8000-00000000dead' }, HERE);
  await visitor.post('/account/organisations', { ...back, organisation: 'x' }, HERE);
  assert.match((await visitor.get('/account/organisations')).text, /You are in Another Trust/u);
});

test('an address that has an account joins with that one, and not with a second', async () => {
  await invite('twice@example.org');
  await joinAsNew(await linkTo('twice@example.org'), 'T. Wice');
  await invite('twice@example.org');
  const path = await linkTo('twice@example.org');
  const again = await app.signedOut().post(path, { name: 'T. Wice' }, HERE);
  assert.equal(again.status, 409);
  assert.match(again.text, /There is an account with the email address of this invitation already\. Sign in with it/u);
  assert.equal((await app.signedOut().get(path)).status, 200, 'the invitation is still open');
});

test('roles are given and taken, and count at the next request', async () => {
  const somebody = await app.as({ name: 'Posy Thackray', roles: ['viewer'] });
  assert.equal((await somebody.get('/services/new')).status, 403);
  const home = `/members/${somebody.person.id}`;
  assert.match((await app.send(`${home}/give`, { role: '' })).text, /Choose one of these roles/u);
  const given = await app.send(`${home}/give`, { role: 'product owner' }, { follow: true });
  assert.match(given.text, /The role was given/u);
  assert.match(given.text, /Product owner in the whole organisation Given by C\. Safety/u);
  assert.equal((await somebody.get('/services/new')).status, 200);
  const take = /href="(\/members\/[\w-]+\/take\?role=product\+owner)"/u.exec(given.html)![1]!;
  assert.match((await app.send(take, {}, { follow: true })).text, /The role was taken back/u);
  assert.equal((await somebody.get('/services/new')).status, 403);
  const only = await app.send(`${home}/take?role=viewer`, {});
  assert.equal(only.status, 409);
  assert.match(only.text, /This is the only role of Posy Thackray/u);
  assert.equal((await app.get(`${home}/take?role=nothing`)).status, 404);
});

test('whoever gives a judging role to themselves is told, and so is everybody who looks', async () => {
  const home = `/members/${app.person.id}`;
  assert.match(
    (await app.get(`${home}/give`)).text,
    /You are giving a role to yourself because you are an administrator/u,
  );
  const given = await app.send(`${home}/give`, { role: 'clinical safety officer' }, { follow: true });
  assert.match(
    given.text,
    /gave themselves the role clinical safety officer because they look after the organisation/u,
  );
  assert.match(given.text, /Given by themselves/u);
});

test('the last administrator stays', async () => {
  const home = `/members/${app.person.id}`;
  const refused = await app.send(`${home}/take?role=administrator`, {});
  assert.match(refused.text, /would have no administrator any more/u);
  await assert.rejects(app.execute(anyCommand(leaveOrganisation), {}), /would have no administrator/u);
  // Given again with an end, it would be over one day: that is refused in the same way.
  const ending = { person: app.person.id, role: 'administrator', until: '2026-12-31T00:00:00Z' };
  await assert.rejects(app.execute(anyCommand(giveRole), ending), /would have no administrator/u);
  const second = await app.as({ name: 'Second Admin', roles: ['administrator', 'viewer'] });
  await app.execute(anyCommand(takeRole), { person: second.person.id, role: 'administrator' });
  assert.equal((await second.get('/members/invite')).status, 403);
});

test('somebody is removed with a reason, and what they did stays', async () => {
  const somebody = await app.as({ name: 'Tobias Marsh', roles: ['safety engineer'] });
  const path = `/members/${somebody.person.id}/remove`;
  assert.match((await app.send(path, { reason: '' })).text, /Say why/u);
  const done = await app.send(path, { reason: 'Left the trust.' }, { follow: true });
  assert.match(done.text, /They no longer belong to the organisation/u);
  assert.doesNotMatch(done.text, /Tobias/u);
  assert.equal((await somebody.get('/members')).status, 303, 'signed out here');
  assert.equal((await app.get(path)).status, 404);
  assert.match((await app.send(`/members/${app.person.id}/remove`, { reason: 'x' })).text, /This is you/u);
});

test('somebody leaves, and can be invited again with the account that they have', async () => {
  const somebody = await app.as({ name: 'Bramble Fenn', roles: ['viewer'] });
  const left = await somebody.send('/account/organisations/leave', {}, { follow: true });
  assert.match(left.text, /You have left the organisation/u);
  assert.equal((await somebody.get('/members')).status, 303);
  await invite('bramble@example.org');
  const path = await linkTo('bramble@example.org');
  const shown = await somebody.get(path);
  assert.match(shown.text, /You are signed in as Bramble Fenn/u);
  await somebody.post(path, formValues(shown.html), HERE);
  assert.match((await somebody.get('/members')).text, /Bramble Fenn \(you\)/u);
});

test('an invitation opens its own organisation and nothing else', async () => {
  await invite('other@example.org');
  const token = (await linkTo('other@example.org')).split('/').at(-1)!;
  const stranger = await app.elsewhere({ name: 'S. Tranger', roles: ['administrator'] });
  await assert.rejects(stranger.execute(anyCommand(acceptInvitation), { token }), /no longer open/u);
  const viewer = await app.as({ name: 'V', roles: ['viewer'] });
  for (const command of [inviteMember, giveRole, takeRole, renameOrganisation]) {
    const answer = await viewer.api('POST', `organisations/${command.name}`, {
      name: 'X',
      email: 'x@example.org',
      grants: [{ role: 'viewer' }],
      person: viewer.person.id,
      role: 'administrator',
    });
    assert.ok([403, 422].includes(answer.status), `${command.name}: ${answer.status}`);
    assert.notEqual(answer.status, 200);
  }
});

test('sent again, the first link is dead; withdrawn, so is the second; over, it says so', async () => {
  await invite('until@example.org', { until: '2026-03-15' });
  await joinAsNew(await linkTo('until@example.org'), 'U. Until');
  await invite('again@example.org');
  const first = await linkTo('again@example.org');
  app.clock.now = new Date('2026-03-20T10:00:00Z');
  const later = await app.as({ name: 'L. Later', roles: ['administrator'] });
  const listed = await later.get('/members');
  const resend = resendAddress(listed.html, 'again@example.org');
  assert.match(listed.text, /U\. Until Roles None now: their time is over/u);
  assert.equal((await app.signedOut().get(first)).status, 410);
  const over = { token: first.split('/').at(-1)! };
  await assert.rejects(later.execute(anyCommand(acceptInvitation), over), /no longer open/u);
  assert.match(listed.text, /This invitation is over because nobody used it until 19 March 2026/u);
  assert.match((await later.send(resend, {}, { follow: true })).text, /on its way again/u);
  const second = await linkTo('again@example.org');
  assert.notEqual(first, second);
  assert.equal((await app.signedOut().get(first)).status, 410);
  assert.equal((await app.signedOut().get(second)).status, 200);
  await later.send(resend.replace('resend', 'withdraw'), {});
  assert.equal((await app.signedOut().get(second)).status, 410);
  assert.equal((await later.get(resend)).status, 404);
});

test('whoever is no administrator any more gives no roles by a link that they sent before', async () => {
  const admin = await app.as({ name: 'Clover Stays', roles: ['administrator'] });
  const left = await app.as({ name: 'Nettle Gone', roles: ['administrator'] });
  const back = 'nettle.home@example.org';
  const form = { name: 'Nettle at home', email: back, roles: ['administrator'] };
  assert.equal((await left.send('/members/invite', form)).status, 303);
  const path = await linkTo(back);
  await app.execute(anyCommand(removeMember), { person: left.person.id, reason: 'They work elsewhere now.' });
  const visitor = app.signedOut();
  const refused = await visitor.post(
    path,
    { ...formValues((await visitor.get(path)).html, path), name: 'Nettle' },
    HERE,
  );
  assert.equal(refused.status, 409);
  assert.match(refused.text, /Whoever sent this invitation no longer gives roles here\. Ask another administrator/u);
  assert.doesNotMatch((await admin.get('/members')).text, /Nettle Roles/u);
  const resend = resendAddress((await admin.get('/members')).html, back);
  assert.equal((await admin.send(resend, {})).status, 303);
  await joinAsNew(await linkTo(back), 'Nettle Again');
  assert.match((await admin.get('/members')).text, /Nettle Again Roles Administrator/u);
});

test('nobody makes themself a safeguarding lead where there is one, and those who are hear of each new one', async () => {
  const own = await testApp({ roles: ['administrator'] });
  const lead = await own.as({ name: 'Imogen Sedge', roles: ['safeguarding lead'] });
  const other = await own.as({ name: 'Percival Lark', roles: ['administrator'] });
  await own.ground.database.platform((tx) => putEmail(tx, lead.person.id, 'imogen.sedge@quillfeather.example'));
  const give = (person: string) => ({ person, role: 'safeguarding lead', service: null, until: null });
  await assert.rejects(other.execute(anyCommand(giveRole), give(other.person.id)), /Nobody makes themself/u);
  const told = async () => ((await own.get('/mailbox')).text.match(/To imogen\.sedge/gu) ?? []).length;
  assert.equal(await told(), 0);
  await own.execute(anyCommand(giveRole), give(other.person.id));
  assert.equal(await told(), 1);
  await own.execute(anyCommand(giveRole), { ...give(other.person.id), role: 'viewer' });
  assert.equal(await told(), 1, 'of no other role');
  const alone = await testApp({ roles: ['administrator'] });
  await alone.execute(anyCommand(giveRole), give(alone.person.id));
  await Promise.all([own.close(), alone.close()]);
});
