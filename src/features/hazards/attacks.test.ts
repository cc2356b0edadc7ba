import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sql from 'sql-template-tag';
import { anyCommand, anyQuery, type AnyCommand } from '../../platform/commands/command.ts';
import { execute } from '../../platform/commands/execute.ts';
import type { Actor } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { question } from '../evidence/queries.ts';
import { createService } from '../services/commands.ts';
import { confirmResidual } from './commands.ts';
import { dropControl, recordControl, shareControl, useControl } from './control-commands.ts';
import { withdrawnControls } from './desk-store.ts';
import type { ControlByItself } from './domain/record.ts';
import { editControl } from './edit-commands.ts';
import { addEvidence, observeAgain, retireEvidence } from './evidence/adding.ts';
import { pushResults, type PushAnswer } from './evidence/push.ts';
import { junit } from './evidence/testing/junit.ts';
import { choosableControls } from './link-store.ts';
import { control } from './queries.ts';
import { recordHazard } from './record-commands.ts';
import { residualsOf } from './standing-store.ts';
import { EXAMPLE_LOG } from './testing/test-log-store.ts';
import { hazardWorld } from './testing/world.ts';

/*
 * What somebody tries who may do some things, and not these.
 */

const WOUND = EXAMPLE_LOG.service.reference;

describe('two services of one organisation', () => {
  let world: Awaited<ReturnType<typeof hazardWorld>>;
  /** Answers for OTHER alone. */
  let stranger: Actor & { kind: 'person' };
  let other: { hazard: string; id: string };
  before(async () => {
    world = await hazardWorld(EXAMPLE_LOG);
    const { ground, organisation } = world;
    await execute(
      ground,
      anyCommand(createService),
      { reference: 'OTHER', name: 'Other', role: 'manufacturer', phase: 'live', components: [], addresses: [] },
      { actor: { kind: 'operator' }, organisation },
    );
    const person = await world.person('Juniper Hale', ['clinical safety officer']);
    stranger = { ...person, grants: [{ role: 'clinical safety officer', service: 'OTHER', until: null }] };
    const made = await world.do(anyCommand(recordHazard), { service: 'OTHER', name: 'A name that is nobody else’s' });
    other = made.result as unknown as typeof other;
  });
  after(() => world.close());

  const as = (actor: Actor, command: AnyCommand, input: object) =>
    execute(world.ground, command, input, { actor, organisation: world.organisation });
  const controlThen = async (id: string) =>
    (await world.ask<{ control: ControlByItself }>(anyQuery(control), { control: id })).control;
  const OBSERVED = { outcome: 'passed', valid: 12, observedOn: '2026-02-27', detail: 'It is fine, says OTHER.' };

  test('nobody observes or retires evidence of a service in which they judge nothing', async () => {
    const added = await world.do(anyCommand(addEvidence), {
      ...OBSERVED,
      controls: ['CTL-1'],
      sort: 'record',
      title: 'Review of the scan',
      shows: ['effectiveness'],
      outcome: 'failed',
    });
    const evidence = `${WOUND}/${(added.result as { evidence: string }).evidence}`;
    const at = { service: 'OTHER', evidence };
    await assert.rejects(as(stranger, anyCommand(observeAgain), { ...at, ...OBSERVED }), NotFound);
    await assert.rejects(as(stranger, anyCommand(retireEvidence), { ...at, reason: 'Away.' }), NotFound);
    const seen = await world.ask<{ evidence: { retired: boolean; counts: { outcome: string } } }>(anyQuery(question), {
      evidence: evidence.split('/')[1]!,
    });
    assert.deepEqual([seen.evidence.retired, seen.evidence.counts.outcome], [false, 'failed']);
  });

  test('a shared control tells nothing of the hazards of other services that rest on it', async () => {
    const { version, hazards } = await controlThen('CTL-1');
    await world.do(anyCommand(shareControl), { control: 'CTL-1', version, shared: true });
    await world.do(anyCommand(useControl), { service: 'OTHER', hazard: other.hazard, control: `${WOUND}/CTL-1` });
    const shared = await controlThen('CTL-1');
    assert.deepEqual(shared.hazards, hazards);
    const offered = await world.read(async (tx) => {
      const [service] = await tx.rows<{ id: string }>(sql`select id from service where reference = 'OTHER'`);
      return choosableControls(tx, service!.id, 50);
    });
    assert.equal(offered.find((one) => one.service === WOUND)?.hazards, 1, 'its own, and not those of the other');
    const owner = { ...world.officer, grants: [{ role: 'safety engineer' as const, service: WOUND, until: null }] };
    await assert.rejects(
      as(owner, anyCommand(shareControl), { service: WOUND, control: 'CTL-1', version: shared.version, shared: false }),
      (error) => error instanceof NotPossible && !error.message.includes('OTHER'),
    );
  });

  test('a withdrawn control stands on the desk of its service with hazards of that service', async () => {
    const { version } = await controlThen('CTL-1');
    await world.do(anyCommand(editControl), { control: 'CTL-1', version, state: 'withdrawn' });
    const desk = await world.read((tx) => withdrawnControls(tx, [WOUND], 10));
    const found = desk.find((one) => one.number === 1)!;
    assert.deepEqual([found.hazard, found.hazards], [1, 1]);
  });

  test('whoever drops the last use of another service’s control does not retire it', async () => {
    const { version } = await controlThen('CTL-1');
    await world.do(anyCommand(editControl), { control: 'CTL-1', version, state: 'proposed' });
    await world.do(anyCommand(dropControl), { hazard: 'HAZ-1', control: 'CTL-1', reason: 'It acts elsewhere.' });
    await as(stranger, anyCommand(dropControl), {
      service: 'OTHER',
      hazard: other.hazard,
      control: `${WOUND}/CTL-1`,
      reason: 'Nor here.',
    });
    assert.equal((await controlThen('CTL-1')).retired, false);
  });
});

