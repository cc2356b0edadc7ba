import { sha256 } from '../../../platform/canonical.ts';
import { command, type CommandTx } from '../../../platform/commands/command.ts';
import { labelOf } from '../../../platform/commands/may.ts';
import { NotPossible } from '../../../platform/commands/problems.ts';
import {
  evidenceStores,
  pushedOf,
  questionReference,
  runReference,
  type Outcome,
  type Pushed,
  type PushedResult,
} from '../../evidence/index.ts';
import { findService } from '../../services/index.ts';
import { controlReference } from '../domain.ts';
import {
  controlsTagged,
  mappingsOf,
  putMappings,
  untestedControls,
  waitingMappings,
  type Mapping,
} from './mapping-store.ts';
import { pushInput, type PushInput } from './push-input.ts';

const evidence = await evidenceStores();

/** For how many days the result of a test stands: a run of each night renews it long before. */
const TEST_VALID_DAYS = 30;
/** A file that says no time, and comes again within this of the last one, was sent again by mistake. Milliseconds. */
const SENT_AGAIN = 60 * 60 * 1000;
/** Bytes that the API takes for a push. */
const BODY_LIMIT = 15 * 1024 * 1024;
/** Tests that the ledger's answer names; there may be thousands. */
const NAMED = 50;
/** Tags that name no control, of which a run and an answer keep so many. */
const MOST_TAGS = 1_000;

/** What a push answers. Types, so that they are results. */
export type PushAnswer = {
  readonly service: string;
  readonly release: string;
  /** Nobody uses it: what was found is about it alone. */
  readonly candidate: boolean;
  readonly run: string;
  readonly runId: string;
  /** This was kept before: nothing was written. */
  readonly already: boolean;
  readonly observedAt: string;
  readonly counts: {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
    readonly flaky: number;
  };
  /** What the results speak of: each control with its tests. */
  readonly controls: readonly { readonly control: string; readonly tests: number; readonly failed: number }[];
  /** Tags that name no control of this service, and none that another one shares. */
  readonly unknownTags: readonly string[];
  /** Tests that name a control and were skipped. */
  readonly skipped: readonly { readonly title: string; readonly tags: readonly string[] }[];
  /** Controls that no test names. */
  readonly untested: readonly string[];
  /** Controls with tests of which nobody has said what they show. */
  readonly waiting: readonly { readonly control: string; readonly tests: number }[];
  /** Tests that fail now, and that controls rest on. */
  readonly challenged: readonly Turned[];
  /** Tests that failed before and pass now. */
  readonly answered: readonly Turned[];
};

type Turned = { readonly test: string; readonly title: string; readonly controls: readonly string[] };

export const pushResults = command({
  feature: 'hazards',
  name: 'pushResults',
  summary: 'Takes in the results of tests of a release, and finds the controls that they name',
  past: ['results of tests were taken in', 'results of tests were taken in # times'],
  input: pushInput,
  may: {
    roles: ['safety engineer', 'developer', 'clinical safety officer', 'deputy clinical safety officer'],
    where: 'service',
    operator: true,
    token: 'pipeline',
  },
  subject: (_input, { runId }: PushAnswer) => ({ kind: 'evidence-run', id: runId }),
  bodyLimit: BODY_LIMIT,
  record: ({ service, release, candidate, files }) => ({
    service,
    release,
    candidate,
    files: files.slice(0, NAMED).map(({ name, sha256: digest }) => ({ name, sha256: digest })),
    tests: files.reduce((sum, { report }) => sum + report.cases.length, 0),
  }),
  run: async (tx, actor, input): Promise<PushAnswer> => {
    const service = await findService(tx, input.service);
    if (service.phase === 'retired')
      throw new NotPossible(`${service.reference} is retired. To take in results for it, take it up again first.`);
    const pushed = pushedOf(
      input.files.map(({ report }) => report),
      tx.at,
    );
    if (pushed.results.length + pushed.counts.skipped === 0)
      throw new NotPossible('No test stands in what was sent. Did the tests run? Nothing was kept.');
    const release = await releaseFor(tx, service.id, input);
    const digest = digestOf(input);
    const before = await evidence.runsBefore(tx, service.id, release.isNew ? null : release.id, digest);
    const again = before.same !== null && isSentAgain(pushed, before.same, tx.at) ? before.same : null;
    const producer = labelOf(actor);
    const tags = await controlsTagged(
      tx,
      service,
      [...pushed.results, ...pushed.skipped].flatMap((one) => one.tags),
    );
    const byTag = new Map(tags.map((one) => [one.tag, one]));
    const known = new Set(byTag.keys());
    const unknownTags = [...new Set([...pushed.results, ...pushed.skipped].flatMap((one) => one.tags))].filter(
      (tag) => !known.has(tag),
    );
    const run = again ?? { id: tx.newId(), number: before.next };
    const turned = again
      ? { challenged: [], answered: [] }
      : await keep(tx, { service: service.id, release, run, digest, pushed, producer, input, unknownTags, byTag });
    const [untested, waiting] = await Promise.all([untestedControls(tx, service.id), waitingMappings(tx, service.id)]);
    return {
      service: service.reference,
      release: input.release,
      candidate: release.state === 'candidate',
      run: runReference(run.number),
      runId: run.id,
      already: again !== null,
      observedAt: pushed.observedAt.toISOString(),
      counts: { ...pushed.counts },
      controls: spokenOf(pushed.results, known),
      unknownTags: unknownTags.toSorted().slice(0, MOST_TAGS),
      skipped: pushed.skipped.slice(0, NAMED),
      untested: untested.map(controlReference),
      waiting: waiting.map(({ number, tests }) => ({ control: controlReference(number), tests })),
      ...turned,
    };
  },
});

