import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { Conflict, Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { closeHazard, confirmResidual, eraseHazardText, reopenHazard } from './commands.ts';
import type { HazardRecord, HistoryEntry, LogRecord } from './domain/record.ts';
import { hazard, hazards, logs } from './queries.ts';
import { EXAMPLE_LOG } from './testing/test-log-store.ts';
import { hazardWorld } from './testing/world.ts';

type World = Awaited<ReturnType<typeof hazardWorld>>;

const close = anyCommand(closeHazard);
const reopen = anyCommand(reopenHazard);
const confirm = anyCommand(confirmResidual);
const erase = anyCommand(eraseHazardText);

describe('hazards on the ground', () => {
  let world: World;
  before(async () => (world = await hazardWorld(EXAMPLE_LOG)));
  after(() => world.close());

  const all = async (asAt?: string) =>
    (await world.ask<{ hazards: HazardRecord[] }>(anyQuery(hazards), asAt ? { asAt } : {})).hazards;
  const one = (id: string, asAt?: string) =>
    world.ask<{ hazard: HazardRecord; history: HistoryEntry[] }>(anyQuery(hazard), {
      hazard: id,
      ...(asAt ? { asAt } : {}),
    });

  test('a log is handed out whole', async () => {
    const found = await all();
    assert.equal(found.length, EXAMPLE_LOG.hazards.length);
    const [first] = found;
    assert.deepEqual(hazards.output.parse({ hazards: found }).hazards, found);
    assert.equal(first!.id, 'HAZ-1');
    assert.equal(first!.ref, 'H1');
    assert.deepEqual(
      first!.controls.map(({ id, state, verdict }) => [id, state, verdict]),
      [
        ['CTL-1', 'in place', 'not-known'],
        ['CTL-2', 'withdrawn', 'not-met'],
        ['CTL-3', 'agreed', 'not-known'],
      ],
    );
    assert.deepEqual(first!.extra, [{ header: 'Jira', text: 'WND-112' }]);
    assert.deepEqual(first!.counts, { phase: 'initial', level: 4, earlier: false });
    assert.equal(first!.residual!.provisional, true);
    assert.equal(
      first!.provisional,
      'The residual rating of HAZ-1 is provisional because it is as stated in Wound log V1.2.xlsx and nobody has confirmed it. A clinical safety officer or deputy who confirms it clears it.',
    );
    assert.equal(found[5]!.counts.level, null);
    assert.equal(found[6]!.initial!.level, null, 'words that the scheme does not have make no level');
    assert.equal((await world.ask<{ logs: LogRecord[] }>(anyQuery(logs))).logs[0]!.open, 5);
  });

  test('a hazard is closed with a reason, by whoever may, and once', async () => {
    const { version } = (await one('HAZ-2')).hazard;
    await assert.rejects(
      world.do(close, { hazard: 'HAZ-2', reason: 'Fixed.', version }),
      (error) =>
        error instanceof NotPossible && /HAZ-2 cannot be closed yet\..*nobody has confirmed/u.test(error.message),
    );
    await world.rateLow('HAZ-2');
    await assert.rejects(world.do(close, { hazard: 'HAZ-2', reason: ' ', version }), InputProblem);
    await assert.rejects(
      world.do(close, { hazard: 'HAZ-2', reason: 'Patient 943 476 5919 said so.', version }),
      (error) =>
        error instanceof InputProblem && /NHS number/u.test(error.message) && error.problems[0]?.field === 'reason',
    );
    for (const roles of [['viewer'], ['administrator'], ['developer']] as const) {
      const somebody = await world.person('Somebody', roles);
      await assert.rejects(world.do(close, { hazard: 'HAZ-2', reason: 'Fixed.', version }, somebody), Denied);
    }
    await assert.rejects(world.do(close, { hazard: 'HAZ-2', reason: 'Fixed.', version }, { kind: 'operator' }), Denied);
    await assert.rejects(world.do(close, { hazard: 'HAZ-99', reason: 'Fixed.', version }), NotFound);

    world.clock.now = new Date('2026-03-03T10:00:00Z');
    const { result } = await world.do(close, { hazard: 'haz-2', reason: 'The inbox is watched at weekends.', version });
    const closed = await one('HAZ-2');
    assert.equal(closed.hazard.status, 'closed');
    assert.equal(closed.hazard.reason, 'The inbox is watched at weekends.');
    assert.deepEqual(closed.history[0]!.what, ['Closed: The inbox is watched at weekends.']);
    assert.equal(closed.history[0]!.who, 'Wren Applewhite');

    await assert.rejects(
      world.do(close, { hazard: 'HAZ-2', reason: 'Mine.', version }),
      (error) => error instanceof Conflict && error.current['reason'] === 'The inbox is watched at weekends.',
    );
    await assert.rejects(
      world.do(close, { hazard: 'HAZ-2', reason: 'Mine.', version: result['version'] }),
      (error) => error instanceof NotPossible && /closed already/u.test(error.message),
    );
    world.clock.now = new Date('2026-03-05T10:00:00Z');
    await world.do(reopen, { hazard: 'HAZ-2', reason: 'It happened again.', version: result['version'] });
    assert.equal((await one('HAZ-2')).hazard.status, 'open');
  });

  test('a transferred hazard is opened again before it is closed', async () => {
    const { version } = (await one('HAZ-4')).hazard;
    await assert.rejects(
      world.do(close, { hazard: 'HAZ-4', reason: 'Done.', version }),
      (error) => error instanceof NotPossible && /transferred to Larkmoor Community Trust/u.test(error.message),
    );
  });

  test('residual ratings are confirmed one by one or several at a time, all or none', async () => {
    const deputy = await world.person('Posy Thackray', ['deputy clinical safety officer']);
    const engineer = await world.person('Tobias Marsh', ['safety engineer']);
    await assert.rejects(world.do(confirm, { hazards: ['HAZ-1'] }, engineer), Denied);
    await assert.rejects(world.do(confirm, { hazards: ['HAZ-1'] }, { kind: 'operator' }), Denied);
    await assert.rejects(world.do(confirm, { hazards: [] }), InputProblem);
    await assert.rejects(
      world.do(confirm, { hazards: ['HAZ-1', 'HAZ-3'] }),
      (error) => error instanceof NotPossible && /HAZ-3 has no residual rating/u.test(error.message),
    );
    await assert.rejects(world.do(confirm, { hazards: ['HAZ-7'] }), NotPossible);
    assert.equal((await one('HAZ-1')).hazard.residual!.provisional, true);
    await assert.rejects(world.do(confirm, { hazards: ['HAZ-2'], version: 1 }), NotPossible, 'rated here already');
    await assert.rejects(
      world.do(confirm, { hazards: ['HAZ-5'] }),
      (error) => error instanceof NotPossible && /it relies on no control that lowers it/u.test(error.message),
    );
    for (const [named, why] of [
      [['CTL-2'], /CTL-2 was withdrawn/u],
      [['CTL-3'], /CTL-3 is for the deployer/u],
      [['CTL-4'], /HAZ-1 has no control CTL-4/u],
    ] as const)
      await assert.rejects(
        world.do(confirm, { hazards: ['HAZ-1'], reliesOn: { 'HAZ-1': named } }),
        (error) => error instanceof InputProblem && why.test(error.message),
      );
    await assert.rejects(world.do(confirm, { hazards: ['HAZ-1'], reliesOn: { 'HAZ-2': ['CTL-1'] } }), InputProblem);

    world.clock.now = new Date('2026-03-06T10:00:00Z');
    const { result } = await world.do(confirm, { hazards: ['HAZ-1'], reliesOn: { 'haz-1': ['ctl 1'] } }, deputy);
    assert.deepEqual(result['waiting'], ['HAZ-1']);
    const { hazard: found, history } = await one('HAZ-1');
    // It is hers now; and it counts once something shows that its control holds.
    assert.deepEqual(found.counts, { phase: 'initial', level: 4, earlier: false });
    assert.equal(found.residual!.giver, 'Posy Thackray');
    assert.deepEqual([found.residual!.confirmed, found.residual!.provisional], [true, true]);
    assert.deepEqual(found.residual!.reliesOn, ['CTL-1']);
    assert.match(found.residual!.scheme!, /^NHS-DCB-5x5@[0-9a-f]{8}$/u);
    assert.match(
      found.provisional!,
      /because control CTL-\d+ has no evidence that it is in place\. Evidence that a safety engineer/u,
    );
    assert.deepEqual(history[0]!.what, ['Residual rating confirmed: 2 (Major, Very low).']);
    await assert.rejects(world.do(confirm, { hazards: ['HAZ-1'] }), NotPossible);
  });

  test('a text is erased for good, everywhere it stands, and the rest stays', async () => {
    const administrator = await world.person('A. Administrator', ['administrator']);
    await assert.rejects(world.do(erase, { hazard: 'HAZ-1', field: 'cause-2', reason: 'Asked.' }), Denied);
    await assert.rejects(
      world.do(erase, { hazard: 'HAZ-1', field: 'cause-9', reason: 'Asked.' }, administrator),
      NotPossible,
    );
    await assert.rejects(
      world.do(erase, { hazard: 'HAZ-1', field: 'shoe', reason: 'Asked.' }, administrator),
      InputProblem,
    );
    world.clock.now = new Date('2026-03-07T10:00:00Z');
    for (const field of ['cause-2', 'CTL-1', 'effect-1', 'residual-justification', 'extra'])
      await world.do(erase, { hazard: 'HAZ-1', field, reason: 'It named a person, who asked.' }, administrator);
    const { hazard: found, history } = await one('HAZ-1');
    assert.equal(found.causes[1]!.text, '[erased on 7 March 2026]');
    assert.equal(found.controls[0]!.text, '[erased on 7 March 2026]');
    assert.equal(found.effects[0], '[erased on 7 March 2026]');
    assert.deepEqual(found.extra, [{ header: 'Other columns', text: '[erased on 7 March 2026]' }]);
    assert.equal(found.causes[0]!.text, 'Two patients are open on one tablet');
    assert.match(history[0]!.what[0]!, /^A text was erased \(extra\): It named a person, who asked\.$/u);
    await assert.rejects(
      world.do(erase, { hazard: 'HAZ-1', field: 'cause-2', reason: 'Again.' }, administrator),
      NotPossible,
    );
    assert.equal((await one('HAZ-1', '2026-03-02')).hazard.causes[1]!.text, '[erased on 7 March 2026]');
  });

  test('as at a day shows what was known then', async () => {
    const now = await all();
    assert.equal((await one('HAZ-2', '2026-03-03')).hazard.status, 'closed');
    assert.equal((await one('HAZ-2', '2026-03-02')).hazard.status, 'open');
    assert.equal((await one('HAZ-2', '2026-03-04')).history.length, 4);
    const confirmed = async (day: string) => (await one('HAZ-1', day)).hazard.residual!.confirmed;
    assert.equal(await confirmed('2026-03-05'), false);
    assert.equal(await confirmed('2026-03-06T09:59:59Z'), false);
    assert.equal(await confirmed('2026-03-06'), true);
    assert.deepEqual(await all('2026-02-01'), [], 'before there was anything, nothing was known');
    await assert.rejects(all('last week'), InputProblem);
    assert.deepEqual(await all('2030-01-01'), now);
  });

  test('what is kept of every subject is what its rows make it', async () => {
    assert.deepEqual(await world.read((tx) => recompute(tx, world.kinds)), []);
  });
});
