import type { At, Check } from '../../rules/checks.ts';
import { dayIn, sayDay } from '../../words/days.ts';
import { releasesPath } from './addresses.ts';
import type { ReleaseState } from './domain.ts';

/*
 * What the standards ask of evidence by itself: that it is known which release is in use. What claims rest on is asked where
 * claims are. Pure.
 */

export interface ReleaseFacts {
  /** The release that went live last; where none is live, the one that was recorded last. Not known where there is none. */
  readonly release: { readonly version: string; readonly state: ReleaseState; readonly liveAt: Date | null };
}

const STATES: Readonly<Record<ReleaseState, string>> = {
  candidate: 'is a candidate that nobody uses yet',
  live: 'is live',
  withdrawn: 'was withdrawn',
};

function page({ service }: At, part = '') {
  return `${releasesPath(service.reference)}${part}`;
}

const releaseRecorded: Check<ReleaseFacts> = {
  id: 'evidence.release-recorded',
  asks: 'The release that is in use is recorded.',
  how: 'automatic',
  reads: ['release'],
  begins: (at) => [
    { text: 'Recording the release that is in use', href: page(at, '/new') },
    ', by hand or from the pipeline, clears it.',
  ],
  decide: ({ release: { version, state, liveAt } }, at) => {
    const rest = { until: null, shown: [{ text: `Release ${version}`, href: page(at), until: null }] };
    if (state === 'live')
      return {
        ...rest,
        result: 'passed',
        says: [`Release ${version} is recorded as live${liveAt === null ? '' : ` since ${sayDay(dayIn(liveAt))}`}.`],
        clears: [],
      };
    return {
      ...rest,
      result: 'failed',
      says: [`No release is recorded as live: the last one, ${version}, ${STATES[state]}.`],
      clears: [{ text: 'Saying which release is live', href: page(at) }, ' clears it.'],
    };
  },
};

export const checks: readonly Check<ReleaseFacts>[] = [releaseRecorded];
