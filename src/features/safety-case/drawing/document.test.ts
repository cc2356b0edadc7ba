import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Block } from '../../../documents/booklet.ts';
import { SECTIONS, SIX_CONTENTS, type SectionId } from '../domain.ts';
import type { DrawnSection, ReportDocument } from '../report-document.ts';
import { reportSchema } from '../report-schema.ts';
import {
  assumption,
  AT,
  controlRecord,
  hazard,
  known,
  manyHazards,
  noProse,
  nothingKnown,
  rating,
  report,
  version,
} from '../testing/facts.ts';
import { documentOf } from './document.ts';
import type { ReportFacts } from './facts.ts';
import { gapsOf } from './gaps.ts';

/*
 * A report is what is known; and what is not known is never left out.
 */

function textsOf(block: Block): string[] {
  if (block.kind === 'list') return [...block.items];
  if (block.kind !== 'table') return [block.text];
  return [
    block.caption,
    ...block.head,
    ...block.rows.flat().map((cell) => (typeof cell === 'string' ? cell : cell.text)),
  ];
}

function sectionOf({ sections }: ReportDocument, id: SectionId): DrawnSection {
  return sections.find((one) => one.id === id)!;
}

function saidIn(document: ReportDocument, id: SectionId): string {
  return sectionOf(document, id).blocks.flatMap(textsOf).join('\n');
}

const maybe = <Value>(value: Value) => fc.constantFrom(null, value);
const full = known();
/** A service of which any part is known or not. */
const anyFacts: fc.Arbitrary<ReportFacts> = fc
  .record({
    sort: fc.constantFrom('manufacturer' as const, 'deployer' as const),
    written: fc.boolean(),
    release: maybe('1.4.0'),
    record: maybe(full.release),
    unknown: fc.subarray(['commit', 'configuration', 'components', 'impact', 'touches', 'testIssues'] as const),
    log: maybe(full.log),
    scheme: maybe(full.log!.scheme),
    hazards: fc.integer({ min: 0, max: 25 }),
    unrated: fc.boolean(),
    use: fc.boolean(),
    approved: fc.record({
      log: maybe(version()),
      intendedUse: maybe(version({ outOfDate: true })),
      plan: maybe(version({ validUntil: new Date('2026-01-01T00:00:00Z') })),
      report: maybe(version({ fell: true })),
      acceptance: maybe(version()),
    }),
    team: fc.subarray(full.team.slice()),
    processes: fc.subarray(full.processes.slice()),
    workshops: fc.subarray(full.workshops.slice()),
    assumptions: fc.subarray([assumption(), assumption({ number: 2, state: 'found false' })]),
    failing: fc.boolean(),
  })
  .map(({ sort, written, release, record, unknown, log, scheme, hazards, unrated, use, failing, ...rest }) => ({
    ...(use ? full : nothingKnown()),
    ...rest,
    report: report({
      sort,
      phase: sort === 'deployer' ? 'deployment' : 'delivery',
      release,
      ...(written ? {} : { prose: noProse() }),
    }),
    release:
      release === null ? null : record && { ...record, ...Object.fromEntries(unknown.map((field) => [field, null])) },
    log: log && { ...log, scheme },
    hazards: [
      ...manyHazards(hazards),
      ...(unrated ? [hazard({ id: 'HAZ-99', initial: null, residual: null, controls: [] })] : []),
    ],
    failing: failing
      ? [{ so: ['Control CTL-9 does not hold'], because: ['it has a failing test'], clears: ['A pass clears it.'] }]
      : [],
  }));

