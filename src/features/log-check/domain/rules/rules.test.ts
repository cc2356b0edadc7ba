import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LEVELS, messageOf, type Material } from '../../domain.ts';
import { RULES } from '../judge.ts';
import { cellAt, files, grid, reportOn, sheet, workbook } from '../test-material.ts';
import { nearDuplicates } from './wording.ts';

/** "warning H1 Log!C3: what is so. What clears it." for each finding of a rule. */
function found(material: Material, rule: string): string[] {
  return reportOn(material)
    .findings.filter((finding) => finding.rule === rule)
    .map((finding) => {
      const { file, sheet: name, cell, line } = finding.place;
      const place = cell ?? (line === undefined ? (name ?? file) : `line ${line}`);
      const count = finding.count > 1 ? ` (${finding.count})` : '';
      return `${finding.level} ${finding.hazard ?? '-'} ${place}${count}: ${messageOf(finding)}`;
    });
}

const log = (text: string) => workbook(sheet(text, 'Log'));

/** A log in which nothing is wrong: no rule of level error or warning may say anything of it. */
const SOUND = log(`
Ref | Hazard | Description | Harm | Cause | Initial severity | Initial likelihood | Initial risk | Control | Control owner | Evidence | Residual severity | Residual likelihood | Residual risk | Residual justification | Owner | Status
H1 | Wrong dose shown to the nurse | A tenfold dose is shown | The patient is given an overdose | Rounding | Major | High | 4 | The screen refuses a dose beyond its range | A. Example | Test 12 | Major | Low | 3 | A lower range hides real doses | Dr A Example | Open
H2 | Alert not shown to the doctor | Sepsis is not seen in time | Sepsis is treated hours too late | Server stops | Minor | Low | 1 | A second server takes over | B. Example | Test 13 | Minor | Very low | 1 | | Dr A Example | Closed`);

describe('every rule', () => {
  test('says nothing of a sound log', () => {
    const said = reportOn(SOUND).findings.filter((finding) => finding.level !== 'note');
    assert.deepEqual(said.map(messageOf), []);
  });

  test('has a name of its own, a level, a clause in its form, and sentences', () => {
    assert.equal(new Set(RULES.map((rule) => rule.id)).size, RULES.length);
    for (const rule of RULES) {
      assert.match(rule.id, /^[a-z]+(?:-[a-z]+)+$/u);
      assert.ok(LEVELS.includes(rule.level));
      assert.match(rule.clause ?? '3.2.1', /^\d\.\d\.\d$/u);
      for (const sentence of [rule.looksFor, rule.headline]) assert.match(sentence, /^[A-Z].*\.$/u, rule.id);
    }
  });
});

