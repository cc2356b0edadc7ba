import type { At, Check, Found, Result, Shown } from '../../rules/checks.ts';
import { capital, counted, listed } from '../../words/counting.ts';
import { dayIn, sayDay } from '../../words/days.ts';
import { listedLinks } from '../../words/naming.ts';
import type { Words } from '../../words/sentence.ts';
import { approvedNamed, type Approved } from '../approvals/index.ts';
import { questionPath, questionReference } from '../evidence/index.ts';
import { ARISES_IN, controlReference, hazardReference, VULNERABLE_GROUPS, type VulnerableGroup } from './domain.ts';
import { clearsFailure, controlTag } from './domain/holding.ts';
import type {
  ControlCounts,
  ControlGap,
  ControlNamed,
  Counted,
  HazardCounts,
  HazardGap,
  TestCounts,
} from './facts-store.ts';
import { controlPath, hazardPath, logPath } from './pages/addresses.ts';

/*
 * What the standards ask of a hazard log (DCB0129 3.3, 4, 5, 6): that hazards were looked for, rated, controlled and settled, and
 * that what is said of controls is shown. Pure.
 */

/** Hazards, controls and tests that a sentence names; the others are counted. */
export const MOST_NAMED = 3;

/** How the residual risks that people rated stand beside what the scheme asks of their levels. */
export interface Risks {
  /** Of how many hazards a person rated what remains. */
  readonly rated: number;
  /** Of how many the level asks for a reason, or for a benefit-risk analysis. */
  readonly askingReason: number;
  readonly askingBenefit: number;
  readonly tooHigh: Counted;
  /** Those of which neither the scheme nor a person says yet whether they may stay. */
  readonly unjudged: Counted;
  readonly waiting: Counted;
}

export interface HazardFacts {
  /** In the order of their numbers; not known where there is none. */
  readonly logs: readonly {
    readonly number: number;
    readonly title: string;
    /** What their scheme is called; null where they declare none. */
    readonly scheme: string | null;
  }[];
  /** How each log stands beside its approved versions. */
  readonly approvals: readonly Approved[];
  /** How many hazards stand in the logs. */
  readonly total: number;
  /** Not known where no hazard stands in the logs. */
  readonly hazards: HazardCounts;
  readonly risks: Risks;
  /** Not known where no hazard has a control. */
  readonly controls: ControlCounts;
  /** Not known where no control rests on a test. */
  readonly tests: TestCounts;
}

type Facts = HazardFacts;

/** The page of the first log, or a view of it. A hazard log of its own makes more than one rare. */
function logPage({ logs }: Pick<Facts, 'logs'>, { service }: At, view = ''): string {
  return `${logPath(service.reference, logs[0]!.number)}${view}`;
}

function shownLog(facts: Pick<Facts, 'logs'>, { service }: At): Shown[] {
  return facts.logs.map(({ number, title }) => ({
    text: title,
    href: logPath(service.reference, number),
    until: null,
  }));
}

function takingIn({ service }: At): Words {
  return [
    { text: 'Taking in the log that you have', href: '/check' },
    ', or ',
    { text: 'drawing hazards from the library', href: `/services/${service.reference}/library` },
    ', clears it.',
  ];
}

function hazardLinks({ count, first }: Counted, { service }: At): Words {
  const links = first.map((number) => {
    const text = hazardReference(number);
    return { text, href: hazardPath(service.reference, text) };
  });
  return listedLinks(links, count);
}

function controlLinks({ count, first }: Counted<ControlNamed>, { service }: At): Words {
  const links = first.map(({ number, home }) => ({
    text: controlTag(service.reference, home ?? service.reference, number),
    href: controlPath(home ?? service.reference, controlReference(number)),
  }));
  return listedLinks(links, count);
}

/** Something that is not as it should be, from the worst result to the least. */
interface Wrong {
  readonly result: Exclude<Result, 'unknown' | 'passed' | 'not-applicable'>;
  readonly says: Words;
  readonly clears: Words;
  readonly since?: Date | null;
}

const WORST_FIRST: readonly Wrong['result'][] = ['failed', 'not-run', 'needs-review'];

