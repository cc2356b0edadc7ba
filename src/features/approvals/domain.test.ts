import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sentenceText } from '../../words/sentence.ts';
import { missingSignatures, monthsAfter, OFFICERS_SIGN, validUntil, type Rule } from './domain.ts';
import { meaningOf, roleOf, warningsOf, whyNotSigned, type Signing, type ToSign } from './domain/signing.ts';
import {
  approvedLine,
  driftLine,
  NO_DRIFT,
  standingOf,
  standingSentence,
  type Compared,
  type SaidOf,
} from './domain/standing.ts';

const RULE: Rule = OFFICERS_SIGN;

const compared: fc.Arbitrary<Compared> = fc.record({
  signed: fc.record({ material: fc.constantFrom('a', 'b'), editorial: fc.constantFrom('x', 'y') }),
  now: fc.record({ material: fc.constantFrom('a', 'b'), editorial: fc.constantFrom('x', 'y') }),
  retired: fc.boolean(),
  signedSeq: fc.nat(9),
  challengedSeq: fc.option(fc.nat(9)),
  fallen: fc.nat(2),
  needed: fc.integer({ min: 1, max: 3 }),
  held: fc.nat(3),
  validUntil: fc.option(fc.date({ min: new Date(1e12), max: new Date(2e12), noInvalidDate: true })),
});

describe('how many signatures are missing', () => {
  const given = fc.array(
    fc.boolean().map((outside) => ({ record: { outside: outside ? {} : null } })),
    { maxLength: 5 },
  );

  test('documents from elsewhere stand for one of several and never for all of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), given, (needed, signatures) => {
        const missing = missingSignatures(needed, signatures);
        const here = signatures.filter(({ record }) => record.outside === null).length;
        if (missing === 0 && needed > 1) assert.ok(here > 0, 'somebody signed here');
        if (here >= needed) assert.equal(missing, 0);
        if (signatures.length < needed) assert.ok(missing > 0);
        assert.ok(
          missing <= needed && missing >= missingSignatures(needed, [...signatures, { record: { outside: null } }]),
        );
      }),
    );
  });

  test('one document makes a version of what takes one signature, as before', () => {
    assert.equal(missingSignatures(1, [{ record: { outside: {} } }]), 0);
    assert.equal(missingSignatures(2, [{ record: { outside: {} } }, { record: { outside: {} } }]), 1);
    assert.equal(missingSignatures(2, [{ record: { outside: {} } }, { record: { outside: null } }]), 0);
  });
});

