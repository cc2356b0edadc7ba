import fc from 'fast-check';
import { NHS_SCHEME } from '../../../schemes/domain.ts';
import {
  ACTS,
  ARISES_IN,
  CONTROL_STATES,
  CONTROL_TYPES,
  HAZARD_STATUSES,
  LINK_KINDS,
  PARTIES,
  VULNERABLE_GROUPS,
  type VulnerableGroup,
} from '../../domain.ts';
import { HARM_CLASSES, PATIENTS } from '../../domain/severity.ts';
import {
  tidyLog,
  tidyText,
  VERDICTS,
  type DocumentControl,
  type DocumentRating,
  type LogDocument,
} from '../document.ts';

/*
 * Random logs, with what people and attackers write: lines, quotes, what runs as a formula, what looks like our own marks.
 */

const NASTY = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '+44 20 7946 0000',
  '-1',
  '- one\n- two',
  '@SUM(A1)',
  "'quoted'",
  "'=1+1",
  "''-x",
  '\uff1d1',
  'a\tb',
  'line one\nline two\n\nline four',
  'He said "no", then; left | it',
  '\u2022 a bullet\n\u2022 another',
  '1. first\n2. second',
  '  indented\n    more',
  '# Heading\n\n---\n\n- item\n```\ncode\n```',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '<script>alert(1)</script> &amp; &#10;',
  '*bold* _under_ `code` [x](y) ![i](j) ~~s~~ \\ \\n',
  '_x0041_ _x000D_ _x005F_x0041_',
  '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F6D1} family',
  '\u05D0\u05D1\u05D2 \u0645\u0631\u062D\u0628\u0627 \u200Frtl',
  'See the sheet "Long texts", text 1.',
  'not stated',
  'null',
  'true',
  '2026-03-03',
  '007',
  '1e5',
  '---\nid: HAZ-1\n---',
  '~',
  '{"a": 1}',
  '#REF!',
  'x\u00A0y',
  'HAZ-1',
  'Yes',
  '**id:** x',
  '### Controls',
  '<!-- primum -->',
  '-->',
  '__proto__',
  'constructor',
  'broken \uD83D half',
] as const;

const text = fc
  .oneof(
    { weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }) },
    { weight: 2, arbitrary: fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }) },
    { weight: 6, arbitrary: fc.constantFrom(...NASTY) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom(...NASTY), fc.constantFrom(...NASTY)).map((two) => two.join('\n')),
    },
    { weight: 1, arbitrary: fc.constant('very long \u{1F6D1} '.repeat(3_000)) },
  )
  .map(tidyText)
  .filter((one) => one !== '');
const line = text.map((one) => tidyText(one.replaceAll(/\s+/gu, ' ')));
const maybe = fc.option(text);
const maybeLine = fc.option(line);
const day = fc.option(fc.constantFrom('2026-03-03', '2024-02-29'));

const scheme = fc.constantFrom<LogDocument['scheme']>(
  null,
  {
    id: NHS_SCHEME.id,
    title: NHS_SCHEME.title,
    kind: NHS_SCHEME.kind,
    severity: [...NHS_SCHEME.severity],
    likelihood: [...NHS_SCHEME.likelihood],
    matrix: NHS_SCHEME.matrix.map((row) => [...row]),
    levels: NHS_SCHEME.levels.map((level) => ({ ...level })),
  },
  {
    id: 'own',
    title: 'Our own = matrix',
    kind: 'lookup',
    severity: ['Low', '=High'],
    likelihood: ['Never', 'Now & then', '- often'],
    matrix: [
      ['Low', 'Low'],
      ['Low', 'Moderate'],
      ['Moderate', 'High, very'],
    ],
    levels: [
      { level: 'Low', name: 'Low' },
      { level: 'Moderate', name: 'Moderate', acceptance: 'justify' },
      { level: 'High, very', name: 'High' },
    ],
  },
);

function rating(controls: readonly string[]): fc.Arbitrary<DocumentRating | null> {
  return fc.option(
    fc.record({
      severity: fc.oneof(fc.constantFrom('Major', 'Minor'), line),
      likelihood: fc.option(fc.constantFrom('Low', 'Very high')),
      stated: fc.option(fc.oneof(fc.integer({ min: 1, max: 25 }), fc.constantFrom('High', 'Moderate, ish'))),
      computed: fc.option(fc.integer({ min: 1, max: 5 })),
      justification: maybe,
      reliesOn: fc.subarray([...controls]),
      harmClass: fc.option(fc.constantFrom(...HARM_CLASSES)),
      patients: fc.option(fc.constantFrom(...PATIENTS)),
      giver: maybeLine,
      day,
      scheme: maybeLine,
      provisional: fc.boolean(),
    }),
  );
}