/** What a check finds: all that is wrong, the worst first; or what is so where nothing is. */
function foundOf(
  wrong: readonly (Wrong | false | null)[],
  passed: Pick<Found, 'says'> & Partial<Pick<Found, 'clears' | 'result'>>,
  rest: Pick<Found, 'until' | 'shown'>,
): Found {
  const all = wrong
    .filter((one) => one !== false && one !== null)
    .toSorted((a, b) => WORST_FIRST.indexOf(a.result) - WORST_FIRST.indexOf(b.result));
  const [worst] = all;
  if (!worst) return { result: 'passed', clears: [], ...passed, ...rest };
  return {
    ...rest,
    result: worst.result,
    says: all.flatMap(({ says }, index): Words => (index === 0 ? says : [' ', ...says])),
    clears: worst.clears,
    since: worst.since ?? null,
  };
}

/** "3 of 28 hazards have no control: HAZ-3, HAZ-9 and HAZ-12." @param have "has no control", "have no control" */
function ofHazards(gap: Counted, total: number, [has, have]: readonly [string, string], at: At): Words {
  return [
    `${gap.count} of ${counted(total, 'hazard')} ${gap.count === 1 ? has : have}: `,
    ...hazardLinks(gap, at),
    '.',
  ];
}

function ofControls(gap: Counted<ControlNamed>, total: number, [has, have]: readonly [string, string], at: At): Words {
  return [
    `${gap.count} of ${counted(total, 'control')} ${gap.count === 1 ? has : have}: `,
    ...controlLinks(gap, at),
    '.',
  ];
}

/** A check that turns on the hazards of the logs, and on nothing that time changes. */
function ofLog(
  check: Pick<Check<Facts>, 'id' | 'asks'>,
  decide: (
    facts: Facts,
    at: At,
  ) => {
    readonly wrong: readonly (Wrong | false | null)[];
    readonly passed: Pick<Found, 'says'> & Partial<Pick<Found, 'clears' | 'result'>>;
    readonly until?: Date | null;
  },
): Check<Facts> {
  return {
    ...check,
    how: 'automatic',
    reads: ['logs', 'hazards', 'risks'],
    begins: takingIn,
    decide: (facts, at) => {
      const { wrong, passed, until = null } = decide(facts, at);
      return foundOf(wrong, passed, { until, shown: shownLog(facts, at) });
    },
  };
}

const logKept: Check<Facts> = {
  id: 'hazards.log-kept',
  asks: 'A hazard log is kept.',
  how: 'automatic',
  reads: ['logs', 'total'],
  begins: takingIn,
  decide: (facts, at) => {
    const names = listedLinks(shownLog(facts, at).map(({ text, href }) => ({ text, href })));
    return foundOf(
      [
        facts.total === 0 && {
          result: 'not-run',
          says: [
            ...names,
            ` ${facts.logs.length === 1 ? 'is' : 'are'} there, and no hazard stands in ${facts.logs.length === 1 ? 'it' : 'them'}.`,
          ],
          clears: [{ text: 'Recording a hazard', href: logPage(facts, at, '/record') }, ' clears it.'],
        },
      ],
      {
        says: [
          ...names,
          `: ${counted(facts.total, 'hazard')} ${facts.total === 1 ? 'stands' : 'stand'} in ${facts.logs.length === 1 ? 'it' : 'them'}.`,
        ],
      },
      { until: null, shown: shownLog(facts, at) },
    );
  },
};

const identified = ofLog(
  { id: 'hazards.identified', asks: 'Hazards to patients were looked for and recorded.' },
  ({ hazards: { total } }) => ({
    wrong: [],
    passed: { says: [`${counted(total, 'hazard')} ${total === 1 ? 'is' : 'are'} recorded.`] },
  }),
);

