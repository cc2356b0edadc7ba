import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { check } from './check.ts';
import type { Hazard, Report } from './domain.ts';
import type { InputFile } from './reading/read.ts';
import { readScheme } from './reading/scheme-file.ts';

/*
 * The truth about real logs, counted by hand and by script elsewhere. The files are not part of this project; where they
 * are absent these tests are skipped, and the look-alikes in domain/shapes.test.ts hold the same oddities.
 */

const DATA = fileURLToPath(new URL('../../../../shared/data/hazard-logs', import.meta.url));
const skip = existsSync(DATA) ? false : 'the real hazard logs (../shared/data/hazard-logs) are not here';

function filesIn(path: string): string[] {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : [path];
}

function input(path: string): InputFile[] {
  const whole = join(DATA, path);
  return filesIn(whole).map((file) => ({ name: relative(dirname(whole), file), bytes: readFileSync(file) }));
}

async function reportOn(path: string): Promise<Report> {
  return (await check(input(path), { mapping: [], scheme: null })).report;
}

/** "H-02 initial High is Moderate" for each rating that is not what its scheme makes of it. */
function contradictions(report: Report): string[] {
  return report.findings
    .filter((finding) => finding.rule === 'rating-contradicts-matrix')
    .map(
      (finding) =>
        `${finding.hazard} ${/^(\w+) risk is given as (.+?)\. .* make (.+) in /u.exec(finding.so)?.slice(1).join(' ').toLowerCase()}`,
    );
}

interface Truth {
  readonly path: string;
  readonly hazards: number;
  readonly causes?: number;
  readonly controls?: number;
  readonly transferred?: number;
  readonly scheme: `${string} ${string}`;
  readonly contradictions?: readonly string[];
  /** Rules whose findings are errors, with their number. Everything that is not here is no error. */
  readonly errors?: Readonly<Record<string, number>>;
}

const TRUTHS: readonly Truth[] = [
  {
    path: 'nhsd-nrl',
    hazards: 11,
    scheme: 'declared NHS-DCB-5x5',
    contradictions: ['NRL01 initial 2 3', 'NRL01 residual 2 1', 'NRL06 residual 3 2'],
    errors: { 'rating-contradicts-matrix': 3, 'risk-formula-reads-wrong-cell': 11 },
  },
  {
    path: 'nhsd-cds-api/CDS-API-Implementation-Guide-v2.0-Hazard-Log-v2.0.xlsx',
    hazards: 12,
    causes: 61,
    controls: 162,
    transferred: 39,
    scheme: 'declared NHS-DCB-5x5',
    errors: { 'rating-stated-twice': 3, 'duplicate-id': 2 },
  },
  {
    path: 'nhsd-cds-api/CDS_API_Hazard_Log_V1.0.xlsx',
    hazards: 4,
    causes: 35,
    controls: 95,
    scheme: 'declared NHS-DCB-5x5',
  },
  { path: 'uk-core', hazards: 9, scheme: 'declared NHS-DCB-5x5' },
  {
    // The icons of seven of them say something else than their text, in severity, likelihood or risk.
    path: 'dcsp-test-bmi',
    hazards: 9,
    scheme: 'default NHS-DCB-5x5',
    errors: { 'rating-stated-twice': 7 },
  },
  {
    path: 'joint-journey/Joint Journey - Hazard Log (DCB0129).xlsx',
    hazards: 10,
    scheme: 'recognised product-25',
  },
  { path: 'joint-journey/hazard-log.md', hazards: 10, scheme: 'recognised product-25' },
  {
    path: 'clinical-referral-safety',
    hazards: 12,
    scheme: 'declared declared',
    contradictions: [
      'H-02 initial high moderate',
      'H-02 residual low moderate',
      'H-04 residual low moderate',
      'H-09 initial high moderate',
      'H-09 residual low moderate',
      'H-10 initial high moderate',
      'H-10 residual low moderate',
      'H-12 initial high moderate',
      'H-12 residual low moderate',
    ],
    errors: { 'rating-contradicts-matrix': 9 },
  },
  { path: 'clinical-referral-safety/hazard-log.csv', hazards: 12, scheme: 'unknown none' },
  { path: 'jcf54-regops', hazards: 5, controls: 8, scheme: 'declared NHS-DCB-5x5' },
  { path: 'rcpch-dgc', hazards: 4, scheme: 'default NHS-DCB-5x5' },
];

