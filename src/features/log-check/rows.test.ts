import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NHS_SCHEME } from '../schemes/index.ts';
import { check } from './check.ts';
import { readingRows } from './index.ts';

const rows = async (text: string, meanings: Readonly<Record<string, string>> = {}, headed: boolean | null = null) => {
  const mapping = Object.entries(meanings).map(([column, meaning]) => ({ column, meaning }));
  const checkedRows = await readingRows();
  return checkedRows('Pasted rows', text, { mapping, scheme: NHS_SCHEME, headed });
};

describe('rows of which somebody says that they are hazards', () => {
  test('a column of names is enough, with its heading or with a person’s word', async () => {
    const named = await rows('Hazard\nA photo is too dark\nA message goes unread\n');
    assert.deepEqual(
      [named.headed, named.report.hazards.map(({ name }) => name)],
      [true, ['A photo is too dark', 'A message goes unread']],
    );
    const asked = await rows('A photo is too dark\tJuniper Hale\nA message goes unread\tPosy Thackray');
    assert.equal(asked.headed, false);
    assert.match(asked.report.questions[0]!.text, /Say which one holds it/u);
    assert.deepEqual(asked.report.questions[0]!.table!.columns[1]!.samples, ['Juniper Hale', 'Posy Thackray']);
    const said = await rows('A photo is too dark\tJuniper Hale', { A: 'hazard', B: 'owner' });
    assert.deepEqual(
      said.report.hazards.map(({ name, owner }) => [name, owner]),
      [['A photo is too dark', 'Juniper Hale']],
    );
  });

  test('rows without a name belong to the hazard above; the first of them to none', async () => {
    const { report } = await rows(
      'Hazard\tControl\n\tA check\nThe wrong patient is shown\tThe name stays in view\n\tA second nurse looks\n',
    );
    assert.deepEqual(
      report.hazards.map(({ controls }) => controls.map(({ text }) => text)),
      [['The name stays in view', 'A second nurse looks']],
    );
    assert.deepEqual(
      report.notTaken.map(({ place }) => place.line),
      [2],
    );
  });

  test('cells of several lines are one cell, and numbers of patients are masked', async () => {
    const { report } = await rows('Hazard\tNotes\n"A photo\nis too dark"\t943 476 5919\n');
    assert.equal(report.hazards[0]!.name, 'A photo is too dark');
    assert.doesNotMatch(JSON.stringify(report), /943 476 5919/u);
  });
});

test(
  'a table that a person points at, without headings and of something else, is looked at once',
  { timeout: 20_000 },
  async () => {
    const bytes = Buffer.from('HAZ-12\tA photo is attached to the wrong record\nHAZ-13\tAnother thing goes wrong\n');
    const table = 'x.tsv||0';
    const mapping = [
      { column: 'A', meaning: 'ref', table },
      { column: 'B', meaning: 'hazard', table },
    ];
    const { report } = await check([{ name: 'x.tsv', bytes }], { mapping, scheme: null });
    assert.equal(report.hazards.length, 0);
  },
);
