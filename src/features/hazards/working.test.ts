import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anyCommand, anyQuery, type AnyCommand } from '../../platform/commands/command.ts';
import { Conflict, Denied, InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { execute } from '../../platform/commands/execute.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { createService } from '../services/commands.ts';
import { confirmResidual } from './commands.ts';
import { dropControl, recordControl, shareControl, useControl } from './control-commands.ts';
import type { ControlByItself, HazardRecord, HistoryEntry } from './domain/record.ts';
import { editControl, editHazard } from './edit-commands.ts';
import { control, hazard } from './queries.ts';
import { recordHazard } from './record-commands.ts';
import { EXAMPLE_LOG } from './testing/test-log-store.ts';
import { hazardWorld } from './testing/world.ts';

type World = Awaited<ReturnType<typeof hazardWorld>>;

describe('hazards and controls by hand', () => {
  let world: World;
  before(async () => (world = await hazardWorld(EXAMPLE_LOG)));
  after(() => world.close());

  const run = (command: AnyCommand, input: object) => world.do(command, input);
  const named = (done: { readonly result: object }, name: string) =>
    (done.result as Readonly<Record<string, string>>)[name]!;
  const hazardNow = (id: string, service = EXAMPLE_LOG.service.reference) =>
    world.ask<{ hazard: HazardRecord; history: HistoryEntry[] }>(anyQuery(hazard), { hazard: id, service });
  const controlThen = async (id: string) =>
    (await world.ask<{ control: ControlByItself }>(anyQuery(control), { control: id })).control;

  test('a hazard is recorded with everything that is known of it, and has no rating', async () => {
    const done = await run(anyCommand(recordHazard), {
      name: 'A partner reads messages on a shared phone',
      arisesIn: 'service',
      causes: ['Messages show on the lock screen', '', 'The phone is shared'],
      harms: ['The partner harms the patient', '', 'The patient stops asking for help'],
      harmKinds: ['death-single', '', 'lasting-multiple'],
      harmed: 'Patients at risk of abuse',
      vulnerable: ['abuse', 'abuse'],
    });
    const found = (await hazardNow(named(done, 'hazard'))).hazard;
    assert.deepEqual(
      [found.causes.map(({ text }) => text), found.harms, found.harmed, found.vulnerable],
      [
        ['Messages show on the lock screen', 'The phone is shared'],
        ['The partner harms the patient', 'The patient stops asking for help'],
        'Patients at risk of abuse',
        ['abuse'],
      ],
    );
    assert.deepEqual(found.harmKinds, [
      { class: 'death', patients: 'single' },
      { class: 'lasting', patients: 'multiple' },
    ]);
    assert.deepEqual([found.initial, found.residual, found.counts.level], [null, null, null]);

    // A harm that is taken out takes its kind along, and the others keep theirs.
    await run(anyCommand(editHazard), {
      hazard: found.id,
      version: found.version,
      harms: ['The patient stops asking for help'],
    });
    const edited = (await hazardNow(found.id)).hazard;
    assert.deepEqual(edited.harmKinds, [{ class: 'lasting', patients: 'multiple' }]);
    await assert.rejects(
      run(anyCommand(recordHazard), { name: 'X', vulnerable: ['nobody'] }),
      InputProblem,
      'a group that there is not',
    );
    const viewer = await world.person('A. Viewer', ['viewer']);
    await assert.rejects(world.do(anyCommand(recordHazard), { name: 'X' }, viewer), Denied);
  });

  test('a control is recorded, put on another hazard, and taken off again with a reason', async () => {
    const done = await run(anyCommand(recordControl), {
      hazard: 'HAZ-2',
      text: 'Names that look alike are marked',
      type: 'design',
      acts: 'prevents',
      causes: [1],
    });
    const id = named(done, 'control');
    await run(anyCommand(useControl), { hazard: 'HAZ-3', control: id.toLowerCase(), acts: 'limits' });
    await assert.rejects(run(anyCommand(useControl), { hazard: 'HAZ-3', control: id, acts: 'limits' }), NotPossible);
    await assert.rejects(run(anyCommand(useControl), { hazard: 'HAZ-3', control: id, causes: [99] }), InputProblem);
    await assert.rejects(run(anyCommand(useControl), { hazard: 'HAZ-3', control: 'CTL-999' }), InputProblem);
    const of = async (one: string) => (await hazardNow(one)).hazard.controls.find((each) => each.id === id);
    assert.deepEqual([(await of('HAZ-2'))!.acts, (await of('HAZ-2'))!.causes], ['prevents', [1]]);
    assert.equal((await of('HAZ-3'))!.acts, 'limits');

    await run(anyCommand(dropControl), { hazard: 'HAZ-2', control: id, reason: 'It acts on another screen.' });
    assert.equal(await of('HAZ-2'), undefined);
    assert.equal((await controlThen(id)).retired, false, 'another hazard rests on it');
    const told = (await hazardNow('HAZ-2')).history.flatMap(({ what }) => what).join(' ');
    assert.match(told, new RegExp(`${id} was taken off: It acts on another screen\\.`, 'u'));
    await run(anyCommand(dropControl), { hazard: 'HAZ-3', control: id, reason: 'Nor here.' });
    assert.equal((await controlThen(id)).retired, true, 'no hazard rests on it any more');
    await assert.rejects(run(anyCommand(useControl), { hazard: 'HAZ-3', control: id }), NotPossible);
  });

  test('a control that a rating relies on stays on its hazard', async () => {
    await run(anyCommand(confirmResidual), { hazards: ['HAZ-1'] });
    const { residual } = (await hazardNow('HAZ-1')).hazard;
    assert.deepEqual(residual!.reliesOn, ['CTL-1'], 'not the one that was withdrawn, and not the one of the deployer');
    await assert.rejects(
      run(anyCommand(dropControl), { hazard: 'HAZ-1', control: 'CTL-1', reason: 'Tidying.' }),
      (error) => error instanceof NotPossible && /residual rating of HAZ-1 relies on CTL-1/u.test(error.message),
    );
  });

  test('what a control brings, and where it is worked on, is kept and edited', async () => {
    const { version } = await controlThen('CTL-1');
    await run(anyCommand(editControl), {
      control: 'CTL-1',
      version,
      newHazards: 'found',
      newHazardsNote: 'One alert too many: see HAZ-2.',
      links: [{ kind: 'code', url: 'https://example.org/pull/3', text: 'The second scan' }],
    });
    const now = await controlThen('CTL-1');
    assert.deepEqual([now.newHazards, now.newHazardsNote], ['found', 'One alert too many: see HAZ-2.']);
    assert.deepEqual(now.links, [{ kind: 'code', url: 'https://example.org/pull/3', text: 'The second scan' }]);
    await assert.rejects(
      run(anyCommand(editControl), {
        control: 'CTL-1',
        version: now.version,
        links: [{ kind: 'code', url: 'javascript:alert(1)', text: '' }],
      }),
      InputProblem,
    );
  });

  test('a control of a platform is shared, used elsewhere, and not taken back from under it', async () => {
    await execute(
      world.ground,
      anyCommand(createService),
      { reference: 'OTHER', name: 'Other', role: 'manufacturer', phase: 'alpha' },
      { actor: { kind: 'operator' }, organisation: world.organisation },
    );
    const made = await run(anyCommand(recordHazard), { service: 'OTHER', name: 'The wrong photo is shown' });
    const other = named(made, 'hazard');
    const reference = `${EXAMPLE_LOG.service.reference}/CTL-1`;
    const use = { service: 'OTHER', hazard: other, control: reference };
    await assert.rejects(run(anyCommand(useControl), use), InputProblem, 'it is not shared');
    const { version } = await controlThen('CTL-1');
    await run(anyCommand(shareControl), { control: 'CTL-1', version, shared: true });
    await assert.rejects(run(anyCommand(shareControl), { control: 'CTL-1', version, shared: false }), Conflict);
    await run(anyCommand(useControl), use);
    assert.deepEqual(
      (await hazardNow(other, 'OTHER')).hazard.controls.map(({ id }) => id),
      [reference],
    );
    const shared = await controlThen('CTL-1');
    await assert.rejects(
      run(anyCommand(shareControl), { control: 'CTL-1', version: shared.version, shared: false }),
      (error) => error instanceof NotPossible && /OTHER/u.test(error.message),
    );
    // Its words are the other hazard's as well: a change there puts that one's log out of date.
    const words = () =>
      world.read(async (tx) => {
        const { statesOf } = await import('../../platform/subjects/store.ts');
        return (await statesOf(tx, [{ kind: 'hazard', id: named(made, 'id') }]))[0]!.material.toString('hex');
      });
    const before = await words();
    await run(anyCommand(editControl), { control: 'CTL-1', version: shared.version, text: 'Another way to scan' });
    assert.notEqual(await words(), before);
  });

  test('what is kept of every subject is what its rows make it', async () => {
    assert.deepEqual(await world.read((tx) => recompute(tx, world.kinds)), []);
  });
});