const areasConsidered = ofLog(
  {
    id: 'hazards.areas-considered',
    asks: 'Hazards were looked for in the content, in the process and in the service itself.',
  },
  (facts, at) => {
    const { areas, total } = facts.hazards;
    const missing = ARISES_IN.filter((area) => areas[area] === 0);
    const said = ARISES_IN.reduce((sum, area) => sum + areas[area], 0);
    return {
      wrong: [
        missing.length > 0 && {
          // That none is recorded there does not say that nobody looked.
          result: 'not-run',
          says:
            said === 0
              ? [
                  `It is not said of any of ${counted(total, 'hazard')} whether it arises in content, process or service.`,
                ]
              : [
                  `No hazard is recorded that arises in the ${listed(missing, 'or')}`,
                  said < total ? `, and of ${total - said} of ${total} it is not said where they arise.` : '.',
                ],
          clears: [
            { text: 'Saying of each hazard where it arises', href: logPage(facts, at, '/groups') },
            ', and recording those that are missing, clears it.',
          ],
        },
      ],
      passed: {
        says: [
          `Hazards are recorded that arise in the content (${areas.content}), in the process (${areas.process}) and in the service (${areas.service}).`,
        ],
      },
    };
  },
);

/** The groups that point 16 of the NHS service standard names. */
const NAMED_GROUPS = ['homeless', 'prison', 'abuse'] as const satisfies readonly VulnerableGroup[];

