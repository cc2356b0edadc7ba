import type { At, Check, Found } from '../../rules/checks.ts';
import { counted, listed } from '../../words/counting.ts';
import { dayIn, sayDay } from '../../words/days.ts';
import type { Words } from '../../words/sentence.ts';
import {
  failedOn,
  impactStanding,
  lookDue,
  releasePath,
  releasesPath,
  verifiedUntil,
  whyNotVerified,
  type Impact,
  type ImpactStated,
  type TouchedControl,
} from './domain.ts';

/*
 * What the register asks of a release before it goes (DCB0129 2.5, 7.3.2). What nobody has said is not known, and passes
 * nothing. Pure.
 */

export interface GateFacts {
  /** Not known where nobody has said what the release means for safety. */
  readonly impact: ImpactStated & {
    readonly impact: Impact;
    readonly by: string;
    /** Who looked at it; '' where nobody has. */
    readonly lookedBy: string;
  };
  /** Not known where nobody has said what the release consists of. */
  readonly components: {
    readonly total: number;
    readonly new: number;
    readonly changed: number;
    readonly gone: number;
    /** Of which nobody has said anything: their names. */
    readonly unsaid: readonly string[];
  };
  /** Not known where nobody has said what the change touches. */
  readonly touches: {
    readonly hazards: readonly string[];
    readonly controls: readonly string[];
    readonly by: string;
    readonly at: Date;
  };
  /** Not known where nobody has said which faults are known. */
  readonly testIssues: readonly { readonly reference: string }[];
  /** Not known where nobody has said what the change touches. */
  readonly controls: {
    readonly recordedAt: Date;
    readonly touched: readonly {
      readonly reference: string;
      readonly href: string;
      readonly control: TouchedControl | null;
    }[];
    /** Every other control of the service. */
    readonly untouched: number;
    /** Those of them that failed a test on this release. */
    readonly failing: readonly {
      readonly reference: string;
      readonly href: string;
      readonly control: TouchedControl;
    }[];
    readonly by: string;
    readonly at: Date;
  };
}

/** How many are named in a sentence. */
const NAMED = 3;

function page({ service, release }: At, part = ''): string {
  return release === undefined ? releasesPath(service.reference) : `${releasePath(service.reference, release)}${part}`;
}

/** "Release 1.4.0", as it is named in a sentence. */
function name({ release }: At): string {
  return release === undefined ? 'The release' : `Release ${release}`;
}

function on(at: Date): string {
  return sayDay(dayIn(at));
}

const FINE = { until: null, shown: [] } as const;

function stating(at: At): Words {
  return [
    { text: 'A statement of what the release means for safety', href: page(at, '/impact') },
    ', by somebody whose competence is on record, clears it.',
  ];
}

const SAYS: Readonly<Record<Impact, string>> = {
  none: 'changes nothing for safety',
  low: 'changes no risk',
  'changes risk': 'changes risk',
};

const impactStated: Check<GateFacts> = {
  id: 'releases.impact-stated',
  asks: 'Somebody competent has said what the release means for safety.',
  how: 'automatic',
  reads: ['impact'],
  begins: stating,
  decide: ({ impact }, at) => decideImpact(impact, at),
};

function decideImpact(impact: GateFacts['impact'], at: At): Found {
  const said = `${name(at)} ${SAYS[impact.impact]}, as ${impact.by} said on ${on(impact.at)}`;
  const looking: Words = [{ text: 'A look at it by an officer', href: page(at, '/look') }, ' clears it.'];
  const due = lookDue(impact.at);
  const open = (result: 'failed' | 'needs-review', says: string): Found => ({
    ...FINE,
    result,
    says: [says],
    clears: stating(at),
  });
  switch (impactStanding(impact, at.now)) {
    case 'refused':
      return open('failed', `${said}, and ${impact.lookedBy} did not agree.`);
    case 'changed':
      return open(
        'needs-review',
        `${said}. What it was built from, consists of, runs on or touches has changed since.`,
      );
    case 'overdue': {
      const says = `${said}. An officer was to look at that by ${on(due)}, and has not.`;
      return { ...open('needs-review', says), clears: looking, since: due };
    }
    case 'waits':
      return {
        ...FINE,
        result: 'passed',
        says: [`${said}. An officer looks at that by ${on(due)}.`],
        clears: looking,
        until: due,
      };
    default: {
      const agreed = impact.agreed === true ? `, and ${impact.lookedBy} agreed` : '';
      return { ...FINE, result: 'passed', says: [`${said}${agreed}.`], clears: [] };
    }
  }
}

function listing(at: At): Words {
  return [
    { text: 'A bill of materials', href: page(at, '/components') },
    ', a list by hand, or a declaration that there are no components clears it.',
  ];
}

const componentsAssessed: Check<GateFacts> = {
  id: 'releases.components-assessed',
  asks: 'Each third-party component of the release is assessed, or declared not safety-related.',
  how: 'automatic',
  reads: ['components'],
  begins: listing,
  decide: ({ components }, at) => {
    const { total, unsaid } = components;
    if (unsaid.length > 0)
      return {
        ...FINE,
        result: 'failed',
        says: [
          `${unsaid.length} of ${counted(total, 'third-party component')} ${unsaid.length === 1 ? 'is' : 'are'} neither assessed nor declared not safety-related: ${fewOf(unsaid)}.`,
        ],
        clears: [
          { text: 'An assessment of each', href: page(at, '#components') },
          ', or the declaration that nothing of safety rests on it, clears it.',
        ],
      };
    if (total === 0)
      return {
        ...FINE,
        result: 'passed',
        says: [`${name(at)} is declared to have no third-party components.`],
        clears: [],
      };
    return {
      ...FINE,
      result: 'passed',
      says: [
        `Each of ${counted(total, 'third-party component')} is assessed or declared not safety-related; ${components.new} new, ${components.changed} changed and ${components.gone} gone beside the release before.`,
      ],
      clears: [],
    };
  },
};

