import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sql from 'sql-template-tag';
import { anyCommand, anyQuery } from '../../../platform/commands/command.ts';
import { Denied, InputProblem, NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import { recompute } from '../../../platform/subjects/recompute.ts';
import { sentenceText } from '../../../words/sentence.ts';
import { dismissObservation, recordRelease, releaseGoesLive, withdrawRelease } from '../../evidence/commands.ts';
import { question, run } from '../../evidence/queries.ts';
import { confirmResidual } from '../commands.ts';
import type { ControlByItself, HazardRecord } from '../domain/record.ts';
import { control, hazard } from '../queries.ts';
import { EXAMPLE_LOG } from '../testing/test-log-store.ts';
import { hazardWorld } from '../testing/world.ts';
import { addEvidence, observeAgain, retireEvidence } from './adding.ts';
import { controlSentences, provisionalSentences } from './holding-store.ts';
import { acceptMapping, rejectMapping } from './judging.ts';
import { pushResults, type PushAnswer } from './push.ts';
import { junit } from './testing/junit.ts';

type Tests = Parameters<typeof junit>[0];
interface Seen {
  readonly evidence: { readonly counts: { readonly outcome: string } | null; readonly retired: boolean };
  readonly observations: {
    readonly id: string;
    readonly outcome: string;
    readonly candidate: boolean;
    observer: string;
  }[];
}

/** The one hazard whose residual rating can rely on a control that holds. */
const LOG = {
  ...EXAMPLE_LOG,
  hazards: [
    {
      name: 'A wound photo is attached to the wrong patient’s record',
      controls: [{ text: 'The wristband is scanned again before the photo is saved', type: 'design' }],
      initial: { severity: 'Major', likelihood: 'High' },
      residual: { severity: 'Major', likelihood: 'Very low' },
    },
    {
      name: 'A photo is seen late',
      controls: [{ text: 'A nurse reviews photos within 2 working days', type: 'process' }],
    },
  ],
};

/** A world of its own in which CTL-1 holds: a test that works, and a review that it is in place; the residual relies on it. */
async function holding() {
  const world = await hazardWorld(LOG);
  const push = async (tests: Tests, more: object = {}, at?: string): Promise<PushAnswer> => {
    const { result } = await world.do(anyCommand(pushResults), {
      release: '1.3.2',
      files: [junit(tests, at)],
      ...more,
    });
    return result as unknown as PushAnswer;
  };
  const byHand = (given: object = {}) =>
    world.do(anyCommand(addEvidence), {
      controls: ['CTL-1'],
      sort: 'record',
      title: 'Review of the scan',
      shows: ['implementation'],
      valid: 12,
      outcome: 'passed',
      observedOn: '2026-02-27',
      detail: 'Ottoline Reed looked at 5 tablets. All ask for the scan.',
      ...given,
    });
  const accept = (test: string, shows: readonly string[] = ['effectiveness'], id = 'CTL-1') =>
    world.do(anyCommand(acceptMapping), { mappings: [{ control: id, test }], shows });
  const idOf = async (table: 'control' | 'hazard', number: number) =>
    (
      await world.read((tx) =>
        tx.rows<{ id: string }>(
          table === 'control'
            ? sql`select id from control where organisation_id = current_organisation() and number = ${number} limit 1`
            : sql`select id from hazard where organisation_id = current_organisation() and number = ${number} limit 1`,
        ),
      )
    )[0]!.id;
  const now = () => ({ seq: null, now: world.clock.now });
  return {
    ...world,
    push,
    byHand,
    accept,
    verdict: async (id = 'CTL-1') =>
      (await world.ask<{ control: ControlByItself }>(anyQuery(control), { control: id })).control.verdict,
    seen: (evidence: string) => world.ask<Seen>(anyQuery(question), { evidence }),
    why: async (number = 1) => {
      const id = await idOf('control', number);
      const said = (await world.read((tx) => controlSentences(tx, 'WOUND', [id], now()))).get(id);
      return said ? sentenceText(said) : null;
    },
    provisional: async () => {
      const id = await idOf('hazard', 1);
      const said = (await world.read((tx) => provisionalSentences(tx, [id], now()))).get(id);
      const { hazard: record } = await world.ask<{ hazard: HazardRecord }>(anyQuery(hazard), { hazard: 'HAZ-1' });
      if (record.residual?.confirmed)
        assert.equal(record.provisional, said ? sentenceText(said) : null, 'the API says the same');
      return said ? sentenceText(said) : null;
    },
    counts: async () =>
      (await world.ask<{ hazard: HazardRecord }>(anyQuery(hazard), { hazard: 'HAZ-1' })).hazard.counts,
    /** What is kept is what follows from the rows. */
    isTrue: async () => assert.deepEqual(await world.read((tx) => recompute(tx, world.kinds)), []),
  };
}

type Holding = Awaited<ReturnType<typeof holding>>;

describe('evidence of a control', () => {
  let world: Holding;
  before(async () => (world = await holding()));
  after(() => world.close());
  const confirm = () => world.do(anyCommand(confirmResidual), { hazards: ['HAZ-1'] });

  test('a test names a control; what it shows, a person says; both aspects have to be shown', async () => {
    const answer = await world.push({ 'scan blocks save [CTL-1]': 'passed', 'x [CTL-99]': 'passed', plain: 'passed' });
    assert.deepEqual([answer.run, answer.already, answer.candidate], ['RUN-1', false, false]);
    assert.deepEqual(answer.controls, [{ control: 'CTL-1', tests: 1, failed: 0 }]);
    assert.deepEqual(answer.unknownTags, ['CTL-99']);
    assert.deepEqual(answer.waiting, [{ control: 'CTL-1', tests: 1 }]);
    assert.deepEqual(answer.untested, ['CTL-2']);
    assert.deepEqual(answer.counts, { passed: 3, failed: 0, skipped: 0, flaky: 0 });
    assert.equal(await world.verdict(), 'not-known', 'a tag alone shows nothing');
    assert.match((await world.why())!, /the 1 test that names it waits for a safety engineer/u);
    await world.accept('EVD-1');
    assert.equal(await world.verdict(), 'not-known', 'that it works does not show that it is in place');
    await world.byHand();
    assert.equal(await world.verdict(), 'met');
    assert.equal(await world.why(), null);
    await confirm();
    assert.deepEqual(await world.counts(), { phase: 'residual', level: 2, earlier: false });
    assert.equal(await world.provisional(), null);
  });

  test('a failing run challenges; a skipped test, and other evidence, clear nothing; a pass of the same test does', async () => {
    world.clock.now = new Date('2026-03-09T02:00:00Z');
    const failed = await world.push({ 'scan blocks save [CTL-1]': 'failed', more: 'passed' });
    assert.deepEqual(failed.challenged, [{ test: 'EVD-1', title: 'scan blocks save', controls: ['CTL-1'] }]);
    assert.equal(await world.verdict(), 'not-met');
    assert.equal(
      await world.provisional(),
      'The residual rating of HAZ-1 is provisional because control CTL-1 has a failing test since 9 March 2026 (run 2, release 1.3.2). A pass of the same test, or a reasoned dismissal by a safety engineer, clears it.',
    );
    assert.deepEqual(await world.counts(), { phase: 'initial', level: 4, earlier: false });
    world.clock.now = new Date('2026-03-10T02:00:00Z');
    await world.push({ 'scan blocks save [CTL-1]': 'skipped', 'another [CTL-1]': 'passed' });
    await world.accept('EVD-3');
    await world.byHand({ shows: ['effectiveness'] });
    assert.equal(await world.verdict(), 'not-met', 'other evidence does not clear a failure');
    await assert.rejects(
      world.do(anyCommand(rejectMapping), { mappings: [{ control: 'CTL-1', test: 'EVD-1' }], reason: 'It fails.' }),
      NotPossible,
    );
    await assert.rejects(world.do(anyCommand(retireEvidence), { evidence: 'EVD-1', reason: 'It fails.' }), NotPossible);
    world.clock.now = new Date('2026-03-11T02:00:00Z');
    const passed = await world.push({ 'scan blocks save [CTL-1]': 'passed' });
    assert.deepEqual(
      passed.answered.map(({ test: one }) => one),
      ['EVD-1'],
    );
    assert.equal(await world.verdict(), 'met');
    assert.deepEqual(await world.counts(), { phase: 'residual', level: 2, earlier: false });
    await world.isTrue();
  });

  test('a result of earlier that comes late overturns nothing', async () => {
    const late = await world.push({ 'scan blocks save [CTL-1]': 'failed' }, {}, '2026-03-08T10:00:00Z');
    assert.deepEqual(late.challenged, []);
    assert.equal(late.observedAt, '2026-03-08T10:00:00.000Z');
    assert.equal(await world.verdict(), 'met');
    const ahead = await world.push({ 'scan blocks save [CTL-1]': 'passed' }, {}, '2036-03-08T10:00:00Z');
    assert.equal(ahead.observedAt, world.clock.now.toISOString(), 'and none comes from the future');
  });

  test('the same file is one run; and one without a time is another run, once something came between', async () => {
    const timed = ['scan blocks save [CTL-1]', '2026-03-11T01:00:00Z'] as const;
    const first = await world.push({ [timed[0]]: 'passed' }, {}, timed[1]);
    const again = await world.push({ [timed[0]]: 'passed' }, {}, timed[1]);
    assert.deepEqual([again.run, again.already], [first.run, true]);
    world.clock.now = new Date('2026-03-11T03:00:00Z');
    await world.push({ 'scan blocks save [CTL-1]': 'failed' });
    assert.equal(await world.verdict(), 'not-met');
    world.clock.now = new Date('2026-03-11T03:01:00Z');
    const same = await world.push({ 'scan blocks save [CTL-1]': 'passed' });
    assert.equal(same.already, false, 'the very bytes of an earlier pass, and another run');
    assert.equal(await world.verdict(), 'met');
    assert.equal((await world.push({ 'scan blocks save [CTL-1]': 'passed' })).already, true);
  });

  test('a candidate speaks of itself alone, until it is live', async () => {
    world.clock.now = new Date('2026-03-12T02:00:00Z');
    const tests = { 'scan blocks save [CTL-1]': 'failed' } as const;
    const answer = await world.push(tests, { release: '1.4.0', candidate: true });
    assert.deepEqual([answer.candidate, answer.challenged], [true, []]);
    assert.equal(await world.verdict(), 'met');
    assert.equal((await world.seen('EVD-1')).observations[0]!.candidate, true);
    await assert.rejects(world.push(tests, { release: '1.3.2', candidate: true }), /is live, and no candidate/u);
    await world.do(anyCommand(releaseGoesLive), { release: '1.4.0' });
    assert.equal(await world.verdict(), 'not-met', 'from then on it counts');
    await world.isTrue();
  });

  test('a dismissal brings back what was observed before', async () => {
    const { observations } = await world.seen('EVD-1');
    const dismiss = (ids: readonly string[], reason = 'The test bed had no scanner.') =>
      world.do(anyCommand(dismissObservation), { evidence: 'EVD-1', observations: ids, reason });
    await assert.rejects(dismiss([observations[0]!.id], ' '), InputProblem);
    const developer = await world.person('Tobias Marsh', ['developer']);
    await assert.rejects(
      world.do(
        anyCommand(dismissObservation),
        { evidence: 'EVD-1', observations: [observations[0]!.id], reason: 'x' },
        developer,
      ),
      Denied,
    );
    await dismiss([observations[0]!.id]);
    assert.equal(await world.verdict(), 'met');
    await assert.rejects(dismiss([observations[0]!.id]), /meanwhile/u);
    await world.isTrue();
  });

  test('what lapses is not verified, and looking again makes it so', async () => {
    world.clock.now = new Date('2026-04-20T02:00:00Z');
    assert.match((await world.why())!, /rests on EVD-\d+, which shows that it works and lapsed on/u);
    assert.match((await world.provisional())!, /lapsed on/u);
    assert.deepEqual(await world.counts(), { phase: 'initial', level: 4, earlier: false });
    await world.push({ 'scan blocks save [CTL-1]': 'passed', 'another [CTL-1]': 'passed' });
    assert.equal(await world.why(), null);
    const again = {
      evidence: 'EVD-2',
      valid: 6,
      outcome: 'failed',
      observedOn: '2026-04-20',
      detail: 'Two tablets do not ask.',
    };
    await world.do(anyCommand(observeAgain), again);
    assert.match((await world.why())!, /has evidence against it since 20 April 2026 \(EVD-2\)/u);
    await world.do(anyCommand(observeAgain), { ...again, outcome: 'passed', detail: 'They do now.' });
    assert.equal(await world.why(), null);
    await assert.rejects(world.do(anyCommand(observeAgain), { ...again, evidence: 'EVD-1' }), /is a test/u);
  });

  test('what is retired is rested on no more, and a period in use shows nothing alone', async () => {
    await world.byHand({
      title: 'Pilot',
      sort: 'operating period',
      from: '2026-01-01',
      to: '2026-03-31',
      detail: '412 visits',
    });
    await world.do(anyCommand(retireEvidence), { evidence: 'EVD-2', reason: 'The pilot says more.' });
    assert.equal((await world.seen('EVD-2')).evidence.retired, true);
    assert.match((await world.why())!, /only time in operation to show that it is in place/u);
    await world.byHand();
    assert.equal(await world.why(), null);
    await world.isTrue();
  });

  test('what is not as it should be is said at its field, and changes nothing', async () => {
    const wrong = async (given: object, says: RegExp) => assert.rejects(world.byHand(given), says);
    await wrong({ sort: 'document' }, /Choose the file/u);
    await wrong({ sort: 'link' }, /Give the address/u);
    await wrong({ sort: 'link', link: 'file:///etc/passwd' }, /beginning with https/u);
    await wrong({ sort: 'record', detail: '' }, /who looked at what/u);
    await wrong({ observedOn: '2027-01-01' }, /not in the future/u);
    await wrong({ sort: 'operating period', from: '2026-03-01', to: '2026-02-01' }, /not after the last/u);
    await wrong({ controls: ['CTL-1', 'CTL-77'] }, /no control CTL-77/u);
    await wrong({ shows: [] }, /Say what it shows/u);
    await assert.rejects(world.accept('EVD-1', ['effectiveness'], 'CTL-2'), /EVD-1 does not name CTL-2/u);
    await assert.rejects(
      world.do(anyCommand(pushResults), { release: '1.3.2', files: [{ name: 'x', content: '<a/>' }] }),
      InputProblem,
    );
    await assert.rejects(world.push({}), NotPossible);
    await assert.rejects(world.push({ a: 'passed' }, { service: 'NONE' }), NotFound);
  });

  test('a link in a private network is kept, and it is said that it could not be read', async () => {
    const { result } = await world.byHand({
      sort: 'link',
      link: 'http://127.0.0.1/report',
      reached: { sha256: 'f'.repeat(64), why: '' },
    });
    assert.match(result['notReached'] as string, /private network/u);
  });

  test('whoever pushes is who they are, and what a withdrawn release shows is over', async () => {
    await world.do(anyCommand(recordRelease), { release: '2.0.0-rc.1', candidate: true });
    await world.do(anyCommand(withdrawRelease), { release: '2.0.0-rc.1', reason: 'It never worked.' });
    await assert.rejects(world.push({ a: 'passed' }, { release: '2.0.0-rc.1' }), /was withdrawn/u);
    const token = {
      kind: 'token' as const,
      id: world.officer.id,
      organisation: world.organisation,
      scopes: ['pipeline'] as const,
      service: 'WOUND',
      grants: world.officer.grants,
    };
    const { result } = await world.do(
      anyCommand(pushResults),
      { release: '1.4.0', files: [junit({ 'z [CTL-1]': 'passed' })] },
      token,
    );
    const { run: shown } = await world.ask<{ run: { producer: string } }>(anyQuery(run), { run: result['run'] });
    assert.match(shown.producer, /^A program/u);
    await assert.rejects(
      world.do(
        anyCommand(acceptMapping),
        { mappings: [{ control: 'CTL-1', test: 'EVD-1' }], shows: ['effectiveness'] },
        token,
      ),
      Denied,
    );
    await assert.rejects(
      world.do(
        anyCommand(pushResults),
        { release: '1.4.0', files: [junit({ a: 'passed' })] },
        { ...token, scopes: ['read'] },
      ),
      Denied,
    );
  });
});