describe('how an approved version stands', () => {
  test('it is current exactly where nothing stands against it, and each thing by itself ends that', () => {
    fc.assert(
      fc.property(compared, fc.date({ min: new Date(1e12), max: new Date(2e12), noInvalidDate: true }), (one, now) => {
        const standing = standingOf(one, now);
        const { void: isVoid, outOfDate, challenged, expired, current } = standing;
        assert.equal(current, !isVoid && !outOfDate && !challenged && !expired);
        const fine: Compared = {
          ...one,
          now: one.signed,
          retired: false,
          challengedSeq: one.signedSeq,
          fallen: 0,
          held: one.needed,
          validUntil: null,
        };
        assert.equal(
          standingOf(fine, now).current,
          true,
          'contrary evidence that was known when it was signed is answered',
        );
        const against: Partial<Compared>[] = [
          { now: { ...fine.now, material: 'c' } },
          { retired: true },
          { challengedSeq: one.signedSeq + 1 },
          { fallen: 1 },
          { held: one.needed - 1 },
          { validUntil: now },
        ];
        for (const change of against)
          assert.equal(standingOf({ ...fine, ...change }, now).current, false, JSON.stringify(change));
        const edited = standingOf({ ...fine, now: { ...fine.now, editorial: 'z' } }, now);
        assert.deepEqual([edited.current, edited.editorialDrift], [true, true], 'what is editorial lapses nothing');
      }),
    );
  });

  test('it says what is so in one line, and where it does not stand what clears it', () => {
    const said = (standing: Partial<SaidOf['standing']>, more: Partial<SaidOf> = {}): SaidOf => ({
      what: 'Hazard log of Willowbank Wound Care',
      href: '/v',
      number: 4,
      by: ['Wren Applewhite (clinical safety officer)'],
      byAuthor: false,
      outside: false,
      on: '3 March 2026',
      until: '3 March 2027',
      standing: {
        void: false,
        outOfDate: false,
        challenged: false,
        expired: false,
        editorialDrift: false,
        current: Object.values(standing).every((one) => !one),
        ...standing,
      },
      drift: NO_DRIFT,
      challenges: [],
      voided: [],
      retired: false,
      whoSigns: 'the clinical safety officer or a deputy',
      ...more,
    });
    assert.equal(
      approvedLine(said({})),
      'Version 4 approved by Wren Applewhite (clinical safety officer) on 3 March 2026',
    );
    assert.match(approvedLine(said({}, { byAuthor: true })), /approved by its author, Wren/u);
    assert.match(approvedLine(said({}, { outside: true })), /approved outside Primum by/u);
    assert.equal(driftLine(said({})), 'unchanged since');
    const drift = { material: ['2 hazards changed', 'the intended use changed'], named: [], editorial: 3 };
    assert.equal(driftLine(said({ editorialDrift: true, current: true }, { drift })), '3 editorial changes since');
    const worst = said(
      { outOfDate: true, challenged: true },
      { drift, challenges: ['control CTL-31 does not hold since 9 March 2026'] },
    );
    assert.equal(
      driftLine(worst),
      'out of date: 2 hazards changed and the intended use changed; challenged: control CTL-31 does not hold since 9 March 2026',
    );
    assert.equal(
      sentenceText(standingSentence(worst)!),
      'Version 4 of the hazard log of Willowbank Wound Care is out of date and challenged because 2 hazards changed and the intended use changed since it was signed on 3 March 2026, and control CTL-31 does not hold since 9 March 2026. Version 5, signed by the clinical safety officer or a deputy, clears it. Only the difference is shown.',
    );
    const named = ['control ', { text: 'CTL-31', href: '/services/DEMO/controls/CTL-31' }, ', from “a” to “b”'];
    assert.match(
      sentenceText(standingSentence(said({ outOfDate: true }, { drift: { ...drift, named } }))!),
      /signed on 3 March 2026: control CTL-31, from “a” to “b”\. Version 5/u,
    );
    const fallen = Array.from({ length: 500 }, (_one, index) => `HAZ-${index + 1} fell`);
    assert.match(
      driftLine(said({ challenged: true }, { challenges: fallen })),
      /^challenged: HAZ-1 fell, HAZ-2 fell, HAZ-3 fell, HAZ-4 fell and 496 others do not stand either$/u,
    );
    assert.match(
      driftLine(said({ challenged: true }, { challenges: fallen.slice(0, 5) })),
      /HAZ-4 fell and HAZ-5 fell$/u,
    );
    assert.equal(standingSentence(said({})), null);
    for (const state of ['void', 'outOfDate', 'challenged', 'expired'] as const) {
      const sentence = standingSentence(said({ [state]: true }))!;
      assert.ok(sentence.because.length > 0 && sentence.clears.length > 0, state);
    }
  });
});

describe('how long it is valid', () => {
  test('months end on the same day, or on the last of a shorter month', () => {
    const after = (day: string, months: number) =>
      monthsAfter(new Date(`${day}T10:00:00Z`), months)
        .toISOString()
        .slice(0, 10);
    assert.equal(after('2026-03-03', 12), '2027-03-03');
    assert.equal(after('2024-02-29', 12), '2025-02-28');
    assert.equal(after('2026-08-31', 6), '2027-02-28');
    assert.equal(after('2026-12-31', 2), '2027-02-28');
    assert.equal(validUntil({ months: null }, new Date()), null);
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 60 }),
        (at, months) => {
          const end = monthsAfter(at, months);
          const away = (end.getUTCFullYear() - at.getUTCFullYear()) * 12 + end.getUTCMonth() - at.getUTCMonth();
          assert.equal(away, months);
          assert.ok(end.getUTCDate() <= at.getUTCDate());
        },
      ),
    );
  });
});

