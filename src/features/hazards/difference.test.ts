import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sql from 'sql-template-tag';
import { anyCommand, type AnyCommand } from '../../platform/commands/command.ts';
import { NotPossible } from '../../platform/commands/problems.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { statesAt } from '../../platform/subjects/store.ts';
import { closeHazard, confirmResidual, reopenHazard } from './commands.ts';
import { ACCEPTED_BECAUSE } from './domain/accepting.ts';
import { PHASES } from './domain.ts';
import { acceptRisk } from './rate-commands.ts';
import { differenceOfLog, type LogDifference } from './difference.ts';
import type { Marked } from '../../words/marks.ts';
import { editControl, editHazard } from './edit-commands.ts';
import { importHazardLog } from './import/index.ts';
import { logOf } from './import/test-import.ts';
import { EXAMPLE_LOG } from './testing/test-log-store.ts';
import { hazardWorld } from './testing/world.ts';

type World = Awaited<ReturnType<typeof hazardWorld>>;

const marked = (pieces: Marked | null) =>
  pieces && pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');

describe('differences of a log in words', () => {
  let world: World;
  let log: string;
  before(async () => {
    world = await hazardWorld(EXAMPLE_LOG);
    log = (await rows<{ id: string }>`select id from hazard_log limit 1`)[0]!.id;
  });
  after(() => world.close());

  const rows = <Row>(...query: Parameters<typeof sql>) => world.read((tx) => tx.rows<Row>(sql(...query)));
  const moment = (seq: number | null): Moment => ({ seq, now: world.clock.now });
  const head = async () => (await rows<{ seq: number }>`select seq from ledger_head where chain = 'changes'`)[0]!.seq;
  const difference = (from: number, to: number | null = null): Promise<LogDifference> =>
    world.read((tx) => differenceOfLog(tx, log, { from: moment(from), to: moment(to) }));
  const version = async (kind: 'hazard' | 'control', number: number) => {
    const found =
      kind === 'hazard'
        ? await rows<{ v: number }>`select max(from_seq) as v from hazard where number = ${number}`
        : await rows<{ v: number }>`select max(from_seq) as v from control where number = ${number}`;
    return found[0]!.v;
  };
  const edit = async (number: number, input: object) =>
    world.do(anyCommand(editHazard), { hazard: `HAZ-${number}`, version: await version('hazard', number), ...input });
  const editCtl = async (number: number, input: object) =>
    world.do(anyCommand(editControl), {
      control: `CTL-${number}`,
      version: await version('control', number),
      ...input,
    });

  test('what matters stands by hazard, what is editorial apart; each with who, when and the words', async () => {
    const signed = await head();
    world.clock.now = new Date('2026-03-05T10:00:00Z');
    await editCtl(2, { text: 'The wristband is scanned once more when the photo is saved' });
    await edit(2, {
      name: 'A message about fever goes un-read over a weekend',
      wordingOnly: true,
      wordingReason: 'Hyphen.',
    });
    await edit(3, { owner: 'Posy Thackray' });
    const { hazards, editorial, around, unchanged, authors } = await difference(signed);
    assert.deepEqual(
      hazards.map(({ hazard, fate, changes }) => [
        hazard,
        fate,
        ...changes.map((one) => [one.what, marked(one.before), marked(one.after), one.by.map(({ who }) => who)]),
      ]),
      [
        [
          'HAZ-1',
          'changed',
          [
            'Control CTL-2, text',
            'The wristband is scanned [again before ]the photo is saved',
            'The wristband is scanned [once more when ]the photo is saved',
            ['Wren Applewhite'],
          ],
        ],
      ],
    );
    assert.equal(hazards[0]!.changes[0]!.by[0]!.at.toISOString(), '2026-03-05T10:00:00.000Z');
    assert.deepEqual(
      editorial.map((one) => [one.hazard, one.what, marked(one.before), marked(one.after), one.reason]),
      [
        [
          'HAZ-2',
          'Name',
          'A message about fever goes [unread ]over a weekend',
          'A message about fever goes [un-read ]over a weekend',
          'Hyphen.',
        ],
        ['HAZ-3', 'Owner', '[Wren Applewhite]', '[Posy Thackray]', null],
      ],
    );
    assert.deepEqual(around, []);
    assert.equal(unchanged, 6);
    assert.deepEqual(authors, [`person:${world.officer.kind === 'person' ? world.officer.id : ''}`]);
    // There and back is no difference; and of a moment with itself there is none.
    await editCtl(2, { text: 'The wristband is scanned again before the photo is saved' });
    assert.deepEqual((await difference(signed)).hazards, []);
    assert.deepEqual((await difference(await head())).editorial, []);
  });

  test('a list says what came and what went, and an act what became of it', async () => {
    await world.rateLow('HAZ-3');
    const signed = await head();
    await edit(1, { causes: ['A photo kept offline is sent after the visit', 'A nurse is in a hurry'], effects: [] });
    await world.do(anyCommand(closeHazard), { hazard: 'HAZ-3', reason: 'Done.', version: await version('hazard', 3) });
    await world.do(anyCommand(confirmResidual), { hazards: ['HAZ-1'], reliesOn: { 'HAZ-1': ['CTL-1'] } });
    const { hazards, editorial, unchanged } = await difference(signed);
    const said = hazards.map(({ hazard, changes }) => [
      hazard,
      ...changes.map((one) => `${one.what}: ${marked(one.before)} > ${marked(one.after)}`),
    ]);
    assert.deepEqual(said, [
      [
        'HAZ-1',
        'Effect: [Treatment is chosen from another person’s wound] > null',
        'Cause: [Two patients are open on one tablet] > null',
        'Cause: null > [A nurse is in a hurry]',
        'Residual rating relies on: null > [CTL-1]',
        'Residual rating: [provisional] > [confirmed]',
      ],
      ['HAZ-3', 'Status: [open] > [closed]'],
    ]);
    assert.deepEqual(
      editorial.map((one) => one.what),
      ['Reason for its status'],
    );
    assert.equal(unchanged, 5);
  });

  test('hazards that came and went with the next version of the file', async () => {
    const signed = await head();
    const names = EXAMPLE_LOG.hazards.slice(1).map(({ name }) => name.replace('unread', 'un-read'));
    const file = logOf([...names.map((name) => ({ name })), { name: 'A photo is too dark to judge' }], 'v2.csv');
    await world.do(
      anyCommand(importHazardLog),
      { log: file, replaces: 1, accept: ['new', 'gone'] },
      await world.person('P', ['administrator', 'safety engineer']),
    );
    const { hazards } = await difference(signed);
    assert.deepEqual(
      hazards.map(({ hazard, fate, by, changes }) => [hazard, fate, by.length, changes.length]),
      [
        ['HAZ-1', 'retired', 1, 0],
        ['HAZ-8', 'new', 1, 0],
      ],
    );
  });

  test('what is material here is what moves the material fingerprint, whatever was done in whatever order', async () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
    const WORDS = ['A photo is lost', 'A photo is lots', 'Two photos are lost', 'A foto is lost', 'The photo is lost.'];
    const text = () => pick(WORDS);
    const claim = () => (random(2) === 0 ? {} : { wordingOnly: true, wordingReason: 'Wording.' });
    const act = (): Promise<unknown> => {
      const number = 2 + random(3);
      switch (random(10)) {
        case 0:
          return edit(number, { name: text(), ...claim() });
        case 1:
          return edit(number, { causes: [text(), text()].slice(random(2)), ...claim() });
        case 2:
          return edit(number, { effects: [text(), text()].slice(random(2)), notes: text(), ...claim() });
        case 3:
          return editCtl(4 + random(2), { text: text(), owner: pick(['A', 'B']), ...claim() });
        case 4:
          return editCtl(4 + random(2), { state: pick(['agreed', 'in place'] as const) });
        case 5:
          return world.rate(`HAZ-${number}`, pick(PHASES), {
            severity: pick(['Minor', 'Major']),
            likelihood: pick(['Very low', 'Low']),
            justification: text(),
            reliesOn: random(2) === 0 ? [] : [`CTL-${2 + number}`],
          });
        case 6:
          return world.seen(`HAZ-${number}`).then((seen) =>
            world.do(anyCommand(acceptRisk), {
              hazard: `HAZ-${number}`,
              because: pick(ACCEPTED_BECAUSE),
              reason: text(),
              version: seen,
            }),
          );
        case 7:
          return world.rateLow(`HAZ-${number}`);
        default: {
          const command: AnyCommand = random(2) === 0 ? anyCommand(closeHazard) : anyCommand(reopenHazard);
          return version('hazard', number).then((seen) =>
            world.do(command, { hazard: `HAZ-${number}`, reason: text(), version: seen }),
          );
        }
      }
    };
    const moments = [await head()];
    for (let step = 0; step < 40; step++) {
      await act().catch((error: unknown) => {
        if (!(error instanceof NotPossible) && (error as Error).name !== 'InputProblem') throw error;
      });
      moments.push(await head());
    }
    const digests = new Map(
      await Promise.all(
        [...new Set(moments)].map(async (seq) => {
          const [state] = (await world.read((tx) => statesAt(tx, 'hazard-log', seq))).filter(({ id }) => id === log);
          return [
            seq,
            { material: state!.material.toString('hex'), editorial: state!.editorial.toString('hex') },
          ] as const;
        }),
      ),
    );
    let differing = 0;
    for (let pair = 0; pair < 40; pair++) {
      const [from, to] = [pick(moments), pick(moments)].toSorted((a, b) => a - b) as [number, number];
      const { hazards, editorial } = await difference(from, to);
      const [was, now] = [digests.get(from)!, digests.get(to)!];
      assert.equal(hazards.length > 0, was.material !== now.material, `${from} to ${to}`);
      if (editorial.length > 0) assert.notEqual(was.editorial, now.editorial, `${from} to ${to}`);
      for (const change of [...hazards.flatMap((one) => one.changes), ...editorial])
        assert.ok(change.by.length > 0, `${change.what} was made by somebody`);
      if (hazards.length > 0) differing++;
    }
    assert.ok(differing > 10);
  });
});
