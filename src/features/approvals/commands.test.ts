import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { ask, execute } from '../../platform/commands/execute.ts';
import {
  ConfirmationNeeded,
  Conflict,
  Denied,
  InputProblem,
  NotFound,
  NotPossible,
} from '../../platform/commands/problems.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { testApp, type TestApp } from '../../test-app.ts';
import { actionsFrom } from '../actions/index.ts';
import { seen } from '../people/testing/steps.ts';
import { recordRegistrationGap } from '../people/registration-commands.ts';
import { createService, updateService } from '../services/commands.ts';
import { DEMO_SERVICE } from '../services/demo.ts';
import { findService } from '../services/index.ts';
import { saidOf } from '../services/testing/said.ts';
import { signCommand } from './commands.ts';
import { intendedUse } from './intended-use.ts';
import { lineText } from './domain/standing.ts';
import { linesOf } from './lines.ts';
import { approvals } from './queries.ts';
import { sentenceText } from '../../words/sentence.ts';
import { doAs, makeOfficer, shownOf, type Somebody } from './testing/officers.ts';

const sign = signCommand(intendedUse);
const NAMED = { service: 'DEMO' };

describe('a signature', () => {
  let app: TestApp;
  let cso: Somebody;
  let engineer: Somebody;
  let executive: Somebody;
  let registration: string;

  before(async () => {
    app = await testApp({ now: new Date('2026-03-03T10:00:00Z') });
    const somebody = async (name: string, roles: Somebody['roles']): Promise<Somebody> => ({
      visitor: await app.as({ name, roles }),
      roles,
    });
    cso = await somebody('Wren Applewhite', ['clinical safety officer']);
    engineer = await somebody('Ottoline Reed', ['safety engineer']);
    executive = await somebody('Barnaby Quince', ['accountable executive', 'product owner']);
    await doAs(app, executive, anyCommand(createService), DEMO_SERVICE);
  });

  const approve = async (as: Somebody, more: object = {}) =>
    doAs(app, as, sign, { ...NAMED, decision: 'approve', ...(await shownOf(app, intendedUse, NAMED)), ...more });
  const change = async (fields: object) => {
    const service = await app.ground.database.read(app.organisation, (tx) => findService(tx, 'DEMO'));
    await doAs(app, engineer, anyCommand(updateService), { ...saidOf(service), ...fields });
  };
  const line = async () => {
    const [one] = await app.ground.database.read(app.organisation, async (tx) => {
      const { ref } = await intendedUse.find(tx, NAMED);
      return linesOf(tx, intendedUse, [ref.id], app.clock.now);
    });
    return {
      text: one!.said && lineText(one!.said),
      sentence: one!.sentence && sentenceText(one!.sentence),
    };
  };
  const states = async () => {
    const answer = (await ask(app.ground, approvals, NAMED, {
      actor: { kind: 'operator' },
      organisation: app.organisation,
    })) as { approvals: { number: number; states: string[]; editorialDrift: boolean }[] };
    return answer.approvals.map((one) => [one.number, ...one.states, ...(one.editorialDrift ? ['drift'] : [])]);
  };

  test('is refused to whoever holds no role, no office, or no registration, with what clears it', async () => {
    assert.deepEqual(await line(), {
      text: null,
      sentence:
        'The intended use of Willowbank Wound Care is not approved because nobody has signed a version of it yet. Version 1, signed by the clinical safety officer or a deputy, clears it.',
    });
    await assert.rejects(approve(engineer), Denied);
    await assert.rejects(approve({ ...engineer, roles: [] }), NotFound);
    const input = { ...NAMED, decision: 'approve', ...(await shownOf(app, intendedUse, NAMED)) };
    const { organisation } = app;
    await assert.rejects(execute(app.ground, sign, input, { actor: { kind: 'operator' }, organisation }), Denied);
    await assert.rejects(approve(cso), (error: Error) => {
      assert.ok(error instanceof NotPossible);
      assert.match(error.message, /Willowbank Wound Care has no clinical safety officer who was nominated/u);
      assert.match(error.message, /A nomination by the accountable executive, which you accept, clears it\./u);
      return true;
    });
    ({ registration } = await makeOfficer(app, cso, { service: 'DEMO', office: 'clinical safety officer', executive }));
    const { person } = cso.visitor;
    const actor = { kind: 'person' as const, ...person, organisation, grants: [] };
    const granted = { ...actor, grants: [{ role: 'clinical safety officer' as const, service: null, until: null }] };
    await assert.rejects(execute(app.ground, sign, input, { actor: granted, organisation }), ConfirmationNeeded);
    const late = { at: new Date(app.clock.now.getTime() - 10 * 60_000), method: 'password' };
    await assert.rejects(
      execute(app.ground, sign, input, { actor: granted, organisation, confirmed: late }),
      ConfirmationNeeded,
    );
  });

  test('says what is missing, at the field where it is', async () => {
    const refused = async (more: object, field: string, words: RegExp) =>
      assert.rejects(approve(cso, more), (error: Error) => {
        assert.ok(error instanceof InputProblem, String(error));
        const problem = error.problems.find((one) => one.field === field);
        assert.match(problem?.message ?? JSON.stringify(error.problems), words);
        return true;
      });
    await refused({ decision: undefined }, 'decision', /Choose what you decide/u);
    await refused({ decision: 'reject' }, 'reason', /Say what has to change/u);
    await refused({ decision: 'reject', reason: 'NHS number 943 476 5919' }, 'reason', /looks like an NHS number/u);
    await refused({ decision: 'approve with conditions' }, 'conditions.0.text', /Say what has to be done/u);
    const condition = { text: 'Say it again.', owner: engineer.visitor.person.id, due: '2026-03-20' };
    const conditions = (more: object) => ({
      decision: 'approve with conditions',
      conditions: [{ ...condition, ...more }],
    });
    await refused(conditions({ owner: '' }), 'conditions.0.owner', /Choose who sees to it/u);
    await refused(
      conditions({ owner: '018f0000-0000-7000-8000-0000000000aa' }),
      'conditions.0.owner',
      /Choose somebody/u,
    );
    await refused(conditions({ due: '2026-03-01' }), 'conditions.0.due', /still to come/u);
    await refused(conditions({ due: 'Friday' }), 'conditions.0.due', /2026-03-31/u);
    await refused({ fingerprint: 'x' }, 'fingerprint', /Look at what you sign/u);
    assert.deepEqual(await states(), []);
  });

  test('makes an immutable version, and the work drifts from it', async () => {
    const made = await approve(cso, {
      decision: 'approve with conditions',
      conditions: [{ text: 'Say it on the page.', owner: engineer.visitor.person.id, due: '2026-03-20' }],
    });
    assert.deepEqual([made['number'], made['missing']], [1, 0]);
    assert.match(
      (await line()).text!,
      /^Version 1 approved by Wren Applewhite \(clinical safety officer\) on 3 March 2026, unchanged since$/u,
    );
    await assert.rejects(approve(cso), /There is nothing to sign because version 1 of .* nothing has changed since/u);
    const actions = await app.ground.database.read(app.organisation, async (tx) => {
      const { ref } = await intendedUse.find(tx, NAMED);
      return actionsFrom(tx, 'service', [ref.id]);
    });
    assert.deepEqual(
      actions.map(({ title, owner, source }) => [title, owner.name, source?.label]),
      [['Say it on the page.', 'Ottoline Reed', 'Condition of version 1: Intended use of Willowbank Wound Care']],
    );

    await change({ name: 'Willowbank Wounds' });
    assert.match((await line()).text!, /, 1 editorial change since$/u);
    assert.equal((await line()).sentence, null, 'editorial drift lapses nothing');
    assert.deepEqual(await states(), [[1, 'current', 'drift']]);

    const shown = await shownOf(app, intendedUse, NAMED);
    await change({ intendedPopulation: 'Everybody.' });
    assert.deepEqual(await states(), [[1, 'out of date', 'drift']]);
    assert.match((await line()).text!, /, out of date: the intended use changed$/u);
    await assert.rejects(approve(cso, shown), (error: Error) => {
      assert.ok(error instanceof Conflict, String(error));
      assert.match(error.message, /while you were reading it.*Nothing was signed\./u);
      return true;
    });

    await approve(cso, { decision: 'reject', reason: 'Everybody is too many.' });
    assert.deepEqual(await states(), [[1, 'out of date', 'drift']], 'what is not approved makes no version');
    await approve(cso);
    assert.deepEqual(await states(), [
      [2, 'current'],
      [1, 'superseded'],
    ]);
    await change({ intendedPopulation: DEMO_SERVICE.intendedPopulation });
    assert.deepEqual((await states())[1], [1, 'superseded'], 'an earlier version is compared no more');
  });

  test('says so where its author gave it', async () => {
    const both: Somebody = { ...cso, roles: ['clinical safety officer', 'product owner'] };
    const service = await app.ground.database.read(app.organisation, (tx) => findService(tx, 'DEMO'));
    await doAs(app, both, anyCommand(updateService), { ...saidOf(service), notFor: 'Emergencies.' });
    await approve(both);
    assert.match((await line()).text!, /^Version 3 approved by its author, Wren Applewhite/u);
  });

  test('expires on its day, and not before', async () => {
    app.clock.now = new Date('2027-03-03T12:00:00Z');
    assert.match((await line()).text!, /unchanged since$/u);
    app.clock.now = new Date('2027-03-04T00:00:00Z');
    assert.deepEqual((await states())[0], [3, 'expired']);
    assert.match(
      (await line()).sentence!,
      /^Version 3 of the intended use of Willowbank Wounds has expired because it was valid until 3 March 2027\./u,
    );
    await assert.rejects(approve(cso), /the NMC registration .*has to be looked up again/iu);
    await seen(app, registration, executive.visitor);
    await approve(cso);
    assert.deepEqual((await states())[0], [4, 'current']);
  });

  test('is void where its registration turns out not to have been held that day, and only then', async () => {
    const gap = (from: string, to: string) =>
      doAs(app, executive, anyCommand(recordRegistrationGap), {
        registration,
        from,
        to,
        reason: 'The fee was paid late.',
        seen: 'A letter',
      });
    await gap('2027-02-01', '2027-03-03');
    assert.deepEqual((await states())[0], [4, 'current']);
    await gap('2027-03-04', '2027-03-04');
    assert.deepEqual((await states())[0], [4, 'void']);
    assert.match((await line()).text!, /void: the registration of Wren Applewhite turned out not to have been held/u);
    assert.deepEqual(
      (await states()).slice(1).map(([number, ...what]) => [number, what.join()]),
      [
        [3, 'superseded'],
        [2, 'superseded'],
        [1, 'superseded'],
      ],
    );
    app.clock.now = new Date('2027-03-05T09:00:00Z');
    await approve(cso);
    assert.deepEqual((await states())[0], [5, 'current']);
    assert.deepEqual(await app.ground.database.read(app.organisation, (tx) => recompute(tx, app.ground.kinds)), []);
  });
});
