import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sentenceText } from '../../../words/sentence.ts';
import { CONTROL_STATES } from '../domain.ts';
import { controlSentence, provisionalSentence, whyNotHolding, type AnsweredQuestion, type RestsOn } from './holding.ts';

const NOW = new Date('2026-03-12T14:30:00Z');
const DAY = 86_400_000;

function question(given: Partial<AnsweredQuestion> = {}): AnsweredQuestion {
  return {
    reference: 'EVD-12',
    sort: 'test',
    title: 'second scan blocks save',
    href: '/services/DEMO/evidence/EVD-12',
    outcome: 'passed',
    since: new Date('2026-03-09T02:00:00Z'),
    run: { text: 'run 8812', href: '/services/DEMO/runs/8812', release: '1.3.2' },
    lapsesAt: new Date('2026-06-01T00:00:00Z'),
    observedAt: new Date('2026-03-09T02:00:00Z'),
    retired: false,
    ...given,
  };
}

function control(given: Partial<RestsOn> = {}): RestsOn {
  return {
    reference: 'CTL-31',
    href: '/services/DEMO/controls/CTL-31',
    state: 'in place',
    retired: false,
    implementation: [question()],
    effectiveness: [question({ reference: 'EVD-13' })],
    waiting: 0,
    ...given,
  };
}

const GIVEN = { confirmed: true, giver: 'C. Safety', rated: true };
const TAKEN_IN = { confirmed: false, giver: 'as stated in log.xlsx', rated: true };

function said(given: Partial<RestsOn>): string {
  return sentenceText(controlSentence(control(given), NOW)!);
}

test('the sentence of a failing test is the one of the house, word for word, wherever it is said', () => {
  const failing = control({ effectiveness: [question({ outcome: 'failed' })] });
  const residual = { hazard: 'HAZ-12', href: '/h', ...GIVEN, reliesOn: [control(), failing] };
  assert.equal(
    sentenceText(provisionalSentence(residual, NOW)!),
    'The residual rating of HAZ-12 is provisional because control CTL-31 has a failing test since 9 March 2026 (run 8812, release 1.3.2). A pass of the same test, or a reasoned dismissal by a safety engineer, clears it.',
  );
  assert.equal(
    sentenceText(controlSentence(failing, NOW)!),
    'Control CTL-31 does not hold because it has a failing test since 9 March 2026 (run 8812, release 1.3.2). A pass of the same test, or a reasoned dismissal by a safety engineer, clears it.',
  );
});

test('each reason has its words, and says what clears it', () => {
  assert.match(said({ state: 'withdrawn' }), /does not hold because it was withdrawn\. Putting it in place again/u);
  assert.match(said({ state: 'proposed' }), /is not verified because it is only proposed\. Putting it in place/u);
  assert.match(
    said({ effectiveness: [] }),
    /because it has no evidence that it works\. Evidence that a safety engineer/u,
  );
  assert.match(
    said({ implementation: [], waiting: 1 }),
    /that it is in place: the 1 test that names it waits for a safety engineer\./u,
  );
  assert.match(
    said({ effectiveness: [question({ sort: 'operating period' })] }),
    /only time in operation .* supports and does not verify/u,
  );
  assert.match(
    said({ effectiveness: [question({ outcome: null })] }),
    /a test to show that it works \(EVD-12\) of which no result counts yet\. A pass of it/u,
  );
  assert.match(
    said({ effectiveness: [question({ sort: 'record', lapsesAt: new Date('2026-03-08T00:00:00Z') })] }),
    /rests on EVD-12, which shows that it works and lapsed on 8 March 2026\. Looking at it again/u,
  );
  assert.match(said({ effectiveness: [question({ retired: true })] }), /which was retired \(EVD-12\)/u);
  const two = [question({ outcome: 'failed' }), question({ outcome: 'failed', reference: 'EVD-14' })];
  assert.match(
    said({ effectiveness: two }),
    /it has 2 failing tests since 9 March 2026.* A pass of each of the same tests/u,
  );
  const reviewed = question({ sort: 'record', outcome: 'failed', run: null });
  assert.match(
    said({ effectiveness: [reviewed] }),
    /it has evidence against it since 9 March 2026 \(EVD-12\)\. Looking at the same again/u,
  );
});

