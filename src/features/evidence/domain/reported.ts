/*
 * What a report of tests says, whatever its format: each test once. Pure.
 */

/** `errored`: it never came to say whether it holds. `skipped` shows nothing, and clears nothing. */
export type ReportedOutcome = 'passed' | 'failed' | 'errored' | 'skipped';

/** One test as a report has it. */
export interface ReportedCase {
  /** The suites that it stands in, outermost first: "Photo upload > when the network fails". */
  readonly suite: string;
  readonly className: string;
  readonly name: string;
  readonly outcome: ReportedOutcome;
  /** It passed, and only after it had failed in the same run. */
  readonly flaky: boolean;
  /** How often it was tried again in the same run, where the tool says so. */
  readonly reruns: number;
  /** What it said where it did not pass; null for nothing. */
  readonly message: string | null;
  /** How long it took, in seconds; null where it is not said. */
  readonly seconds: number | null;
  /** When it ran, as far as the file says it; null where it does not. */
  readonly observedAt: Date | null;
  /** The controls that it names: "CTL-31", "PLATFORM/CTL-3". Each once, in their order. */
  readonly tags: readonly string[];
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

/** A report: each test once. */
export interface Report {
  readonly cases: readonly ReportedCase[];
  /** When the last of it ran, as far as the file says it. */
  readonly observedAt: Date | null;
}

const WORSE: Readonly<Record<ReportedOutcome, number>> = { skipped: 0, passed: 1, failed: 2, errored: 3 };

/** Whether one outcome counts before another: what failed before what passed, and that before what was skipped. */
export function isWorse(one: ReportedOutcome, other: ReportedOutcome): boolean {
  return WORSE[one] > WORSE[other];
}

/** What makes a test the same one in the next run: suite, class and name. Where it ran, and how, is no part of it. */
export function identityOf(one: Pick<ReportedCase, 'suite' | 'className' | 'name'>): string {
  return JSON.stringify([one.suite, one.className, one.name]);
}

/** The same test twice: the worse outcome counts, and what either says of it is kept. */
export function worseOf(one: ReportedCase, other: ReportedCase): ReportedCase {
  const [worse, better] = isWorse(other.outcome, one.outcome) ? [other, one] : [one, other];
  return {
    ...worse,
    flaky: worse.outcome === 'passed' && (one.flaky || other.flaky),
    reruns: one.reruns + other.reruns,
    tags: [...new Set([...one.tags, ...other.tags])],
    properties: [...worse.properties, ...better.properties],
  };
}
