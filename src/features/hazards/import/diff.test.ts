import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { NHS_SCHEME, productScheme } from '../../schemes/index.ts';
import { changesFor } from './changes.ts';
import { CLASSES, compare, isEmpty } from './diff.ts';
import type { KeptLog } from './kept.ts';
import { settled } from './own.ts';
import type { ImportedHazard, ImportedLog } from './shape.ts';
import { logOf } from './test-import.ts';
import { Model } from './test-model.ts';
import { saidIn } from './words.ts';

// Few words, so that names, causes and controls meet one another often.
const word = fc.constantFrom('wrong', 'late', 'patient', 'dose', 'record', 'alert', 'photo', 'nurse');
const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
const blank = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 3 });
const rating = fc.record({
  severity: blank(fc.constantFrom('Minor', 'Major', '3', 'Odd')),
  likelihood: blank(fc.constantFrom('Low', 'High')),
  stated: blank(fc.constantFrom(1, 3, 'Moderate')),
});
const control = fc.record(
  {
    text,
    kind: fc.constantFrom('existing' as const, 'additional' as const, 'unstated' as const),
    type: blank(fc.constantFrom('design' as const, 'training' as const)),
    owner: blank(fc.constantFrom('CSO', 'Team')),
    state: blank(fc.constantFrom('In place', 'Proposed', 'not implemented')),
    evidence: blank(fc.constantFrom('Audit', 'Test')),
    transferred: fc.boolean(),
    cause: blank(text),
  },
  { requiredKeys: ['text', 'kind', 'transferred'] },
);
const hazard: fc.Arbitrary<ImportedHazard> = fc.record(
  {
    ref: blank(fc.constantFrom('H1', 'H2', 'H3', 'H4', 'H5')),
    name: text,
    description: blank(text),
    effects: fc.array(text, { maxLength: 2 }),
    causes: fc.array(fc.record({ text }), { maxLength: 3 }),
    controls: fc.array(control, { maxLength: 4 }),
    initial: rating,
    residual: rating,
    status: blank(fc.constantFrom('Open', 'Closed')),
    owner: blank(fc.constantFrom('CSO', 'PM')),
    extra: fc.array(fc.record({ header: fc.constant('Date'), text }), { maxLength: 1 }),
  },
  { requiredKeys: ['name'] },
);
const hazards = fc.array(hazard, { maxLength: 6 });
const log = hazards.map((list) => logOf(list));
/** Hazards that nobody takes for another: by their names alone. */
const distinct = hazards.map((list) =>
  list.map((one, index) => ({ ...one, ref: `H${index}`, name: `${one.name} number${index}` })),
);

const runs = { numRuns: 120 };