describe('what nobody saw', () => {
  let world: Awaited<ReturnType<typeof hazardWorld>>;
  before(async () => (world = await hazardWorld(EXAMPLE_LOG)));
  after(() => world.close());

  test('a residual rating is not confirmed over a control that came or changed meanwhile', async () => {
    const seen = await world.read(async (tx) => {
      const [service] = await tx.rows<{ id: string }>(sql`select service_id as id from hazard limit 1`);
      return (await residualsOf(tx, service!.id, [1]))[0]!.version;
    });
    await world.do(anyCommand(recordControl), { hazard: 'HAZ-1', text: 'A control that nobody looked at' });
    await assert.rejects(world.do(anyCommand(confirmResidual), { hazards: ['HAZ-1'], version: seen }), Conflict);
  });

  test('an observation of earlier does not make a lapsed one stand longer', async () => {
    const { result } = await world.do(anyCommand(addEvidence), {
      controls: ['CTL-2'],
      sort: 'record',
      title: 'Review of the rota',
      shows: ['effectiveness'],
      outcome: 'passed',
      valid: 1,
      observedOn: '2026-01-10',
      detail: 'It is watched.',
    });
    const { evidence } = result as { evidence: string };
    const early = {
      evidence,
      outcome: 'failed',
      valid: 36,
      observedOn: '2026-01-02',
      detail: 'Before that it was not.',
    };
    await world.do(anyCommand(observeAgain), early);
    const days = async () =>
      (await world.ask<{ evidence: { validDays: number } }>(anyQuery(question), { evidence })).evidence.validDays;
    assert.equal(await days(), 31);
    await assert.rejects(
      world.do(anyCommand(observeAgain), { ...early, observedOn: '0226-02-20' }),
      InputProblem,
      'a mistyped year',
    );
    await world.do(anyCommand(observeAgain), { ...early, outcome: 'passed', observedOn: '2026-02-20' });
    assert.equal(await days(), 1_095);
  });

  test('a suite does not flood what waits for a person with its tags', async () => {
    const tags = Array.from({ length: 40 }, (_, at) => `<property name="primum" value="CTL-${at + 1}"/>`).join('');
    const cases = Array.from({ length: 800 }, (_, at) => `<testcase name="t${at}"/>`).join('');
    const content = `<testsuite name="s"><properties>${tags}</properties>${cases}</testsuite>`;
    const files = [{ name: 'junit.xml', content }];
    await assert.rejects(world.do(anyCommand(pushResults), { release: '1.0.0', files }), InputProblem);
  });

  test('names of tests are words and nothing else, however they are made', async () => {
    // With its suite before it, the cut goes through the sign.
    const long = `${'x'.repeat(292)}😀 and more [CTL-1]`;
    const names = [
      long,
      `'; drop table hazard; -- [CTL-1]`,
      '&lt;script&gt;alert(1)&lt;/script&gt; [CTL-1]',
      '__proto__ [CTL-1]',
      'constructor [CTL-1]',
      '=cmd|calc!A0 [CTL-1]',
    ];
    const push = async (file: object) =>
      (await world.do(anyCommand(pushResults), { release: '1.0.0', files: [file] })).result as unknown as PushAnswer;
    const answer = await push(junit(Object.fromEntries(names.map((name) => [name, 'passed']))));
    assert.deepEqual(answer.controls, [{ control: 'CTL-1', tests: names.length, failed: 0 }]);
    const first = await world.ask<{ evidence: { title: string } }>(anyQuery(question), { evidence: 'EVD-2' });
    assert.ok(first.evidence.title.isWellFormed() && !first.evidence.title.includes('\uFFFD'), 'no half of a sign');
    const broken = { ...junit({ 'fails [CTL-1]': 'failed' }), name: 'broken.xml' };
    const half = broken.content.replace('it was saved without a scan', `${'y'.repeat(1_999)}😀 and more`);
    await push({ ...broken, content: half });
    const failed = await world.ask<{ observations: { detail: string }[] }>(anyQuery(question), { evidence: 'EVD-8' });
    assert.ok(failed.observations[0]!.detail.isWellFormed() && !failed.observations[0]!.detail.includes('\uFFFD'));
  });
});