describe('ratings', () => {
  const contradicting = log(`
Ref | Hazard | Cause | Severity | Likelihood | Risk | Residual severity | Residual likelihood | Residual risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 2 | Major | Low | 3`);

  test('rating-contradicts-matrix', () => {
    assert.deepEqual(found(contradicting, 'rating-contradicts-matrix'), [
      'error H1 F2: Initial risk is given as 2. Major and Medium make 3 in the NHS matrix. Put 3, or choose another severity or likelihood, with the reason.',
    ]);
    assert.equal(cellAt(contradicting, 'Log', 'F2'), '2');
  });

  test('rating-contradicts-matrix: by likelihood times severity, and with the clause of the residual risk', () => {
    const material = log(`
Ref | Hazard | Severity | Likelihood | Risk | Residual severity | Residual likelihood | Residual risk
H1 | Wrong dose shown to the nurse | 4 | 3 | 12 | 4 | 2 | 6
H2 | Alert not shown to the doctor | 5 | 2 | 10 | 5 | 1 | 5
H3 | Wrong patient chosen from a list | 3 | 3 | 9 | 3 | 2 | 6`);
    assert.deepEqual(found(material, 'rating-contradicts-matrix'), [
      'error H1 H2: Residual risk is given as 6. 4 and 2 make 8 as likelihood times severity. Put 8, or choose another severity or likelihood, with the reason.',
    ]);
    assert.equal(reportOn(material).findings[0]!.clause, '6.1.4');
  });

  test('rating-contradicts-matrix: not where the word may mean either level, nor without a known scheme', () => {
    const either = log(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Minor | High | Acceptable
H2 | Alert not shown to the doctor | Minor | Low | Acceptable`);
    assert.deepEqual(found(either, 'rating-contradicts-matrix'), []);
    const words = log(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Bad | Often | 1`);
    assert.deepEqual(found(words, 'rating-contradicts-matrix'), []);
  });

  test('rating-stated-twice: in two sheets', () => {
    const material = workbook(
      sheet(
        `
Ref | Hazard | Risk
H1 | Wrong dose shown to the nurse | 4`,
        'List',
      ),
      sheet(
        `
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3`,
        'Log',
      ),
    );
    assert.deepEqual(found(material, 'rating-stated-twice'), [
      'error H1 C2: The initial rating of H1 is stated more than once, and differs: Major and Medium = 3 (F2); 4 (C2). Keep one of them, and make the others say the same.',
    ]);
  });

  test('rating-stated-twice: a slip among rows is an error, a rating for each row a way of working', () => {
    const rows = (second: string, third: string) =>
      log(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3
H1 | Wrong dose shown to the nurse | Wrong unit | Major | ${second}
H2 | Alert not shown to the doctor | Server down | Minor | Low | 1
H2 | Alert not shown to the doctor | Screen full | Minor | ${third}
H3 | Wrong patient chosen from a list | Same name | Major | Low | 3
H3 | Wrong patient chosen from a list | Twins | Major | Low | 3`);
    const slip = found(rows('Low | 3', 'Low | 1'), 'rating-stated-twice');
    assert.equal(slip.length, 1);
    assert.match(slip[0]!, /^error H1 /u);
    const each = found(rows('Low | 3', 'High | 2'), 'rating-stated-twice');
    assert.deepEqual(
      each.map((text) => text.slice(0, 7)),
      ['note H1', 'note H2'],
    );
  });

  test('risk-formula-reads-wrong-cell: the column of the other rating, and another row', () => {
    const material = log(`
Ref | Hazard | Severity | Likelihood | Risk | Residual severity | Residual likelihood | Residual risk
H1 | Wrong dose shown to the nurse | Major | High | =INDEX(M!B2:F6,D2,C2)-> 4 | Major | Low | =INDEX(M!$B$2:$F$6,G2,$C2)-> 3
H2 | Alert not shown to the doctor | Minor | Low | =INDEX(M!B2:F6,D2,C3)-> 1 | Minor | Low | =INDEX(M!B2:F6,G3,F3)-> 1
H3 | Wrong patient chosen from a list | Minor | Low | =Other!C9-> 1 | Minor | Low | 1`);
    assert.deepEqual(found(material, 'risk-formula-reads-wrong-cell'), [
      'error H2 E3: The initial risk in E3 is worked out from D2 (initial likelihood, row 2). D3 (initial likelihood) is meant. Make the formula read row 3 in place of row 2.',
      'error H1 H2: The residual risk in H2 is worked out from C2 (initial severity). F2 (residual severity) is meant. Make the formula read column F in place of column C.',
    ]);
  });

  test('rating-word-unknown: names the words to choose from', () => {
    const material = log(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Mojor | Medium | 3
H2 | Alert not shown to the doctor | Server down | Minor | Low | 1
H3 | Wrong patient chosen from a list | Same name | Major | Low | Rad
H4 | Allergy not shown to the prescriber | Old data | Major | Low | 3
H5 | Letter sent to an old address | Old data | Minor | High | 2`);
    assert.deepEqual(found(material, 'rating-word-unknown'), [
      // As near to Minor as makes no matter: never a guess.
      'error H1 D2: The initial severity is \u201cMojor\u201d, which is not in the NHS matrix. Choose one of: Minor, Significant, Considerable, Major, Catastrophic.',
      'error H3 F4: The initial risk is \u201cRad\u201d, which is not a level of the NHS matrix. Put 3, which is what the matrix gives.',
    ]);
    const worse = log(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Bad | Medium | 3
H2 | Alert not shown to the doctor | Server down | Minor | Low | 1
H3 | Wrong patient chosen from a list | Same name | Major | Low | 3
H4 | Allergy not shown to the prescriber | Old data | Major | Low | 3`);
    assert.deepEqual(found(worse, 'rating-word-unknown'), [
      'error H1 D2: The initial severity is \u201cBad\u201d, which is not in the NHS matrix. Choose one of: Minor, Significant, Considerable, Major, Catastrophic.',
    ]);
  });

  test('rating-incomplete: once a hazard where the log has the column, once in all where it has not', () => {
    const some = log(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | | 3
H2 | Alert not shown to the doctor | Server down | TBC | TBC |`);
    assert.deepEqual(found(some, 'rating-incomplete'), [
      'warning H2 A3: H2 has no initial rating yet. A severity and a likelihood, given by somebody who knows the care, clear it.',
      'warning H1 F2: The initial rating of H1 has no likelihood. Giving the likelihood clears it. A risk without them cannot be checked.',
    ]);
    const none = log(`
Ref | Hazard | Cause | Control
H1 | Wrong dose shown to the nurse | Rounding | Range check
H2 | Alert not shown to the doctor | Server down | Second server`);
    assert.deepEqual(found(none, 'rating-incomplete'), [
      'warning - Log (2): No hazard has an initial rating, because the log has no column for it. Columns for initial severity, likelihood and risk, filled in, clear it.',
    ]);
  });
});