describe('the difference between a log and a file', () => {
  test('a log does not differ from the file that it was imported from', () => {
    fc.assert(
      fc.property(log, (file) => {
        const model = new Model();
        model.import(file);
        assert.deepEqual(model.compare(file).diff, { new: [], changed: [], gone: [], moved: [] });
      }),
      runs,
    );
  });

  test('what was accepted whole leaves no difference, however often', () => {
    fc.assert(
      fc.property(fc.array(log, { minLength: 2, maxLength: 4 }), (files) => {
        const model = new Model();
        for (const file of files) {
          model.import(file);
          assert.deepEqual(model.compare(file).diff, { new: [], changed: [], gone: [], moved: [] });
        }
      }),
      runs,
    );
  });

  test('reordered and renumbered, every hazard and control keeps its id and number', () => {
    fc.assert(
      fc.property(
        distinct.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          const model = new Model();
          model.import(logOf(list));
          const named = () =>
            [...model.hazards.values()].map(({ name, id, number }) => `${name} ${id} ${number}`).toSorted();
          const controls = [...model.controls.values()].map(({ id, number, text: words }) => [id, number, words]);
          const before = named();
          const changes = model.import(logOf(shuffled.map((one, index) => ({ ...one, ref: `N${index}` }))));
          assert.deepEqual(named(), before);
          assert.deepEqual(
            [...model.controls.values()].map(({ id, number, text: words }) => [id, number, words]),
            controls,
          );
          assert.deepEqual({ ...changes.counts, moved: 0 }, { new: 0, changed: 0, gone: 0, moved: 0 });
        },
      ),
      runs,
    );
  });

  test('nothing is ever reused, and only what was accepted is written', () => {
    const accepting = fc.record({
      new: fc.boolean(),
      changed: fc.boolean(),
      gone: fc.boolean(),
      moved: fc.boolean(),
      row: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(log, accepting), { minLength: 1, maxLength: 5 }), (steps) => {
        const model = new Model();
        for (const [file, accepted] of steps) {
          const { diff } = model.compare(file);
          const all = CLASSES.flatMap((name) => diff[name]);
          const rows = all.map((one) => one.row);
          const single = rows[accepted.row % Math.max(1, rows.length)];
          const accepts = (row: string) => row === single || accepted[row.split(':')[0] as (typeof CLASSES)[number]];
          const before = new Map(model.hazards);
          // The model itself refuses a number or an id that is given twice.
          model.import(file, accepts);
          const touched = new Set(all.filter(({ row }) => accepts(row)).map(({ id }) => id));
          for (const [id, was] of before)
            if (!touched.has(`HAZ-${was.number}`)) assert.equal(model.hazards.get(id), was);
        }
      }),
      runs,
    );
  });

  const two = (more: Partial<ImportedHazard> = {}): ImportedLog =>
    logOf([
      {
        ref: 'H1',
        name: 'Wrong patient is shown',
        causes: [{ text: 'Two records are open' }],
        controls: [
          { text: 'The name stays in view', kind: 'existing', transferred: false, cause: 'Two records are open' },
          { text: 'Staff are trained', kind: 'additional', transferred: false },
        ],
        ...more,
      },
      {
        ref: 'H2',
        name: 'A dose is late',
        controls: [{ text: 'Staff are trained', kind: 'additional', transferred: false }],
      },
    ]);

  test('a control with the same words is one control, at both hazards; a contradiction makes two', () => {
    const model = new Model();
    model.import(two());
    assert.deepEqual(
      [...model.controls.values()].map((control) => control.text),
      ['The name stays in view', 'Staff are trained'],
    );
    assert.equal(model.links.size, 3);
    const apart = new Model();
    const control = { text: 'Staff are trained', kind: 'additional' as const, transferred: false };
    apart.import(
      logOf([
        { name: 'One', controls: [{ ...control, state: 'In place' }] },
        { name: 'Two', controls: [{ ...control, state: 'Proposed' }] },
        { name: 'Three', controls: [control] },
      ]),
    );
    assert.deepEqual(
      [...apart.controls.values()].map((one) => one.state),
      ['in place', 'proposed'],
    );
  });

  test('an edited control, cause and name are told as changes, and keep their ids', () => {
    const model = new Model();
    model.import(two());
    const ids = [...model.controls.keys()];
    const file = two({
      name: 'The wrong patient is shown',
      causes: [{ text: 'Two records are open at once' }],
      controls: [
        {
          text: 'The name stays in view always',
          kind: 'existing',
          transferred: false,
          cause: 'Two records are open at once',
        },
        { text: 'Staff are trained', kind: 'additional', transferred: false },
      ],
    });
    const { diff } = model.compare(file);
    assert.deepEqual(
      diff.changed.map(({ row, changes }) => [row, changes.map((one) => one.field)]),
      [['changed:HAZ-1', ['Name', 'Cause', 'Control CTL-1']]],
    );
    assert.deepEqual(diff.changed[0]!.changes.at(-1), {
      field: 'Control CTL-1',
      from: 'The name stays in view',
      to: 'The name stays in view always',
    });
    model.import(file);
    assert.deepEqual([...model.controls.keys()], ids);
    assert.equal(model.causes.size, 1);
  });

  test('another hazard that takes over a number is no change of the one that had it', () => {
    const model = new Model();
    model.import(two());
    const { diff } = model.compare(
      logOf([
        {
          ref: 'H1',
          name: 'Messages get lost overnight',
          causes: [{ text: 'Server restarts' }],
          controls: [{ text: 'Queue is persisted', kind: 'existing', transferred: false }],
        },
        {
          ref: 'H2',
          name: 'A dose is late',
          controls: [{ text: 'Staff are trained', kind: 'additional', transferred: false }],
        },
      ]),
    );
    assert.deepEqual([diff.new.length, diff.changed.length, diff.gone.map((one) => one.id)], [1, 0, ['HAZ-1']]);
  });

  test('what a file has no column for is left as it is', () => {
    const model = new Model();
    model.import(
      logOf([
        { name: 'One', owner: 'CSO', notes: 'Ask', controls: [], residual: { severity: 'Major', likelihood: 'Low' } },
      ]),
    );
    assert.ok(isEmpty(model.compare(logOf([{ name: 'One' }])).diff));
    const { diff } = model.compare(logOf([{ name: 'One', owner: null }]));
    assert.deepEqual(diff.changed[0]?.changes, [{ field: 'Owner', from: 'CSO', to: null }]);
  });

  test('a person\u2019s judgement is not taken back by a file that says what it said before', () => {
    const model = new Model();
    const file = logOf([{ name: 'One', status: 'Open', standing: 'open' }]);
    model.import(file);
    const [id, was] = [...model.hazards][0]!;
    model.hazards.set(id, { ...was, status: 'closed', standingReason: 'Controlled' });
    assert.ok(isEmpty(model.compare(file).diff));
    const { diff } = model.compare(logOf([{ name: 'One', status: 'Open again', standing: 'open' }]));
    assert.equal(diff.changed[0]?.changes[0]?.field, 'Status');
  });

  test('another matrix is a change of the log, and its levels are looked up in it', () => {
    const model = new Model();
    const file = logOf([{ name: 'One', initial: { severity: 'Major', likelihood: 'Low' } }]);
    model.import(file);
    assert.equal(model.kept().hazards[0]!.initial!.level, '3');
    const product = { ...file, scheme: productScheme(NHS_SCHEME.severity, NHS_SCHEME.likelihood) };
    assert.deepEqual(
      model.compare(product).diff.changed.map((one) => one.row),
      ['changed:log', 'changed:HAZ-1'],
    );
    model.import(product);
    assert.equal(model.kept().hazards[0]!.initial!.level, '8');
    assert.ok(isEmpty(model.compare(product).diff));
  });
});

