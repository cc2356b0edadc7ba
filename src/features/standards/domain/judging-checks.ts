import type { Check, Found } from '../../../rules/checks.ts';
import { sayDay } from '../../../words/days.ts';
import type { Words } from '../../../words/sentence.ts';
import { scopePath } from './addresses.ts';
import { assessmentsPath, OUTCOME_WORDS, panelPath, panelReference, type PanelAssessment } from './findings.ts';

/* Checks over what people decide: which of the two DCB standards apply, and what a panel found. Pure. */

/** The two standards of which somebody decides whether they apply, as people call them. */
export const DCB = { dcb0129: 'DCB0129', dcb0160: 'DCB0160' } as const;
export type Dcb = keyof typeof DCB;

/** A decision on one of them, signed or not. */
export interface SettledScope {
  readonly catalogue: Dcb;
  readonly applies: boolean;
  /** "SCP-1" */
  readonly reference: string;
  readonly href: string;
  /** Whether it is signed by as many as it takes, and its words are those that were signed; until when, null for no end. */
  readonly counts: boolean;
  readonly until: Date | null;
  /** Who signed it, and on which day; null where nobody has. */
  readonly by: string | null;
  /** The part of the organisation in it when it was decided. */
  readonly role: string | null;
}

export interface JudgingFacts {
  /** Without any decision, it is not known. */
  readonly scopes: readonly SettledScope[];
  /** The latest assessment against point 16; without any, it is not known. */
  readonly panel: PanelAssessment;
}

/** A standard of which it is not decided whether it applies is a gap that is known, once somebody began to decide. */
export const scopeDecided: Check<JudgingFacts> = {
  id: 'standards.dcb-scope-decided',
  asks: 'It is decided and signed which of DCB0129 and DCB0160 apply.',
  how: 'automatic',
  reads: ['scopes'],
  begins: ({ service }) => [
    'A signed decision on ',
    { text: 'DCB0129', href: scopePath(service.reference, 'dcb0129') },
    ' and another on ',
    { text: 'DCB0160', href: scopePath(service.reference, 'dcb0160') },
    ' clear it: whether each applies, and why.',
  ],
  decide: ({ scopes }, { service }): Found => {
    const standards = (['dcb0129', 'dcb0160'] as const).map((id) => ({
      id,
      scope: scopes.find(({ catalogue }) => catalogue === id) ?? null,
    }));
    const open = standards.filter(({ scope }) => scope === null || !scope.counts || scope.role !== service.role);
    const shown = standards.flatMap(({ scope }) =>
      scope?.counts ? [{ text: `${scope.reference}: ${saidOf(scope)}`, href: scope.href, until: scope.until }] : [],
    );
    const clears = (id: Dcb): Words => [
      'A signed decision on whether ',
      { text: DCB[id], href: scopePath(service.reference, id) },
      ' applies clears it.',
    ];
    if (open.length === 0) {
      const [first] = standards
        .flatMap(({ id, scope }) => (scope?.until ? [{ id, until: scope.until }] : []))
        .toSorted((a, b) => a.until.getTime() - b.until.getTime());
      return {
        result: 'passed',
        says: standards.flatMap(({ scope }, index): Words => [
          `${index === 0 ? '' : ' '}${saidOf(scope!)} (`,
          { text: scope!.reference, href: scope!.href },
          `, signed by ${scope!.by}).`,
        ]),
        clears: clears(first?.id ?? 'dcb0129'),
        until: first?.until ?? null,
        shown,
      };
    }
    const [{ id, scope }] = open as [(typeof open)[number]];
    return { result: 'failed', says: whyOpen(DCB[id], scope, service.role), clears: clears(id), until: null, shown };
  },
};

function saidOf({ catalogue, applies }: SettledScope): string {
  return `${DCB[catalogue]} ${applies ? 'applies' : 'does not apply'}`;
}

function whyOpen(name: string, scope: SettledScope | null, role: string): Words {
  if (scope === null) return [`Nobody has decided whether ${name} applies.`];
  const link = { text: scope.reference, href: scope.href };
  if (!scope.counts && scope.by === null) return [link, ` says whether ${name} applies, and is not signed.`];
  if (!scope.counts) return [link, ` says whether ${name} applies, and its signature does not stand any more.`];
  return [
    link,
    ` says whether ${name} applies, and was decided when the organisation’s part in the service was ${scope.role ?? 'not said'}: it is ${role} now.`,
  ];
}

export const panelAssessed: Check<JudgingFacts> = {
  id: 'standards.panel-assessed',
  asks: 'A panel has assessed the service, and found it met.',
  how: 'automatic',
  reads: ['panel'],
  begins: ({ service }) => [
    'Recording ',
    { text: 'an assessment by a panel', href: assessmentsPath(service.reference, 'point-16') },
    ' clears it.',
  ],
  decide: ({ panel }, { service }): Found => {
    const href = panelPath(service.reference, panel.catalogue, panel.number);
    const words = `${OUTCOME_WORDS[panel.outcome].toLowerCase()}, ${panel.phase}, ${sayDay(panel.on)}`;
    return {
      result: ({ met: 'passed', conditions: 'needs-review', 'not met': 'failed' } as const)[panel.outcome],
      says: [
        `A panel assessed the service on ${sayDay(panel.on)} in ${panel.phase}. Its outcome: ${OUTCOME_WORDS[panel.outcome].toLowerCase()}.`,
      ],
      clears: [
        'Seeing to ',
        { text: 'what the panel asked for', href },
        ', and recording its next assessment, clears it.',
      ],
      until: null,
      shown: [{ text: `${panelReference(panel.number)}: ${words}`, href, until: null }],
    };
  },
};
