import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { HazardRecord } from '../hazards/index.ts';
import { controlRecord, hazard as hazardRecord } from '../safety-case/testing/facts.ts';
import { NHS_SCHEME } from '../schemes/index.ts';
import {
  behindOf,
  caseSentence,
  differencesOf,
  fallenOf,
  partState,
  pointedOut,
  standingOf,
  statesOf,
  type PublicDocument,
  type StandsNow,
} from './domain.ts';
import { publicHazard, publicHazards, publicSections } from './redaction.ts';

const on = '2026-03-03';
const document = (of: Partial<PublicDocument> = {}): PublicDocument => ({
  format: 'primum-public-page',
  version: 1,
  service: { name: 'Willowbank Wound Care', organisation: 'Quillfeather Digital' },
  use: { subject: 'use', approved: 1, on, parts: [{ name: 'What it does', says: 'It shows photos of wounds.' }] },
  logs: [{ subject: 'log', approved: 4, on, number: 1 }],
  hazards: [],
  withheld: [],
  report: { subject: 'report', approved: 1, on, sections: [] },
  release: '1.3.2',
  concern: { text: 'Tell us.', phone: '', address: 'safety@quillfeather.example' },
  reported: null,
  ...of,
});
const stands = (of: Partial<StandsNow> = {}): StandsNow => ({
  subject: 'log',
  approved: 4,
  on,
  outOfDate: false,
  fell: false,
  expired: false,
  ...of,
});

/** The same record with a word of its own in the place of each text, wherever it stands: its path. */
function withCanaries(value: unknown, path = ''): unknown {
  if (typeof value === 'string' || value === null) return `canary<${path}>`;
  if (Array.isArray(value)) return value.map((one) => withCanaries(one, `${path}[]`));
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withCanaries(one, path === '' ? key : `${path}.${key}`)]),
  );
}

const ALLOWED = new Set(['name', 'effects[]', 'harms[]', 'initial.level', 'counts.level', 'controls[].text', 'status']);
/** Words that a record does not have yet, in a version to come. */
const strange = fc.dictionary(fc.stringMatching(/^x[a-z]{3,8}$/u), fc.constant('canary<to come>'), { maxKeys: 3 });

describe('what everybody may read of a hazard', () => {
  const full: HazardRecord = {
    ...hazardRecord({ controls: [controlRecord()] }),
    extra: [{ header: 'h', text: 't' }],
    notes: 'n',
    evidence: 'e',
    owner: 'o',
    receiver: 'r',
    reason: 'w',
  };

  test('is what is on the list, and nothing else, whatever a record holds', () => {
    fc.assert(
      fc.property(strange, strange, fc.boolean(), (of, ofControl, controls) => {
        const all = withCanaries({
          ...full,
          ...of,
          controls: [{ ...full.controls[0], ...ofControl, links: [{ url: 'u', text: 't' }] }],
        }) as HazardRecord;
        const shown = JSON.stringify(publicHazard(all, null, controls));
        for (const [, path] of shown.matchAll(/canary<([^>]*)>/giu)) assert.ok(ALLOWED.has(path!), path);
        assert.equal(shown.includes('canary<controls[].text>'), controls);
      }),
    );
  });

  test('leaves a hazard out with its reason, and counts it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }), (many, left) => {
        const records = Array.from({ length: many }, (_none, index) =>
          hazardRecord({ id: `HAZ-${index + 1}`, name: `Secret ${index + 1}.` }),
        );
        const withheld = new Map(records.slice(0, left).map(({ id }) => [id, 'It tells too much.']));
        const shown = publicHazards(records, () => NHS_SCHEME, withheld, false);
        const counted = shown.withheld.reduce((sum, one) => sum + one.hazards, 0);
        assert.equal(shown.hazards.length + counted, many);
        for (const { name } of records.slice(0, left)) assert.ok(!JSON.stringify(shown).includes(name));
      }),
    );
  });

  test('says that a risk is not known, and never passes over it', () => {
    const unknown = { ...full, counts: { phase: null, level: null, earlier: false } };
    assert.equal(publicHazard(unknown, NHS_SCHEME, false).now, 'Not known');
  });
});

