import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeReport } from './decode.ts';
import type { ReportedCase } from '../domain/reported.ts';
import { readJUnit } from './junit.ts';
import { LIMITS } from './limits.ts';
import { observedOf } from './observed.ts';
import { Refusal } from './refusal.ts';
import { tagOf, tagsInName, tagsInProperty } from './tags.ts';

const SUITE = (inside: string) => `<testsuite name="s">${inside}</testsuite>`;

function casesIn(text: string): readonly ReportedCase[] {
  return readJUnit(text, 'junit.xml').cases;
}

function outcomes(inside: string): string[] {
  return casesIn(SUITE(inside)).map((one) => `${one.name} ${one.outcome}`);
}

function refusal(text: string | Uint8Array): string {
  try {
    readJUnit(typeof text === 'string' ? text : decodeReport(text, 'junit.xml'), 'junit.xml');
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    assert.match(error.message, /^(?:In )?junit\.xml .*[.?]$/su, 'a sentence that begins with the file and ends');
    return error.message;
  }
  return assert.fail('it was taken');
}

describe('what a report may not hold', () => {
  const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "${'&lol;'.repeat(10)}">]>${SUITE('<testcase name="&lol1;"/>')}`;
  const OUTSIDE = `<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>${SUITE('<testcase name="&secret;"/>')}`;
  const CASES: Readonly<Record<string, readonly [string | Uint8Array, RegExp]>> = {
    'entities that grow': [LAUGHS, /document type/u],
    'entities from outside': [OUTSIDE, /document type/u],
    'a document type alone': [`<!DOCTYPE testsuite>${SUITE('')}`, /document type/u],
    'a document type from outside': ['<!DOCTYPE x SYSTEM "https://example.org/x.dtd"><testsuite/>', /document type/u],
    'an entity that nobody declared': [SUITE('<testcase name="a">&nobody;</testcase>'), /entity/u],
    'an instruction for programs': [`<?xml-stylesheet href="x.xsl"?>${SUITE('')}`, /instruction for programs/u],
    'an instruction within': [SUITE('<?php echo 1 ?>'), /instruction for programs/u],
    'no XML at all': ['Tests passed: 12', /not well-formed|no JUnit/u],
    JSON: ['{"tests": 3}', /not well-formed|no JUnit/u],
    'a page': ['<html><body>502 Bad Gateway</body></html>', /begins with <html>/u],
    'a report of another kind': ['<TestRun id="1"></TestRun>', /Visual Studio \(TRX\)/u],
    nothing: ['', /is empty/u],
    blanks: [' \n\t ', /is empty/u],
    'cut off in a tag': ['<testsuite name="s"><testcase na', /ends before/u],
    'cut off between tags': ['<testsuite name="s"><testcase name="a"/>', /ends before/u],
    'two roots': [SUITE('') + SUITE(''), /not well-formed/u],
    'tags that cross': ['<testsuite><testcase></testsuite></testcase>', /not well-formed/u],
    'the same attribute twice': ['<testsuite name="a" name="b"/>', /not well-formed/u],
    'a control character': [
      SUITE('<testcase name="a"><failure>\u001b[31mred</failure></testcase>'),
      /character that XML/u,
    ],
    'a control character in disguise': [
      SUITE('<testcase name="&#27;"/>'),
      /character that XML|not well-formed|entity/u,
    ],
    'half a character': [SUITE('<testcase name="\ud800"/>'), /character that XML|not well-formed/u],
    'deeper than any report': ['<testsuite>'.repeat(LIMITS.depth + 1), /deep/u],
    'a name without end': [SUITE(`<testcase name="${'x'.repeat(LIMITS.name + 1)}"/>`), /name of more than/u],
    'more tests than a push takes': [
      SUITE(Array.from({ length: LIMITS.cases + 1 }, (_, at) => `<testcase name="${at}"/>`).join('')),
      /more than 20,000 tests/u,
    ],
    'a test about everything': [
      SUITE(`<testcase name="${Array.from({ length: LIMITS.tags + 1 }, (_, at) => `[CTL-${at + 1}]`).join('')}"/>`),
      /names more than 50 controls/u,
    ],
    'bytes that are no UTF-8': [Uint8Array.from([0x3c, 0x74, 0xff, 0xfe, 0x3e]), /UTF-8/u],
    'a zip': [Uint8Array.from([0x50, 0x4b, 3, 4]), /is a zip/u],
    packed: [Uint8Array.from([0x1f, 0x8b, 8, 0]), /packed/u],
    'UTF-16 that says it is UTF-8': [Buffer.from(SUITE('<testcase name="a"/>'), 'utf16le'), /not|UTF/u],
  };
  for (const [name, [text, says]] of Object.entries(CASES)) test(name, () => assert.match(refusal(text), says));
});

describe('what becomes of a test', () => {
  test('a failure counts however deep it stands, and whatever else is said', () => {
    assert.deepEqual(outcomes('<testcase name="a"><skipped/><failure/></testcase>'), ['a failed']);
    assert.deepEqual(outcomes('<testcase name="a"><x><failure/></x></testcase>'), ['a failed']);
    assert.deepEqual(outcomes('<testcase name="a"><testcase name="b"/><failure/></testcase>'), ['a failed']);
    assert.deepEqual(outcomes('<testcase name="a"><failure/><error/></testcase>'), ['a errored']);
  });

  test('the same test twice: the worse outcome counts, and one that was skipped hides none', () => {
    const twice = (one: string, other: string) =>
      outcomes(`<testcase name="a">${one}</testcase><testcase name="a">${other}</testcase>`);
    assert.deepEqual(twice('', '<failure/>'), ['a failed']);
    assert.deepEqual(twice('<failure/>', ''), ['a failed']);
    assert.deepEqual(twice('<skipped/>', ''), ['a passed']);
    assert.deepEqual(twice('<error/>', '<failure/>'), ['a errored']);
  });

  test('a suite that failed by itself is not lost', () => {
    const [one] = casesIn(SUITE('<error message="no database"/><testcase name="a"/>'));
    assert.deepEqual([one?.outcome, one?.message], ['errored', 'no database']);
  });

  test('what did not run is no pass, in whatever way it is said', () => {
    for (const said of ['status="notrun"', 'status="disabled"', 'result="suppressed"', 'status="run" result="skipped"'])
      assert.deepEqual(outcomes(`<testcase name="a" ${said}/>`), ['a skipped'], said);
    assert.deepEqual(outcomes('<testcase name="a" status="failed"/>'), ['a failed']);
    assert.deepEqual(outcomes('<testcase name="a"><disabled/></testcase>'), ['a skipped']);
  });

  test('names of elements and attributes that a language knows are nothing special', () => {
    assert.deepEqual(outcomes('<constructor/><testcase name="a"><toString/><hasOwnProperty/></testcase><__proto__/>'), [
      'a passed',
    ]);
    assert.deepEqual(
      casesIn('<testsuite name="s" constructor="1" __proto__="2"><testcase __proto__="x" name="a"/></testsuite>')
        .length,
      1,
    );
  });

  test('suites within suites, and tests beside them', () => {
    const read = casesIn(
      '<testsuites><testcase name="a"/><testsuite name="s"><testsuite name="t"><testcase name="b"/></testsuite><testcase name="c"/></testsuite><testsuite name="u"><testcase name="d"/></testsuite></testsuites>',
    );
    assert.deepEqual(
      read.map((one) => `${one.suite}/${one.name}`),
      ['/a', 's > t/b', 's/c', 'u/d'],
    );
  });
});

test('when it ran: its own time before that of its suite, and no time that a tool makes up', () => {
  const [one, other] = casesIn(
    '<testsuite timestamp="2026-03-01T10:00:00"><testcase name="a"/><testcase name="b" timestamp="2026-03-01T12:00:00+02:00"/></testsuite>',
  );
  assert.equal(one?.observedAt?.toISOString(), '2026-03-01T10:00:00.000Z');
  assert.equal(other?.observedAt?.toISOString(), '2026-03-01T10:00:00.000Z');
  for (const said of [
    '',
    '0001-01-01T00:00:00Z',
    '1970-01-01T00:00:00',
    'yesterday',
    '2026-13-40T10:00:00Z',
    '12',
    'GMT',
  ])
    assert.equal(observedOf(said), null, said);
  assert.equal(observedOf('Fri, 27 Nov 2026 17:46:18 GMT')?.toISOString(), '2026-11-27T17:46:18.000Z');
  assert.equal(observedOf('2026-11-27T17:46:19.558981+00:00')?.toISOString(), '2026-11-27T17:46:19.558Z');
});

test('tags: in brackets in a name, with or without in a property, and nothing that only looks like one', () => {
  assert.deepEqual(tagsInName('a [CTL-31] b [ctl-031, PLATFORM/CTL-3][x]'), ['CTL-31', 'CTL-31', 'PLATFORM/CTL-3']);
  assert.deepEqual(tagsInName('CTL-31 and [CTL-0] [CTL-] [XCTL-3] [a/b/CTL-3] [CTL-3x] [CTL-99999999999]'), []);
  assert.deepEqual(tagsInProperty('primum', 'CTL-1, CTL-2;[CTL-3]'), ['CTL-1', 'CTL-2', 'CTL-3']);
  assert.deepEqual(tagsInProperty('Tags', '@CTL-4 @smoke'), ['CTL-4']);
  assert.deepEqual(tagsInProperty('user.dir', '/build/[CTL-4]'), []);
  assert.equal(tagOf('cds-api/ctl-7'), 'CDS-API/CTL-7');
  const [one] = casesIn(
    '<testsuite name="s [CTL-1]"><properties><property name="primum" value="CTL-2"/></properties><testcase classname="c [CTL-3]" name="a [CTL-4]"><properties><property name="primum">CTL-5</property></properties></testcase></testsuite>',
  );
  assert.deepEqual(one?.tags, ['CTL-1', 'CTL-2', 'CTL-3', 'CTL-4', 'CTL-5']);
});

test('what looks like an NHS number is kept nowhere', () => {
  const [one] = casesIn(SUITE('<testcase name="patient 943 476 5919"><failure message="got 9434765919"/></testcase>'));
  assert.equal(one?.name, 'patient [NHS number masked]');
  assert.equal(one?.message, 'got [NHS number masked]');
});

test('a report in Windows-1252 or UTF-16 that says so is read', () => {
  const text =
    '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite name="s"><testcase name="caf\u00e9"/></testsuite>';
  assert.equal(casesIn(decodeReport(Buffer.from(text, 'latin1'), 'x.xml'))[0]?.name, 'caf\u00e9');
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(SUITE('<testcase name="a"/>'), 'utf16le')]);
  assert.equal(casesIn(decodeReport(wide, 'x.xml'))[0]?.name, 'a');
});

/** What XML can say, in what a test may be called. */
const word = fc
  .string({
    unit: fc.constantFrom('a', 'é', '<', '&', '"', "'", ']]>', '[CTL-7]', ' ', '\t', '›', '😀', '1'),
    minLength: 1,
    maxLength: 12,
  })
  .map((text) => text.replaceAll(/\s+/gu, ' ').trim())
  .filter((text) => text !== '');
const outcome = fc.constantFrom('passed', 'failed', 'errored', 'skipped');
const report = fc.uniqueArray(fc.record({ suite: word, className: word, name: word, outcome, message: word }), {
  maxLength: 12,
  selector: (one) => JSON.stringify([one.suite, one.className, one.name]),
});

function escaped(text: string): string {
  return text.replaceAll(/[<&>"']/gu, (one) => `&#${one.codePointAt(0)!};`);
}