/** Of one file its own digest; of several that of their digests, in whatever order they came. */
function digestOf({ files }: PushInput): string {
  const [only] = files;
  if (files.length === 1) return only!.sha256;
  return sha256(
    files
      .map((file) => file.sha256)
      .toSorted()
      .join('\n'),
  ).toString('hex');
}

/**
 * Whether the same file is the same run. One that says when it was made is, whenever it comes. One without a time is the
 * same byte for byte whenever its tests pass in the same time: it is the same run only where nothing came between, and soon
 * after. (Else a pass, a failure and the same pass would leave the failure standing.)
 */
function isSentAgain(
  { timed }: Pushed,
  same: { readonly storedAt: Date; readonly isLast: boolean },
  now: Date,
): boolean {
  return timed || (same.isLast && now.getTime() - same.storedAt.getTime() < SENT_AGAIN);
}

interface ReleaseOf {
  readonly id: string;
  readonly state: 'candidate' | 'live';
  readonly isNew: boolean;
}

/** The release that the results are of; recorded with its first run. @throws NotPossible */
async function releaseFor(
  tx: CommandTx,
  service: string,
  { release: version, candidate }: PushInput,
): Promise<ReleaseOf> {
  const found = await evidence.releaseOf(tx, service, version);
  if (found?.state === 'withdrawn')
    throw new NotPossible(`Release ${version} was withdrawn. Nothing is observed on it any more. Nothing was kept.`);
  if (found?.state === 'live' && candidate)
    throw new NotPossible(
      `Release ${version} is live, and no candidate any more. Push without --candidate, or give the candidate a version of its own. Nothing was kept.`,
    );
  if (found) return { id: found.id, state: found.state, isNew: false };
  const id = tx.newId();
  const state = candidate ? 'candidate' : 'live';
  await evidence.putRelease(tx, { id, service, version, state, liveSeq: candidate ? null : tx.seq }, null);
  return { id, state, isNew: true };
}

interface Keeping {
  readonly service: string;
  readonly release: ReleaseOf;
  readonly run: { readonly id: string; readonly number: number };
  readonly digest: string;
  readonly pushed: Pushed;
  readonly producer: string;
  readonly input: PushInput;
  readonly unknownTags: readonly string[];
  readonly byTag: ReadonlyMap<string, { readonly id: string; readonly tag: string }>;
}

