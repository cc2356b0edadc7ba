import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NHS_SCHEME } from '../../schemes/domain.ts';
import type { LogLine } from './log-view.ts';
import { whatCounts, type Rated } from './ratings.ts';
import { commonControls, gapsOf, groupsOf, movesBetween, type RungOfLadder, type ViewControl } from './views.ts';

const placed = (level: number, confirmed = true, holds = true) => ({
  level,
  confirmed,
  holds,
  severityIndex: 0,
  likelihoodIndex: 0,
  otherwise: false,
});

function line(number: number, initial: number, residual: number | null, holds = true): LogLine {
  const rating = residual === null ? null : placed(residual, true, holds);
  const first: Rated = placed(initial);
  return {
    id: `h${number}`,
    number,
    name: null,
    component: number === 1 ? 'Messages' : null,
    owner: null,
    status: 'open',
    initial: placed(initial),
    target: null,
    residual: rating,
    counts: whatCounts(NHS_SCHEME, first, rating),
  };
}

const control = (id: string, more: Partial<ViewControl> = {}): ViewControl => ({
  id,
  reference: `CTL-${id}`,
  text: '',
  type: null,
  party: null,
  state: 'in place',
  owner: 'Somebody',
  verdict: 'met',
  holds: true,
  newHazards: 'none',
  tests: 1,
  ...more,
});
const rung = (hazard: string, level: number, reliesOn: string[]): RungOfLadder => ({
  hazard,
  level,
  reliesOn,
  confirmed: true,
  holds: true,
});

test('what falls with a control: the earlier rating that stands without it, or the initial one', () => {
  const lines = [line(1, 4, 2), line(2, 5, 1), line(3, 3, 3)];
  const links = ['h1', 'h2', 'h3'].map((hazard) => ({ hazard, control: '1', causes: [] }));
  const ladders = [rung('h1', 2, ['1', '2']), rung('h1', 3, ['2']), rung('h2', 1, ['1']), rung('h3', 3, ['2'])];
  const [first, second] = commonControls(NHS_SCHEME, lines, [control('2'), control('1')], links, ladders);
  assert.deepEqual([first!.control.reference, first!.hazards], ['CTL-1', [1, 2, 3]]);
  assert.deepEqual(first!.falls, [
    { number: 1, now: 2, without: 3 },
    { number: 2, now: 1, without: 5 },
  ]);
  assert.deepEqual([second!.hazards, second!.falls], [[], []]);
});

test('a cause is uncontrolled where the log says which cause controls act on, and none acts on it', () => {
  const hazard = (number: number, causes: string[]) => ({
    id: `h${number}`,
    number,
    name: '',
    arisesIn: null,
    vulnerable: [],
    receiver: null,
    causes: causes.map((id) => ({ id, text: id })),
  });
  const hazards = [hazard(1, ['a', 'b']), hazard(2, ['c', 'd']), hazard(3, ['e']), hazard(4, ['f'])];
  const links = [
    { hazard: 'h1', control: '1', causes: ['a'] },
    { hazard: 'h2', control: '1', causes: [] },
    { hazard: 'h3', control: '9', causes: ['e'] },
  ];
  const gaps = gapsOf(hazards, [control('1'), control('9', { state: 'withdrawn' })], links);
  assert.deepEqual(
    gaps.causes.map(({ text }) => text),
    ['b', 'e', 'f'],
    'one that was withdrawn controls nothing',
  );
  assert.deepEqual(
    gaps.causesNotSaid.map(({ number }) => number),
    [2],
  );
  assert.deepEqual(
    gaps.hazardsWithoutControl.map(({ number }) => number),
    [3, 4],
  );
  assert.deepEqual(gaps.tested, { hazards: 2, of: 4 });
});

test('what moved is named, the worst first, and what stands as it stood is not', () => {
  const before = [line(1, 4, 2), line(2, 4, 2), line(3, 2, 2), line(5, 3, null)];
  const after = [line(1, 4, 2, false), line(2, 4, 1), line(3, 2, 2), line(4, 3, null)];
  const moves = movesBetween(NHS_SCHEME, before, after, new Set(['h2']));
  assert.deepEqual(
    moves.map(({ number, how, because }) => [number, how, because]),
    [
      [1, 'worse', 'its controls'],
      [4, 'new', null],
      [2, 'better', 'a new rating'],
      [5, 'gone', null],
    ],
  );
  assert.deepEqual(movesBetween(NHS_SCHEME, before, before, new Set()), []);
});

test('groups hold every hazard, and those of which nobody has said stand last', () => {
  const lines = [line(1, 4, 2), line(2, 4, 2, false)];
  const groups = groupsOf(NHS_SCHEME, lines, (one) => (one.component === null ? [] : [one.component]));
  assert.deepEqual(
    groups.map(({ name, hazards, levels, provisional }) => [name, hazards.length, levels, provisional]),
    [
      ['Messages', 1, [{ level: 2, count: 1 }], 0],
      [null, 1, [{ level: 4, count: 1 }], 1],
    ],
  );
});
