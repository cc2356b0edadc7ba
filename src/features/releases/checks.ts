import type { At, Check } from '../../rules/checks.ts';
import { counted, listed } from '../../words/counting.ts';
import type { Words } from '../../words/sentence.ts';
import { impactCounts, impactStanding, lookDue, releasePath, releasesPath, type ImpactStated } from './domain.ts';

/*
 * What the standards ask of releases: that each that is live is in the register with what it consists of (DCB0129 7.1.3,
 * 7.3.4), that its components are spoken for (2.5), and that somebody competent said what it means for safety (7.3.2). Pure.
 */

/** A release that is live, as the checks see it. */
export interface LiveRelease {
  readonly version: string;
  readonly configuration: boolean;
  /** Somebody said what it consists of. */
  readonly components: boolean;
  /** Null where nobody has said what it means for safety. */
  readonly impact: ImpactStated | null;
}

export interface RegisterFacts {
  /** Those that are live, the latest first. Not known where none is. */
  readonly live: readonly [LiveRelease, ...LiveRelease[]];
  /** Of the one that went live last. Not known where nobody has said what it consists of. */
  readonly components: { readonly version: string; readonly total: number; readonly unsaid: number };
}

const NAMED = 3;

function recording({ service }: At): Words {
  return [
    { text: 'Recording the release that is in use', href: `${releasesPath(service.reference)}/new` },
    ', by hand or from the pipeline, clears it.',
  ];
}

function named(releases: readonly LiveRelease[], { service }: At): Words {
  const few = releases.slice(0, NAMED);
  const more = releases.length - few.length;
  return [
    ...few.flatMap(({ version }, index): Words => [
      index === 0 ? '' : index === few.length - 1 && more === 0 ? ' and ' : ', ',
      { text: version, href: releasePath(service.reference, version) },
    ]),
    ...(more > 0 ? [` and ${more} more`] : []),
  ];
}

/** "release 1.4.0 is", "releases 1.4.0 and 1.3.2 are" */
function releases(of: readonly LiveRelease[], at: At): Words {
  return [of.length === 1 ? 'Release ' : 'Releases ', ...named(of, at)];
}

const OPEN = { until: null, shown: [] } as const;

const registerKept: Check<RegisterFacts> = {
  id: 'releases.register-kept',
  asks: 'Each release that is live is in the register, with its configuration, its components and what it means for safety.',
  how: 'automatic',
  reads: ['live'],
  begins: recording,
  decide: ({ live }, at) => {
    const lacking = live.filter(({ configuration, components, impact }) => !configuration || !components || !impact);
    if (lacking.length === 0)
      return {
        ...OPEN,
        result: 'passed',
        says: [
          `${counted(live.length, 'release')} ${live.length === 1 ? 'is' : 'are'} live, and the register is whole.`,
        ],
        clears: [],
      };
    const lacks = [
      ...(lacking.some(({ configuration }) => !configuration) ? ['configuration'] : []),
      ...(lacking.some(({ components }) => !components) ? ['components'] : []),
      ...(lacking.some(({ impact }) => !impact) ? ['what it means for safety'] : []),
    ];
    return {
      ...OPEN,
      result: 'failed',
      says: [
        ...releases(lacking, at),
        ` ${lacking.length === 1 ? 'is' : 'are'} live without all that the register keeps; not said: ${listed(lacks)}.`,
      ],
      clears: ['Saying what is missing, on the page of the release, clears it.'],
    };
  },
};

const thirdPartiesSaid: Check<RegisterFacts> = {
  id: 'releases.third-parties-said',
  asks: 'Each third-party component of what is live is assessed or declared not safety-related, or there is none.',
  how: 'automatic',
  reads: ['components'],
  begins: ({ service }) => [
    { text: 'Saying which components the release that is live has', href: releasesPath(service.reference) },
    ', or that it has none, begins to clear it.',
  ],
  decide: ({ components: { version, total, unsaid } }, { service }) => {
    const href = releasePath(service.reference, version);
    const release: Words = ['Release ', { text: version, href }];
    if (unsaid > 0)
      return {
        ...OPEN,
        result: 'failed',
        says: [
          ...release,
          ` has ${counted(total, 'component')}, of which ${unsaid} ${unsaid === 1 ? 'is' : 'are'} neither assessed nor declared not safety-related.`,
        ],
        clears: [{ text: 'Speaking for its components', href: `${href}#components` }, ' clears it.'],
      };
    const says =
      total === 0
        ? ' is declared to have no third-party components.'
        : ` has ${counted(total, 'component')}, and each is spoken for.`;
    return { ...OPEN, result: 'passed', says: [...release, says], clears: [] };
  },
};

const impactsStated: Check<RegisterFacts> = {
  id: 'releases.impacts-stated',
  asks: 'Somebody competent has said of each release that is live what it means for safety, and that counts.',
  how: 'automatic',
  reads: ['live'],
  begins: recording,
  decide: ({ live }, at) => {
    const open = live.filter(({ impact }) => impact === null || !impactCounts(impactStanding(impact, at.now)));
    if (open.length > 0)
      return {
        ...OPEN,
        result: 'failed',
        says: [
          ...releases(open, at),
          ` ${open.length === 1 ? 'is' : 'are'} live, and no statement counts of what ${open.length === 1 ? 'it means' : 'they mean'} for safety.`,
        ],
        clears: [
          'A statement by somebody whose competence is on record, or the look of an officer that it waits for, clears it.',
        ],
      };
    const waits = live.flatMap(({ impact }) =>
      impact && impactStanding(impact, at.now) === 'waits' ? [lookDue(impact.at)] : [],
    );
    return {
      ...OPEN,
      result: 'passed',
      says: [
        live.length === 1
          ? 'It is said of the release that is live what it means for safety.'
          : `It is said of each of ${live.length} releases that are live what it means for safety.`,
      ],
      clears: ['The look of an officer that it waits for clears it.'],
      until: waits.length === 0 ? null : new Date(Math.min(...waits.map((due) => due.getTime()))),
    };
  },
};

export const checks: readonly Check<RegisterFacts>[] = [registerKept, thirdPartiesSaid, impactsStated];
