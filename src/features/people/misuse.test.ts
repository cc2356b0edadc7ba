import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { Denied, NotPossible } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { testApp, type Visitor } from '../../test-app.ts';
import { membersNow } from '../organisations/index.ts';
import { createService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { officeHolders, registrationsHeldOn } from './index.ts';
import { acceptNomination, endNomination, nominateOfficer } from './nomination-commands.ts';
import { recordRegistrationGap, withdrawRegistration } from './registration-commands.ts';
import { registers, takesOffice } from './testing/steps.ts';

/* What somebody might try who has an office, or had one, or was to have one. */

const app = await testApp({ roles: ['administrator'], now: new Date('2026-03-02T09:00:00Z') });
let executive: Visitor;
let wren: Visitor;
let juniper: Visitor;
let service: string;
let registration: string;

before(async () => {
  service = (await app.execute(anyCommand(createService), DEMO_SERVICE)).result['service'] as string;
  executive = await app.as({ name: 'Barnaby Quince', roles: ['accountable executive'] });
  wren = await app.as({ name: 'Wren Applewhite', roles: ['clinical safety officer'] });
  juniper = await app.as({ name: 'Juniper Hale', roles: ['viewer'] });
  registration = await registers(app, wren, executive);
  await registers(app, juniper, executive, '00A0001E');
});

const read = <T>(work: (tx: ReadTx) => Promise<T>): Promise<T> => app.ground.database.read(app.organisation, work);
const accountable = async (time = app.clock.now) =>
  (await read((tx) => officeHolders(tx, service, time))).accountable?.signer.name ?? null;

async function nominated(person: Visitor, more: object = {}): Promise<string> {
  const { result } = await executive.execute(anyCommand(nominateOfficer), {
    service: 'DEMO',
    person: person.person.id,
    office: 'clinical safety officer',
    ...more,
  });
  return result['nomination'] as string;
}

const accepts = (person: Visitor, nomination: string) =>
  person.sign(anyCommand(acceptNomination), { service: 'DEMO', nomination, statement: 1 });

test('a nomination that nobody answered does not put out of office whoever was nominated after it', async () => {
  const old = await nominated(juniper);
  app.clock.now = new Date('2026-03-03T09:00:00Z');
  await takesOffice({ person: wren, executive, service: 'DEMO' });
  app.clock.now = new Date('2026-06-01T09:00:00Z');
  await assert.rejects(accepts(juniper, old), (error: Error) => {
    assert.ok(error instanceof NotPossible, String(error));
    assert.match(error.message, /Wren Applewhite was nominated after you, and has accepted\./u);
    return true;
  });
  assert.equal(await accountable(), 'Wren Applewhite');
  await executive.execute(anyCommand(endNomination), { service: 'DEMO', nomination: old, reason: 'It is over.' });
});

test('one that begins on a later day stands beside whoever is in office until then, in whatever order they accept', async () => {
  const next = await nominated(juniper, { beginsOn: '2026-09-01' });
  const interim = await nominated(wren, { beginsOn: '2026-07-01' });
  await accepts(wren, interim);
  await accepts(juniper, next);
  assert.equal(await accountable(new Date('2026-08-31T12:00:00Z')), 'Wren Applewhite');
  assert.equal(await accountable(new Date('2026-09-01T12:00:00Z')), 'Juniper Hale');
});

test('an officer may go sooner than was said, and not stay longer', async () => {
  app.clock.now = new Date('2026-10-01T09:00:00Z');
  const { accountable: inOffice } = await read((tx) => officeHolders(tx, service, app.clock.now));
  const end = { service: 'DEMO', nomination: inOffice!.term.nomination.id, reason: 'It ends.' };
  await executive.execute(anyCommand(endNomination), { ...end, endsOn: '2026-10-31' });
  const own = await app.as({ name: 'Somebody else', roles: ['clinical safety officer'] });
  await assert.rejects(own.execute(anyCommand(endNomination), end), Denied);
  const goes = (endsOn: string | null) => juniper.sign(anyCommand(endNomination), { ...end, endsOn });
  await assert.rejects(goes('2099-12-31'), /ends on 31 October 2026 already.*accountable executive/u);
  assert.equal(await accountable(new Date('2026-11-01T12:00:00Z')), null);
  const until = async () =>
    (await read((tx) => membersNow(tx, juniper.person.id)))[0]!.grants.find(({ service: of }) => of === 'DEMO')?.until;
  assert.equal(await until(), '2026-11-01T00:00:00.000Z');
  await goes('2026-10-15');
  assert.equal(await accountable(new Date('2026-10-16T12:00:00Z')), null);
});

test('whoever takes a registration back does not take back that it was not held', async () => {
  const held = async () =>
    (await read((tx) => registrationsHeldOn(tx, [{ registration, day: '2026-03-03' }])))[0]!.held;
  await wren.sign(anyCommand(withdrawRegistration), { registration });
  assert.equal(await held(), true);
  const keeper = await app.as({ name: 'Posy Thackray', roles: ['product owner'] });
  const page = await keeper.get(`/people/${wren.person.id}`);
  assert.match(page.text, /NMC 00A0000E was taken back\. What was signed with it stands/u);
  const path = `/people/${wren.person.id}/registrations/${registration}/gap`;
  assert.equal((await keeper.get(path)).status, 200);
  assert.equal((await keeper.get(path.replace('gap', 'look-up'))).status, 404);
  const gap = { registration, from: '2026-03-01', to: '2026-03-05', reason: 'The fee was late.', seen: 'A letter' };
  await assert.rejects(wren.sign(anyCommand(recordRegistrationGap), gap), Denied);
  await executive.execute(anyCommand(recordRegistrationGap), gap);
  assert.equal(await held(), false);
  assert.deepEqual(await read((tx) => recompute(tx, app.ground.kinds)), []);
});
