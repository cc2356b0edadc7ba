import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { observe, type At } from '../../rules/checks.ts';
import { dayAfter, dayIn } from '../../words/days.ts';
import { textOf } from '../../words/sentence.ts';
import { checksOf, decideRun, decideWritten, type LastRunFact, type ProcessFact } from './checks.ts';
import { DEMO_PROCESSES } from './demo/wound-care.ts';
import {
  GRACE,
  isDue,
  isWritten,
  lastRun,
  nextDue,
  PARTS,
  runStanding,
  sayRhythm,
  unwritten,
  unwrittenWords,
  whyNotRunOn,
  type Parts,
  type Template,
} from './domain.ts';
import { processLibrary, processTemplates, templateOf } from './templates.ts';

const runs = { numRuns: Number(process.env['PRIMUM_RUNS'] ?? 200) };

const template = fc.constantFrom(...processTemplates());
const part = fc.constantFrom(...PARTS);

/** A text as somebody might alter it without saying anything. */
const untouched = (text: string) =>
  fc
    .constantFrom<(text: string) => string>(
      (one) => one,
      (one) => one.toUpperCase(),
      (one) => one.toLowerCase(),
      (one) => one.replaceAll(' ', '\n  '),
      (one) => one.replaceAll(/[[\]]/gu, ''),
      (one) => one.replaceAll(/[.,;:]/gu, ''),
      (one) => one.replaceAll(/\[[^[\]]*\]/gu, ''),
      (one) => `${one} TBC`,
      (one) => `- ${one}\n- todo`,
      // Letters that look the same, signs that nobody sees, accents, one word more.
      (one) => one.replaceAll('a', '\u0430').replaceAll('e', '\u0435').replaceAll('o', '\u03BF'),
      (one) => [...one].join('\u200B'),
      (one) => one.replaceAll('a', 'a\u0301'),
      (one) => one.replaceAll('h', 'h\u00AD'),
      (one) => one.replaceAll('[', '\uFF3B').replaceAll(']', '\uFF3D'),
    )
    .map((change) => change(text));

/** What a template says, in any order, altered in ways that say nothing. */
const ofTheTemplate = (one: Template) =>
  fc
    .array(fc.constantFrom(...PARTS.map((name) => one.start[name]), ...one.good, one.purpose), {
      minLength: 1,
      maxLength: 5,
    })
    .chain((texts) => fc.tuple(...texts.map(untouched)))
    .map((texts) => texts.join(' '));

const OWN: Parts = {
  what: 'We walk through the ward with the nurse in charge.',
  who: 'Imogen Sedge',
  starts: 'On the first Monday.',
  comes: 'A page in the blue folder.',
};