describe('who may sign', () => {
  const signing: Signing = {
    name: 'Wren Applewhite',
    roles: ['clinical safety officer'],
    office: 'clinical safety officer',
    officer: 'Wren Applewhite',
    registrationProblem: null,
    trainingProblem: null,
    conditions: '',
  };
  const toSign: ToSign = {
    what: 'the hazard log of Willowbank Wound Care',
    service: { reference: 'DEMO', name: 'Willowbank Wound Care' },
    retired: false,
    approved: null,
    signedAlready: false,
    wrote: false,
  };
  const why = (rule: Partial<Rule>, who: Partial<Signing>, what: Partial<ToSign>) => {
    const sentence = whyNotSigned({ ...RULE, ...rule }, { ...signing, ...who }, { ...toSign, ...what });
    return sentence && sentenceText(sentence);
  };
  const standing = {
    void: false,
    outOfDate: false,
    challenged: false,
    expired: false,
    editorialDrift: false,
    current: true,
  };

  test('whoever holds the office, is registered, and has something to sign', () => {
    assert.equal(why({}, {}, {}), null);
    assert.match(why({}, { roles: ['viewer'] }, {})!, /you hold none of these roles/u);
    assert.match(why({}, { office: null, officer: null }, {})!, /has no clinical safety officer who was nominated/u);
    assert.match(
      why({}, { office: null, officer: 'Juniper Hale' }, {})!,
      /the clinical safety officer of .* is Juniper Hale/u,
    );
    const office = 'deputy clinical safety officer' as const;
    assert.match(why({}, { office }, {})!, /no nomination/u, 'the office of a role that one does not hold is none');
    assert.equal(why({}, { office, roles: [office] }, {}), null);
    const problem = {
      so: ['The registration is not verified'],
      because: ['nobody looked'],
      clears: ['A look-up clears it.'],
    };
    assert.match(
      why({}, { registrationProblem: problem }, {})!,
      /not verified: nobody looked\. A look-up clears it\./u,
    );
    assert.equal(why({ registration: false }, { registrationProblem: problem }, {}), null);
    assert.equal(
      warningsOf({ ...RULE, registration: false }, { ...signing, registrationProblem: problem }, toSign).length,
      1,
    );
    assert.match(why({}, {}, { retired: true })!, /it is retired/u);
    assert.match(why({ signatures: 2 }, {}, { signedAlready: true })!, /it takes 2 signatures, each by somebody else/u);
  });

  test('an author, where the rule lets them; then it is shown', () => {
    assert.equal(why({}, {}, { wrote: true }), null);
    assert.match(why({ author: 'never' }, {}, { wrote: true })!, /nobody approves their own words here/u);
    assert.match(
      sentenceText(warningsOf(RULE, signing, { ...toSign, wrote: true })[0]!),
      /You wrote some of this yourself/u,
    );
    assert.match(
      sentenceText(warningsOf(RULE, { ...signing, conditions: 'Works under supervision.' }, toSign)[0]!),
      /the register says: “Works under supervision\.”/u,
    );
  });

  test('a version that stands is signed again only where something drifted, or its end is near', () => {
    const approved = { number: 4, standing, dueSoon: false };
    assert.match(why({}, {}, { approved })!, /There is nothing to sign because version 4/u);
    assert.equal(why({}, {}, { approved: { ...approved, dueSoon: true } }), null);
    assert.equal(why({}, {}, { approved: { ...approved, standing: { ...standing, editorialDrift: true } } }), null);
    assert.equal(
      why({}, {}, { approved: { ...approved, standing: { ...standing, current: false, challenged: true } } }),
      null,
    );
  });

  test('a signature means what its kind, its role and its decision say', () => {
    const meant = {
      role: 'clinical safety officer' as const,
      service: 'Willowbank',
      number: 5,
      previous: 4,
      judgement: 'it is fair',
    };
    assert.equal(
      meaningOf({ ...meant, decision: 'approve' }),
      'I am the clinical safety officer of Willowbank. I have read the differences between version 4 and version 5. In my judgement it is fair.',
    );
    assert.match(
      meaningOf({ ...meant, previous: null, decision: 'approve with conditions' }),
      /all of version 5.*with the conditions that I have set\.$/u,
    );
    assert.match(
      meaningOf({ ...meant, decision: 'reject' }),
      /not ready to be approved, for the reason that I give\.$/u,
    );
    assert.match(
      meaningOf({ ...meant, role: 'deputy clinical safety officer', decision: 'approve' }),
      /^I am a deputy/u,
    );
    assert.equal(roleOf(RULE, { roles: [], office: 'clinical safety officer' }), null);
  });
});