const control: fc.Arbitrary<Omit<DocumentControl, 'id' | 'causes' | 'acts'>> = fc.record({
  text,
  kind: fc.constantFrom('existing', 'additional', 'unstated'),
  type: fc.option(fc.constantFrom(...CONTROL_TYPES)),
  declared: fc.constantFrom(...CONTROL_STATES),
  state: maybe,
  party: fc.option(fc.constantFrom(...PARTIES)),
  owner: maybe,
  evidence: maybe,
  action: maybe,
  actionStatus: maybe,
  newHazards: fc.option(fc.record({ found: fc.constantFrom('none', 'found'), note: maybe })),
  links: fc.array(
    fc.record({
      kind: fc.constantFrom(...LINK_KINDS),
      url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
      text: maybe,
    }),
    { maxLength: 2 },
  ),
  shared: fc.boolean(),
  holds: fc.constantFrom(...VERDICTS),
  evidenceTitles: fc.array(text, { maxLength: 2 }),
});

function hazard(
  id: string,
  pool: ReadonlyMap<string, Omit<DocumentControl, 'id' | 'causes' | 'acts'>>,
  headers: readonly string[],
) {
  const judgement = fc.option(fc.record({ text, giver: maybeLine, day }));
  return fc.subarray([...pool.keys()]).chain((used) =>
    fc.array(text, { maxLength: 3 }).chain((causes) =>
      fc.record({
        id: fc.constant<string | null>(id),
        ref: maybeLine,
        name: text,
        description: maybe,
        component: maybeLine,
        arisesIn: fc.option(fc.constantFrom(...ARISES_IN)),
        harmed: maybe,
        vulnerable: fc.uniqueArray(fc.constantFrom(...(Object.keys(VULNERABLE_GROUPS) as VulnerableGroup[])), {
          maxLength: 3,
        }),
        effects: fc.array(text, { maxLength: 3 }),
        harmsOf: fc.array(
          fc.tuple(
            text,
            fc.option(fc.record({ class: fc.constantFrom(...HARM_CLASSES), patients: fc.constantFrom(...PATIENTS) })),
          ),
          { maxLength: 3 },
        ),
        causes: fc.constant(causes.map((one) => ({ text: one }))),
        controls: fc.tuple(
          ...used.map((key) =>
            fc.record({
              id: fc.constant<string | null>(key),
              causes: fc.subarray(causes.map((_, index) => index + 1)),
              acts: fc.option(fc.constantFrom(...ACTS)),
              rest: fc.constant(pool.get(key)!),
            }),
          ),
        ),
        initial: rating([]),
        target: rating([]),
        residual: rating(used),
        deployer: rating(used),
        standing: fc.constantFrom(...HAZARD_STATUSES),
        status: maybe,
        reason: maybe,
        owner: maybe,
        receiver: maybe,
        notes: maybe,
        evidence: maybe,
        acceptance: judgement,
        benefitRisk: judgement,
        extra: fc.array(fc.record({ header: fc.constantFrom(...headers), text }), {
          maxLength: headers.length > 0 ? 4 : 0,
        }),
      }),
    ),
  );
}

/** Any log as it is handed out: everything has its number. */
export const anyLog: fc.Arbitrary<LogDocument> = fc
  .tuple(
    fc.array(control, { maxLength: 4 }),
    fc.uniqueArray(fc.oneof(line, fc.constantFrom('Notes', 'Control (other column)', '', '=HYPERLINK("x")')), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.integer({ min: 0, max: 4 }),
  )
  .chain(([controls, headers, hazards]) => {
    const pool = new Map(
      controls.map((one, index) => [index === 3 ? `PLATFORM/CTL-${index}` : `CTL-${index + 1}`, one]),
    );
    return fc.record({
      format: fc.constant('primum-hazard-log' as const),
      version: fc.constant(1 as const),
      title: text,
      log: fc.option(
        fc.record({ service: fc.constant('DEMO'), number: fc.integer({ min: 1, max: 99 }), id: fc.uuid() }),
      ),
      asAt: fc.option(fc.constant('2026-03-03T12:00:00.000Z')),
      approval: maybeLine,
      sources: fc.array(
        fc.record({ file: line, sha256: fc.constant('ab'.repeat(32)), kind: fc.constantFrom('xlsx', 'csv') }),
        { maxLength: 2 },
      ),
      scheme,
      hazards: fc.tuple(
        ...Array.from({ length: hazards }, (_, index) => hazard(`HAZ-${index * 3 + 1}`, pool, headers)),
      ),
    });
  })
  .map(({ hazards, ...log }) =>
    tidyLog({
      ...log,
      hazards: hazards.map(({ harmsOf, controls: links, ...rest }) => ({
        ...rest,
        harms: harmsOf.map(([one]) => one),
        harmKinds: harmsOf.map(([, kind]) => kind),
        controls: links.map(({ rest: words, ...link }) => ({ ...words, ...link })),
      })),
    }),
  );