function groupName(group: VulnerableGroup): string {
  const name = VULNERABLE_GROUPS[group];
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

const groupsConsidered = ofLog(
  {
    id: 'hazards.vulnerable-groups-considered',
    asks: 'Hazards were looked for to people who are more at risk: those who are homeless, have recently left prison, or are at risk of domestic or carer abuse.',
  },
  (facts, at) => {
    const { groups } = facts.hazards;
    const missing = NAMED_GROUPS.filter((group) => (groups[group] ?? 0) === 0);
    const named = (Object.keys(VULNERABLE_GROUPS) as VulnerableGroup[]).filter((group) => (groups[group] ?? 0) > 0);
    return {
      wrong: [
        missing.length > 0 && {
          // Who is named by no hazard may have been thought of all the same: that is not known.
          result: 'not-run',
          says: [
            `No hazard names ${listed(missing.map(groupName), 'or')}.`,
            named.length === 0 ? '' : ` Named are ${listed(named.map(groupName))}.`,
          ].filter((part) => part !== ''),
          clears: [
            {
              text: 'Saying with the hazards whom they put more at risk',
              href: logPage(facts, at, '/groups?by=group'),
            },
            ', and recording those that are missing, clears it.',
          ],
        },
      ],
      passed: { says: [`Hazards name ${listed(named.map(groupName))}.`] },
    };
  },
);

const schemeDeclared: Check<Facts> = {
  id: 'hazards.scheme-declared',
  asks: 'The log says by which risk scheme its hazards are rated.',
  how: 'automatic',
  reads: ['logs'],
  begins: takingIn,
  decide: (facts, at) => {
    const without = facts.logs.filter(({ scheme }) => scheme === null);
    const schemes = [...new Set(facts.logs.flatMap(({ scheme }) => scheme ?? []))];
    return foundOf(
      [
        without.length > 0 && {
          result: 'failed',
          says: [
            ...listedLinks(
              without.map(({ number, title }) => ({ text: title, href: logPath(at.service.reference, number) })),
            ),
            ` ${without.length === 1 ? 'declares' : 'declare'} no risk scheme, so that no level follows from a rating.`,
          ],
          clears: [
            {
              text: 'Choosing a scheme',
              href: `${logPath(at.service.reference, without[0]!.number)}/scheme`,
            },
            ' clears it.',
          ],
        },
      ],
      { says: [`Hazards are rated by: ${listed(schemes)}.`] },
      { until: null, shown: shownLog(facts, at) },
    );
  },
};

function gapOf({ hazards }: Facts, what: HazardGap): Counted | null {
  return hazards.gaps[what] ?? null;
}

const ratedInitially = ofLog(
  { id: 'hazards.rated-initially', asks: 'Each hazard has an initial rating, with a level by the scheme.' },
  (facts, at) => {
    const { total } = facts.hazards;
    const gap = gapOf(facts, 'no initial rating');
    return {
      wrong: [
        gap && {
          result: 'failed',
          says: ofHazards(gap, total, ['has no initial rating', 'have no initial rating'], at),
          clears: [
            { text: 'Rating each of them', href: hazardDoor(gap, at, '/rate/initial') },
            ', by its severity and likelihood before controls, clears it.',
          ],
        },
      ],
      passed: { says: [`${all(total)} ${have(total)} an initial rating.`] },
    };
  },
);

/** "The one hazard", "Both hazards", "All 28 hazards" */
function all(total: number, noun = 'hazard'): string {
  if (total === 1) return `The one ${noun}`;
  return total === 2 ? `Both ${noun}s` : `All ${counted(total, noun)}`;
}

function have(total: number): string {
  return total === 1 ? 'has' : 'have';
}

/** A door of the first hazard that something is missing of. */
function hazardDoor({ first }: Counted, { service }: At, door = ''): string {
  return `${hazardPath(service.reference, hazardReference(first[0]!))}${door}`;
}

const controlsNamed = ofLog(
  { id: 'hazards.controls-named', asks: 'Each hazard has a control that was not withdrawn.' },
  (facts, at) => {
    const { total } = facts.hazards;
    const gap = gapOf(facts, 'no control');
    return {
      wrong: [
        gap && {
          result: 'failed',
          says: ofHazards(gap, total, ['has no control', 'have no control'], at),
          clears: [{ text: 'A control for each', href: hazardDoor(gap, at) }, ' clears it.'],
        },
      ],
      passed: { says: [`${all(total)} ${have(total)} a control.`] },
    };
  },
);

/** A check of the controls that the hazards rest on. */
function ofControlsCheck(
  check: Pick<Check<Facts>, 'id' | 'asks'>,
  decide: (
    controls: ControlCounts,
    at: At,
    facts: Facts,
  ) => {
    readonly wrong: readonly (Wrong | false | null)[];
    readonly passed: Pick<Found, 'says'>;
    readonly until?: Date | null;
  },
): Check<Facts> {
  return {
    ...check,
    how: 'automatic',
    reads: ['logs', 'hazards', 'controls'],
    begins: (at) => [
      'Recording hazards and ',
      { text: 'their controls', href: `/services/${at.service.reference}` },
      ' clears it.',
    ],
    decide: (facts, at) => {
      const { wrong, passed, until = null } = decide(facts.controls, at, facts);
      const shown = [{ text: 'Controls behind hazards', href: logPage(facts, at, '/controls'), until }];
      return foundOf(wrong, passed, { until, shown });
    },
  };
}

const checkedForNewHazards = ofControlsCheck(
  {
    id: 'hazards.controls-checked-for-new-hazards',
    asks: 'Somebody looked at each control for hazards that it brings (DCB0129 6.1.2).',
  },
  ({ gaps, total }, at) => {
    const gap = gaps['not looked at'];
    return {
      wrong: [
        gap !== undefined && {
          result: 'failed',
          says: [
            `At ${gap.count} of ${counted(total, 'control')} nobody has looked for hazards that ${gap.count === 1 ? 'it brings' : 'they bring'}: `,
            ...controlLinks(gap, at),
            '.',
          ],
          clears: [
            { text: 'Saying of each whether it brings any', href: controlDoor(gap, at, '/edit') },
            ' clears it.',
          ],
        },
      ],
      passed: {
        says: [
          total === 1
            ? 'Somebody looked at the one control for hazards that it brings.'
            : `Somebody looked at each of ${counted(total, 'control')} for hazards that it brings.`,
        ],
      },
    };
  },
);

function controlDoor({ first }: Counted<ControlNamed>, { service }: At, door = ''): string {
  const { number, home } = first[0]!;
  return `${controlPath(home ?? service.reference, controlReference(number))}${door}`;
}

/** What is wrong with an aspect of controls. */
function aspectFound(
  aspect: 'implementation' | 'effectiveness',
  { gaps, total, ...controls }: ControlCounts,
  at: At,
  facts: Facts,
): readonly (Wrong | false | null)[] {
  const shows = aspect === 'implementation' ? ['was put in place', 'were put in place'] : ['works', 'work'];
  const shown = (count: number) => (count === 1 ? shows[0] : shows[1]);
  const gap = (what: 'fails' | 'not shown' | 'lapsed') => gaps[`${aspect} ${what}` satisfies ControlGap] ?? null;
  const [fails, unshown, lapsed] = [gap('fails'), gap('not shown'), gap('lapsed')];
  const since = aspect === 'implementation' ? controls.implementationLapsedSince : controls.effectivenessLapsedSince;
  const coverage = { text: 'Evidence', href: logPage(facts, at, '/gaps') };
  return [
    fails && {
      result: 'failed',
      says: [
        `Evidence speaks against it that ${fails.count} of ${counted(total, 'control')} ${shown(fails.count)}: `,
        ...controlLinks(fails, at),
        '.',
      ],
      clears: [
        { text: 'Looking at what speaks against it', href: controlDoor(fails, at) },
        `. ${clearsFailure(true, fails.count > 1)}`,
      ],
    },
    unshown && {
      // Not verified is no failure.
      result: 'not-run',
      says: [
        `Nothing shows that ${unshown.count} of ${counted(total, 'control')} ${shown(unshown.count)}: `,
        ...controlLinks(unshown, at),
        '.',
      ],
      clears: [coverage, ' that a safety engineer or clinical safety officer accepts for each clears it.'],
    },
    lapsed && {
      result: 'needs-review',
      since,
      says: [
        `What shows that ${lapsed.count} of ${counted(total, 'control')} ${shown(lapsed.count)} has lapsed: `,
        ...controlLinks(lapsed, at),
        '.',
      ],
      clears: [
        'Looking at it again and finding that it holds, or a new pass of the same test, clears it: see ',
        {
          text: controlTag(
            at.service.reference,
            lapsed.first[0]!.home ?? at.service.reference,
            lapsed.first[0]!.number,
          ),
          href: controlDoor(lapsed, at),
        },
        '.',
      ],
    },
  ];
}

function lastsUntil(until: Date | null): string {
  return until === null ? '' : ` The first of that lapses on ${sayDay(dayIn(until))}.`;
}

const implemented = ofControlsCheck(
  {
    id: 'hazards.controls-implemented',
    asks: 'Each control is in place, and evidence that counts shows that it was put in place (DCB0129 6.3.2).',
  },
  (controls, at, facts) => {
    const { gaps, total, implementedUntil: until } = controls;
    const gap = gaps['not in place'];
    return {
      until,
      wrong: [
        gap !== undefined && {
          result: 'failed',
          says: ofControls(gap, total, ['is not in place', 'are not in place'], at),
          clears: [
            { text: 'Putting each in place', href: controlDoor(gap, at) },
            ' and saying so, or withdrawing it, clears it.',
          ],
        },
        ...aspectFound('implementation', controls, at, facts),
      ],
      passed: {
        says: [
          `${all(total, 'control')} ${total === 1 ? 'is' : 'are'} in place, and evidence shows it.${lastsUntil(until)}`,
        ],
      },
    };
  },
);

const effective = ofControlsCheck(
  {
    id: 'hazards.controls-effective',
    asks: 'Evidence that counts shows of each control that it works (DCB0129 6.3.3).',
  },
  (controls, at, facts) => {
    const { total, effectiveUntil: until } = controls;
    return {
      until,
      wrong: aspectFound('effectiveness', controls, at, facts),
      passed: {
        says: [
          `Evidence shows of ${total === 1 ? 'the one control that it works' : `all ${counted(total, 'control')} that they work`}.${lastsUntil(until)}`,
        ],
      },
    };
  },
);

const ratedResidually = ofLog(
  {
    id: 'hazards.rated-residually',
    asks: 'A person rated what remains of each hazard, and everything that the rating relies on holds.',
  },
  (facts, at) => {
    const { total, holdsUntil, lapsedSince } = facts.hazards;
    const wrong = (
      what: HazardGap,
      result: Wrong['result'],
      has: readonly [string, string],
      clears: Words,
      since: Date | null = null,
    ): Wrong | null => {
      const gap = gapOf(facts, what);
      return gap && { result, says: ofHazards(gap, total, has, at), clears, since };
    };
    const provisional = {
      text: 'The hazards whose rating is provisional',
      href: logPage(facts, at, '?provisional=yes'),
    };
    const missing = gapOf(facts, 'no residual rating');
    const relied: Words = [provisional, ' say what clears each.'];
    const confirming: Words = [
      'A clinical safety officer or deputy who ',
      { text: 'confirms them', href: logPage(facts, at, '?provisional=yes') },
      ' clears it.',
    ];
    return {
      until: holdsUntil,
      wrong: [
        wrong(
          'no residual rating',
          'failed',
          ['has no residual rating that a person gave', 'have no residual rating that a person gave'],
          missing
            ? [{ text: 'Rating what remains of each', href: hazardDoor(missing, at, '/rate/residual') }, ' clears it.']
            : [],
        ),
        wrong(
          'not confirmed',
          'failed',
          [
            'has a residual rating as a file states it, which nobody has confirmed',
            'have a residual rating as a file states it, which nobody has confirmed',
          ],
          confirming,
        ),
        wrong(
          'does not hold',
          'failed',
          [
            'has a residual rating that relies on what does not hold',
            'have a residual rating that relies on what does not hold',
          ],
          relied,
        ),
        wrong(
          'not shown to hold',
          'not-run',
          [
            'has a residual rating that relies on what is not verified',
            'have a residual rating that relies on what is not verified',
          ],
          relied,
        ),
        wrong(
          'lapsed',
          'needs-review',
          [
            'has a residual rating that relies on what has lapsed',
            'have a residual rating that relies on what has lapsed',
          ],
          relied,
          lapsedSince,
        ),
      ],
      passed: {
        says: [
          `${all(total)} ${have(total)} a residual rating that a person gave and that counts.${lastsUntil(holdsUntil)}`,
        ],
        clears: relied,
      },
    };
  },
);

/** That nobody rated what remains of some hazards: whether it may stay is not known. */
function unrated(facts: Facts, at: At, of: string): Wrong | null {
  const { total } = facts.hazards;
  const count = total - facts.risks.rated;
  if (count === 0) return null;
  return {
    result: 'not-run',
    says: [`Of ${count} of ${counted(total, 'hazard')} no person rated what remains, so that it is not known ${of}.`],
    clears: [
      { text: 'A residual rating that a person gives or confirms', href: logPage(facts, at, '?provisional=yes') },
      ' of each clears it.',
    ],
  };
}

const residualAcceptable = ofLog(
  {
    id: 'hazards.residual-acceptable',
    asks: 'No risk that remains is too high to stay, unless a benefit-risk analysis shows that the benefit outweighs it.',
  },
  (facts, at) => {
    const { total } = facts.hazards;
    const { tooHigh, unjudged, askingBenefit } = facts.risks;
    const resting = gapOf(facts, 'does not hold');
    return {
      wrong: [
        tooHigh.count > 0 && {
          result: 'failed',
          says: ofHazards(
            tooHigh,
            total,
            [
              'has a residual risk that is too high to stay, and nobody has shown that the benefit outweighs it',
              'have a residual risk that is too high to stay, and nobody has shown that the benefit outweighs it',
            ],
            at,
          ),
          clears: [
            'A new rating with controls that lower it, or ',
            { text: 'a benefit-risk analysis', href: hazardDoor(tooHigh, at, '/benefit-risk') },
            ', clears it.',
          ],
        },
        resting && {
          // Such a rating does not count: the one before it does, which may be too high.
          result: 'failed',
          says: ofHazards(
            resting,
            total,
            [
              'has a residual rating that relies on what does not hold, so that the risk may be higher than it says',
              'have a residual rating that relies on what does not hold, so that the risk may be higher than it says',
            ],
            at,
          ),
          clears: [
            { text: 'The hazards whose rating is provisional', href: logPage(facts, at, '?provisional=yes') },
            ' say what clears each.',
          ],
        },
        unjudged.count > 0 && {
          // What the scheme does not say is no leave to stay.
          result: 'not-run',
          says: ofHazards(
            unjudged,
            total,
            [
              'has a residual risk of which the scheme does not say whether it may stay, and nobody has accepted it',
              'have a residual risk of which the scheme does not say whether it may stay, and nobody has accepted it',
            ],
            at,
          ),
          clears: [
            'A clinical safety officer or deputy who ',
            { text: 'accepts it with the reason', href: hazardDoor(unjudged, at, '/accept') },
            ', or a scheme that says of each level whether it may stay, clears it.',
          ],
        },
        unrated(facts, at, 'whether the risk may stay'),
      ],
      passed: {
        says: [
          askingBenefit === 0
            ? `As people rated it, no residual risk of ${counted(total, 'hazard')} is too high to stay.`
            : `${capital(counted(askingBenefit, 'hazard'))} ${askingBenefit === 1 ? 'has' : 'have'} a high residual risk, and a benefit-risk analysis shows of each that the benefit outweighs it.`,
        ],
      },
    };
  },
);

const acceptanceReasoned = ofLog(
  {
    id: 'hazards.acceptance-reasoned',
    asks: 'Where the level of a risk that remains asks for it, somebody said why it is accepted and not reduced further.',
  },
  (facts, at) => {
    const { total } = facts.hazards;
    const { waiting, askingReason } = facts.risks;
    return {
      wrong: [
        waiting.count > 0 && {
          result: 'failed',
          says: ofHazards(
            waiting,
            total,
            [
              'has a residual risk of which nobody has said why it is not reduced further',
              'have a residual risk of which nobody has said why it is not reduced further',
            ],
            at,
          ),
          clears: [
            'A clinical safety officer or deputy who ',
            { text: 'accepts it with the reason', href: hazardDoor(waiting, at, '/accept') },
            ' clears it.',
          ],
        },
        unrated(facts, at, 'whether a reason is asked for'),
      ],
      passed: {
        says: [
          askingReason === 0
            ? `No residual risk of ${counted(total, 'hazard')} asks for a reason why it is accepted.`
            : `${askingReason === 1 ? 'The one residual risk that asks' : `All ${askingReason} residual risks that ask`} for it ${askingReason === 1 ? 'is' : 'are'} accepted with a reason.`,
        ],
      },
    };
  },
);

const allSettled = ofLog(
  { id: 'hazards.all-settled', asks: 'Each hazard was considered to its end: closed, or transferred (DCB0129 6.4).' },
  (facts, at) => {
    const { total } = facts.hazards;
    const gap = gapOf(facts, 'open');
    return {
      wrong: [
        gap && {
          result: 'failed',
          says: ofHazards(gap, total, ['is open', 'are open'], at),
          clears: [
            'Closing each, or transferring it, clears it: ',
            { text: 'see those that are open', href: logPage(facts, at, '?status=open') },
            '.',
          ],
        },
      ],
      passed: {
        says: [`${all(total)} ${total === 1 ? 'is' : 'are'} closed or transferred.`],
      },
    };
  },
);

const transfersComplete = ofLog(
  {
    id: 'hazards.transfers-complete',
    asks: 'With each hazard that was transferred go whoever takes it and the controls that are theirs.',
  },
  (facts, at) => {
    const { transferred } = facts.hazards;
    if (transferred === 0)
      return { wrong: [], passed: { result: 'not-applicable', says: ['No hazard is transferred.'] } };
    const of = (gap: Counted, words: string): Wrong => ({
      result: 'failed',
      says: [
        `${gap.count} of ${counted(transferred, 'hazard')} that ${transferred === 1 ? 'was' : 'were'} transferred ${words}: `,
        ...hazardLinks(gap, at),
        '.',
      ],
      clears: [
        'Opening each again and ',
        { text: 'transferring it', href: hazardDoor(gap, at) },
        ' with who takes it and which controls are theirs clears it.',
      ],
    });
    const [receiver, controls] = [gapOf(facts, 'no receiver'), gapOf(facts, 'nothing handed over')];
    const has = (gap: Counted | null) => (gap?.count === 1 ? 'has' : 'have');
    return {
      wrong: [
        receiver && of(receiver, `${has(receiver)} nobody who takes ${receiver.count === 1 ? 'it' : 'them'}`),
        controls &&
          of(controls, `${has(controls)} no control of whoever takes ${controls.count === 1 ? 'it' : 'them'}`),
      ],
      passed: {
        says: [
          transferred === 1
            ? 'The one hazard that was transferred says who takes it, and has controls that are theirs.'
            : `${all(transferred)} that were transferred say who takes them, and have controls that are theirs.`,
        ],
      },
    };
  },
);

const testsCurrent: Check<Facts> = {
  id: 'evidence.tests-current',
  asks: 'No test on which a control rests fails or has lapsed.',
  how: 'automatic',
  reads: ['logs', 'tests'],
  begins: ({ service }) => [
    { text: 'Sending the results of tests', href: `/services/${service.reference}/runs` },
    ' that carry the tags of controls, and accepting what they show, clears it.',
  ],
  decide: (facts, at) => {
    const { total, gaps, holdsUntil, lapsedSince, failsSince } = facts.tests;
    const links = ({ count, first }: Counted<{ readonly number: number; readonly home: string }>) =>
      listedLinks(
        first.map(({ number, home }) => ({ text: questionReference(number), href: questionPath(home, number) })),
        count,
      );
    const { fails, lapsed, 'no result': none } = gaps;
    const of = counted(total, 'test');
    return foundOf(
      [
        fails !== undefined && {
          result: 'failed',
          since: failsSince,
          says: [
            `${fails.count} of ${of} on which controls rest ${fails.count === 1 ? 'fails' : 'fail'}`,
            failsSince === null ? ': ' : `, the first since ${sayDay(dayIn(failsSince))}: `,
            ...links(fails),
            '.',
          ],
          clears: [clearsFailure(true, fails.count > 1)],
        },
        none !== undefined && {
          result: 'not-run',
          says: [`Of ${none.count} of ${of} on which controls rest no result counts yet: `, ...links(none), '.'],
          clears: [`A pass of ${none.count === 1 ? 'it' : 'each'}, on a release that is live, clears it.`],
        },
        lapsed !== undefined && {
          result: 'needs-review',
          since: lapsedSince,
          says: [
            `The last pass of ${lapsed.count} of ${of} on which controls rest has lapsed: `,
            ...links(lapsed),
            '.',
          ],
          clears: [`A new pass of ${lapsed.count === 1 ? 'the same test' : 'each of the same tests'} clears it.`],
        },
      ],
      {
        says: [
          `${all(total, 'test')} on which controls rest ${total === 1 ? 'passes' : 'pass'}.${holdsUntil === null ? '' : ` The first result lapses on ${sayDay(dayIn(holdsUntil))}.`}`,
        ],
        clears: ['A new pass of the same tests clears it.'],
      },
      {
        until: holdsUntil,
        shown: [
          {
            text: `${capital(of)} on which controls rest`,
            href: logPage(facts, at, '/controls'),
            until: holdsUntil,
          },
        ],
      },
    );
  },
};

const APPROVED_WORST: readonly Found['result'][] = ['failed', 'needs-review', 'passed'];

const logApproved: Check<Facts> = {
  id: 'hazards.log-approved',
  asks: 'The hazard log, as it is now, is approved by the clinical safety officer or a deputy.',
  how: 'automatic',
  reads: ['logs', 'approvals'],
  begins: takingIn,
  decide: ({ approvals }, { now }) => {
    const each = approvals.map((one) => approvedNamed(one, now));
    const [worst] = each.toSorted((a, b) => APPROVED_WORST.indexOf(a.result) - APPROVED_WORST.indexOf(b.result));
    const same = each.filter(({ result }) => result === worst!.result);
    const ends = each.flatMap(({ until }) => (until === null ? [] : [until.getTime()]));
    return {
      ...worst!,
      // Of several logs each is said that stands no better.
      says: same.flatMap(({ says }, index): Words => (index === 0 ? says : [' ', ...says])),
      until: ends.length === 0 ? null : new Date(Math.min(...ends)),
      shown: each.flatMap(({ shown }) => shown),
    };
  },
};

export const checks: readonly Check<HazardFacts>[] = [
  logKept,
  identified,
  areasConsidered,
  groupsConsidered,
  schemeDeclared,
  ratedInitially,
  controlsNamed,
  checkedForNewHazards,
  implemented,
  effective,
  ratedResidually,
  residualAcceptable,
  acceptanceReasoned,
  allSettled,
  transfersComplete,
  logApproved,
  testsCurrent,
];
