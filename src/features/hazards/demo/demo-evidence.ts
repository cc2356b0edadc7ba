import { anyCommand } from '../../../platform/commands/command.ts';
import type { Demo, DemoPerson } from '../../../platform/feature.ts';
import { dayAfter, dayIn } from '../../../words/days.ts';
import { evidenceCommands, questionReference } from '../../evidence/index.ts';
import { controlReference } from '../domain.ts';
import { addEvidence } from '../evidence/adding.ts';
import { acceptMapping } from '../evidence/judging.ts';
import { pushResults } from '../evidence/push.ts';
import { failureOf, firstControls } from './demo-store.ts';
import { DEMO_HAZARDS, type DemoControl } from './wound-care.ts';

/*
 * What the demo's controls rest on: a pipeline that passes each night, a few reviews, an exercise that is too old; and then
 * one night in which a test fails.
 */

const SUITE = /^Automated test suite: ([a-z0-9-]+)/u;
/** The suite of the control that fails: the second question before a photo is saved, in the hazard that everybody knows. */
const FAILS = 'photo-identity';
/** One whose failure was no fault of the service, and one that a time in operation supports. */
const DISMISSED = 'clock-change';
const SUPPORTED = 'sent-means-stored';
/** One that nobody has accepted yet. */
const WAITS = 'text-400-percent';

/** Reviews by hand, each of all the controls that the log says were looked at so. */
const REVIEWS = [
  { starts: ['Usability test', 'Accessibility test'], title: 'Usability tests, rounds 1 to 4', daysAgo: 40, valid: 12 },
  {
    starts: ['Content review', 'Content register', 'Content check'],
    title: 'Content register',
    daysAgo: 21,
    valid: 12,
  },
  {
    starts: ['Audit', 'Inbox audit', 'Trust audit', 'Procedure', 'Letter'],
    title: 'Audit by the trust',
    daysAgo: 65,
    valid: 6,
  },
  { starts: ['Release test', 'Test report', 'Code review'], title: 'Release test 1.3.2', daysAgo: 25, valid: 12 },
  // A year and a month: it stood for a year.
  { starts: ['Outage exercise'], title: 'Outage exercise 2', daysAgo: 396, valid: 12 },
] as const;

/** Before the first version is signed: tests that pass and that somebody accepted, and reviews. */
export async function demoEvidence(demo: Demo, as: DemoPerson): Promise<void> {
  const called = await numbersOf(demo);
  const tested = testedControls(called);
  await push(demo, tested, { release: '1.3.2', daysAgo: 3 });
  // They are the first evidence of the service, and numbered as they stand in the report.
  const mappings = tested.flatMap(({ control, suite }, index) =>
    suite === WAITS ? [] : [{ control, test: `EVD-${index + 1}` }],
  );
  const shows = ['implementation', 'effectiveness'];
  await demo.execute(anyCommand(acceptMapping), { service: 'DEMO', mappings, shows }, as);
  const today = dayIn(demo.ground.now());
  for (const { starts, title, daysAgo, valid } of REVIEWS) {
    const controls = inPlace()
      .filter(({ evidence }) => starts.some((start) => evidence?.startsWith(start)))
      .map(({ text }) => called.get(text)!);
    const input = {
      service: 'DEMO',
      controls,
      sort: 'record',
      title,
      shows,
      valid,
      outcome: 'passed',
      observedOn: dayAfter(today, -daysAgo),
      detail: 'Done as the plan says. What was found stands in the report; nothing in it speaks against the control.',
    };
    await demo.execute(anyCommand(addEvidence), input, as);
  }
  // It supports what the tests show, and verifies nothing alone.
  const pilot = tested.find(({ suite }) => suite === SUPPORTED)!;
  const [from, to] = [dayAfter(today, -120), dayAfter(today, -30)];
  await demo.execute(
    anyCommand(addEvidence),
    {
      service: 'DEMO',
      controls: [pilot.control],
      sort: 'operating period',
      title: 'Three months at Heron Lane',
      shows: ['effectiveness'],
      valid: 12,
      outcome: 'passed',
      observedOn: to,
      from,
      to,
      detail: '1,240 photos by 31 nurses. None was lost, and 9 were sent after the visit.',
    },
    as,
  );
}

/** Afterwards: a candidate that is fine, and a night in which the live release is not. */
export async function demoNight(demo: Demo, as: DemoPerson): Promise<void> {
  const tested = testedControls(await numbersOf(demo));
  await push(demo, tested, { release: '1.4.0-rc.1', daysAgo: 2, candidate: true, fails: DISMISSED });
  const number = tested.findIndex(({ suite }) => suite === DISMISSED) + 1;
  const failure = await demo.ground.database.read(demo.organisation, (tx) => failureOf(tx, number));
  const reason = 'The test bed stood on the wrong day. On a device that is set right it passes.';
  const { dismissObservation } = await evidenceCommands();
  await demo.execute(
    anyCommand(dismissObservation),
    { service: 'DEMO', evidence: questionReference(number), observations: [failure], reason },
    as,
  );
  await push(demo, tested, { release: '1.3.2', daysAgo: 1, fails: FAILS });
}

interface Tested {
  /** "CTL-31" */
  readonly control: string;
  readonly suite: string;
}

/** What the demo log says is in place, each once. */
function inPlace(): DemoControl[] {
  const all = DEMO_HAZARDS.flatMap(({ controls }) => controls).filter(({ state }) => state === 'in place');
  return [...new Map(all.map((one) => [one.text, one])).values()];
}

function testedControls(called: ReadonlyMap<string, string>): Tested[] {
  return inPlace().flatMap(({ text, evidence }) => {
    const suite = SUITE.exec(evidence ?? '')?.[1] ?? null;
    return suite === null ? [] : [{ control: called.get(text)!, suite }];
  });
}

/** How the controls of the demo are called, by their first words. */
async function numbersOf({ ground, organisation }: Demo): Promise<ReadonlyMap<string, string>> {
  const found = await ground.database.read(organisation, firstControls);
  return new Map(found.map(({ number, text }) => [text, controlReference(number)]));
}

/** A night's report, sent by the pipeline. */
async function push(
  demo: Demo,
  tested: readonly Tested[],
  {
    release,
    daysAgo,
    candidate = false,
    fails = null,
  }: {
    readonly release: string;
    readonly daysAgo: number;
    readonly candidate?: boolean;
    readonly fails?: string | null;
  },
): Promise<void> {
  // By its day: a demo that was cut short is made again from the very same report.
  const at = `${dayAfter(dayIn(demo.ground.now()), -daysAgo)}T02:00:00Z`;
  const cases = tested.map(({ control, suite }) => {
    const said =
      suite === fails
        ? '<failure message="The photo was saved, and nobody was asked for the date of birth again."/>'
        : '';
    return `<testsuite name="${suite}" timestamp="${at}"><testcase classname="${suite}" name="${suite} [${control}]">${said}</testcase></testsuite>`;
  });
  // One that was renamed, and whose tag was not: the page says that it points nowhere.
  cases.push('<testsuite name="offline"><testcase classname="offline" name="keeps a draft [CTL-940]"/></testsuite>');
  const files = [{ name: 'nightly.xml', content: `<testsuites>${cases.join('')}</testsuites>` }];
  await demo.execute(anyCommand(pushResults), { service: 'DEMO', release, candidate, files });
}