describe('a report, drawn', () => {
  test('it has the eleven sections of the template in their order, and the six contents of the guidance in theirs', () => {
    for (const facts of [nothingKnown(), known(), known({ hazards: manyHazards(30) })]) {
      const document = documentOf(facts);
      assert.deepEqual(
        document.sections.map(({ id, title }) => ({ id, title })),
        SECTIONS.map(({ id, title }) => ({ id, title })),
      );
      for (const { title, in: section } of SIX_CONTENTS)
        assert.ok(
          sectionOf(document, section).blocks.some((block) => block.kind === 'heading' && block.text === title),
          title,
        );
    }
  });

  test('what is not known stands in its section, and all of it beside the statement', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const document = documentOf(facts);
        const all = saidIn(document, 'statement');
        for (const { section, says } of gapsOf(facts)) {
          assert.ok(saidIn(document, section).includes(says), `${section}: ${says}`);
          assert.ok(all.includes(says), `statement: ${says}`);
        }
        assert.deepEqual(
          reportSchema.parse(JSON.parse(JSON.stringify(document))),
          JSON.parse(JSON.stringify(document)),
        );
        const words = document.sections.flatMap(({ blocks }) => blocks.flatMap(textsOf)).join('\n');
        assert.doesNotMatch(words, /complian|approved by the NHS|\d ?%|undefined|null|NaN|\[object/iu);
      }),
      { numRuns: 150 },
    );
  });

  test('each gap says what clears it, and taking a fact away never makes the list of them shorter', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const gaps = gapsOf(facts);
        for (const { says } of gaps) assert.match(says, /clears? (?:it|each|them)|what clears/u, says);
        const keys = ['log', 'intendedUse', 'plan', 'acceptance'] as const;
        for (const key of keys) {
          const less = gapsOf({ ...facts, approved: { ...facts.approved, [key]: null } });
          assert.ok(less.length >= gaps.length, key);
        }
        assert.ok(gapsOf({ ...facts, release: null }).length > 0);
      }),
      { numRuns: 100 },
    );
  });

  test('of a service of which nothing is known, no table claims anything, and nothing passes', () => {
    const document = documentOf(nothingKnown());
    const sections = new Set(gapsOf(nothingKnown()).map(({ section }) => section));
    for (const { id } of SECTIONS) if (id !== 'quality') assert.ok(sections.has(id), `${id} says what is not known`);
    assert.equal(document.standing, 'draft');
    assert.equal(document.pins.log.version, null);
    assert.match(saidIn(document, 'log'), /There is no hazard log 1\./u);
    assert.match(saidIn(document, 'quality'), /This report \(CSCR-3\)\nNone\nNobody\nNot approved/u);
  });

  test('every hazard stands in the log and with what remains of it, one that is not known or provisional as that', () => {
    const hazards = [
      hazard({ id: 'HAZ-1' }),
      hazard({ id: 'HAZ-2', residual: null }),
      hazard({
        id: 'HAZ-3',
        residual: rating(1, 1, { provisional: true }),
        counts: { phase: 'initial', level: 4, earlier: false },
        provisional: 'The residual rating of HAZ-3 is provisional because CTL-1 fails.',
      }),
    ];
    const document = documentOf(known({ hazards }));
    for (const { id } of hazards)
      for (const section of ['log', 'control'] as const) assert.ok(saidIn(document, section).includes(`${id}:`));
    assert.match(saidIn(document, 'log'), /HAZ-2: .*\n4, Mandatory to reduce\nNot known\n/u);
    assert.match(saidIn(document, 'log'), /HAZ-3: .*\n4, Mandatory to reduce\n2\nProvisional\n/u);
    assert.match(
      saidIn(document, 'control'),
      /HAZ-3: .*\n4, Mandatory to reduce\nInitial rating\nIt may not stay as it is\.\nThe residual/u,
    );
    // A provisional one is drawn in no tone of what it would be.
    const cells = sectionOf(document, 'log').blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
    assert.equal(typeof cells.find(([first]) => typeof first === 'string' && first.startsWith('HAZ-3'))![2], 'string');
  });

  test('constraints are what a person accepted, what the deployer does and what it rests on; transferred hazards are declared', () => {
    const one = hazard({
      status: 'transferred',
      receiver: 'Larkmoor Community Trust',
      residual: rating(2, 1, { assumes: ['ASM-1', 'ASM-7'] }),
      controls: [
        controlRecord(),
        controlRecord({
          id: 'CTL-2',
          party: 'deployer',
          state: 'agreed',
          verdict: 'not-known',
          text: 'A nurse looks twice.',
        }),
        controlRecord({ id: 'CTL-3', party: 'deployer', state: 'withdrawn', text: 'A paper list.' }),
      ],
      acceptance: {
        finding: 'cost',
        text: 'It costs a nurse.',
        giver: 'Wren Applewhite',
        givenAt: '2026-03-03T09:00:00Z',
      },
    });
    const said = saidIn(documentOf(known({ hazards: [one] })), 'control');
    assert.match(said, /would cost more than it would bring: It costs a nurse\. \(Wren Applewhite, 3 March 2026\)/u);
    assert.match(said, /The deployer has to put in place CTL-2: A nurse looks twice\./u);
    assert.match(said, /It rests on ASM-1: Every ward has a tablet of its own\.\nIt rests on ASM-7: not known\./u);
    assert.match(said, /Larkmoor Community Trust\nCTL-2: A nurse looks twice\. \(declared as agreed; not verified\)/u);
    assert.doesNotMatch(said, /A paper list/u);
  });

  test('a control whose evidence lapsed by then is not verified', () => {
    const one = hazard({ controls: [controlRecord({ lapsesAt: '2026-03-01T00:00:00.000Z' })] });
    assert.match(saidIn(documentOf(known({ hazards: [one] })), 'control'), /Design\n0\n0\n1/u);
  });

  test('what is known so far is what differs from the last report', () => {
    const before = {
      name: 'CSCR-2, version 1, of 3 January 2026',
      hazards: [hazard(), hazard({ id: 'HAZ-2' }), hazard({ id: 'HAZ-4' })],
    };
    const hazards = [
      hazard({ residual: rating(4, 4), counts: { phase: 'residual', level: 5, earlier: false } }),
      hazard({ id: 'HAZ-2', status: 'closed' }),
      hazard({ id: 'HAZ-3' }),
    ];
    const said = saidIn(documentOf(known({ hazards, before })), 'introduction');
    assert.match(said, /What differs from CSCR-2, version 1, of 3 January 2026:/u);
    assert.match(said, /1 hazard found since: HAZ-3\./u);
    assert.match(said, /1 hazard taken out of the log: HAZ-4\./u);
    assert.match(said, /HAZ-2 was open, and is closed\./u);
    assert.match(said, /The risk of HAZ-1 that counts was 2, Acceptable if justified, and is 5, Unacceptable\./u);
    const same = saidIn(
      documentOf(known({ hazards: [hazard()], before: { ...before, hazards: [hazard()] } })),
      'introduction',
    );
    assert.match(same, /Since CSCR-2.* no hazard was found or taken out, and no risk or state differs\./u);
  });
});

