import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sql from 'sql-template-tag';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { Conflict, Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { statesOf } from '../../platform/subjects/store.ts';
import { recompute } from '../../platform/subjects/recompute.ts';
import { retireService } from '../services/commands.ts';
import { closeHazard, eraseHazardText } from './commands.ts';
import { erasableTexts } from './domain/erasure.ts';
import type { HazardRecord, HistoryEntry } from './domain/record.ts';
import { editControl, editHazard } from './edit-commands.ts';
import { hazard } from './queries.ts';
import { EXAMPLE_LOG } from './testing/test-log-store.ts';
import { hazardWorld } from './testing/world.ts';

type World = Awaited<ReturnType<typeof hazardWorld>>;

describe('editing words on the ground', () => {
  let world: World;
  before(async () => (world = await hazardWorld(EXAMPLE_LOG)));
  after(() => world.close());

  const one = async (id: string) =>
    (await world.ask<{ hazard: HazardRecord }>(anyQuery(hazard), { hazard: id })).hazard;
  const edit = async (id: string, input: object, actor = world.officer) => {
    const { version } = await one(id);
    return (await world.do(anyCommand(editHazard), { hazard: id, version, ...input }, actor)).result;
  };
  const control = async (id: string) => {
    const [row] = await world.read((tx) =>
      tx.rows<{ id: string; version: number }>(
        sql`select id, from_seq as version from control where number = ${Number(id.slice(4))} and to_seq = 9007199254740991`,
      ),
    );
    return row!;
  };
  const editCtl = async (id: string, input: object) =>
    (await world.do(anyCommand(editControl), { control: id, version: (await control(id)).version, ...input })).result;
  /** The digests of the log: what an approval compares. */
  const log = async () => {
    const [row] = await world.read((tx) => tx.rows<{ id: string }>(sql`select id from hazard_log limit 1`));
    const [state] = await world.read((tx) => statesOf(tx, [{ kind: 'hazard-log', id: row!.id }]));
    return { material: state!.material.toString('hex'), editorial: state!.editorial.toString('hex') };
  };
  /** Which digests of the log differ after something was done. */
  const drift = async (act: () => Promise<unknown>) => {
    const earlier = await log();
    await act();
    const later = await log();
    return { material: earlier.material !== later.material, editorial: earlier.editorial !== later.editorial };
  };
  const MATERIAL = { material: true, editorial: false };
  const EDITORIAL = { material: false, editorial: true };

  test('what is said of a hazard is changed, and what is not sent stays', async () => {
    const was = await one('HAZ-1');
    const { version, ...result } = await edit('HAZ-1', {
      description: 'The photo of one patient is kept with the record of another patient.',
      causes: ['', was.causes[1]!.text, 'The list of patients is sorted anew'],
      effects: [...was.effects, 'Nobody looks at the right wound'],
      owner: '',
      arisesIn: 'process',
    });
    const now = await one('HAZ-1');
    assert.equal(now.version, version);
    assert.equal(result['class'], 'material');
    assert.deepEqual(result['differing'], ['description', 'arisesIn', 'causes', 'effects', 'owner']);
    assert.deepEqual(
      now.causes.map(({ text }) => text),
      [was.causes[1]!.text, 'The list of patients is sorted anew'],
    );
    assert.equal(now.effects.length, 2);
    assert.equal(now.owner, null);
    assert.equal(now.arisesIn, 'process');
    assert.equal(now.name, was.name);
    assert.deepEqual(now.extra, was.extra);
    assert.deepEqual([now.initial, now.residual], [was.initial, was.residual], 'no rating is changed');
  });

  test('a correction of spelling moves the editorial digest alone; what comes later counts from the words of before', async () => {
    assert.deepEqual(
      await drift(() => edit('HAZ-2', { name: 'A mesage about fever goes unread over a weekend' })),
      MATERIAL,
    );
    const correct = { wordingOnly: true, wordingReason: 'Spelling.' };
    assert.deepEqual(
      await drift(() => edit('HAZ-2', { name: 'A message about fever goes unread over a weekend', ...correct })),
      EDITORIAL,
    );
    assert.equal((await one('HAZ-2')).name, 'A message about fever goes unread over a weekend');
    // Neither another edit nor a change of standing makes the correction count.
    assert.deepEqual(await drift(() => edit('HAZ-2', { owner: 'Posy Thackray' })), EDITORIAL);
    const closing = async () =>
      world.do(anyCommand(closeHazard), { hazard: 'HAZ-2', reason: 'Done.', version: (await one('HAZ-2')).version });
    const counting = () =>
      world.read((tx) =>
        tx.rows<{ body: string }>(sql`
          select t.body from hazard h join text_value t on t.id = h.counting_name_id
          where h.number = 2 and h.to_seq = 9007199254740991`),
      );
    await world.rateLow('HAZ-2');
    await closing();
    assert.deepEqual(await counting(), [{ body: 'A mesage about fever goes unread over a weekend' }]);
    await edit('HAZ-2', { name: 'A message about sepsis goes unread over a weekend' });
    assert.deepEqual(await counting(), []);
  });

  test('the same for effects, causes and a control', async () => {
    const correct = { wordingOnly: true, wordingReason: 'Spelling.' };
    await edit('HAZ-3', {
      effects: ['It is not folowed'],
      causes: ['Words are to long', 'Nobody read it'],
      harms: ['Harm'],
    });
    const fix = () =>
      edit('HAZ-3', { effects: ['It is not followed'], causes: ['Words are too long', 'Nobody read it'], ...correct });
    assert.deepEqual(await drift(fix), EDITORIAL);
    await editCtl('CTL-5', { text: 'Read by five pateints' });
    assert.deepEqual(await drift(() => editCtl('CTL-5', { text: 'Read by five patients', ...correct })), EDITORIAL);
    assert.deepEqual(await drift(() => editCtl('CTL-5', { owner: 'Juniper Hale' })), EDITORIAL);
    assert.deepEqual(await drift(() => editCtl('CTL-5', { state: 'proposed' })), MATERIAL);
    assert.deepEqual(await world.read((tx) => recompute(tx, world.kinds)), []);
  });

  test('the machine raises what is called a correction and is more, says why, and saves nothing', async () => {
    const refused = (field: string, sentence: RegExp) => (error: unknown) =>
      error instanceof InputProblem && error.problems[0]?.field === field && sentence.test(error.message);
    const earlier = await log();
    const claim = { wordingOnly: true, wordingReason: 'Wording.' };
    await assert.rejects(
      editCtl('CTL-3', { text: 'A nurse reviews photos within 20 working days', ...claim }),
      refused('wordingOnly', /Control: It changes a number: “2” is now “20”\. Untick this/u),
    );
    await assert.rejects(editCtl('CTL-3', { state: 'in place', ...claim }), refused('wordingOnly', /always material/u));
    await assert.rejects(
      edit('HAZ-1', { causes: ['Only one'], ...claim }),
      refused('wordingOnly', /Causes: It takes out a cause/u),
    );
    await assert.rejects(
      editCtl('CTL-3', { text: 'A nurse reviews pictures within 2 working days', wordingOnly: true }),
      refused('wordingReason', /Say what you corrected/u),
    );
    assert.deepEqual(await log(), earlier);
    // Not called a correction, the same is saved.
    assert.equal(
      (await editCtl('CTL-3', { text: 'A nurse reviews photos within 20 working days' }))['class'],
      'material',
    );
  });

  test('nothing is changed unseen, by whoever may not, or where it is retired', async () => {
    const { version } = await one('HAZ-4');
    await edit('HAZ-4', { notes: 'Seen by two people.' });
    await assert.rejects(
      world.do(anyCommand(editHazard), { hazard: 'HAZ-4', version, notes: 'Mine.' }),
      (error) => error instanceof Conflict && error.current['notes'] === 'Seen by two people.',
    );
    await assert.rejects(edit('HAZ-4', { notes: 'Seen by two people.' }), NotPossible);
    await assert.rejects(edit('HAZ-4', { name: ' ' }), InputProblem);
    await assert.rejects(edit('HAZ-4', { notes: 'NHS number 943 476 5919' }), /NHS number/u);
    await assert.rejects(edit('HAZ-4', { residual: {} }), InputProblem);
    await assert.rejects(editCtl('CTL-3', { state: 'verified' }), InputProblem);
    await assert.rejects(world.do(anyCommand(editControl), { control: 'CTL-99', version: 1 }), NotFound);
    for (const roles of [['viewer'], ['administrator'], ['product owner']] as const)
      await assert.rejects(edit('HAZ-4', { notes: 'No.' }, await world.person('Somebody', roles)), Denied);
    const engineer = await world.person('Ottoline Reed', ['safety engineer']);
    assert.equal((await edit('HAZ-4', { notes: 'By an engineer.' }, engineer))['class'], 'editorial');
  });

  test('an erased text goes with the wording that counts, and an edit leaves what was erased alone', async () => {
    const administrator = await world.person('A. Administrator', ['administrator']);
    const correct = { wordingOnly: true, wordingReason: 'The name of Somebody.' };
    await edit('HAZ-5', { name: 'A text about Somebody goes to an old fone number', effects: ['An old efect'] });
    await edit('HAZ-5', {
      name: 'A text about Somebody goes to an old phone number',
      effects: ['An old effect'],
      ...correct,
    });
    const words = anyQuery(hazard);
    const { hazard: shown, history } = await world.ask<{ hazard: HazardRecord; history: HistoryEntry[] }>(words, {
      hazard: 'HAZ-5',
    });
    assert.ok(
      erasableTexts(shown, history).some(({ field, text }) => field === 'correction' && text.includes('Somebody')),
    );
    for (const field of ['name', 'effect-1', 'correction'])
      await world.do(anyCommand(eraseHazardText), { hazard: 'HAZ-5', field, reason: 'Asked.' }, administrator);
    const left = await world.read((tx) =>
      tx.rows(
        sql`select 1 from text_value where body like '%about Somebody%' or body like 'An old ef%' or body = 'The name of Somebody.'`,
      ),
    );
    assert.deepEqual(left, []);
    const { name } = await one('HAZ-5');
    assert.match(name, /^\[erased on/u);
    await edit('HAZ-5', { name, notes: 'Looked at.' });
    assert.equal((await one('HAZ-5')).name, name);
    assert.deepEqual(await world.read((tx) => recompute(tx, world.kinds)), []);
  });

  test('the ledger keeps what differs and no text', async () => {
    await edit('HAZ-6', { description: 'Nobody orders enough of them.', notes: 'A note.' });
    const [entry] = await world.read((tx) =>
      tx.rows<{ content: string }>(
        sql`select content from ledger_content where chain = 'changes' order by seq desc limit 1`,
      ),
    );
    assert.doesNotMatch(entry!.content, /Nobody orders|A note/u);
    assert.match(entry!.content, /description/u);
  });

  test('nothing of a retired service is changed', async () => {
    await world.do(
      anyCommand(retireService),
      { reason: 'It is over.', decommissioning: 'not needed', assessment: 'Nothing was in use.' },
      await world.person('P', ['administrator']),
    );
    await assert.rejects(
      edit('HAZ-6', { notes: 'More.' }),
      (error) => error instanceof NotPossible && /take it up again/u.test(error.message),
    );
  });
});
