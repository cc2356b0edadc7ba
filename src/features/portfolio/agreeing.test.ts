import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { features } from '../../features.ts';
import { execute, type Ground } from '../../platform/commands/execute.ts';
import { isProblem } from '../../platform/commands/problems.ts';
import { Database } from '../../platform/database/database.ts';
import { assemble, makeDemo, type Assembled } from '../../platform/installation.ts';
import { testDatabase } from '../../test-database.ts';
import { fromNothing, keep, linesNow, workOut } from './summaries.ts';
import { servicesAt } from './summary-store.ts';
import { testSealing } from '../../platform/sealed/testing/test-sealing.ts';

/*
 * What is kept of a service is what would be worked out from nothing, whatever was done and however much time has passed. What
 * is not kept is never shown as if it were.
 */

const PERSON = { id: '018f0000-0000-7000-8000-0000000000aa', name: 'Wren Applewhite' };
const BEGIN = new Date('2026-03-12T14:30:00Z');
const DAY = 86_400_000;
const RUNS = Number(process.env['PRIMUM_RUNS'] ?? 6);

let database: Database;
let assembled: Assembled;
let ground: Ground;
let organisation: string;
let clock = BEGIN;

before(async () => {
  const [db, all] = await Promise.all([testDatabase(), assemble(features)]);
  assembled = all;
  database = new Database(db.app);
  const owner = new pg.Client(db.owner);
  await owner.connect();
  await owner.query('insert into person (id, name, created_at) values ($1, $2, $3)', [PERSON.id, PERSON.name, BEGIN]);
  await owner.end();
  ground = { database, kinds: all.kinds, sealing: testSealing, now: () => clock };
  organisation = await makeDemo({ ground, grounds: all.grounds }, PERSON);
  for (const [reference, role] of [
    ['FALLS', 'deployer'],
    ['WARDS', 'both'],
  ])
    await done('createService', { reference, role, name: `A service called ${reference}`, phase: 'beta' });
});

after(() => database.close());

async function done(name: string, input: unknown): Promise<boolean> {
  const command = assembled.commands.find((one) => one.name === name);
  assert.ok(command, `there is a command ${name}`);
  const actor = {
    kind: 'person',
    ...PERSON,
    organisation,
    grants: (
      ['administrator', 'clinical safety officer', 'safety engineer', 'product owner', 'accountable executive'] as const
    ).map((role) => ({ role, service: null, until: null })),
  } as const;
  const confirmed = { at: clock, method: 'password' };
  try {
    await execute(ground, command, input, { actor, organisation, confirmed });
    return true;
  } catch (error) {
    // What could not be done changed nothing, and that is a walk as well.
    if (isProblem(error)) return false;
    throw error;
  }
}

/** What is shown now, beside what is so now. @returns how many services were compared */
async function agrees(most: number): Promise<number> {
  return database.read(organisation, async (tx) => {
    const moment = { seq: null, now: clock };
    const services = await servicesAt(tx, null, moment);
    const so = await fromNothing(tx, assembled.kinds.assessed, services, moment);
    const { lines } = await linesNow(tx, assembled.kinds.assessed, { seen: null, now: clock, most });
    assert.equal(lines.length, services.length);
    const shown = lines.filter(({ stands }) => stands !== null);
    for (const { service, stands } of shown)
      assert.deepEqual(stands, so.get(service.id), `${service.reference} at ${clock.toISOString()}`);
    return shown.length;
  });
}

const workOutNow = () => workOut(database, organisation, assembled.kinds.assessed, () => clock);

const SERVICES = ['DEMO', 'FALLS', 'WARDS'];

const CHECKS = ['hand.officer-accountable', 'hand.top-management-resources', 'hand.safe-exit', 'hand.content-accurate'];