test('several controls: the worst is named, the others are counted', () => {
  const reliesOn = [
    control({ reference: 'CTL-1', effectiveness: [] }),
    control({ reference: 'CTL-2', state: 'withdrawn' }),
    control(),
  ];
  const sentence = provisionalSentence({ hazard: 'HAZ-1', href: '/h', ...TAKEN_IN, reliesOn }, NOW)!;
  assert.match(
    sentenceText(sentence),
    /because control CTL-2 was withdrawn, and 1 other control that it relies on is not verified\./u,
  );
});

test('a rating that nobody confirmed says so, once its controls hold', () => {
  const residual = { hazard: 'HAZ-1', href: '/h', ...TAKEN_IN, reliesOn: [control()] };
  assert.match(
    sentenceText(provisionalSentence(residual, NOW)!),
    /because it is as stated in log\.xlsx and nobody has confirmed it\./u,
  );
  const unread = provisionalSentence({ ...residual, rated: false }, NOW)!;
  assert.match(sentenceText(unread), /the scheme of this log makes no level of it\. A log that states severity/u);
  assert.equal(provisionalSentence({ ...residual, confirmed: true }, NOW), null);
  const unnamed = provisionalSentence({ ...residual, confirmed: true, reliesOn: null }, NOW)!;
  assert.match(sentenceText(unnamed), /nobody has said which controls it relies on\. A rating that names them/u);
});

const anyQuestion = fc
  .record({
    sort: fc.constantFrom('test', 'document', 'link', 'record', 'operating period'),
    outcome: fc.constantFrom('passed', 'failed', null),
    lapses: fc.constantFrom(null, -1, 0, 1),
    retired: fc.boolean(),
    number: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ lapses, number, ...one }) =>
    question({
      ...(one as Partial<AnsweredQuestion>),
      reference: `EVD-${number}`,
      lapsesAt: lapses === null ? null : new Date(NOW.getTime() + lapses * DAY),
    }),
  );
const anyControl = fc.record({
  state: fc.constantFrom(...CONTROL_STATES),
  implementation: fc.array(anyQuestion, { maxLength: 3 }),
  effectiveness: fc.array(anyQuestion, { maxLength: 3 }),
  waiting: fc.nat(3),
});

test('there is a reason exactly where a control does not hold now, and every reason says what clears it', () => {
  fc.assert(
    fc.property(anyControl, (given) => {
      const one = control(given);
      const shown = (questions: readonly AnsweredQuestion[]) => {
        const verifying = questions.filter(({ sort }) => sort !== 'operating period');
        const fine = (q: AnsweredQuestion) =>
          q.outcome === 'passed' && !q.retired && (q.lapsesAt === null || q.lapsesAt > NOW);
        return verifying.length > 0 && verifying.every(fine);
      };
      const all = [...one.implementation, ...one.effectiveness];
      const failing = all.some(({ outcome }) => outcome === 'failed');
      const holds = one.state === 'in place' && !failing && shown(one.implementation) && shown(one.effectiveness);
      const reason = whyNotHolding(one, NOW);
      assert.equal(reason === null, holds);
      if (!reason) return;
      assert.equal(reason.verdict === 'not-met', one.state === 'withdrawn' || failing);
      // Only what is shown, and too old, has lapsed.
      const whenever = (q: AnsweredQuestion) => ({ ...q, lapsesAt: null });
      const fresh = {
        ...one,
        implementation: one.implementation.map(whenever),
        effectiveness: one.effectiveness.map(whenever),
      };
      if (whyNotHolding(fresh, NOW) === null) assert.equal(reason.verdict, 'lapsed');
      const text = sentenceText(controlSentence(one, NOW)!);
      assert.match(
        text,
        /^Control CTL-31 (?:does not hold|is not verified|has lapsed) because it .+\. .+ clears it.*\.$/u,
      );
      assert.doesNotMatch(text, /undefined|null| {2}/u);
    }),
    { numRuns: 500 },
  );
});