test('any report that is written comes back as it was', () => {
  const ELEMENT = { failed: 'failure', errored: 'error', skipped: 'skipped' } as const;
  fc.assert(
    fc.property(report, (tests) => {
      const written = tests.map((one) => {
        const said =
          one.outcome === 'passed' ? '' : `<${ELEMENT[one.outcome as 'failed']} message="${escaped(one.message)}"/>`;
        return `<testsuite name="${escaped(one.suite)}"><testcase classname="${escaped(one.className)}" name="${escaped(one.name)}">${said}</testcase></testsuite>`;
      });
      const read = casesIn(`<testsuites>${written.join('\n')}</testsuites>`);
      assert.deepEqual(
        read.map(({ suite, className, name, outcome, message }) => ({ suite, className, name, outcome, message })),
        tests.map((one) => ({ ...one, message: one.outcome === 'passed' ? null : one.message })),
      );
    }),
    { numRuns: 200 },
  );
});

test('whatever bytes come, they are read or refused in a sentence', () => {
  const pieces = fc.constantFrom(
    '<testsuite>',
    '</testsuite>',
    '<testcase name="a">',
    '</testcase>',
    '<failure',
    '/>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '&amp;',
    '&x;',
    '<!DOCTYPE',
    '<?',
    '?>',
    'name="[CTL-1]"',
    '\0',
    '\ud800',
    '<property name="primum"',
    '>',
  );
  const texts = fc.array(pieces, { maxLength: 30 }).map((all) => all.join(''));
  const readOrRefused = (text: () => string) => {
    try {
      readJUnit(text(), 'junit.xml');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  };
  fc.assert(
    fc.property(texts, (text) => readOrRefused(() => `<testsuite>${text}`)),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readOrRefused(() => decodeReport(bytes, 'junit.xml'))),
    { numRuns: 300 },
  );
});

