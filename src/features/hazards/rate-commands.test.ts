import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sql from 'sql-template-tag';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { Conflict, Denied, InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { productScheme, NHS_SCHEME, schemeVersion } from '../schemes/index.ts';
import { closeHazard, transferHazard } from './commands.ts';
import type { HazardRecord, HistoryEntry } from './domain/record.ts';
import { editControl } from './edit-commands.ts';
import { hazard } from './queries.ts';
import { acceptRisk, rateHazard, recordBenefitRisk } from './rate-commands.ts';
import { migrateScheme } from './scheme-commands.ts';
import { EXAMPLE_LOG, plantScheme } from './testing/test-log-store.ts';
import { hazardWorld } from './testing/world.ts';

describe('judging a risk', () => {
  let world: Awaited<ReturnType<typeof hazardWorld>>;
  before(async () => (world = await hazardWorld(EXAMPLE_LOG)));
  after(() => world.close());

  const one = async (id: string) =>
    world.ask<{ hazard: HazardRecord; history: HistoryEntry[] }>(anyQuery(hazard), { hazard: id });
  const refused = (work: Promise<unknown>, why: RegExp, kind: new (...given: never[]) => Error = InputProblem) =>
    assert.rejects(work, (error) => error instanceof kind && why.test(error.message));

  test('a rating is given by whoever may, in the words of the scheme, naming what it relies on', async () => {
    const engineer = await world.person('Ottoline Reed', ['safety engineer']);
    const harm = { harmClass: 'death', patients: 'single', likelihood: 'Very low' };
    await world.rate('HAZ-6', 'initial', harm, engineer);
    assert.deepEqual((await one('HAZ-6')).hazard.counts, { phase: 'initial', level: 2, earlier: false });
    await refused(world.rate('HAZ-6', 'residual', harm, engineer), /clinical safety officer or deputy/u, Denied);
    await refused(world.rate('HAZ-6', 'initial', harm, await world.person('V', ['viewer'])), /./u, Denied);
    await refused(
      world.rate('HAZ-1', 'residual', { severity: 'Awful', likelihood: 'Low' }),
      /Choose the severity: Minor/u,
    );
    await refused(
      world.rate('HAZ-1', 'residual', {}),
      /Choose what could happen.*one patient or to several.*likelihood/u,
    );
    await refused(world.rate('HAZ-1', 'residual', { ...harm, justification: ' ' }), /Say why/u);
    for (const [reliesOn, why] of [
      [[], /something has to lower it/u],
      [['CTL-2'], /withdrawn/u],
      [['CTL-3'], /for the deployer/u],
      [['CTL-9'], /no control CTL-9/u],
      [['<script>'], /no control <script>/u],
    ] as const)
      await refused(world.rate('HAZ-1', 'residual', { ...harm, reliesOn }), why);
    await refused(world.rate('HAZ-1', 'initial', { ...harm, reliesOn: ['CTL-1'] }), /relies on no control/u);

    const { result } = await world.rate('HAZ-1', 'residual', { ...harm, reliesOn: ['ctl-1', 'CTL-1'] });
    assert.deepEqual(
      [result['counts'], result['said'], result['waitsFor']],
      [false, '2, Acceptable if justified', [{ reference: 'CTL-1', verdict: 'not-known' }]],
    );
    const { hazard: found, history } = await one('HAZ-1');
    const { residual } = found;
    assert.deepEqual(
      [residual!.severity, residual!.harmClass, residual!.patients, residual!.reliesOn, residual!.giver],
      ['Major', 'death', 'single', ['CTL-1'], 'Wren Applewhite'],
    );
    assert.equal(residual!.scheme, schemeVersion(NHS_SCHEME));
    assert.equal(found.counts.phase, 'initial', 'nothing shows yet that the control holds');
    assert.match(history[0]!.what[0]!, /^Residual rating given anew: 2 \(Major, Very low\)\.$/u);
  });

  test('what remains with the deployer’s controls is a rating of its own, and never counts', async () => {
    await refused(
      world.rate('HAZ-2', 'deployer', { severity: 'Minor', likelihood: 'Low' }),
      /No control of HAZ-2 is for the deployer/u,
      NotPossible,
    );
    await refused(
      world.rate('HAZ-1', 'deployer', { severity: 'Minor', likelihood: 'Low', reliesOn: ['CTL-1'] }),
      /at least one control of the deployer/u,
    );
    await world.rate('HAZ-1', 'deployer', { severity: 'Minor', likelihood: 'Low', reliesOn: ['CTL-1', 'CTL-3'] });
    await world.rate('HAZ-1', 'target', { severity: 'Minor', likelihood: 'Very low' });
    const { hazard: found } = await one('HAZ-1');
    assert.deepEqual([found.deployer!.level, found.target!.level, found.counts.phase], [1, 1, 'initial']);
  });

  test('only what was seen is rated: a control that changed meanwhile is looked at first', async () => {
    const version = await world.seen('HAZ-1');
    const record = await world.read((tx) =>
      tx.rows<{ version: number }>(
        sql`select from_seq as version from control where number = 1 and to_seq > 9e15::bigint`,
      ),
    );
    await world.do(anyCommand(editControl), { control: 'CTL-1', version: record[0]!.version, owner: 'Somebody else' });
    const rating = { hazard: 'HAZ-1', phase: 'target', severity: 'Minor', likelihood: 'Low', justification: 'Mine.' };
    await assert.rejects(world.do(anyCommand(rateHazard), { ...rating, version }), Conflict);
    await assert.rejects(world.do(anyCommand(rateHazard), { ...rating, version: 1_000_000 }), NotPossible);
  });

  test('a risk stays where its level allows it and a person says why; another rating needs another reason', async () => {
    await world.rate('HAZ-3', 'residual', { severity: 'Considerable', likelihood: 'Medium' });
    const counts = async () => (await one('HAZ-3')).hazard;
    assert.deepEqual([(await counts()).counts.level, (await counts()).verdict], [3, 'not-known']);
    const accept = async (because: string) =>
      world.do(anyCommand(acceptRisk), {
        hazard: 'HAZ-3',
        because,
        reason: 'We asked.',
        version: await world.seen('HAZ-3'),
      });
    await refused(accept('cost'), /only where reducing it further is impractical/u);
    await accept('impractical');
    const { hazard: found, history } = await one('HAZ-3');
    assert.deepEqual(
      [found.acceptance!.finding, found.acceptance!.giver, found.verdict],
      ['impractical', 'Wren Applewhite', 'met'],
    );
    assert.match(
      history[0]!.what.join(' '),
      /The residual risk was accepted: Reducing it further is impractical\. We asked\./u,
    );
    await world.rate('HAZ-3', 'residual', { severity: 'Considerable', likelihood: 'High' });
    assert.deepEqual([(await counts()).acceptance, (await counts()).verdict], [null, 'not-known']);
    await world.rate('HAZ-3', 'residual', { severity: 'Catastrophic', likelihood: 'High' });
    assert.equal((await counts()).verdict, 'not-met', 'too high to stay, however well it is controlled');
    await refused(accept('impractical'), /too high to be accepted with a reason/u, NotPossible);
    const weigh = async (conclusion: string) =>
      world.do(anyCommand(recordBenefitRisk), {
        hazard: 'HAZ-3',
        benefits: 'People are seen 3 days earlier.',
        who: 'The same people.',
        alternatives: 'None that is used.',
        conclusion,
        version: await world.seen('HAZ-3'),
      });
    await weigh('does not outweigh');
    assert.equal((await counts()).verdict, 'not-met');
    await weigh('outweighs');
    assert.deepEqual([(await counts()).verdict, (await counts()).benefitRisk!.finding], ['met', 'outweighs']);
    const kept = await world.read((tx) =>
      tx.rows(sql`select from ledger_content where content like '%3 days earlier%'`),
    );
    assert.deepEqual(kept, [], 'no free text stands in the ledger');
  });

  test('a hazard is handed over with its controls, and closed when everything is done', async () => {
    const transfer = async (hazardName: string) =>
      world.do(anyCommand(transferHazard), {
        hazard: hazardName,
        receiver: 'Larkmoor Community Trust',
        reason: 'It is theirs.',
        version: (await one(hazardName)).hazard.version,
      });
    await refused(transfer('HAZ-2'), /no control of the deployer or of a supplier/u, NotPossible);
    const { result } = await transfer('HAZ-1');
    assert.deepEqual(result['handsOver'], ['CTL-3']);
    const { hazard: found, history } = await one('HAZ-1');
    assert.deepEqual([found.status, found.receiver], ['transferred', 'Larkmoor Community Trust']);
    assert.match(history[0]!.what[0]!, /Transferred to Larkmoor Community Trust: It is theirs\./u);
    await refused(transfer('HAZ-1'), /already/u, NotPossible);
    await refused(
      world.rate('HAZ-1', 'initial', { severity: 'Minor', likelihood: 'Low' }),
      /transferred/u,
      NotPossible,
    );

    const close = async () =>
      world.do(anyCommand(closeHazard), {
        hazard: 'HAZ-3',
        reason: 'Done.',
        version: (await one('HAZ-3')).hazard.version,
      });
    await world.rate('HAZ-3', 'residual', { severity: 'Considerable', likelihood: 'Medium' });
    await refused(close(), /The residual risk of HAZ-3 is not accepted because it is 3, Undesirable/u, NotPossible);
    await world.rateLow('HAZ-3');
    await close();
    assert.equal((await one('HAZ-3')).hazard.status, 'closed');
  });

  test('another scheme is a move that is seen first; what a person judged waits, and nothing is lost', async () => {
    const product = productScheme(NHS_SCHEME.severity, NHS_SCHEME.likelihood);
    const at = world.clock.now;
    world.clock.now = new Date('2026-04-02T09:00:00Z');
    await world.rate('HAZ-2', 'residual', { severity: 'Considerable', likelihood: 'Medium', reliesOn: ['CTL-4'] });
    const nhs = schemeVersion(NHS_SCHEME);
    const move = async (scheme: string, version: number) =>
      world.do(anyCommand(migrateScheme), { log: 1, scheme, reason: 'The plan says so.', version });
    await refused(move(nhs, 1), /that this log has not/u);
    await refused(move('nonsense@1', 1), /Choose the NHS 5 by 5/u);
    // A log of the same service that has another scheme offers it.
    await world.do(plantScheme, { scheme: product });
    const to = schemeVersion(product);
    await assert.rejects(move(to, 1), Conflict);
    const seen = Math.max(...(await Promise.all(['HAZ-1', 'HAZ-2', 'HAZ-3', 'HAZ-6'].map((id) => world.seen(id)))));
    world.clock.now = new Date('2026-04-03T09:00:00Z');
    const { result } = await move(to, seen);
    assert.ok((result['asksAgain'] as number) >= 2 && (result['moved'] as number) > 6);
    const { hazard: found } = await one('HAZ-2');
    assert.deepEqual([found.initial!.level, found.initial!.scheme], [16, to]);
    assert.deepEqual([found.residual!.level, found.residual!.confirmed, found.residual!.reliesOn], [9, false, null]);
    assert.match(
      found.provisional!,
      /because it is as moved to likelihood times severity, 1 to 25 and nobody has confirmed it/u,
    );
    assert.deepEqual(
      found.counts,
      { phase: 'initial', level: 16, earlier: false },
      'no level of the other scheme counts',
    );
    const then = await world.ask<{ hazard: HazardRecord }>(anyQuery(hazard), { hazard: 'HAZ-2', asAt: '2026-04-02' });
    assert.deepEqual([then.hazard.residual!.level, then.hazard.residual!.confirmed], [3, true]);
    world.clock.now = at > world.clock.now ? at : world.clock.now;
  });

  test('what is kept of every subject is what its rows make it', async () => {
    assert.deepEqual(await world.read((tx) => recompute(tx, world.kinds)), []);
  });
});