/** "a, b, c and 4 more" */
function fewOf(names: readonly string[]): string {
  const few = names.slice(0, NAMED);
  return listed(names.length > NAMED ? [...few, `${names.length - NAMED} more`] : few);
}

function sayingTouches(at: At): Words {
  return [
    { text: 'Saying which hazards and controls it touches', href: page(at, '/touches') },
    ', or that it touches none, clears it.',
  ];
}

const touchesSaid: Check<GateFacts> = {
  id: 'releases.touches-said',
  asks: 'It is said which hazards and controls the release touches.',
  how: 'automatic',
  reads: ['touches'],
  begins: sayingTouches,
  decide: ({ touches: { hazards, controls, by, at: saidAt } }, at) => {
    const all = [...hazards, ...controls];
    const what =
      all.length === 0
        ? 'no hazard and no control'
        : listed([
            ...(hazards.length > 0 ? [counted(hazards.length, 'hazard')] : []),
            ...(controls.length > 0 ? [counted(controls.length, 'control')] : []),
          ]);
    return {
      ...FINE,
      result: 'passed',
      says: [
        `${name(at)} touches ${what}, as ${by} said on ${on(saidAt)}${all.length === 0 ? '' : `: ${fewOf(all)}`}.`,
      ],
      clears: [],
    };
  },
};

const testIssuesSaid: Check<GateFacts> = {
  id: 'releases.test-issues-said',
  asks: 'The faults that are known of the release are said, with what each means for safety.',
  how: 'automatic',
  reads: ['testIssues'],
  begins: (at) => [
    { text: 'Listing the faults that are known', href: page(at, '/issues') },
    ', or saying that none is known, clears it.',
  ],
  decide: ({ testIssues }, at) => ({
    ...FINE,
    result: 'passed',
    says: [
      testIssues.length === 0
        ? `No fault of ${release(at)} is known.`
        : `${counted(testIssues.length, 'known fault')} of ${release(at)} ${testIssues.length === 1 ? 'is' : 'are'} written down, with what each means for safety: ${fewOf(testIssues.map(({ reference }) => reference))}.`,
    ],
    clears: [],
  }),
};

function release({ release: version }: At): string {
  return version === undefined ? 'the release' : `release ${version}`;
}

const touchedVerified: Check<GateFacts> = {
  id: 'releases.touched-controls-verified',
  asks: 'Each control that the release touches is verified for it, and nothing speaks against the others.',
  how: 'automatic',
  reads: ['controls'],
  begins: sayingTouches,
  decide: ({ controls }, at) => decideControls(controls, at),
};

function decideControls(controls: GateFacts['controls'], at: At): Found {
  const { touched, untouched, failing, recordedAt, by } = controls;
  const [first] = failing;
  if (first) {
    const tests = failedOn(first.control);
    return {
      ...FINE,
      result: 'failed',
      says: [
        'Control ',
        { text: first.reference, href: first.href },
        ` failed ${fewOf(tests)} on ${release(at)}, which is said not to touch it${failing.length > 1 ? `, and so did ${counted(failing.length - 1, 'other control')}` : ''}.`,
      ],
      clears: [
        'A pass of the same tests on this release, a reasoned dismissal by a safety engineer, or ',
        { text: 'naming it among what is touched', href: page(at, '/touches') },
        ' and clearing it there, clears it.',
      ],
    };
  }
  const open = touched.flatMap((one) => {
    const why = whyNotVerified(one.control, recordedAt, at.now);
    return why ? [{ ...one, ...why }] : [];
  });
  const [worst] = [...open.filter(({ verdict }) => verdict === 'not-met'), ...open];
  if (worst) {
    const others = open.length - 1;
    return {
      ...FINE,
      result: worst.verdict === 'not-met' ? 'failed' : 'not-run',
      says: [
        'Control ',
        { text: worst.reference, href: worst.href },
        `, which ${release(at)} touches, ${worst.because}${others > 0 ? `; and ${counted(others, 'other control')} that it touches ${others === 1 ? 'is' : 'are'} not verified for it` : ''}.`,
      ],
      clears: [
        `${worst.clears}${others === 0 ? '' : ` The other${others === 1 ? ' one has' : 's have'} to be verified as well.`}`,
      ],
    };
  }
  const ends = touched.flatMap(({ control }) => (control && verifiedUntil(control, at.now)) ?? []);
  const carried =
    untouched === 0
      ? ''
      : ` ${counted(untouched, 'other control')} ${untouched === 1 ? 'carries' : 'carry'} forward, not touched by ${release(at)} as ${by} said on ${on(controls.at)}.`;
  return {
    ...FINE,
    result: 'passed',
    says: [
      touched.length === 0
        ? `${name(at)} touches no control.${carried}`
        : `${touched.length === 1 ? 'The control' : `Each of ${counted(touched.length, 'control')}`} that ${release(at)} touches is verified for it.${carried}`,
    ],
    clears: ['Evidence that is current again clears it.'],
    until: ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => end.getTime()))),
  };
}

export const gateChecks: readonly Check<GateFacts>[] = [
  impactStated,
  componentsAssessed,
  touchesSaid,
  testIssuesSaid,
  touchedVerified,
];