describe('residual ratings', () => {
  const rated = (
    initial: string,
    residual: string,
    control = 'Range check',
    evidence = 'Test 12',
    reason = 'It is rare',
  ) =>
    log(`
Ref | Hazard | Cause | Severity | Likelihood | Risk | Control | Evidence | Residual severity | Residual likelihood | Residual risk | Residual justification
H1 | Wrong dose shown to the nurse | Rounding | ${initial} | ${control} | ${evidence} | ${residual} | ${reason}`);

  test('residual-missing: not where the initial risk was accepted (5.1.2)', () => {
    assert.deepEqual(found(rated('Major | High | 4', ' | | '), 'residual-missing'), [
      'warning H1 A2: H1 has no residual rating. A residual severity and likelihood clear it.',
    ]);
    assert.deepEqual(found(rated('Minor | Low | 1', ' | | '), 'residual-missing'), []);
    assert.deepEqual(found(rated(' | | ', ' | | '), 'residual-missing'), []);
  });

  test('residual-missing: folded where the log has no column for it', () => {
    const none = log(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | High | 4
H2 | Alert not shown to the doctor | Server down | Major | Low | 3
H3 | Letter sent to an old address | Old data | Minor | Low | 1`);
    assert.deepEqual(found(none, 'residual-missing'), [
      'warning - Log (2): No residual rating is given, because the log has no column for it. Columns for residual severity, likelihood and risk, filled in, clear it.',
    ]);
  });

  test('residual-worse-than-initial', () => {
    assert.deepEqual(found(rated('Minor | Low | 1', 'Major | Low | 3'), 'residual-worse-than-initial'), [
      'warning H1 K2: The residual risk of H1 is 3, and the initial risk was 1. If a control brings a new risk, log that as a hazard of its own. Otherwise put one of the two ratings right.',
    ]);
    assert.deepEqual(found(rated('Minor | Low | 1', 'Minor | Low | 1'), 'residual-worse-than-initial'), []);
  });

  test('residual-lowered-without-control', () => {
    assert.deepEqual(found(rated('Major | High | 4', 'Major | Low | 3', ''), 'residual-lowered-without-control'), [
      'warning H1 K2: The residual risk of H1 is lower than the initial one, and no control was added. Name the control that lowers it, or give it the initial rating.',
    ]);
    assert.deepEqual(found(rated('Major | High | 4', 'Major | Low | 3'), 'residual-lowered-without-control'), []);
    assert.deepEqual(found(rated('Major | Low | 3', 'Major | Low | 3', ''), 'residual-lowered-without-control'), []);
  });

  test('residual-lowered-without-evidence', () => {
    assert.deepEqual(
      found(rated('Major | High | 4', 'Major | Low | 3', 'Check', ''), 'residual-lowered-without-evidence'),
      [
        'warning H1 K2: The residual risk of H1 is lower than the initial one, and nothing shows that its controls work. A test, a review or a document for the controls that lower it clears it.',
      ],
    );
    assert.deepEqual(found(rated('Major | High | 4', 'Major | Low | 3'), 'residual-lowered-without-evidence'), []);
  });

  test('residual-unacceptable: by what the scheme itself says', () => {
    assert.deepEqual(found(rated('Major | Very high | 5', 'Major | High | 4'), 'residual-unacceptable'), [
      'error H1 K2: The residual risk of H1 is 4, which the scheme does not accept. More control clears it; where none is possible, a clinical risk benefit analysis (6.2).',
    ]);
    assert.deepEqual(found(rated('Major | High | 4', 'Major | Low | 3'), 'residual-unacceptable'), []);
    // A product names no bands: nothing is claimed about 20.
    const product = log(`
Ref | Hazard | Severity | Likelihood | Risk | Residual severity | Residual likelihood | Residual risk
H1 | Wrong dose shown to the nurse | 5 | 5 | 25 | 5 | 4 | 20`);
    assert.deepEqual(found(product, 'residual-unacceptable'), []);
  });

  test('residual-needs-justification', () => {
    const without = rated('Major | High | 4', 'Major | Low | 3', 'Check', 'Test 1', '');
    assert.deepEqual(found(without, 'residual-needs-justification'), [
      'warning H1 K2: The residual risk of H1 is 3, and no reason says why that is acceptable. Write why further reduction is impractical, or costs more than it brings.',
    ]);
    assert.deepEqual(found(rated('Major | High | 4', 'Major | Low | 3'), 'residual-needs-justification'), []);
    assert.deepEqual(
      found(rated('Minor | Low | 1', 'Minor | Low | 1', '', '', ''), 'residual-needs-justification'),
      [],
    );
  });
});

describe('causes and controls', () => {
  const HEAD =
    'Ref | Hazard | Harm | Cause | Control | Control type | Control owner | Evidence | Severity | Likelihood | Risk | Status | Action | Action status';
  const rows = (...lines: readonly string[]) => log(`\n${HEAD}\n${lines.join('\n')}`);
  const RATED = 'Minor | Low | 1';

  test('hazard-without-cause and hazard-without-harm', () => {
    const material = rows(
      `H1 | Wrong dose shown to the nurse | | | Range check | Design | A. Example | Test 1 | ${RATED}`,
    );
    assert.deepEqual(found(material, 'hazard-without-cause'), [
      'warning H1 A2: H1 has no cause. Write what would have to happen for the hazard to arise.',
    ]);
    assert.deepEqual(found(material, 'hazard-without-harm'), [
      'warning H1 A2: H1 does not say how a patient would be harmed. Write in one sentence what the patient would suffer: the severity rests on it.',
    ]);
    const none = log(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Minor | Low | 1
H2 | Alert not shown to the doctor | Minor | Low | 1`);
    assert.match(found(none, 'hazard-without-cause').join(), /^warning - Log \(2\): No hazard has a cause, because/u);
    assert.match(found(none, 'hazard-without-harm').join(), /^warning - Log \(2\): No hazard says how/u);
  });

  test('cause-without-control: no control at all, and a numbered cause that none answers', () => {
    const none = rows(`H1 | Wrong dose shown to the nurse | Overdose | 1) Rounding\\n2) Wrong unit | | | | | ${RATED}`);
    assert.deepEqual(found(none, 'cause-without-control'), [
      'warning H1 A2: H1 has 2 causes and no control. A control, or the reason why none is needed, clears it.',
    ]);
    const second = rows(
      `H1 | Wrong dose shown to the nurse | Overdose | 1) Rounding\\n2) Wrong unit | 1) Range check\\n1) Second nurse | | | | ${RATED}`,
    );
    assert.deepEqual(found(second, 'cause-without-control'), [
      'warning H1 D2: No control answers the cause 2 \u201cWrong unit\u201d of H1. A control, or the reason why none is needed, clears it.',
    ]);
    // Nothing links causes with controls here, so nothing is claimed.
    const free = rows(
      `H1 | Wrong dose shown to the nurse | Overdose | Rounding or wrong unit | Range check | | | | ${RATED}`,
    );
    assert.deepEqual(found(free, 'cause-without-control'), []);
  });

  test('control-training-only', () => {
    const training = rows(
      `H1 | Wrong dose shown to the nurse | Overdose | Rounding | Staff are told | Training | | | ${RATED}`,
    );
    assert.deepEqual(found(training, 'control-training-only'), [
      'warning H1 E2: Training is the only control of H1. A control in the design, or the reason why none is possible, clears it.',
    ]);
    const both = rows(
      `H1 | Wrong dose shown to the nurse | Overdose | Rounding | Staff are told | Training | | | ${RATED}`,
      `H1 | Wrong dose shown to the nurse | Overdose | Rounding | Range check | Design | | | ${RATED}`,
    );
    assert.deepEqual(found(both, 'control-training-only'), []);
  });

  test('control-without-owner and control-without-evidence, in the singular and the plural', () => {
    const one = rows(`H1 | Wrong dose shown to the nurse | Overdose | Rounding | Range check | Design | | | ${RATED}`);
    assert.deepEqual(found(one, 'control-without-owner'), [
      'warning H1 E2: 1 control of H1 has no owner. A name or a role clears it.',
    ]);
    assert.deepEqual(found(one, 'control-without-evidence'), [
      'warning H1 E2: Nothing says how 1 control of H1 was verified. A test, a review or a document that shows it clears it.',
    ]);
    const two = rows(
      `H1 | Wrong dose shown to the nurse | Overdose | Rounding | Range check | Design | | | ${RATED}`,
      `H1 | Wrong dose shown to the nurse | Overdose | Rounding | Unit is shown | Design | | | ${RATED}`,
    );
    assert.match(found(two, 'control-without-owner').join(), /H1 E2 \(2\): 2 controls of H1 have no owner\./u);
    assert.match(
      found(two, 'control-without-evidence').join(),
      /\(2\): Nothing says how 2 controls of H1 were verified\./u,
    );
  });

  test('transferred-without-receiver', () => {
    const to = (status: string) =>
      rows(
        `H1 | Wrong dose shown to the nurse | Overdose | Rounding | Range check | Design | A. Example | Test 1 | ${RATED} | ${status}`,
      );
    assert.deepEqual(found(to('Transferred'), 'transferred-without-receiver'), [
      'warning H1 A2: H1 is transferred, and the log does not say to whom. The organisation that takes it, and the control that it must put in place, clear it.',
    ]);
    assert.deepEqual(found(to('Transferred to Example Trust'), 'transferred-without-receiver'), []);
    assert.deepEqual(found(to('Open'), 'transferred-without-receiver'), []);
  });

  test('closed-with-open-action', () => {
    const status = (hazard: string, action: string) =>
      rows(
        `H1 | Wrong dose shown to the nurse | Overdose | Rounding | Range check | Design | A. Example | Test 1 | ${RATED} | ${hazard} | Add a range | ${action}`,
      );
    assert.deepEqual(found(status('Closed', 'Open'), 'closed-with-open-action'), [
      'error H1 E2: H1 is closed, and its action \u201cAdd a range\u201d is open. Closing the action, or reopening the hazard, clears it.',
    ]);
    assert.deepEqual(found(status('Closed', 'Done'), 'closed-with-open-action'), []);
    assert.deepEqual(found(status('Open', 'Open'), 'closed-with-open-action'), []);
  });
});

