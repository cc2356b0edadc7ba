/*
 * Whether a control that a change touches is verified for that release: what was seen before the change says nothing of what
 * stands now (DCB0129 7.3.2). Pure.
 */

/** What an accepted question of a touched control says. */
export interface AskedOnRelease {
  readonly aspect: 'implementation' | 'effectiveness';
  readonly reference: string;
  readonly sort: string;
  /** On this release; null where it was not asked of it. */
  readonly here: { readonly outcome: 'passed' | 'failed'; readonly observedAt: Date } | null;
  /** Of no release, such as a document; of a test, whatever counts elsewhere. Null for nothing. */
  readonly counts: {
    readonly outcome: 'passed' | 'failed';
    readonly observedAt: Date;
    readonly release: string | null;
    readonly lapsesAt: Date;
  } | null;
}

export interface TouchedControl {
  /** "CTL-31" */
  readonly reference: string;
  readonly state: string;
  readonly questions: readonly AskedOnRelease[];
}

/** Why a touched control is not verified for a release: goes on from its name, "failed EVD-12 on it". */
export interface NotVerified {
  readonly verdict: 'not-met' | 'not-known';
  readonly because: string;
  /** What clears it, as a whole sentence. */
  readonly clears: string;
}

const SHOWS = { implementation: 'it is in place', effectiveness: 'it works' } as const;

/**
 * Why a control is not verified for a release; null where it is. Each test that it rests on passed on this release, whatever
 * else it rests on is current, and of each aspect something was observed since the release was recorded.
 * @param control null where the change touches one that is not there any more
 */
export function whyNotVerified(control: TouchedControl | null, recordedAt: Date, now: Date): NotVerified | null {
  if (control === null)
    return {
      verdict: 'not-known',
      because: 'is not in the hazard log any more',
      clears: 'Saying anew what the release touches clears it.',
    };
  if (control.state === 'withdrawn')
    return {
      verdict: 'not-met',
      because: 'was withdrawn',
      clears: 'Putting it in place again clears it, or another control in its place.',
    };
  const failed = control.questions.find(({ here, counts }) =>
    here ? here.outcome === 'failed' : counts?.release === null && counts.outcome === 'failed',
  );
  if (failed)
    return {
      verdict: 'not-met',
      because: failed.here ? `failed ${failed.reference} on it` : `has evidence against it in ${failed.reference}`,
      clears: failed.here
        ? 'A pass of the same test on this release, or a reasoned dismissal by a safety engineer, clears it.'
        : 'Looking at the same again and finding that it holds, or a reasoned dismissal by a safety engineer, clears it.',
    };
  if (control.state !== 'in place')
    return {
      verdict: 'not-known',
      because: 'is not stated to be in place',
      clears: 'Putting it in place, with evidence of it, clears it.',
    };
  for (const aspect of ['implementation', 'effectiveness'] as const) {
    const because = notShown(control, aspect, { recordedAt, now });
    const clears =
      'A pass of each of its tests on this release, or evidence that is newer than the release, clears it.';
    if (because !== null) return { verdict: 'not-known', because, clears };
  }
  return null;
}

function notShown(
  { questions }: TouchedControl,
  aspect: AskedOnRelease['aspect'],
  { recordedAt, now }: { readonly recordedAt: Date; readonly now: Date },
): string | null {
  // A time in use supports, and verifies nothing alone.
  const asked = questions.filter((one) => one.aspect === aspect && one.sort !== 'operating period');
  if (asked.length === 0) return `has no evidence that ${SHOWS[aspect]}`;
  const unasked = asked.find(({ sort, here }) => sort === 'test' && here === null);
  if (unasked) return `was not tested by ${unasked.reference} on it`;
  const old = asked.find(
    ({ here, counts }) => here === null && (counts?.outcome !== 'passed' || counts.lapsesAt <= now),
  );
  if (old) return `has evidence that lapsed in ${old.reference}`;
  const isSeen = asked.some(
    ({ here, counts }) => here !== null || (counts !== null && counts.observedAt >= recordedAt),
  );
  return isSeen ? null : `has no evidence since the release was recorded that ${SHOWS[aspect]}`;
}

/** The first time after `now` at which what a verified control rests on lapses; null for never. */
export function verifiedUntil({ questions }: TouchedControl, now: Date): Date | null {
  const ends = questions.flatMap(({ sort, here, counts }) =>
    here === null && sort !== 'operating period' && counts !== null && counts.lapsesAt > now ? [counts.lapsesAt] : [],
  );
  return ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => end.getTime())));
}

/** The tests of a control that failed on a release. Where the change is said not to touch it, that speaks against this. */
export function failedOn({ questions }: TouchedControl): readonly string[] {
  return [...new Set(questions.filter(({ here }) => here?.outcome === 'failed').map(({ reference }) => reference))];
}