describe('a log of our own that comes back', () => {
  /** A log with one hazard, which uses a control of another service. */
  function withForeign(): KeptLog {
    const model = new Model();
    const control = (text: string) => ({ text, kind: 'existing', type: 'design', transferred: false }) as const;
    model.import(
      logOf([{ name: 'A dose is late', controls: [control('An alert sounds'), control('The platform is watched')] }]),
    );
    const kept = model.kept();
    const [own, other] = kept.controls;
    return { ...kept, controls: [own!], foreign: [{ ...other!, number: 3, elsewhere: 'PLATFORM' }] };
  }
  const own = (id: string, text: string) =>
    ({ id, text, kind: 'existing', type: 'design', transferred: false }) as const;
  const back = (controls: ImportedHazard['controls'], log = { service: 'WCS', number: 1, id: 'log' }): ImportedLog => ({
    ...logOf([{ id: 'HAZ-1', name: 'A dose is late', controls }]),
    log,
  });
  const difference = (kept: KeptLog, log: ImportedLog) => compare(kept, saidIn(settled(log, kept), kept.scheme)).diff;

  test('a control of another service is known by its number, and its words are changed there', () => {
    const kept = withForeign();
    const both = [own('CTL-1', 'An alert sounds'), own('PLATFORM/CTL-3', 'Other words')];
    assert.ok(isEmpty(difference(kept, back(both))));
    assert.deepEqual(
      difference(kept, back(both.slice(0, 1))).changed[0]?.changes.map(({ from, to }) => [from, to]),
      [['The platform is watched', null]],
    );
    assert.throws(
      () => difference(kept, back([own('PLATFORM/CTL-9', 'x')])),
      /PLATFORM\/CTL-9 is a control of another service/u,
    );
  });

  test('a file that is none of ours says nothing of it', () => {
    const kept = withForeign();
    const file = logOf([
      {
        name: 'A dose is late',
        controls: [{ text: 'An alert sounds', kind: 'existing', type: 'design', transferred: false }],
      },
    ]);
    assert.ok(isEmpty(difference(kept, file)));
    const changes = changesFor(kept, saidIn(file, kept.scheme), compare(kept, saidIn(file, kept.scheme)), {
      newId: () => 'new',
      nextHazard: 2,
      nextControl: 4,
      log: 'log',
      accepts: () => true,
    });
    assert.deepEqual(changes.ended.links, []);
  });

  test('what has no number is new, whatever it is called; a number that was never given is none', () => {
    const kept = withForeign();
    const log = back([own('CTL-1', 'An alert sounds'), own('PLATFORM/CTL-3', 'Other words')]);
    const [first] = log.hazards;
    const more = {
      ...log,
      hazards: [first!, { ...first!, id: null, controls: [] }, { ...first!, id: 'HAZ-77', controls: [] }],
    };
    const diff = difference(kept, more);
    assert.deepEqual(
      diff.new.map(({ row, id }) => [row, id]),
      [
        ['new:2', null],
        ['new:3', null],
      ],
    );
    assert.deepEqual([diff.changed, diff.gone], [[], []]);
  });
});