describe('wording', () => {
  const named = (...names: readonly string[]) =>
    log(
      `\nRef | Hazard | Cause | Severity | Likelihood | Risk\n${names.map((name, index) => `H${index + 1} | ${name} | Rounding | Minor | Low | 1`).join('\n')}`,
    );

  test('hazard-too-vague: three words and no description', () => {
    assert.deepEqual(found(named('Data error', 'The wrong dose is shown to the nurse'), 'hazard-too-vague'), [
      'warning H1 A2: The hazard \u201cData error\u201d is too vague to act on. Saying what goes wrong, where, and for whom clears it.',
    ]);
  });

  test('duplicate-id: two hazards on one number; sheets and files that count for themselves are a warning', () => {
    const twice = log(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Minor | Low | 1
H1 | Alert not shown to the doctor | Server down | Minor | Low | 1`);
    assert.deepEqual(found(twice, 'duplicate-id'), [
      'error H1 A3: The number H1 is on 2 hazards: \u201cWrong dose shown to the nurse\u201d and \u201cAlert not shown to the doctor\u201d. A number of its own for each clears it.',
    ]);
    const sheets = ['Wrong dose shown to the nurse', 'Alert not shown to the doctor'].map((name, index) =>
      sheet(
        `\nRef | Hazard | Cause | Severity | Likelihood | Risk\n1 | ${name} | Rounding | Minor | Low | 1`,
        `Part ${index}`,
      ),
    );
    assert.match(found(workbook(...sheets), 'duplicate-id').join(), /^warning 1 A2: The number 1 is on 2 hazards/u);
    const others = sheets.map((one, index) => ({ ...one, file: `part-${index}.xlsx` }));
    assert.match(found(workbook(...others), 'duplicate-id').join(), /^warning 1 A2: The number 1 stands in 2 files/u);
    assert.deepEqual(found(SOUND, 'duplicate-id'), []);
  });

  test('duplicate-hazard: the same words in another order, and not two words in common', () => {
    const alike = named(
      'The wrong dose is shown to the nurse',
      'To the nurse, the wrong doses are shown',
      'The wrong dose is given to a child',
    );
    assert.deepEqual(found(alike, 'duplicate-hazard'), [
      'warning H2 A3: H2 says the same as H1, or nearly: \u201cTo the nurse, the wrong doses are shown\u201d. Join the two, or say in each what sets it apart.',
    ]);
  });

  test('template-text-left', () => {
    assert.deepEqual(
      found(named('Hazard name here <insert hazard>', 'The wrong dose is shown to the nurse'), 'template-text-left'),
      [
        'warning H1 A2: Template text is left in H1: \u201cHazard name here <insert hazard>\u201d. Your own words, or taking the row out, clear it.',
      ],
    );
    assert.deepEqual(found(named('A dose <5 mg is shown as >5 mg to the nurse'), 'template-text-left'), []);
  });

  test('single-death-called-catastrophic: one patient, and not several', () => {
    const harm = (text: string) =>
      log(`
Ref | Hazard | Harm | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | ${text} | Catastrophic | Very low | 3`);
    assert.deepEqual(found(harm('The death of a patient'), 'single-death-called-catastrophic'), [
      'note H1 D2: The death of one patient is called Catastrophic in H1. In the NHS matrix one patient\u2019s death is Major. If several patients could die, say so. Otherwise Major is the NHS word.',
    ]);
    assert.deepEqual(found(harm('The death of several patients'), 'single-death-called-catastrophic'), []);
    assert.deepEqual(found(harm('Death'), 'single-death-called-catastrophic'), []);
  });

  test('near duplicates are found without comparing all with all', () => {
    const words = Array.from({ length: 700 }, (_, index) => `word${index}`);
    const names = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        [7, 31, 97, 211, 389, 523]
          .map((step) => words[(index * step + ((index * index) % 101)) % words.length])
          .join(' '),
      );
    // All with all would be 200 million comparisons of word sets, and minutes.
    const begun = performance.now();
    nearDuplicates(names(20_000));
    const took = performance.now() - begun;
    assert.ok(took < 10_000, `${Math.round(took)} ms`);
    assert.deepEqual(nearDuplicates([...names(50), names(50)[7]!]).at(-1), [7, 50]);
  });
});

describe('the file', () => {
  const MATRIX = `
 | Minor | Significant | Considerable | Major | Catastrophic
Very high | 3 | 4 | 4 | 5 | 5
High | 2 | 3 | 3 | 4 | 5
Medium | 2 | 2 | 3 | 3 | 4
Low | 1 | 2 | 2 | 4 | 4
Very low | 1 | 1 | 2 | 2 | 3`;
  const rated = sheet(
    `
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Low | 4`,
    'Log',
  );

  test('scheme-differs-from-nhs: names the square, and uses the log\u2019s own', () => {
    const material = workbook(rated, sheet(MATRIX, 'Matrix'));
    assert.deepEqual(found(material, 'scheme-differs-from-nhs'), [
      'note - B1: The log\u2019s own matrix differs from the NHS matrix in 1 of 25 squares: Major and Low make 4 here, and 3 there. It was used, and not the NHS matrix. Nothing to clear if the clinical risk management plan declares this matrix.',
    ]);
    assert.deepEqual(found(material, 'rating-contradicts-matrix'), []);
    assert.deepEqual(found(workbook(rated), 'scheme-differs-from-nhs'), []);
  });

  test('scheme-not-nhs: a warning where nothing could be recomputed, a note where another scheme was used', () => {
    const unknown = log(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Bad | Often | High`);
    assert.match(
      found(unknown, 'scheme-not-nhs').join(),
      /^warning - .*No rating was recomputed: the scheme of this log is not known\./u,
    );
    const product = log(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | 4 | 3 | 12`);
    assert.match(found(product, 'scheme-not-nhs').join(), /^note - .*likelihood times severity/u);
    assert.deepEqual(found(SOUND, 'scheme-not-nhs'), []);
  });

  test('personal-data-found: masked, with its place', async () => {
    const material = await files([
      'log.csv',
      '\nRef,Hazard,Cause,Severity,Likelihood,Risk\nH1,Wrong dose shown for 943 476 5919,Rounding,Major,Low,3',
    ]);
    const [said, ...more] = found(material, 'personal-data-found');
    assert.match(said!, /^warning - line 2: This looks like an NHS number/u);
    assert.deepEqual(more, []);
    assert.doesNotMatch(
      JSON.stringify(reportOn(material), (_key, value: unknown) => (value instanceof Set ? [...value] : value)),
      /943\s?476\s?5919/u,
    );
  });

  test('row-not-taken: says each, with its reason', () => {
    const material = log(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Low | 3
H2 | | | | |
Total | | | | | 3`);
    assert.deepEqual(found(material, 'row-not-taken'), [
      'note - A3: Not taken: Only a number (H2): an empty row of the template. Nothing to clear, unless it is a hazard: then give it a name and a rating.',
      'note - A4: Not taken: Totals: \u201cTotal\u201d. Nothing to clear, unless it is a hazard: then give it a name and a rating.',
    ]);
  });
});