/** Things that are done, each of which a standard asks for in some way. */
const DOINGS: readonly ((pick: number) => [command: string, input: unknown])[] = [
  (pick) => ['recordRelease', { service: SERVICES[pick % 3], release: `9.${pick % 5}.0`, candidate: false }],
  (pick) => ['releaseGoesLive', { service: SERVICES[pick % 3], release: `9.${pick % 5}.0` }],
  (pick) => [
    'addAction',
    { service: SERVICES[pick % 3], title: 'Look at it', owner: PERSON.id, due: dayOf(pick % 50) },
  ],
  (pick) => [
    'recordAssumption',
    {
      service: SERVICES[pick % 3],
      text: 'It is so.',
      why: 'Somebody said so.',
      owner: PERSON.id,
      reviewBy: dayOf(1 + (pick % 90)),
    },
  ],
  (pick) => [
    'recordHazard',
    { service: SERVICES[pick % 3], log: 1, name: `Something ${pick}`, description: 'It happens.' },
  ],
  (pick) => ['giveRole', { person: PERSON.id, role: 'safety engineer', service: SERVICES[pick % 3], until: null }],
  (pick) => [
    'retireService',
    {
      service: SERVICES[1 + (pick % 2)],
      reason: 'It is over.',
      decommissioning: 'not needed',
      assessment: 'Nothing was in use.',
    },
  ],
  (pick) => ['takeUpService', { service: SERVICES[1 + (pick % 2)], phase: 'live', reason: 'It is needed.' }],
  (pick) => ['setLookUpLimit', { months: 1 + (pick % 12) }],
  (pick) => [
    'recordTraining',
    { course: 'A course', provider: 'Somebody', takenOn: dayOf(-1), expiresOn: dayOf(pick % 200), certificate: null },
  ],
  (pick) => ['closeHazard', { service: 'DEMO', hazard: `HAZ-${1 + (pick % 8)}`, reason: 'It is gone.', version: 1 }],
  (pick) => [
    'nominateOfficer',
    { service: SERVICES[pick % 3], person: PERSON.id, office: 'clinical safety officer', beginsOn: dayOf(pick % 9) },
  ],
  (pick) => [
    'recordCheck',
    {
      service: SERVICES[pick % 3],
      check: CHECKS[pick % CHECKS.length],
      outcome: pick % 4 === 0 ? 'failed' : 'passed',
      seen: 'Everything was looked at by two of us, one after the other.',
      observedOn: dayOf(-(pick % 30)),
    },
  ],
  (pick) => [
    'answerAbout',
    {
      service: SERVICES[1 + (pick % 2)],
      answers: [{ question: 'uses_barcodes', value: pick % 2 === 0 }],
      note: '',
      version: 0,
    },
  ],
];

function dayOf(days: number): string {
  return new Date(clock.getTime() + days * DAY).toISOString().slice(0, 10);
}

test('what is kept is what would be worked out from nothing, on every day to come while nobody does anything', async () => {
  clock = BEGIN;
  await workOutNow();
  const ends = new Set<number>();
  let last = '';
  let again = 0;
  for (let days = 0; days <= 420; days += 28) {
    clock = new Date(BEGIN.getTime() + days * DAY + 1_000);
    // What is kept reaches so many changes ahead: then it is worked out again.
    if ((await agrees(0)) < SERVICES.length) {
      again++;
      await workOutNow();
      assert.equal(await agrees(0), SERVICES.length, `it is kept for day ${days}`);
    }
    const { lines } = await database.read(organisation, (tx) =>
      linesNow(tx, assembled.kinds.assessed, { seen: ['DEMO'], now: clock }),
    );
    const words = JSON.stringify(lines.map(({ stands }) => stands));
    if (words !== last) ends.add(days);
    last = words;
  }
  assert.ok(ends.size > 3, 'time alone changed something');
  assert.ok(again < 7, `it reaches far ahead, and was worked out again ${again} times`);
});

test('whatever is done, and however much time passes, what is shown is so', async () => {
  let compared = 0;
  const did = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          doing: fc.nat(DOINGS.length - 1),
          pick: fc.nat(200),
          days: fc.oneof(fc.constant(0), fc.nat(40)),
          working: fc.boolean(),
        }),
        { minLength: 4, maxLength: 14 },
      ),
      async (walk) => {
        for (const { doing, pick, days, working } of walk) {
          clock = new Date(clock.getTime() + days * DAY);
          if (await done(...DOINGS[doing]!(pick))) did.add(doing);
          // Whatever is kept after it is true, also before anybody worked anything out.
          await agrees(0);
          if (working) await workOutNow();
          compared += await agrees(pick % 3);
        }
        await workOutNow();
        assert.ok((await agrees(0)) > 0, 'everything was worked out');
      },
    ),
    { numRuns: RUNS, seed: 16, endOnFailure: true },
  );
  assert.ok(compared > RUNS * 3, 'something was compared');
  assert.ok(did.size > DOINGS.length / 2, 'most things could be done');
});

test('every command leaves what it changed to be worked out anew; what came from an older moment never replaces it', async () => {
  const made = { reference: 'CLINIC', role: 'both', name: 'Another one', phase: 'live' };
  assert.ok(await done('createService', made));
  await workOutNow();
  assert.equal(await agrees(0), 4);
  const before = await database.read(organisation, (tx) =>
    linesNow(tx, assembled.kinds.assessed, { seen: null, now: clock, most: 0 }),
  );
  assert.deepEqual(before.made, []);
  // Made before the change, and kept after it.
  assert.ok(await done('setLookUpLimit', { months: 12 }));
  const old = await database.read(organisation, (tx) =>
    linesNow(tx, assembled.kinds.assessed, { seen: null, now: clock }),
  );
  assert.equal(old.made.length, 4, 'a limit of the whole organisation is a change of every service');
  assert.ok(await done('addAction', { service: 'CLINIC', title: 'Late', owner: PERSON.id, due: dayOf(1) }));
  await keep(database, organisation, assembled.kinds.assessed, old.made);
  assert.equal(await agrees(0), 3, 'CLINIC is to be worked out anew, the others are not');
  const now = await database.read(organisation, (tx) =>
    linesNow(tx, assembled.kinds.assessed, { seen: null, now: clock }),
  );
  await keep(database, organisation, assembled.kinds.assessed, now.made);
  await keep(database, organisation, assembled.kinds.assessed, old.made);
  assert.equal(await agrees(0), 4);
});