test('a large report is read in good time', () => {
  const inside = Array.from(
    { length: 5_000 },
    (_, at) => `<testcase classname="c" name="t${at} [CTL-${at + 1}]"><failure>${'x'.repeat(500)}</failure></testcase>`,
  ).join('');
  const begun = performance.now();
  assert.equal(casesIn(SUITE(inside)).length, 5_000);
  assert.ok(performance.now() - begun < 4_000);
});

test('what a suite says once is not paid for once for each of its tests', () => {
  const cases = Array.from({ length: 5_000 }, (_, at) => `<testcase name="t${at}"/>`).join('');
  const begun = performance.now();
  const tags = '<property name="primum" value="CTL-1"/>'.repeat(20_000);
  assert.deepEqual(casesIn(SUITE(`<properties>${tags}</properties>${cases}`)).at(-1)!.tags, ['CTL-1']);
  assert.ok(performance.now() - begun < 4_000);
  const nested = `<testsuite name="${'n'.repeat(900)}">`;
  assert.throws(() => casesIn(`${nested.repeat(5)}${cases}${'</testsuite>'.repeat(5)}`), /name of more than 4,000/u);
  assert.throws(() => casesIn(`${nested.repeat(4)}${cases}${'</testsuite>'.repeat(4)}`), /long names of suites/u);
  const many = Array.from({ length: 51 }, (_, at) => `<property name="primum" value="CTL-${at + 1}"/>`).join('');
  assert.throws(() => casesIn(SUITE(`<properties>${many}</properties>`)), /one suite names more than 50 controls/u);
});