describe('which version it is', () => {
  const standing = (of: Partial<ReportFacts['approved']>, more: Partial<ReportFacts> = {}) =>
    documentOf(known({ approved: { ...full.approved, ...of }, ...more }));

  test('a draft is the version that a signature would make; an approved one is its own, and says who signed', () => {
    assert.deepEqual([standing({}).standing, standing({}).number, standing({}).approved], ['draft', 1, null]);
    const approved = standing({ report: version({ number: 2 }) });
    assert.deepEqual([approved.standing, approved.number], ['approved', 2]);
    assert.equal(approved.approved, 'Version 2 approved by Wren Applewhite (clinical safety officer) on 3 March 2026');
    assert.match(saidIn(approved, 'quality'), /NMC 12A3456Z\non 3 March 2026\nCurrent until 3 March 2027/u);
  });

  test('one that is out of date, fell or expired is a draft again; one that was superseded stays what it was', () => {
    for (const fallen of [{ outOfDate: true }, { fell: true }, { validUntil: AT }])
      assert.deepEqual(
        [
          standing({ report: version({ number: 2, ...fallen }) }).standing,
          standing({ report: version({ number: 2, ...fallen }) }).number,
        ],
        ['draft', 3],
      );
    const late = standing({ report: version({ number: 2 }) }, { report: report({ supersededBy: 4 }) });
    assert.deepEqual([late.standing, late.number], ['superseded', 2]);
  });

  test('that of a deployer wants the executive’s acceptance, and what the standard asks besides', () => {
    const of = (phase: 'deployment' | 'decommissioning', acceptance = full.approved.acceptance) =>
      documentOf(known({ report: report({ sort: 'deployer', phase }), approved: { ...full.approved, acceptance } }));
    assert.match(
      saidIn(of('deployment'), 'quality'),
      /No accountable executive has accepted the residual risk \(DCB0160 2\.2\.2\)/u,
    );
    assert.match(saidIn(of('deployment'), 'configuration'), /local customisations/u);
    assert.match(saidIn(of('deployment'), 'test-issues'), /review before deployment/u);
    assert.match(saidIn(of('decommissioning'), 'system'), /takes the place of the service/u);
    assert.doesNotMatch(saidIn(of('deployment', version()), 'quality'), /has accepted/u);
    assert.match(saidIn(of('deployment', version({ outOfDate: true })), 'quality'), /no longer stands/u);
    assert.doesNotMatch(saidIn(documentOf(known()), 'quality'), /executive/u);
  });
});
