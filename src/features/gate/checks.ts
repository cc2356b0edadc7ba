import type { At, Check } from '../../rules/checks.ts';
import { sayDay, dayIn, lastDayTo } from '../../words/days.ts';
import { releasesPath } from '../releases/index.ts';
import { declaringClears, gatePath, quoted, type Declaration } from './domain.ts';

/*
 * What the gate asks itself: that the release is known here, and that no incident undermines the safety case.
 */

export interface OwnFacts {
  /** Not known where nobody recorded it. */
  readonly release: { readonly state: 'candidate' | 'live' | 'withdrawn' };
  /** What an officer declared last; not known where nobody ever did. */
  readonly incidents: Declaration;
}

function named({ release }: At): string {
  return release === undefined ? 'The release' : `Release ${release}`;
}

function recording({ service }: At) {
  return [{ text: 'Recording the release', href: releasesPath(service.reference) }, ' clears it.'];
}

function declaring({ service }: At) {
  return declaringClears(gatePath(service.reference));
}

const releaseRecorded: Check<OwnFacts> = {
  id: 'gate.release-recorded',
  asks: 'The release is recorded, and was not withdrawn.',
  how: 'automatic',
  reads: ['release'],
  begins: recording,
  decide: ({ release }, at) => ({
    result: release.state === 'withdrawn' ? 'failed' : 'passed',
    says: [
      release.state === 'withdrawn'
        ? `${named(at)} was withdrawn.`
        : `${named(at)} is recorded${release.state === 'live' ? ', and is live' : ' as a candidate'}.`,
    ],
    clears: [
      'Recording what goes live as ',
      { text: 'a release of its own', href: releasesPath(at.service.reference) },
      ' clears it.',
    ],
    until: null,
    shown: [],
  }),
};

const noIncidentUndermines: Check<OwnFacts> = {
  id: 'gate.no-incident-undermines',
  asks: 'No incident undermines the safety case, by a declaration of an officer that still stands.',
  how: 'by hand',
  reads: ['incidents'],
  begins: declaring,
  decide: ({ incidents }, at) => {
    const { by, at: when, until, note } = incidents;
    const on = sayDay(dayIn(when));
    if (until === null)
      return {
        result: 'failed',
        says: [`${by} said on ${on} that an incident may undermine the safety case: ${quoted(note)}.`],
        clears: declaring(at),
        since: when,
        until: null,
        shown: [],
      };
    return {
      result: 'passed',
      says: [
        `${by} declared on ${on} that no incident undermines the safety case. It stands until ${sayDay(lastDayTo(until))}.`,
      ],
      clears: declaring(at),
      until,
      shown: [{ text: 'Declaration on incidents', href: gatePath(at.service.reference), until }],
    };
  },
};

const checks: readonly Check<OwnFacts>[] = [releaseRecorded, noIncidentUndermines];

/** Whether the release is recorded, first; they see `OwnFacts`, and nobody else's. */
export const ownChecks = checks as unknown as readonly Check[];

/** A check that the policy names and no feature has: it is asked, and nothing is known of it. */
export function missingCheck(id: string): Check {
  return {
    id,
    asks: `What the policy of the gate asks as ${id} is answered.`,
    how: 'automatic',
    reads: ['never'],
    begins: ({ service }) => [
      { text: 'Leaving it out', href: `${gatePath(service.reference)}/policy` },
      ', with a reason, clears it: this version of Primum does not know it.',
    ],
    decide: () => ({ result: 'not-run', says: [], clears: [], until: null, shown: [] }),
  };
}
