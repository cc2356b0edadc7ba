import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NHS_SCHEME } from '../schemes/index.ts';
import { writingHelp, type Described } from './writing-help.ts';

const BARE: Described = {
  id: 'HAZ-19',
  name: 'Wrong data shown',
  description: null,
  effects: [],
  harms: [],
  causes: [],
  controls: [],
  initial: null,
  residual: null,
  owner: null,
  notes: null,
  evidence: null,
};

test('the rules of the first door speak of one hazard of a log, and of those that it is like', async () => {
  const [vague, ...rest] = await writingHelp(BARE, [], NHS_SCHEME);
  assert.deepEqual(rest, []);
  assert.equal(vague!.rule, 'hazard-too-vague');
  assert.equal(vague!.clause, '4.3.1');
  assert.match(vague!.so, /^The hazard “Wrong data shown” is too vague to act on\.$/u);
  const told = { ...BARE, name: 'The nurse is shown the photo of another patient' };
  assert.deepEqual(await writingHelp(told, [], NHS_SCHEME), []);
  const others = [
    { id: 'HAZ-3', name: 'The nurse is shown the photo of another patient' },
    { id: 'HAZ-4', name: 'A reminder arrives a day late' },
    { id: 'HAZ-5', name: 'A reminder arrives one day late' },
  ];
  const [same, ...more] = await writingHelp(told, others, NHS_SCHEME);
  assert.match(same!.so, /^HAZ-19 says the same as HAZ-3, or nearly/u);
  assert.deepEqual(more, [], 'what others have in common is not said of this one');
  const left = await writingHelp({ ...told, name: '[insert hazard name] in the list of visits' }, [], null);
  assert.deepEqual(
    left.map(({ rule }) => rule),
    ['template-text-left'],
  );
});
