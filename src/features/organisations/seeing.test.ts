import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp, type Visitor } from '../../test-app.ts';

const app = await testApp({ roles: ['administrator'] });
const UNTIL = new Date('2026-03-20T17:00:00Z');
for (const reference of ['WCS', 'OTTER'])
  await app.api('POST', 'services/createService', { reference, name: reference, role: 'both', phase: 'live' });

const held = (role: 'viewer' | 'safety engineer' | 'assessor', service: string) =>
  ({ role, service, until: role === 'assessor' ? UNTIL : null }) as const;
const engineer = await app.as({ name: 'Ottoline Reed', roles: [held('safety engineer', 'WCS')] });
await app.as({ name: 'Posy Thackray', roles: [held('viewer', 'WCS'), held('viewer', 'OTTER')] });
await app.as({ name: 'Fennel Ashby', roles: [held('viewer', 'OTTER')] });
await app.as({ name: 'Barnaby Quince', roles: ['accountable executive'] });
const assessor = await app.as({ name: 'Sorrel Vane', roles: [held('assessor', 'WCS')] });
const both = await app.as({ name: 'Teasel Wick', roles: [held('assessor', 'WCS'), held('viewer', 'OTTER')] });

const namesFor = async (who: Visitor) => {
  const { json } = await who.api('GET', 'organisations/members');
  return (json['members'] as { name: string; grants: { service: string | null }[] }[]).map(
    ({ name, grants }) => `${name}: ${grants.map(({ service }) => service ?? 'all').join(', ')}`,
  );
};

test('whoever holds roles in some services sees the people of these, and the page says so', async () => {
  assert.deepEqual(await namesFor(engineer), [
    'Barnaby Quince: all',
    'C. Safety: all',
    'Ottoline Reed: WCS',
    'Posy Thackray: WCS',
    'Sorrel Vane: WCS',
    'Teasel Wick: WCS',
  ]);
  const page = await engineer.get('/members');
  assert.match(page.text, /You see the people of the services in which you hold a role/u);
  assert.match(page.text, /Posy Thackray/u);
  assert.doesNotMatch(page.text, /Fennel Ashby|OTTER/u);
  assert.equal((await namesFor(app)).length, 7);
  assert.doesNotMatch((await app.get('/members')).text, /You see the people of the services/u);
});

test('an assessor sees no members, also where they work elsewhere, and is led to nothing that is denied', async () => {
  assert.equal((await assessor.get('/members')).status, 403);
  assert.equal((await assessor.api('GET', 'organisations/members')).status, 403);
  assert.deepEqual(await namesFor(both), [
    'Barnaby Quince: all',
    'C. Safety: all',
    'Fennel Ashby: OTTER',
    'Posy Thackray: OTTER',
    'Teasel Wick: OTTER',
  ]);
  const { html } = await assessor.get('/given');
  const header = /<header[\s\S]*?<\/header>/u.exec(html)![0];
  const links = [...header.matchAll(/href="([^"]+)"/gu)].map(([, href]) => href!);
  assert.ok(links.length > 1 && !links.includes('/members') && !links.includes('/officers'), links.join(' '));
  for (const href of links) {
    const { status } = await assessor.get(href);
    assert.ok([200, 303].includes(status), `${href}: ${status}`);
  }
  const own = (await engineer.get('/services')).html;
  for (const href of ['/members', '/officers', '/actions']) assert.ok(own.includes(`href="${href}"`), href);
});
