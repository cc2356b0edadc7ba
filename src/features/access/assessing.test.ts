import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyChains } from '../../platform/ledger/live.ts';
import { entriesAfter } from '../../platform/ledger/store.ts';
import { testApp, type Visitor } from '../../test-app.ts';

const app = await testApp({ roles: ['administrator', 'clinical safety officer'] });
const UNTIL = new Date('2026-03-20T17:00:00Z');
for (const reference of ['WCS', 'OTTER'])
  await app.api('POST', 'services/createService', {
    reference,
    name: `Service ${reference}`,
    role: 'both',
    phase: 'live',
  });
const assessor = await app.as({
  name: 'A. Assessor',
  roles: [
    { role: 'assessor', service: 'WCS', until: UNTIL },
    { role: 'assessor', service: 'GONE', until: UNTIL },
  ],
});

const looks = () =>
  app.ground.database.read(app.organisation, async (tx) =>
    (await entriesAfter(tx, 'reads', 0, 1_000)).map(({ entry, content }) => ({
      by: entry.actor,
      ...(JSON.parse(content!.content) as { page: string; service: string | null; names: object }),
    })),
  );

test('an assessor begins with what they were given, and until when', async () => {
  assert.equal((await assessor.get('/')).location, '/given');
  const home = await assessor.get('/given');
  assert.match(home.text, /What you were given to assess.*Service WCS.*WCS.*20 March 2026, 5:00pm/u);
  assert.match(home.html, /href="\/services\/WCS"/u);
  assert.equal((await app.get('/given')).status, 403);
  assert.match((await app.get('/')).text, /Your desk/u);
});

test('an assessor reads what they were given, and nothing else, and changes nothing', async () => {
  assert.equal((await assessor.get('/services/WCS')).status, 200);
  assert.equal((await assessor.get('/services/OTTER')).status, 404);
  assert.equal((await assessor.get('/services/WCS/edit')).status, 403);
  assert.doesNotMatch((await assessor.get('/services')).text, /OTTER/u);
  assert.equal((await assessor.api('GET', 'organisations/members')).status, 403);
  assert.equal((await assessor.api('GET', 'services/service', { service: 'WCS' })).status, 200);
});

test('each look is recorded before anything is loaded, with what was looked at and nothing that was typed', async () => {
  const before = (await looks()).length;
  await assessor.get('/services/wcs/hazards/HAZ-3?as-at=2026-03-03&q=A+patient+s+name');
  await assessor.get('/services/WCS/hazards/some%20words');
  await assessor.get('/services?search=somebody');
  await assessor.api('GET', 'hazards/hazard', { service: 'WCS', hazard: 'HAZ-3' });
  const by = `person:${assessor.person.id}`;
  assert.deepEqual((await looks()).slice(before), [
    {
      by,
      page: '/services/:service/hazards/:hazard',
      service: 'WCS',
      names: { hazard: 'HAZ-3', 'as-at': '2026-03-03' },
    },
    { by, page: '/services/:service/hazards/:hazard', service: 'WCS', names: {} },
    { by, page: '/services', service: null, names: {} },
    { by, page: 'hazards/hazard', service: 'WCS', names: { hazard: 'HAZ-3' } },
  ]);
  // What is denied shows nothing, and so was not looked at; and whoever works here is not watched.
  const now = (await looks()).length;
  await assessor.get('/services/OTTER');
  await app.get('/services/WCS');
  const engineer = await app.as({
    roles: [
      { role: 'assessor', service: 'WCS', until: UNTIL },
      { role: 'safety engineer', service: 'WCS', until: null },
    ],
  });
  await engineer.get('/services/WCS');
  await engineer.get('/services');
  assert.equal((await looks()).length, now);
  await app.ground.database.read(app.organisation, async (tx) => {
    assert.deepEqual((await verifyChains(tx, [])).problems, []);
  });
});

test('what was looked at is shown to the administrators and the clinical safety officer of the service', async () => {
  const shown = await app.get('/services/WCS/looked-at');
  assert.match(shown.text, /Who assesses this service now A\. Assessor, until 20 March 2026, 5:00pm/u);
  assert.match(shown.text, /12 March 2026, 9:00am Who A\. Assessor What the list hazards\/hazard HAZ-3, as data/u);
  assert.match(shown.html, /href="\/services\/WCS\/hazards\/HAZ-3\?as-at=2026-03-03"/u);
  assert.match((await app.get('/services/WCS')).html, /href="\/services\/WCS\/looked-at"/u);
  for (const html of [(await app.get('/services/OTTER')).html, (await assessor.get('/services/WCS')).html])
    assert.doesNotMatch(html, /looked-at/u);
  const other = await app.get('/services/OTTER/looked-at');
  assert.match(other.text, /Nobody does\..*Nothing yet\./u);
  const viewer = await app.as({ roles: ['viewer'] });
  assert.equal((await viewer.get('/services/WCS/looked-at')).status, 403);
  assert.equal((await assessor.get('/services/WCS/looked-at')).status, 403);

  for (let look = 0; look < 51; look++) await assessor.get('/services/WCS');
  const first = await app.get('/services/WCS/looked-at');
  const earlier = /href="(\/services\/WCS\/looked-at\?before=\d+)"/u.exec(first.html)![1]!;
  assert.match((await app.get(earlier)).text, /hazards HAZ-3/u);
  assert.match((await app.get('/services/WCS/looked-at?before=x')).text, /the page of the service/u);
  assert.match((await app.get('/services/WCS/looked-at?before=0')).text, /Nothing before that/u);
});

test('it ends by itself', async () => {
  app.clock.now = new Date(UNTIL.getTime() - 1);
  const late = await again(assessor);
  assert.equal((await late.get('/services/WCS')).status, 200);
  app.clock.now = UNTIL;
  assert.equal((await late.get('/services/WCS')).location, '/sign-in?to=%2Fservices%2FWCS');
  assert.match((await app.get('/services/WCS/looked-at')).text, /Nobody does/u);
});

test('the role is given for one service and for a time, or not at all', async () => {
  const somebody = await app.as({ roles: ['viewer'] });
  const give = async (grants: object[], roles: string[] = []) => {
    const { setMember } = await import('../organisations/commands.ts');
    const { anyCommand } = await import('../../platform/commands/command.ts');
    const { execute } = await import('../../platform/commands/execute.ts');
    return execute(
      app.ground,
      anyCommand(setMember),
      { person: somebody.person.id, grants, roles },
      { actor: { kind: 'operator' }, organisation: app.organisation },
    );
  };
  await assert.rejects(give([{ role: 'assessor', service: 'WCS' }]), /Say until when: an assessor looks for a time/u);
  await assert.rejects(give([{ role: 'assessor', until: '2026-06-01T00:00:00Z' }]), /say which one/u);
  await assert.rejects(give([], ['assessor']), /say which one/u);
  await give([{ role: 'assessor', service: 'WCS', until: '2026-06-01T00:00:00Z' }]);
});

/** The same person, signed in anew: a session ends after twelve hours without use. */
async function again(who: Visitor): Promise<Visitor> {
  const { makeLink, signInWith } = await import('../../platform/sessions/sessions.ts');
  const session = { database: app.ground.database, now: app.ground.now };
  const enter = async ({ id }: Visitor['person']) =>
    (await signInWith(session, (await makeLink(session, id, 60_000)).token))!;
  app.cookies.set('primum_session', await enter(app.person));
  who.cookies.set('primum_session', await enter(who.person));
  return who;
}