describe('the report', () => {
  test('puts errors first, then warnings, then notes, each in the order of the rules', () => {
    const material = log(`
Ref | Hazard | Severity | Likelihood | Risk | Status
H1 | Data error | Major | Medium | 2 | Open
H2 | Alert not shown to the doctor | Minor | Low | 2 | Open
Total | | | | 4 |`);
    const { findings } = reportOn(material);
    const places = findings.map(
      (finding) => LEVELS.indexOf(finding.level) * 100 + RULES.findIndex((rule) => rule.id === finding.rule),
    );
    assert.ok(new Set(findings.map((finding) => finding.level)).size === 3);
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
  });

  test('every message is sentences, short, with a full stop, and the number agrees', () => {
    const material = log(`
Ref | Hazard | Severity | Likelihood | Risk | Control | Residual severity | Residual likelihood | Residual risk | Status
H1 | Data error | Major | Medium | 2 | Training | Major | Very high | 5 | Transferred
H2 | Alert not shown to the doctor | Mad | Low | 2 | | Minor | Low | 1 | Closed
H2 | Letter sent to an old address | Minor | Low | 1 | | Minor | | 1 | Open
H4 | Letter sent to the old addresses | Minor | High | 2 | | Minor | Low | 1 | Open
H5 | List of drugs is cut off | Minor | High | 2 | | Minor | Low | 1 | Open`);
    const { findings } = reportOn(material);
    assert.ok(new Set(findings.map((finding) => finding.rule)).size > 8);
    for (const finding of findings) {
      assert.match(finding.so, /^[\p{Lu}\d\u201c].*[.\u201d]$/u);
      assert.match(finding.clears, /^\p{Lu}.*\.$/u);
      assert.ok(messageOf(finding).length < 330, messageOf(finding));
      assert.doesNotMatch(messageOf(finding), /\b1 \w+s\b|undefined|null|NaN/u);
    }
  });

  test('counts what was taken and what was not', () => {
    const { counts } = reportOn(SOUND);
    assert.deepEqual(counts, {
      hazards: 2,
      causes: 2,
      controls: 2,
      controlsTransferred: 0,
      rowsTaken: 2,
      rowsNotTaken: 0,
    });
    assert.equal(grid('\na | b').length, 1);
  });
});