describe('text of a template never counts as written', () => {
  test('whichever sentences of it, in whatever order, case and signs', () => {
    fc.assert(
      fc.property(
        template.chain((one) => fc.tuple(fc.constant(one), ofTheTemplate(one), part)),
        ([one, text, name]) => {
          const found = unwritten({ ...OWN, [name]: text }, one);
          assert.deepEqual(
            found.map((problem) => problem.part),
            [name],
            text,
          );
        },
      ),
      runs,
    );
  });

  test('and neither does one sentence of it, however often', () => {
    const one = processTemplates()[0]!;
    for (let times = 1; times < 20; times++) {
      const what = `${`${one.good[0]} `.repeat(times)}${one.good[1]}`;
      assert.deepEqual(unwritten({ ...OWN, what }, one), [{ part: 'what', why: 'template' }], String(times));
    }
  });

  test('and neither does one’s own text beside a place that nobody filled in', () => {
    fc.assert(
      fc.property(template, part, (one, name) => {
        const place = /\[[^[\]]*\]/u.exec(one.start[name])?.[0];
        assert.ok(place, `${one.id} has a place in “${name}”`);
        const [found] = unwritten({ ...OWN, [name]: `${OWN[name]} ${place}` }, one);
        assert.equal(found?.why, 'placeholder');
      }),
      runs,
    );
  });

  test('and neither do a word beside it, half of a sentence, or a number', () => {
    for (const one of processTemplates())
      for (const name of PARTS) {
        const start = one.start[name].replaceAll(/[[\]]/gu, '');
        for (const text of [
          `${start} Amen.`,
          `Amen. ${one.good[0]!}`,
          `${start} 7`,
          start.split(' ').slice(0, -1).join(' '),
        ])
          assert.ok(!isWritten({ ...OWN, [name]: text }, one), `${one.id}: ${text}`);
      }
  });

  test('nothing, spaces, signs and words for later are nothing', () => {
    for (const text of ['', '   ', '\n\n', '...', '- - -', '????'])
      assert.deepEqual(unwritten({ ...OWN, who: text }, null), [{ part: 'who', why: 'nothing' }], JSON.stringify(text));
    for (const text of ['TBC', 'n/a', 'To be confirmed', '[todo]', 'Lorem ipsum dolor sit amet', 'x'])
      assert.equal(unwritten({ ...OWN, who: text }, null).length, 1, text);
  });

  test('one’s own words count, also beside sentences that were kept', () => {
    fc.assert(
      fc.property(template, part, (one, name) => {
        assert.ok(isWritten(OWN, one));
        const kept = one.good[0]!;
        assert.ok(isWritten({ ...OWN, [name]: `${kept} ${OWN[name]}` }, one), one.id);
      }),
      runs,
    );
  });

  test('a template whose places are filled in is written', () => {
    for (const one of processTemplates()) {
      const filled = Object.fromEntries(
        PARTS.map((name) => [name, one.start[name].replaceAll(/\[[^[\]]*\]/gu, 'the ward of Heron Lane')]),
      ) as unknown as Parts;
      assert.deepEqual(unwritten(filled, one), [], one.id);
    }
  });

  test('it says which part, and why', () => {
    const one = templateOf('live-incidents')!;
    const said = unwrittenWords(unwritten({ ...OWN, what: '', who: one.good[0]!, comes: one.start.comes }, one));
    assert.match(
      said,
      /^“What we do” is empty, “Who does it” is still the template’s text and “What comes of it” still has \[An entry/u,
    );
  });

  test('a huge text is looked at in no time', () => {
    const one = templateOf('governance')!;
    const before = performance.now();
    unwritten({ ...OWN, what: '['.repeat(10_000), who: '[a'.repeat(5_000), comes: one.start.what.repeat(40) }, one);
    assert.ok(performance.now() - before < 500);
  });
});

describe('the list', () => {
  test('has every process that was agreed, each of which can be begun', () => {
    assert.equal(
      processTemplates()
        .map(({ id }) => id)
        .join(' '),
      'clinical-risk-management governance competence internal-audit supplier-audit process-review ' +
        'third-party-products change-control decommissioning content-review content-evaluation control-evaluation ' +
        'incident-trends standards-alignment harm-reporting live-incidents safeguarding reporting-concerns data-quality ' +
        'information-needs post-market-surveillance',
    );
    assert.ok(processLibrary().checked < processLibrary().recheckBy);
    for (const one of processTemplates()) {
      assert.equal(one.rehearsal !== '', one.sort === 'when it happens', one.id);
      assert.equal(unwritten(one.start, one).length, PARTS.length, one.id);
    }
  });

  test('each is due from its phase on, and what is retired was live', () => {
    const phases = ['discovery', 'alpha', 'beta', 'live'] as const;
    for (const [begins, from] of phases.entries()) {
      for (const [now, phase] of phases.entries()) assert.equal(isDue({ from }, phase), now >= begins);
      assert.ok(isDue({ from }, 'retired'));
    }
  });

  test('what the demo has written is written', () => {
    for (const { id, title, parts } of DEMO_PROCESSES)
      assert.deepEqual(unwritten(parts, id === null ? null : templateOf(id)), [], id ?? title);
  });
});

describe('when it has to be run again', () => {
  const every = fc.integer({ min: 1, max: 1_100 });

  test('time only makes it worse, and each standing has its days', () => {
    const rank = ['current', 'due', 'late', 'overdue'];
    fc.assert(
      fc.property(every, fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 400 }), (days, passed, more) => {
        const of = { every: days };
        const last = { on: '2026-03-12' };
        const at = (after: number) => runStanding(of, last, dayAfter(last.on, after));
        assert.ok(rank.indexOf(at(passed + more)) >= rank.indexOf(at(passed)));
        assert.equal(at(passed) === 'late' || at(passed) === 'overdue', passed > days);
        assert.equal(at(passed) === 'overdue', passed > days + GRACE);
        assert.equal(nextDue(of, last), dayAfter(last.on, days));
      }),
      runs,
    );
    assert.equal(runStanding({ every: 7 }, null, '2026-03-12'), 'never');
  });

  test('the last run that was not withdrawn counts, in whatever order they were recorded', () => {
    const run = fc.record({
      on: fc.integer({ min: 0, max: 20 }).map((days) => dayAfter('2026-01-01', days)),
      withdrawn: fc.constantFrom(null, 'twice'),
    });
    fc.assert(
      fc.property(fc.array(run), (some) => {
        const numbered = some.map((one, index) => ({ ...one, number: index + 1 }));
        const last = lastRun(numbered);
        const counting = numbered.filter(({ withdrawn }) => withdrawn === null);
        assert.equal(last === null, counting.length === 0);
        for (const one of counting) assert.ok(one.on < last!.on || (one.on === last!.on && one.number <= last!.number));
      }),
      runs,
    );
  });

  test('a run is of a day that is over', () => {
    assert.equal(whyNotRunOn('2026-03-12', '2026-03-12'), null);
    assert.match(whyNotRunOn('2026-03-13', '2026-03-12')!, /still to come has shown nothing/u);
    assert.match(whyNotRunOn('2020-03-13', '2026-03-12')!, /Check the year/u);
    assert.match(whyNotRunOn('2026-02-30', '2026-03-12')!, /such as 2026-03-12/u);
    assert.equal(sayRhythm({ sort: 'regularly', every: 45 }), 'every 45 days');
    assert.equal(
      sayRhythm({ sort: 'when it happens', every: 365 }),
      'when it happens, and rehearsed if it has not for a year',
    );
  });
});