/** Writes the run, with what it says of the tests that a control is named by. @returns what it changed */
async function keep(tx: CommandTx, keeping: Keeping): Promise<Pick<PushAnswer, 'challenged' | 'answered'>> {
  const { service, release, run, pushed, producer, input, byTag } = keeping;
  const keyed = pushed.results.map((result) => ({ ...result, key: sha256(result.identity).toString('hex') }));
  const existing = new Map(
    (
      await evidence.testsByKey(
        tx,
        service,
        keyed.map(({ key }) => key),
      )
    ).map((one) => [one.key, one]),
  );
  const fresh = keyed.filter((one) => !existing.has(one.key) && one.tags.some((tag) => byTag.has(tag)));
  const next = await evidence.nextQuestionNumber(tx, service);
  const asked = fresh.map(({ key, title }, index) => ({ id: tx.newId(), key, title, number: next + index }));
  const ids = new Map([...existing.values(), ...asked].map(({ key, id }) => [key, id]));
  const observed = keyed.filter((one) => ids.has(one.key) && existing.get(one.key)?.retired !== true);
  const questions = observed.map(({ key }) => ids.get(key)!);
  const [mappings, before] = await Promise.all([mappingsOf(tx, service, questions), evidence.answersOf(tx, questions)]);

  await evidence.putQuestions(
    tx,
    asked.map((one) => ({ ...one, service, sort: 'test' as const, validDays: TEST_VALID_DAYS })),
  );
  await evidence.putRun(tx, {
    id: run.id,
    service,
    release: release.id,
    number: run.number,
    producer,
    file: fileName(input),
    sha256: keeping.digest,
    observedAt: pushed.observedAt,
    passed: pushed.counts.passed,
    failed: pushed.counts.failed,
    skipped: pushed.counts.skipped,
    unknownTags: keeping.unknownTags.slice(0, MOST_TAGS),
  });
  await evidence.putObservations(
    tx,
    observed.map(({ key, outcome, observedAt, detail }) => ({
      id: tx.newId(),
      question: ids.get(key)!,
      sort: 'test' as const,
      outcome,
      observedAt,
      observer: producer,
      release: release.id,
      run: run.id,
      detail,
    })),
  );
  await putMappings(tx, proposals(observed, ids, byTag, mappings), producer);
  const after = await evidence.answersOf(tx, questions);
  // Only a test that was asked before can turn: what is new waits for somebody to say what it shows.
  const accepted = Map.groupBy(
    mappings.filter(({ state }) => state === 'accepted'),
    ({ question }) => question,
  );
  const turned = observed.flatMap(({ key, title }) => {
    const one = existing.get(key);
    const controls = one && accepted.get(one.id);
    return controls ? [{ ...one, title, controls: [...new Set(controls.map(({ called }) => called))] }] : [];
  });
  const which = (is: (was: Outcome | undefined, now: Outcome | undefined) => boolean) =>
    turned
      .filter(({ id }) => is(before.get(id), after.get(id)))
      .slice(0, NAMED)
      .map(({ number, title, controls }) => ({ test: questionReference(number), title, controls }));
  return {
    challenged: which((was, now) => was !== 'failed' && now === 'failed'),
    answered: which((was, now) => was === 'failed' && now === 'passed'),
  };
}

/** The controls that results speak of, each with its tests. */
function spokenOf(results: readonly PushedResult[], known: ReadonlySet<string>): PushAnswer['controls'] {
  const spoken = new Map<string, { tests: number; failed: number }>();
  for (const { tags, outcome } of results) {
    for (const tag of tags) {
      if (!known.has(tag)) continue;
      const one = spoken.get(tag) ?? { tests: 0, failed: 0 };
      spoken.set(tag, { tests: one.tests + 1, failed: one.failed + (outcome === 'failed' ? 1 : 0) });
    }
  }
  const byName = new Intl.Collator('en', { numeric: true });
  return [...spoken]
    .map(([control, counts]) => ({ control, ...counts }))
    .toSorted((a, b) => byName.compare(a.control, b.control));
}

function fileName({ files }: PushInput): string {
  const [first] = files;
  return files.length === 1 ? first!.name : `${first!.name} and ${files.length - 1} more`;
}

/** What a tag says for the first time: that a test is about a control. What it shows, a person says. */
function proposals(
  observed: readonly (PushedResult & { readonly key: string })[],
  ids: ReadonlyMap<string, string>,
  byTag: Keeping['byTag'],
  mappings: readonly Mapping[],
): Mapping[] {
  const said = new Set(mappings.map(({ control, question }) => `${control} ${question}`));
  return observed.flatMap(({ key, tags }) => {
    const question = ids.get(key)!;
    const controls = new Set(tags.flatMap((tag) => byTag.get(tag)?.id ?? []));
    return [...controls]
      .filter((control) => !said.has(`${control} ${question}`))
      .map((control) => ({ control, question, aspect: 'unstated' as const, state: 'proposed' as const }));
  });
}