describe('the truth about real logs', { skip }, () => {
  for (const truth of TRUTHS) {
    test(`${truth.path}: ${truth.hazards} hazards`, async () => {
      const report = await reportOn(truth.path);
      const errors: Record<string, number> = {};
      for (const finding of report.findings)
        if (finding.level === 'error') errors[finding.rule] = (errors[finding.rule] ?? 0) + 1;
      assert.deepEqual(
        {
          hazards: report.counts.hazards,
          scheme: `${report.scheme.origin} ${report.scheme.scheme?.id ?? 'none'}`,
          contradictions: contradictions(report),
          errors,
          questions: report.questions.map((question) => question.text),
        },
        {
          hazards: truth.hazards,
          scheme: truth.scheme,
          contradictions: truth.contradictions ?? [],
          errors: truth.errors ?? {},
          questions: [],
        },
      );
      if (truth.causes !== undefined) assert.equal(report.counts.causes, truth.causes, 'causes');
      if (truth.controls !== undefined) assert.equal(report.counts.controls, truth.controls, 'controls');
      if (truth.transferred !== undefined)
        assert.equal(report.counts.controlsTransferred, truth.transferred, 'transferred');
    });
  }

  test('NRL: the residual formulas P2 to P12 read column G, and N is meant', async () => {
    const { formulas } = await reportOn('nhsd-nrl');
    const wrong = formulas.filter((formula) => formula.wrong.length > 0);
    assert.deepEqual(
      wrong.map((formula) => formula.place.cell),
      Array.from({ length: 11 }, (_, index) => `P${index + 2}`),
    );
    for (const { place, wrong: reads } of wrong) {
      const row = place.cell!.slice(1);
      assert.deepEqual(
        reads.map((one) => [one.reads, one.shouldRead]),
        [[`G${row}`, `N${row}`]],
      );
    }
  });

  test('the referral log alone: nothing is computed, and the report says why', async () => {
    const report = await reportOn('clinical-referral-safety/hazard-log.csv');
    const computed = (hazard: Hazard) => [hazard.initial.computed, hazard.residual.computed];
    assert.ok(report.hazards.flatMap(computed).every((level) => level === null));
    assert.ok(report.findings.some((finding) => finding.rule === 'scheme-not-nhs'));
  });

  test('the referral log with the scheme of its plan: exactly 9 contradictions', async () => {
    const [plan] = input('clinical-referral-safety/clinical-risk-management-plan.md');
    const { report } = await check(input('clinical-referral-safety/hazard-log.csv'), {
      mapping: [],
      scheme: await readScheme(plan!),
    });
    assert.equal(contradictions(report).length, 9);
    assert.equal(report.scheme.origin, 'given');
  });

  const logs = [
    'nhsd-nrl/',
    'nhsd-cds-api/',
    'uk-core/UK-Core-Development-Hazards/FHIR',
    'uk-core/UK-Core-Implementation-Hazards/FHIR',
    // These list the hazards of their folders, and are logs where they come alone.
    'uk-core/UK-Core-Development-Hazards/Index',
    'uk-core/UK-Core-Implementation-Hazards/Index',
    'dcsp-test-bmi/hazards/',
    'joint-journey/',
    'clinical-referral-safety/hazard-log.csv',
    'jcf54-regops/docstring-hazards.yaml',
    'jcf54-regops/initial_hazard_log.yaml',
    'rcpch-dgc/clinical-safety-case-report.md',
  ];

  test('every other file alone gives no hazards, and a sentence', async () => {
    const others = filesIn(DATA)
      .map((file) => relative(DATA, file))
      .filter((file) => !logs.some((log) => file.startsWith(log)));
    assert.ok(others.length > 15, `${others.length} files`);
    for (const other of others) {
      const report = await reportOn(other);
      assert.deepEqual(
        report.hazards.map((hazard) => hazard.name),
        [],
        basename(other),
      );
      assert.ok(report.notTaken.length > 0, other);
      assert.deepEqual(report.questions, [], other);
      assert.deepEqual(
        report.findings.filter((finding) => finding.level === 'error'),
        [],
        other,
      );
    }
  });
});
