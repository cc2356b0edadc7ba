import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erasableField, isErased } from './erasure.ts';
import { historyOf, type Versions } from './history.ts';

const FOREVER = Number.MAX_SAFE_INTEGER;
const hazard = (fromSeq: number, toSeq: number, more: Partial<Versions['hazards'][number]>) => ({
  id: 'h',
  fromSeq,
  toSeq,
  status: 'open' as const,
  receiver: null,
  reason: null,
  file: 'log.xlsx',
  retired: false,
  words: { name: 'n1', owner: 'Wren' },
  ...more,
});

test('a history is told from versions: what was taken in, changed, closed, and by which entry', () => {
  const versions: Versions = {
    hazards: [
      hazard(2, 5, {}),
      hazard(5, 7, { status: 'closed', reason: 'It cannot happen any more.' }),
      hazard(7, FOREVER, { reason: 'It did.', words: { name: 'n2', owner: 'Wren' } }),
    ],
    ratings: [
      { id: 'initial', fromSeq: 2, toSeq: FOREVER, severity: 'Major', likelihood: 'High', level: 4, confirmed: false },
      { id: 'residual', fromSeq: 2, toSeq: 6, severity: 'Major', likelihood: 'Low', level: 3, confirmed: false },
      { id: 'residual', fromSeq: 6, toSeq: FOREVER, severity: 'Major', likelihood: 'Low', level: 3, confirmed: true },
    ],
    causes: [
      { id: 'a', fromSeq: 2, toSeq: 7, words: { text: 't1' } },
      { id: 'b', fromSeq: 7, toSeq: FOREVER, words: { text: 't2' } },
    ],
    links: [{ id: 'c', fromSeq: 2, toSeq: 9, reference: 'CTL-1' }],
    controls: [
      { id: 'c', fromSeq: 2, toSeq: 8, reference: 'CTL-1', state: 'in place', words: { text: 't' } },
      { id: 'c', fromSeq: 8, toSeq: FOREVER, reference: 'CTL-1', state: 'withdrawn', words: { text: 't' } },
    ],
  };
  const told = historyOf(
    versions,
    [{ seq: 10, what: ['A text was erased (name).'] }],
    [
      { fromSeq: 8, verdict: 'not-met' },
      { fromSeq: 2, verdict: 'not-known' },
    ],
  );
  assert.deepEqual(
    told.toSorted((a, b) => a.seq - b.seq).map(({ seq, what }) => [seq, ...what]),
    [
      [2, 'Taken in from log.xlsx.'],
      [5, 'Closed: It cannot happen any more.'],
      [6, 'Residual rating confirmed: 3 (Major, Low).'],
      [7, 'Opened again: It did.', 'Changed: name.', '1 cause added.', '1 cause taken out.'],
      [8, 'CTL-1: in place to withdrawn.', 'One of its controls does not hold.'],
      [9, 'CTL-1 taken out.'],
      [10, 'A text was erased (name).'],
    ],
  );
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