test('of a report the chosen sections are shown, of those that can be, with tables that hold no person', () => {
  const table = (caption: string) => ({
    kind: 'table' as const,
    caption,
    head: ['A'],
    rows: [[{ text: `cell of ${caption}`, tone: 1 as const }]],
    widths: [1],
  });
  const sections = (['introduction', 'management', 'control', 'quality'] as const).map((id) => ({
    id,
    title: `Title ${id}`,
    prose: `Prose ${id}`,
    blocks: [
      { kind: 'text' as const, text: 'Signed by Wren Applewhite' },
      table('Controls by type, and whether they hold'),
      table('What was signed, by whom, and whether it stood'),
      table('Hazards that somebody else answers for, and what they have to put in place'),
    ],
  }));
  const shown = publicSections({ sections }, ['management', 'control', 'quality']);
  assert.deepEqual(
    shown.map(({ title }) => title),
    ['Title control'],
  );
  assert.deepEqual(
    shown[0]!.tables.map(({ caption }) => caption),
    ['Controls by type, and whether they hold'],
  );
  assert.doesNotMatch(JSON.stringify(shown), /Applewhite/u);
});

describe('how the case stands, for whoever uses the service', () => {
  const flags = fc.record({ outOfDate: fc.boolean(), fell: fc.boolean(), expired: fc.boolean() });

  test('is unchanged only where nothing speaks against it', () => {
    fc.assert(
      fc.property(fc.option(flags), (of) => {
        const now = of && stands(of);
        const fine = of !== null && !of.outOfDate && !of.fell && !of.expired;
        assert.equal(standingOf(now) === 'unchanged since', fine);
      }),
    );
  });

  test('is all well only where every part is', () => {
    fc.assert(
      fc.property(fc.option(flags), fc.option(flags), fc.option(flags), (use, log, report) => {
        const states = statesOf(document(), {
          use: use && stands({ ...use, subject: 'use', approved: 1 }),
          logs: log ? [stands(log)] : [],
          report: report && stands({ ...report, subject: 'report', approved: 1 }),
        });
        const fine = states.every(({ standing }) => standing === 'unchanged since');
        assert.equal(caseSentence(states) === 'Everything shown here is approved, and unchanged since.', fine);
      }),
    );
  });

  test('says that another version is approved than the one that is shown', () => {
    const { so } = partState('The list of hazards', document().logs[0]!, stands({ approved: 5 }));
    assert.match(so, /Version 5 was approved on 3 March 2026\..*still shows version 4/u);
    const live = { use: null, logs: [stands({ approved: 5 })], report: null };
    assert.deepEqual(behindOf(document(), live), ['it shows version 4 of the hazard log, and version 5 is approved']);
    const fell = { use: null, logs: [stands({ outOfDate: true })], report: null };
    assert.deepEqual(fallenOf(document(), fell), ['version 4 of the hazard log is out of date']);
  });
});

test('names of members, addresses and numbers are pointed out, with where they stand', () => {
  const hazard = publicHazard(
    hazardRecord({ name: 'Ask posy thackray, p.t@example.org, 01632 960 042' }),
    NHS_SCHEME,
    false,
  );
  const found = pointedOut(document({ hazards: [hazard] }), ['Posy Thackray', 'Wren Applewhite']);
  assert.deepEqual(
    found.map(({ what }) => what),
    [
      'the name of a member: Posy Thackray',
      'an email address: p.t@example.org',
      'what looks like a telephone number: 01632 960 042',
    ],
  );
  const number = document({ concern: { text: 'About 943 476 5919.', phone: '', address: '' } });
  assert.match(pointedOut(number, [])[0]!.what, /ten digits/u);
  assert.deepEqual(pointedOut(document(), ['Wren Applewhite']), []);
});

test('what differs from what is published is said, and nothing where it is the same', () => {
  assert.deepEqual(differencesOf(document(), document()), []);
  const hazard = publicHazard(hazardRecord({ name: 'A photo is mixed up' }), NHS_SCHEME, false);
  assert.deepEqual(differencesOf(document(), document({ hazards: [hazard], release: '1.4.0' })), [
    '1 hazard is new: “A photo is mixed up”.',
    'The release is 1.4.0, and was 1.3.2.',
  ]);
  assert.match(differencesOf(null, document())[0]!, /all of it is new/u);
});
