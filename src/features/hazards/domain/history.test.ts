import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erasableField, isErased } from './erasure.ts';
import { historyOf } from './history.ts';
import type { HazardVersion, RatingVersion, RowVersions, Said } from './row-versions.ts';

const FOREVER = Number.MAX_SAFE_INTEGER;
const said = (shown: string, counts = shown): Said => ({ shown, counts });
const hazard = (fromSeq: number, toSeq: number, more: Partial<HazardVersion>): HazardVersion => ({
  id: 'h',
  number: 1,
  log: 'l',
  fromSeq,
  toSeq,
  retired: false,
  name: said('A photo is lost'),
  description: null,
  component: null,
  arisesIn: null,
  effects: [],
  harms: [],
  status: 'open',
  receiver: null,
  standingReason: null,
  owner: 'Wren',
  notes: null,
  evidence: null,
  extra: null,
  file: 'log.xlsx',
  wordingReason: null,
  ...more,
});
const rating = (phase: 'initial' | 'residual', fromSeq: number, toSeq: number, confirmed = false): RatingVersion => ({
  hazard: 'h',
  phase,
  fromSeq,
  toSeq,
  severity: 'Major',
  likelihood: 'Low',
  level: '3',
  stated: null,
  justification: null,
  confirmed,
});
const control = {
  id: 'c',
  number: 1,
  retired: false,
  text: said('It is sent again'),
  existing: null,
  type: null,
  party: null,
  owner: null,
  evidence: null,
  action: null,
  actionStatus: null,
  file: null,
  wordingReason: null,
} as const;

test('a history is told from versions: what was taken in, changed, closed, and by which entry', () => {
  const corrected = { name: said('A photo is lost.', 'A photo is lost'), wordingReason: 'A full stop.' };
  const versions: RowVersions = {
    hazards: [
      hazard(2, 5, {}),
      hazard(5, 7, { status: 'closed', standingReason: 'It cannot happen any more.' }),
      hazard(7, 11, { standingReason: 'It did.', name: said('A photo is sent twice') }),
      hazard(11, FOREVER, {
        ...corrected,
        standingReason: 'It did.',
        name: said('A photo is sent twice.', 'A photo is sent twice'),
      }),
    ],
    ratings: [rating('initial', 2, FOREVER), rating('residual', 2, 6), rating('residual', 6, FOREVER, true)],
    causes: [
      { id: 'a', hazard: 'h', position: 0, fromSeq: 2, toSeq: 7, text: said('No network') },
      { id: 'b', hazard: 'h', position: 0, fromSeq: 7, toSeq: FOREVER, text: said('Two devices') },
    ],
    links: [{ hazard: 'h', control: 'c', position: 0, fromSeq: 2, toSeq: 9 }],
    controls: [
      { ...control, fromSeq: 2, toSeq: 8, state: 'in place' },
      { ...control, fromSeq: 8, toSeq: FOREVER, state: 'withdrawn' },
    ],
  };
  const told = historyOf(
    versions,
    [{ seq: 10, what: ['A text was erased (name).'] }],
    [
      { fromSeq: 8, verdict: 'not-met' },
      { fromSeq: 2, verdict: 'not-known' },
    ],
    100,
  );
  const words = told
    .toReversed()
    .map((one) => [
      one.seq,
      ...one.what,
      ...one.words.map(({ what, before, after, class: of, reason }) =>
        [what, before?.map(({ text }) => text).join(''), after?.map(({ text }) => text).join(''), of, reason].join(
          ' | ',
        ),
      ),
    ]);
  assert.deepEqual(words, [
    [2, 'Taken in from log.xlsx.'],
    [5, 'Closed: It cannot happen any more.'],
    [6, 'Residual rating confirmed: 3 (Major, Low).'],
    [
      7,
      'Opened again: It did.',
      'Name | A photo is lost | A photo is sent twice | material | ',
      'Cause | No network |  | material | ',
      'Cause |  | Two devices | material | ',
    ],
    [
      8,
      'A control that its residual rating relies on does not hold, or the risk that remains is too high.',
      'Control CTL-1, state, as declared | in place | withdrawn | material | ',
    ],
    [9, 'CTL-1 taken out.'],
    [10, 'A text was erased (name).'],
    [11, 'Name | A photo is sent twice | A photo is sent twice. | editorial | A full stop.'],
  ]);
});

test('texts have names, and what is no text of a hazard has none', () => {
  assert.deepEqual(erasableField('cause-2'), { kind: 'cause', position: 2 });
  assert.deepEqual(erasableField('CTL-31-evidence'), { kind: 'control', number: 31, column: 'evidence' });
  assert.deepEqual(erasableField('description'), { kind: 'hazard', column: 'description' });
  for (const wrong of ['cause-0', 'toString', 'status', 'CTL-', '', 'cause-2; drop'])
    assert.equal(erasableField(wrong), null);
  assert.equal(isErased('[erased on 7 March 2026]'), true);
  assert.equal(isErased('It was [erased on 7 March 2026] they say'), false);
});
