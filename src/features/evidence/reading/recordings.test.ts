import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { decodeReport } from './decode.ts';
import { readJUnit } from './junit.ts';

const FOLDER = new URL('../testing/recordings/', import.meta.url);

/** Each test of each recording: what became of it, its name, and the controls that it names. */
const DECLARED: Readonly<Record<string, { readonly at: string | null; readonly tests: readonly string[] }>> = {
  'node-test.xml': {
    at: '2026-11-27T17:47:27.759Z',
    tests: [
      'passed: Photo upload / refuses a photo of another patient [CTL-1] = CTL-1',
      'failed: Photo upload / shows the time of the photo [CTL-2] [CTL-3] = CTL-2 CTL-3',
      'skipped: Photo upload / works on an old phone =',
      'passed: Photo upload > when the network fails [CTL-4] / keeps the photo = CTL-4',
      'failed:  / a message is never sent twice [PLATFORM/CTL-3] = PLATFORM/CTL-3',
      'skipped:  / nothing to see =',
    ],
  },
  'vitest.xml': {
    at: '2026-11-27T17:51:32.129Z',
    tests: [
      'passed: wound.test.mjs / Photo upload > refuses a photo of another patient [CTL-1] = CTL-1',
      'failed: wound.test.mjs / Photo upload > shows the time of the photo [CTL-2] [CTL-3] = CTL-2 CTL-3',
      'skipped: wound.test.mjs / Photo upload > works on an old phone [CTL-5] = CTL-5',
      'passed: wound.test.mjs / Photo upload > settles at the second try [CTL-4] = CTL-4',
      'failed: wound.test.mjs / a message is never sent twice [PLATFORM/CTL-3] = PLATFORM/CTL-3',
    ],
  },
  'jest-junit.xml': {
    at: '2026-11-27T17:46:11.000Z',
    tests: [
      'passed: Photo upload / Photo upload refuses a photo of another patient [CTL-1] = CTL-1',
      'failed: Photo upload / Photo upload shows the time of the photo [CTL-2] [CTL-3] = CTL-2 CTL-3',
      'skipped: Photo upload / Photo upload works on an old phone [CTL-5] = CTL-5',
      'failed: Photo upload / a message is never sent twice [PLATFORM/CTL-3] = PLATFORM/CTL-3',
      // The file that does not parse stands there twice, as an error and as a failure.
      'errored: broken.test.js / broken.test.js =',
    ],
  },
  'playwright.xml': {
    // Two projects, each with every test: the worse of the two counts.
    at: '2026-11-27T17:46:13.185Z',
    tests: [
      'passed: wound.spec.js / Photo upload › refuses a photo of another patient = CTL-1',
      'failed: wound.spec.js / Photo upload › shows the time of the photo [CTL-2] [CTL-3] = CTL-2 CTL-3',
      'skipped: wound.spec.js / Photo upload › works on an old phone [CTL-5] = CTL-5',
      'passed: wound.spec.js / Photo upload › settles at the second try [CTL-4] = CTL-4',
      'skipped: wound.spec.js / Photo upload › not yet [CTL-7] = CTL-7',
      'passed: wound.spec.js / Photo upload › writes a lot [CTL-8] = CTL-8',
      'errored: wound.spec.js / a message is never sent twice [PLATFORM/CTL-3] = PLATFORM/CTL-3',
    ],
  },
  'playwright-retries.xml': {
    at: '2026-11-27T17:47:30.527Z',
    tests: [
      'passed: wound.spec.js / Photo upload › refuses a photo of another patient = CTL-1',
      'failed, tried again 1: wound.spec.js / Photo upload › shows the time of the photo [CTL-2] [CTL-3] = CTL-2 CTL-3',
      'skipped: wound.spec.js / Photo upload › works on an old phone [CTL-5] = CTL-5',
      'passed, flaky, tried again 1: wound.spec.js / Photo upload › settles at the second try [CTL-4] = CTL-4',
      'skipped: wound.spec.js / Photo upload › not yet [CTL-7] = CTL-7',
      'passed: wound.spec.js / Photo upload › writes a lot [CTL-8] = CTL-8',
      'errored, tried again 1: wound.spec.js / a message is never sent twice [PLATFORM/CTL-3] = PLATFORM/CTL-3',
    ],
  },
  'mocha-junit-reporter.xml': {
    at: '2026-11-27T17:47:30.000Z',
    tests: [
      'passed: Photo upload / Photo upload refuses a photo of another patient [CTL-1] = CTL-1',
      'failed: Photo upload / Photo upload shows the time of the photo [CTL-2] [CTL-3] = CTL-2 CTL-3',
      'passed: when the network fails [CTL-4] / Photo upload when the network fails [CTL-4] keeps the photo = CTL-4',
      // The hook that failed was for this test: a later pass of the test itself answers it.
      'failed: hooks / hooks a message is never sent twice [PLATFORM/CTL-3] = PLATFORM/CTL-3',
    ],
  },
  'mocha-xunit.xml': {
    at: '2026-11-27T17:46:18.000Z',
    tests: [
      'passed: Mocha Tests / refuses a photo of another patient [CTL-1] = CTL-1',
      'failed: Mocha Tests / shows the time of the photo [CTL-2] [CTL-3] = CTL-2 CTL-3',
      'skipped: Mocha Tests / works on an old phone [CTL-5] = CTL-5',
      'passed: Mocha Tests / keeps the photo = CTL-4',
      'failed: Mocha Tests / a message is never sent twice [PLATFORM/CTL-3] = PLATFORM/CTL-3',
    ],
  },
  'pytest.xml': {
    at: '2026-11-27T17:46:19.558Z',
    tests: [
      'errored: pytest / test_broken =',
      'passed: pytest / test_refuses_another_patient = CTL-1',
      'passed: pytest / test_time_is_shown[[CTL-2] morning] = CTL-2',
      'failed: pytest / test_time_is_shown[[CTL-3] evening] = CTL-3',
      'skipped: pytest / test_old_phone =',
      'skipped: pytest / test_known_gap =',
      'passed: pytest / test_unexpected_pass =',
      'errored: pytest / test_message_once =',
      'errored: pytest / test_passes_but_teardown_fails = CTL-6',
      // Twice in the file: it failed, and could not tidy up either.
      'errored: pytest / test_fails_and_teardown_fails = CTL-6',
    ],
  },
  'cucumber.xml': {
    at: '2026-11-27T17:47:28.084Z',
    tests: [
      'passed: Cucumber / refuses a photo of another patient [CTL-1] = CTL-1',
      'failed: Cucumber / shows the time of the photo [CTL-2] = CTL-2',
      'failed: Cucumber / not written yet [CTL-9] = CTL-9',
    ],
  },
  'surefire-reruns.xml': {
    at: null,
    tests: [
      'passed, flaky, tried again 1: Photo upload / settlesAtTheSecondTry =',
      'errored, tried again 1: Photo upload / messageOnce =',
      'failed, tried again 1: Photo upload / showsTheTime_CTL_2 =',
      'passed: Photo upload / times(String)[1] [CTL-3] morning = CTL-3',
      'failed, tried again 1: Photo upload / times(String)[2] [CTL-4] evening = CTL-4',
      'skipped: Photo upload / oldPhone =',
      'passed: Photo upload / refuses a photo of another patient [CTL-1] = CTL-1',
    ],
  },
  'surefire-display-names.xml': {
    at: null,
    tests: [
      'failed, tried again 1: Messages [CTL-7] / are kept while offline [CTL-8] = CTL-7 CTL-8',
      'passed: Messages [CTL-7] / are sent once [PLATFORM/CTL-3] = CTL-7 PLATFORM/CTL-3',
    ],
  },
  'gotestsum-by-hand.xml': {
    at: '2026-11-27T16:20:16.000Z',
    tests: [
      'failed: example.org/wound/upload / TestShowsTheTime = CTL-2 CTL-3',
      'skipped: example.org/wound/upload / TestOldPhone =',
      'passed: example.org/wound/upload / TestRefuses/another_patient_[CTL-1] = CTL-1',
      'passed: example.org/wound/messages / TestSentOnce_[PLATFORM/CTL-3] = PLATFORM/CTL-3',
    ],
  },
  'dotnet-by-hand.xml': {
    at: '2026-11-27T16:20:16.000Z',
    tests: [
      'passed: Wound.Tests.dll / Refuses another patient [CTL-1] = CTL-1',
      'failed: Wound.Tests.dll / ShowsTheTime(tag: "[CTL-2]") = CTL-2',
      'skipped: Wound.Tests.dll / OldPhone =',
    ],
  },
  'googletest-by-hand.xml': {
    at: '2026-11-27T16:20:16.120Z',
    tests: [
      'passed: PhotoUpload / RefusesAnotherPatient = CTL-1',
      // It says in an attribute alone that it did not run.
      'skipped: PhotoUpload / DISABLED_ShowsTheTime =',
      'skipped: PhotoUpload / OldPhone =',
    ],
  },
};

for (const [file, { at, tests }] of Object.entries(DECLARED)) {
  test(`${file} is read as declared`, () => {
    const report = readJUnit(decodeReport(readFileSync(new URL(file, FOLDER)), file), file);
    const read = report.cases.map((one) => {
      const what = [one.outcome, ...(one.flaky ? ['flaky'] : []), ...(one.reruns ? [`tried again ${one.reruns}`] : [])];
      return `${what.join(', ')}: ${one.suite} / ${one.name} = ${one.tags.join(' ')}`.trim();
    });
    assert.deepEqual(read, tests);
    assert.equal(report.observedAt?.toISOString() ?? null, at);
    // Whoever failed says why, and nobody who passed says anything.
    for (const one of report.cases) {
      if (one.outcome === 'passed') assert.equal(one.message, null);
      else if (one.outcome === 'errored') assert.notEqual(one.message, null, one.name);
    }
  });
}

test('every recording is declared', () => {
  const recorded = readdirSync(FOLDER).filter((name) => name.endsWith('.xml'));
  assert.deepEqual(recorded.toSorted(), Object.keys(DECLARED).toSorted());
});
