import { identityOf, worseOf, type Report, type ReportedCase } from './reported.ts';

/*
 * What one push of reports comes to: each test once, observed at a time that can be believed. Pure.
 */

/** What a test showed in a run. A skipped one is none: it shows nothing, and cannot clear a failure. */
export interface PushedResult {
  /** See `identityOf`. Its SHA-256 is the key of the standing question. */
  readonly identity: string;
  /** How people call it. */
  readonly title: string;
  readonly outcome: 'passed' | 'failed';
  /** What it said; null for nothing. */
  readonly detail: string | null;
  readonly observedAt: Date;
  readonly tags: readonly string[];
}

export interface Pushed {
  readonly results: readonly PushedResult[];
  /** When the last of it ran: as the files say, else when it was stored. */
  readonly observedAt: Date;
  /** Whether the files say when they were made. */
  readonly timed: boolean;
  readonly counts: PushedCounts;
  /** Tests that were skipped although they name a control: what they are about was not looked at. */
  readonly skipped: readonly { readonly title: string; readonly tags: readonly string[] }[];
}

export interface PushedCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of those that passed: only after they had failed in the same run. */
  readonly flaky: number;
}

/** Characters of a title. */
const TITLE = 300;
const TAGS = /\s*\[[^[\]]*ctl-\d[^[\]]*\]/giu;

/**
 * All reports of one push together. No time lies in the future: a file whose clock is wrong, or says no zone, is taken as
 * stored now.
 */
export function pushedOf(reports: readonly Report[], storedAt: Date): Pushed {
  const cases = new Map<string, ReportedCase>();
  for (const one of reports.flatMap((report) => report.cases)) {
    const identity = identityOf(one);
    const before = cases.get(identity);
    cases.set(identity, before ? worseOf(before, one) : one);
  }
  const times = reports.flatMap(({ observedAt }) => (observedAt === null ? [] : [observedAt.getTime()]));
  const timed = times.length > 0;
  const run = timed ? notLater(new Date(Math.max(...times)), storedAt) : storedAt;
  const all = [...cases];
  const results = all.flatMap(([identity, one]) => {
    const outcome = one.outcome === 'errored' ? 'failed' : one.outcome;
    if (outcome === 'skipped') return [];
    const observedAt = one.observedAt === null ? run : notLater(one.observedAt, storedAt);
    return [{ identity, title: titleOf(one), outcome, detail: detailOf(one), observedAt, tags: one.tags }];
  });
  const skipped = all.flatMap(([, one]) => (one.outcome === 'skipped' ? [one] : []));
  return {
    results,
    observedAt: run,
    timed,
    counts: {
      passed: results.filter(({ outcome }) => outcome === 'passed').length,
      failed: results.filter(({ outcome }) => outcome === 'failed').length,
      skipped: skipped.length,
      flaky: all.filter(([, one]) => one.flaky).length,
    },
    skipped: skipped.filter(({ tags }) => tags.length > 0).map((one) => ({ title: titleOf(one), tags: one.tags })),
  };
}

/** A test as people call it: its name without tags, and its suite where the name does not begin with it. */
export function titleOf({ suite, className, name }: Pick<ReportedCase, 'suite' | 'className' | 'name'>): string {
  const said = name === '' ? className : name;
  const whole = suite === '' || said.startsWith(suite) || said === '' ? said : `${suite}: ${said}`;
  const title = whole.replaceAll(TAGS, '').replaceAll(/\s+/gu, ' ').trim();
  const shown = title === '' ? suite || whole || 'a test without a name' : title;
  // A sign of two halves is not cut through: half of one is no text.
  return shown.length > TITLE ? `${shown.slice(0, TITLE - 1).replace(/\p{Cs}$/u, '')}…` : shown;
}

function detailOf(one: ReportedCase): string | null {
  if (one.outcome === 'passed')
    return one.flaky ? 'It failed first, and passed when it was tried again in the same run.' : null;
  const how = one.outcome === 'errored' ? 'It could not be carried out.' : null;
  return [how, one.message].filter((part) => part !== null && part !== '').join('\n') || null;
}

function notLater(at: Date, limit: Date): Date {
  return at > limit ? limit : at;
}
