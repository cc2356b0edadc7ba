import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judge, listEdit, wordingAfter, type Field, type KeptText } from './edit.ts';

const kept = (text: string, counting?: string): KeptText => ({
  id: `id of ${text}`,
  text,
  counting: counting === undefined ? null : { id: `id of ${counting}`, text: counting },
});
const name = (was: KeptText | null, text: string): Field => ({
  name: 'name',
  label: 'Name',
  weight: 'material',
  edit: { kind: 'text', edit: { was, text } },
});
const owner: Field = {
  name: 'owner',
  label: 'Owner',
  weight: 'editorial',
  edit: { kind: 'plain', was: 'Wren', now: 'Juniper' },
};
const state: Field = {
  name: 'state',
  label: 'State',
  weight: 'material',
  edit: { kind: 'plain', was: 'agreed', now: 'in place' },
};

test('a change of material words is material unless a person says that it is a correction, and nothing speaks against it', () => {
  const spelling = name(kept('The photo is recieved late'), 'The photo is received late');
  assert.equal(judge([spelling], false).class, 'material');
  assert.deepEqual(judge([spelling, owner], true), {
    differing: ['name', 'owner'],
    class: 'editorial',
    lowered: true,
    raised: [],
  });
  const more = judge([name(kept('Within 2 days'), 'Within 20 days'), owner], true);
  assert.equal(more.class, 'material');
  assert.deepEqual(more.raised, ['Name: It changes a number: “2” is now “20”.']);
  assert.deepEqual(judge([state], true).raised, ['State is another, and that is always material.']);
  assert.deepEqual(judge([owner], false), { differing: ['owner'], class: 'editorial', lowered: false, raised: [] });
  assert.equal(judge([name(kept('Same'), 'Same')], true).class, null);
});

test('small steps are compared with the wording that counts, and so add up', () => {
  const first = kept('The screen shows the name');
  assert.equal(judge([name(first, 'The display shows the name')], true).lowered, true);
  const second = kept('The big display shows the label here', 'The screen shows the name');
  assert.match(judge([name(second, 'The big display has the label put here for long')], true).raised[0]!, /words/u);
});

test('which wording counts: that of before for a correction, that which is shown for anything else', () => {
  const was = kept('recieved');
  assert.deepEqual(wordingAfter({ was, text: 'received' }, true), {
    shown: { text: 'received' },
    counting: 'id of recieved',
  });
  assert.deepEqual(wordingAfter({ was, text: 'received' }, false), { shown: { text: 'received' }, counting: null });
  const corrected = kept('received', 'recieved');
  assert.deepEqual(wordingAfter({ was: corrected, text: 'received' }, false), {
    shown: { id: 'id of received' },
    counting: 'id of recieved',
  });
  assert.deepEqual(wordingAfter({ was: corrected, text: 'Received' }, true).counting, 'id of recieved');
  assert.deepEqual(wordingAfter({ was: corrected, text: 'recieved' }, true), {
    shown: { id: 'id of recieved' },
    counting: null,
  });
  assert.deepEqual(wordingAfter({ was: corrected, text: '' }, false), { shown: null, counting: null });
});

test('each kept text of a list is one typed text at most or gone, and equal texts stay the same one', () => {
  const text = fc.constantFrom('', 'a', 'b', 'c', 'd');
  fc.assert(
    fc.property(fc.array(text.filter(Boolean), { maxLength: 6 }), fc.array(text, { maxLength: 7 }), (before, typed) => {
      const list = before.map((one, index) => ({ ...kept(one), id: `${index}` }));
      const { items, gone } = listEdit(list, typed);
      assert.deepEqual(
        items.map((item) => item.text),
        typed.filter(Boolean),
      );
      const ids = [...items.flatMap(({ was }) => was?.id ?? []), ...gone.map(({ id }) => id)];
      assert.deepEqual(ids.toSorted(), list.map(({ id }) => id).toSorted());
      // Sent back as it is, nothing differs.
      const again = listEdit(list, before);
      assert.ok(again.items.every(({ was }, index) => was === list[index]) && again.gone.length === 0);
    }),
  );
});

test('a list is corrected where its texts are; one more, one less or another order is material', () => {
  const list = [kept('The tablet is slow'), kept('Nobody looks')];
  const field = (typed: readonly string[]): Field => ({
    name: 'causes',
    label: 'Causes',
    weight: 'material',
    edit: { kind: 'list', edit: listEdit(list, typed), kept: list, one: 'cause' },
  });
  assert.equal(judge([field(['The tablet is slow.', 'Nobody looks'])], true).class, 'editorial');
  assert.match(judge([field(['The tablet is slow', 'Nobody looks', 'More'])], true).raised[0]!, /adds a cause/u);
  assert.match(judge([field(['', 'Nobody looks'])], true).raised[0]!, /takes out a cause/u);
  assert.match(judge([field(['Nobody looks', 'The tablet is slow'])], true).raised[0]!, /another order/u);
});
