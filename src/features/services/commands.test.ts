import assert from 'node:assert/strict';
import { before, after, test } from 'node:test';
import pg from 'pg';
import { anyCommand, anyQuery, type AnyCommand, type AnyQuery } from '../../platform/commands/command.ts';
import { everywhere, type Actor } from '../../platform/commands/may.ts';
import { ask, execute, type Ground } from '../../platform/commands/execute.ts';
import { Conflict, Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { Database } from '../../platform/database/database.ts';
import { Kinds } from '../../platform/subjects/kinds.ts';
import { statesOf } from '../../platform/subjects/store.ts';
import { ledgerOf } from '../../platform/ledger/history-store.ts';
import { testDatabase } from '../../test-database.ts';
import { chooseOrganisation } from '../organisations/index.ts';
import { ground as organisations } from '../organisations/ground.ts';
import { createService, retireService, takeUpService, updateService } from './commands.ts';
import { DEMO_SERVICE } from './demo.ts';
import { serviceKind } from './kinds.ts';
import { listOfServices, oneService } from './queries.ts';
import { versionsMade } from './store.ts';
import { testSealing } from '../../platform/sealed/testing/test-sealing.ts';

const ORGANISATION = '018f0000-0000-7000-8000-000000000001';
const OTHER = '018f0000-0000-7000-8000-000000000002';
const PERSON = '018f0000-0000-7000-8000-0000000000aa';

let ground: Ground;
let clock = new Date('2026-03-02T09:00:00Z');

const owner: Actor & { kind: 'person' } = {
  kind: 'person',
  id: PERSON,
  name: 'Wren Applewhite',
  organisation: ORGANISATION,
  grants: everywhere(['product owner']),
};

function organisationCommand(name: string): AnyCommand {
  return organisations.commands!.find((one) => one.name === name)!;
}

async function does(command: AnyCommand, input: unknown, actor: Actor = owner, organisation = ORGANISATION) {
  return (await execute(ground, command, input, { actor, organisation })).result;
}

async function asks<Output>(query: AnyQuery, input: unknown, organisation = ORGANISATION): Promise<Output> {
  return (await ask(ground, query, input, { actor: { kind: 'operator' }, organisation })) as Output;
}

/** The service as it stands, as the input that would leave it as it is. */
async function shown(service: string) {
  const {
    id: _id,
    reference,
    standingReason: _reason,
    decommissioning: _done,
    assessment: _assessment,
    ...said
  } = await asks<Record<string, unknown>>(anyQuery(oneService), { service });
  return { service: reference, ...said } as unknown as Record<string, unknown> & { version: number };
}

before(async () => {
  const db = await testDatabase();
  ground = { database: new Database(db.app), kinds: new Kinds([serviceKind]), sealing: testSealing, now: () => clock };
  const client = new pg.Client(db.owner);
  await client.connect();
  await client.query('insert into person (id, name, created_at) values ($1, $2, $3)', [PERSON, owner.name, clock]);
  await client.end();
  const operator: Actor = { kind: 'operator' };
  await does(organisationCommand('createOrganisation'), { name: 'Quillfeather Digital' }, operator);
  await does(organisationCommand('createOrganisation'), { name: 'Larkmoor Community Trust' }, operator, OTHER);
});

after(() => ground.database.close());

test('the command line finds the organisation that is meant, or says which there are', async () => {
  assert.equal(await chooseOrganisation({ ground }, 'quillfeather digital '), ORGANISATION);
  await assert.rejects(chooseOrganisation({ ground }), /"Quillfeather Digital", "Larkmoor Community Trust"/u);
  await assert.rejects(chooseOrganisation({ ground }, 'Nobody'), /no organisation "Nobody"/u);
});

test('members have roles, and stay known when they have left', async () => {
  const operator: Actor = { kind: 'operator' };
  const members = () =>
    asks<{ members: unknown[] }>(
      organisations.queries!.find((one) => one.name === 'members')!,
      {},
    );
  await does(organisationCommand('setMember'), { person: PERSON, roles: ['viewer', 'administrator'] }, operator);
  assert.deepEqual(
    (await members()).members.map((one) => (one as { grants: { role: string }[] }).grants.map(({ role }) => role)),
    [['administrator', 'viewer']],
  );
  await does(organisationCommand('setMember'), { person: PERSON, roles: [] }, operator);
  assert.deepEqual((await members()).members, []);
  const stranger = { person: OTHER, roles: ['viewer'] };
  await assert.rejects(does(organisationCommand('setMember'), stranger, operator), InputProblem);
  await assert.rejects(
    does(organisationCommand('setMember'), { person: PERSON, roles: ['king'] }, operator),
    /Choose/u,
  );
  await assert.rejects(does(organisationCommand('setMember'), stranger), Denied);
  await does(organisationCommand('renameOrganisation'), { name: 'Quillfeather' }, operator);
  assert.equal(await chooseOrganisation({ ground }, 'Quillfeather'), ORGANISATION);
});

test('a service is created, found by how its words begin, and shown whole', async () => {
  await does(anyCommand(createService), { ...DEMO_SERVICE, reference: ' demo ' });
  const service = await shown('demo');
  assert.deepEqual(service['components'], DEMO_SERVICE.components);
  assert.equal(service['intendedUser'], DEMO_SERVICE.intendedUser);
  for (const search of ['willow', 'CARE wound', 'dem', 'wóund']) {
    const { services } = await asks<{ services: { reference: string }[] }>(anyQuery(listOfServices), { search });
    assert.deepEqual(
      services.map((one) => one.reference),
      ['DEMO'],
      search,
    );
  }
  for (const search of ['illow', 'willow wounds', '%', "'"]) {
    const { total } = await asks<{ total: number }>(anyQuery(listOfServices), { search, phase: 'live' });
    assert.equal(total, search === '%' || search === "'" ? 1 : 0, search);
  }
});

test('bad input says what to do, at its field, and changes nothing', async () => {
  const wrong = async (input: Record<string, unknown>) => {
    const good = { ...DEMO_SERVICE, reference: 'OTHER' };
    const error = await does(anyCommand(createService), { ...good, ...input }).catch((problem: unknown) => problem);
    assert.ok(error instanceof InputProblem, JSON.stringify(error));
    return error.problems.map(({ field, message }) => `${field}: ${message}`);
  };
  assert.match((await wrong({ reference: 'DEMO' }))[0]!, /^reference: DEMO is the reference of "Willowbank/u);
  assert.match((await wrong({ reference: 'A' }))[0]!, /^reference: Use 2 to 20/u);
  assert.match((await wrong({ reference: 'a_b' }))[0]!, /^reference: Use 2 to 20/u);
  assert.match((await wrong({ reference: 'new' }))[0]!, /^reference: Choose another/u);
  assert.match((await wrong({ phase: 'retired' }))[0]!, /^phase: Choose the phase/u);
  assert.match((await wrong({ role: '' }))[0]!, /^role: Say whether/u);
  assert.match((await wrong({ addresses: ['javascript:alert(1)'] }))[0]!, /^addresses\.0: Give a whole/u);
  assert.match((await wrong({ components: [{ name: 'A' }, { name: 'a' }] }))[0]!, /^components: Name each/u);
  await assert.rejects(asks(anyQuery(oneService), { service: 'OTHER' }), NotFound);
});

test('a change keeps what it does not change, and moves only what rests on it', async () => {
  const state = async (id: string) => {
    const [one] = await ground.database.read(ORGANISATION, (tx) => statesOf(tx, [{ kind: 'service', id }]));
    return { material: one!.material.toString('hex'), editorial: one!.editorial.toString('hex') };
  };
  const { service } = (await does(anyCommand(createService), {
    reference: 'HERON',
    name: 'Heron Lane Diary',
    summary: 'A diary of falls.',
    notFor: 'Emergencies.',
    role: 'manufacturer',
    phase: 'beta',
  })) as { service: string };
  const first = await state(service);
  const texts = async () =>
    ground.database.read(ORGANISATION, async (tx) => {
      const { serviceByReference } = await import('./store.ts');
      return (await serviceByReference(tx, 'HERON'))!.texts;
    });
  const homes = await texts();

  await does(anyCommand(updateService), { ...(await shown('HERON')), name: 'Heron Lane Falls Diary', phase: 'live' });
  const second = await state(service);
  assert.equal(second.material, first.material);
  assert.notEqual(second.editorial, first.editorial);
  assert.deepEqual(await texts(), homes);

  await does(anyCommand(updateService), { ...(await shown('HERON')), components: [{ name: 'Diary' }] });
  assert.notEqual((await state(service)).material, first.material);

  const history = await ground.database.read(ORGANISATION, async (tx) => {
    const lines = await ledgerOf(tx, { kind: 'service', id: service }, { limit: 2 });
    return {
      lines,
      versions: await versionsMade(
        tx,
        service,
        lines.map((line) => line.seq),
      ),
    };
  });
  assert.deepEqual(
    history.lines.map(({ who, command }) => `${who} ${command}`),
    ['Wren Applewhite updateService', 'Wren Applewhite updateService'],
  );
  assert.deepEqual(history.versions.map((one) => one.before?.name ?? '').toSorted(), [
    'Heron Lane Diary',
    'Heron Lane Falls Diary',
  ]);

  const found = async (search: string) => (await asks<{ total: number }>(anyQuery(listOfServices), { search })).total;
  assert.deepEqual([await found('falls'), await found('heron'), await found('diary')], [1, 1, 1]);
});

test('of two who change the same thing, the second sees both versions, and neither is lost', async () => {
  const seen = await shown('HERON');
  await does(anyCommand(updateService), { ...seen, notFor: 'Emergencies. Children.' });
  const mine = { ...seen, summary: 'A diary of falls and near falls.' };
  const conflict = await does(anyCommand(updateService), mine).catch((error: unknown) => error);
  assert.ok(conflict instanceof Conflict);
  assert.deepEqual(conflict.current, { summary: 'A diary of falls.', notFor: 'Emergencies. Children.' });
  await does(anyCommand(updateService), { ...mine, version: conflict.version });
  assert.equal((await shown('HERON'))['summary'], 'A diary of falls and near falls.');
  await assert.rejects(does(anyCommand(updateService), await shown('HERON')), NotPossible);
});

test('what a service was on a day can be asked', async () => {
  clock = new Date('2026-03-20T09:00:00Z');
  await does(anyCommand(updateService), { ...(await shown('HERON')), notFor: 'Nothing but diaries.' });
  const then = await asks<{ notFor: string }>(anyQuery(oneService), { service: 'HERON', asAt: '2026-03-05' });
  assert.equal(then.notFor, 'Emergencies.');
  await assert.rejects(asks(anyQuery(oneService), { service: 'HERON', asAt: '2026-02-01' }), NotFound);
  await assert.rejects(asks(anyQuery(oneService), { service: 'HERON', asAt: '2026-02-31' }), /Give the date/u);
});

const DONE_WITH = { decommissioning: 'not needed', assessment: 'Nothing was in use.' };

test('a service is retired with a reason, cannot be changed then, and can be taken up again', async () => {
  await assert.rejects(does(anyCommand(retireService), { service: 'HERON', reason: ' ', ...DONE_WITH }), /Say why/u);
  const viewer: Actor = { ...owner, grants: everywhere(['viewer']) };
  await assert.rejects(
    does(anyCommand(retireService), { service: 'HERON', reason: 'Over.', ...DONE_WITH }, viewer),
    Denied,
  );
  await assert.rejects(
    does(anyCommand(retireService), { service: 'HERON', reason: 'Over.', ...DONE_WITH }, { kind: 'operator' }),
    Denied,
  );
  await assert.rejects(
    does(anyCommand(retireService), { service: 'HERON', reason: 'Nobody uses it.' }),
    /Say whether the risk of taking it out of use was assessed/u,
  );
  await does(anyCommand(retireService), { service: 'HERON', reason: 'Nobody uses it.', ...DONE_WITH });
  const retired = await shown('HERON');
  assert.equal(retired['phase'], 'retired');
  const kept = await asks<Record<string, unknown>>(anyQuery(oneService), { service: 'HERON' });
  assert.deepEqual({ decommissioning: kept['decommissioning'], assessment: kept['assessment'] }, DONE_WITH);
  await assert.rejects(does(anyCommand(updateService), { ...retired, phase: 'live' }), /take it up again/u);
  const living = await asks<{ services: { reference: string }[] }>(anyQuery(listOfServices), {});
  assert.deepEqual(
    living.services.map((one) => one.reference),
    ['DEMO'],
  );
  await does(anyCommand(takeUpService), { service: 'HERON', phase: 'beta', reason: 'The trust asked for it.' });
  assert.equal((await shown('HERON'))['phase'], 'beta');
  const again = await asks<Record<string, unknown>>(anyQuery(oneService), { service: 'HERON' });
  assert.deepEqual([again['decommissioning'], again['assessment']], [null, '']);
  await assert.rejects(does(anyCommand(takeUpService), { service: 'HERON', phase: 'beta', reason: 'x' }), NotPossible);
});

test('another organisation has its own references, and sees nothing of these', async () => {
  const { total } = await asks<{ total: number }>(anyQuery(listOfServices), { phase: 'all' }, OTHER);
  assert.equal(total, 0);
  await assert.rejects(asks(anyQuery(oneService), { service: 'DEMO' }, OTHER), NotFound);
  const operator: Actor = { kind: 'operator' };
  await does(anyCommand(createService), { ...DEMO_SERVICE, name: 'Theirs' }, operator, OTHER);
  assert.equal((await shown('DEMO'))['name'], DEMO_SERVICE.name);
});