const NOW = new Date('2026-03-12T09:00:00Z');
const SERVICE = { id: 'x', reference: 'WOUND', name: 'Willowbank', phase: 'live', role: 'both' } as const;
const at = (now = NOW): At => ({ now, service: SERVICE });
const RUN: LastRunFact = { number: 3, on: '2026-01-12', sort: 'run', outcome: 'as it should be', open: [] };
const FACT: ProcessFact = {
  service: SERVICE,
  key: 'governance',
  title: 'Safety governance and forum',
  sort: 'regularly',
  every: 91,
  state: 'in use',
  unwritten: [],
  approved: {
    number: 2,
    at: new Date('2026-01-01T09:00:00Z'),
    until: new Date('2027-01-01T09:00:00Z'),
    standing: 'stands',
  },
  last: RUN,
};

describe('checks', () => {
  const said = (found: ReturnType<typeof decideRun>) => [found.result, textOf(found.says)];

  test('of what is written', () => {
    assert.deepEqual(said(decideWritten(FACT, at())), [
      'passed',
      'Version 2 was approved on 1 January 2026, and it says the same now.',
    ]);
    assert.deepEqual(said(decideWritten({ ...FACT, approved: null }, at())), [
      'not-run',
      'It is written and not approved.',
    ]);
    const open = { ...FACT, unwritten: [{ part: 'who', why: 'template' }] as const };
    assert.deepEqual(said(decideWritten(open, at())), [
      'failed',
      'The process is begun and not written: “Who does it” is still the template’s text.',
    ]);
    const standing = (one: 'changed' | 'void') => ({ ...FACT, approved: { ...FACT.approved!, standing: one } });
    assert.equal(decideWritten(standing('changed'), at()).result, 'needs-review');
    assert.equal(decideWritten(standing('void'), at()).result, 'failed');
    assert.equal(decideWritten({ ...FACT, state: 'stopped' }, at()).result, 'failed');
    assert.deepEqual(said(decideWritten(FACT, at(new Date('2027-01-01T09:00:00Z')))), [
      'needs-review',
      'Version 2, approved on 1 January 2026, expired on 1 January 2027.',
    ]);
  });

  test('of what is run', () => {
    assert.deepEqual(said(decideRun({ ...FACT, last: null }, at())), [
      'not-run',
      '“Safety governance and forum” is written, and was never run.',
    ]);
    assert.deepEqual(said(decideRun(FACT, at())), [
      'passed',
      'The last run was on 12 January 2026, and found it as it should be. The next is due 13 April 2026.',
    ]);
    const rehearsed = { ...FACT, sort: 'when it happens', last: { ...RUN, sort: 'rehearsal' } } as const;
    assert.match(said(decideRun(rehearsed, at()))[1]!, /That was a rehearsal: it has not happened since\.$/u);
    const open = [{ text: 'ACT-3', href: '/actions/ACT-3' }];
    const found = { ...RUN, outcome: 'something to put right' } as const;
    assert.deepEqual(said(decideRun({ ...FACT, last: { ...found, open } }, at())), [
      'needs-review',
      'The last run, on 12 January 2026, found something to put right: ACT-3 is open.',
    ]);
    const two = [...open, { text: 'ACT-4', href: '/actions/ACT-4' }];
    const both = decideRun({ ...FACT, last: { ...found, open: two } }, at());
    assert.match(textOf(both.says), /: ACT-3 and ACT-4 are open\.$/u);
    assert.match(textOf(both.clears), /^ACT-3 and ACT-4, once all of them are done, clear it\. So does a later run/u);
    assert.equal(decideRun({ ...FACT, last: found }, at()).result, 'passed', 'put right');
    assert.equal(decideRun(FACT, at(new Date('2026-04-13T22:59:59Z'))).result, 'passed', 'on the day there is time');
    const unwrittenFact = { ...FACT, unwritten: [{ part: 'what', why: 'template' }] as const };
    assert.deepEqual(said(decideRun(unwrittenFact, at())), [
      'not-run',
      'The last run was on 12 January 2026, and the process that was run is not written: “What we do” is still the template’s text.',
    ]);
    const late = decideRun(FACT, at(new Date('2026-04-13T23:00:00Z')));
    assert.equal(late.result, 'needs-review');
    assert.equal(late.until!.toISOString(), '2026-04-27T23:00:00.000Z');
    const overdue = decideRun(FACT, at(late.until!));
    assert.equal(overdue.result, 'failed');
    assert.equal(overdue.since!.toISOString(), '2026-04-13T23:00:00.000Z');
    const much = decideRun(FACT, at(new Date('2026-10-01T09:00:00Z')));
    assert.deepEqual(much.says, overdue.says, 'what nothing will change says the same on each day');
  });

  const day = fc.integer({ min: 0, max: 500 }).map((days) => dayAfter('2025-06-01', days));
  const time = fc.integer({ min: 0, max: 700 * 24 }).map((hours) => new Date(Date.UTC(2025, 5, 1) + hours * 3_600_000));
  const fact = fc.record<ProcessFact>({
    service: fc.constant(SERVICE),
    key: fc.constant('governance'),
    title: fc.constant('Safety governance and forum'),
    sort: fc.constantFrom('regularly', 'when it happens'),
    every: fc.integer({ min: 1, max: 400 }),
    state: fc.constantFrom('in use', 'in use', 'stopped'),
    unwritten: fc.constantFrom<ProcessFact['unwritten']>([], [], [{ part: 'what', why: 'nothing' }]),
    approved: fc.option(
      fc.record({
        number: fc.constant(1),
        at: fc.constant(new Date('2025-06-01T00:00:00Z')),
        until: fc.option(time),
        standing: fc.constantFrom('stands', 'changed', 'void'),
      }),
    ),
    last: fc.option(
      fc.record({
        number: fc.constant(1),
        on: day,
        sort: fc.constantFrom('run', 'rehearsal'),
        outcome: fc.constantFrom('as it should be', 'something to put right'),
        open: fc.constantFrom([], [{ text: 'ACT-1', href: '/actions/ACT-1' }]),
      }),
    ),
  });
  const checks = checksOf(processTemplates());
  const [written, run] = checks.filter(({ id }) => id.startsWith('processes.governance.'));

  test('pass on nothing that is missing, and hold until the moment that they say', () => {
    fc.assert(
      fc.property(fact, time, time, (known, now, later) => {
        for (const check of [written!, run!]) {
          const seen = (moment: Date) =>
            observe(check as never, { 'process.governance': known }, { now: moment, service: SERVICE });
          const first = seen(now);
          if (first.result === 'passed') {
            assert.equal(known.state, 'in use');
            if (check === run) assert.ok(known.last && dayIn(now) <= nextDue(known, known.last)!);
            else assert.ok(known.unwritten.length === 0 && known.approved?.standing === 'stands');
          } else assert.ok(first.clears.length > 0, `${check.id} says what clears it`);
          if (first.until !== null) {
            assert.ok(first.until > now);
            const then = seen(first.until);
            assert.notDeepEqual([then.result, then.says], [first.result, first.says], 'then it is something else');
          }
          // Between now and then nothing differs.
          if (later > now && (first.until === null || later < first.until))
            assert.equal(seen(later).result, first.result);
        }
      }),
      runs,
    );
  });

  test('of a process that nobody began, nothing is known, and the way in is said', () => {
    assert.equal(checks.length, 2 * processTemplates().length);
    for (const check of checks) {
      const seen = observe(check as never, {}, at());
      assert.equal(seen.result, 'unknown');
      assert.match(
        textOf(seen.clears),
        /^Writing the process down, for instance from its template, begins to clear it\.$/u,
      );
    }
  });

  test('less that is known is never better', () => {
    fc.assert(
      fc.property(fact, time, (known, now) => {
        const result = (one: ProcessFact) => [decideWritten(one, at(now)).result, decideRun(one, at(now)).result];
        const [writtenBefore, runBefore] = result(known);
        const [writtenAfter] = result({ ...known, approved: null });
        const [, runAfter] = result({ ...known, last: null });
        assert.ok(writtenBefore === 'passed' || writtenAfter !== 'passed');
        assert.ok(runBefore === 'passed' || runAfter !== 'passed');
      }),
      runs,
    );
  });
});
