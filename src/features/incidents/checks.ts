import type { At, Check, Found } from '../../rules/checks.ts';
import { counted } from '../../words/counting.ts';
import { dayIn, sayDay } from '../../words/days.ts';
import { listedLinks } from '../../words/naming.ts';
import type { Words } from '../../words/sentence.ts';
import {
  clocksOf,
  incidentPath,
  incidentsPath,
  type Clock,
  type Reached,
  type Stage,
  type Target,
  type Targets,
} from './domain.ts';
import type { CaseAnswer } from './domain/verdict.ts';
import { isAsked } from './domain/verdict.ts';

/*
 * What the standards ask of safety incidents (DCB0129 3.6 and 7.2), and what the gate asks of them before a release. A service
 * that keeps its log elsewhere has no facts here: nothing is known, and a check by hand says it. Pure.
 */

/** An incident, as far as the checks turn on it. Good care and what was voided is there too: it was reported. */
export interface IncidentFact extends Reached {
  readonly reference: string;
  readonly stage: Stage;
  /** What was proposed and what was signed of the safety case; null for nothing. */
  readonly proposed: CaseAnswer | null;
  readonly signed: CaseAnswer | null;
  readonly hasCause: boolean;
  /** Actions against it, and those that are open; and whether it was said why none is needed. */
  readonly actions: number;
  readonly openActions: number;
  readonly noAction: boolean;
  /** Hazards and controls that it challenges and that nobody has answered. */
  readonly challenged: readonly string[];
}

export interface IncidentFacts {
  /** The log, where it is kept here: from the first report or the first arrangements on. */
  readonly log: { readonly incidents: readonly IncidentFact[] };
  /** By when each stage has to be reached, where the service said so. */
  readonly targets: Targets;
}

/** Incidents that a sentence names; the others are counted. */
const MOST_NAMED = 5;

function named(incidents: readonly IncidentFact[], { service }: At, door = ''): Words {
  const shown = incidents.slice(0, MOST_NAMED).map(({ reference }) => ({
    text: reference,
    href: `${incidentPath(service.reference, reference)}${door}`,
  }));
  return listedLinks(shown, incidents.length);
}

function arranging({ service }: At): Words {
  return [
    { text: 'Saying how reports are taken in', href: `${incidentsPath(service.reference)}/arrangements` },
    ' begins the log here and begins to clear it.',
  ];
}

function passed(says: Words, { service }: At, until: Date | null = null): Found {
  const shown = [{ text: 'Safety incident management log', href: incidentsPath(service.reference), until }];
  return { result: 'passed', says, clears: [], until, shown };
}

function failed(says: Words, clears: Words, since: Date | null = null): Found {
  return { result: 'failed', says, clears, until: null, since, shown: [] };
}

const logKept: Check<IncidentFacts> = {
  id: 'incidents.log-kept',
  asks: 'A safety incident management log is kept.',
  how: 'automatic',
  reads: ['log'],
  begins: arranging,
  decide: ({ log: { incidents } }, at) =>
    passed(
      [
        incidents.length === 0
          ? 'The log is kept here, and nothing was reported yet.'
          : `The log is kept here, with ${counted(incidents.length, 'report')} in it.`,
      ],
      at,
    ),
};

/** Of the open incidents, the clocks of these targets that stand so. */
function clocks(
  { log, targets }: IncidentFacts,
  { now }: At,
  of: readonly Target[],
  standing: Clock['standing'],
): readonly (Clock & { readonly incident: IncidentFact })[] {
  return log.incidents
    .flatMap((incident) => clocksOf(incident, targets, now).map((clock) => ({ ...clock, incident })))
    .filter((clock) => of.includes(clock.target) && clock.standing === standing)
    .toSorted((a, b) => a.due.getTime() - b.due.getTime());
}

function inTime(
  facts: IncidentFacts,
  at: At,
  of: readonly Target[],
  words: { readonly late: string; readonly fine: string },
): Found {
  const late = clocks(facts, at, of, 'overdue');
  const [first] = late;
  if (first) {
    const incidents = [...new Map(late.map(({ incident }) => [incident.reference, incident])).values()];
    return failed(
      [...named(incidents, at), ` ${incidents.length === 1 ? 'was' : 'were'} ${words.late}.`],
      ['Doing it clears it: each says what comes next.'],
      first.due,
    );
  }
  const [next] = clocks(facts, at, of, 'open');
  return passed([words.fine], at, next?.due ?? null);
}

const process: Check<IncidentFacts> = {
  id: 'incidents.process',
  asks: 'It is arranged how safety incidents are reported and handled, and reports are looked at in the times that the service set.',
  how: 'automatic',
  reads: ['log', 'targets'],
  begins: arranging,
  decide: (facts, at) =>
    inTime(facts, at, ['acknowledge', 'triage', 'safe'], {
      late: 'not acknowledged, triaged or made safe in the time that the service set',
      fine: 'It is arranged, and no report waits longer than the service set.',
    }),
};

const settledInTime: Check<IncidentFacts> = {
  id: 'incidents.settled-in-time',
  asks: 'Safety incidents are settled in the time that the service set.',
  how: 'automatic',
  reads: ['log', 'targets'],
  begins: arranging,
  decide: (facts, at) =>
    inTime(facts, at, ['close'], {
      late: 'not closed in the time that the service set',
      fine: 'No incident is open for longer than the service set.',
    }),
};

/** Incidents of which it is asked what they mean for the safety case. */
function asked({ log }: Pick<IncidentFacts, 'log'>): readonly IncidentFact[] {
  return log.incidents.filter(isAsked);
}

const caseAsked: Check<IncidentFacts> = {
  id: 'incidents.case-asked',
  asks: 'Of every safety incident a clinical safety officer has signed whether it undermines the safety case.',
  how: 'automatic',
  reads: ['log'],
  begins: arranging,
  decide: (facts, at) => {
    const all = asked(facts);
    const open = all.filter(({ signed }) => signed === null);
    if (open.length > 0)
      return {
        ...failed(
          [
            'Nobody has signed whether ',
            ...named(open, at, '/verdict'),
            ` ${open.length === 1 ? 'undermines' : 'undermine'} the safety case.`,
          ],
          [
            { text: 'Answering it', href: `${incidentsPath(at.service.reference)}/verdicts` },
            ', and a signature by the clinical safety officer, clears it.',
          ],
        ),
        result: 'not-run',
      };
    return passed(
      [
        all.length === 0
          ? 'Nothing was reported of which it has to be asked.'
          : `It is signed of ${all.length === 1 ? 'the one incident' : `each of ${all.length} incidents`}.`,
      ],
      at,
    );
  },
};

const corrected: Check<IncidentFacts> = {
  id: 'incidents.corrected',
  asks: 'Where an incident undermines the safety case, it is put right: actions are done, and what it challenges is answered.',
  how: 'automatic',
  reads: ['log'],
  begins: arranging,
  decide: (facts, at) => {
    const undermining = asked(facts).filter(({ signed }) => signed === 'yes');
    const open = undermining.filter(
      ({ actions, openActions, challenged }) => actions === 0 || openActions > 0 || challenged.length > 0,
    );
    if (open.length > 0)
      return failed(
        [
          ...named(open, at, '/close'),
          ` ${open.length === 1 ? 'undermines' : 'undermine'} the safety case, and what follows from it is not done.`,
        ],
        ['Actions against it that are done, and an answer to each hazard and control that it challenges, clear it.'],
      );
    return passed(
      [
        undermining.length === 0
          ? 'No incident was signed to undermine the safety case.'
          : `What undermined the safety case was put right: ${counted(undermining.length, 'incident')}.`,
      ],
      at,
    );
  },
};

const resolutionRecorded: Check<IncidentFacts> = {
  id: 'incidents.resolution-recorded',
  asks: 'Of every incident that is closed it is recorded what led to it and what was done.',
  how: 'automatic',
  reads: ['log'],
  begins: arranging,
  decide: (facts, at) => {
    const closed = asked(facts).filter(({ stage }) => stage === 'closed');
    const bare = closed.filter(({ hasCause, actions, noAction }) => !hasCause || (actions === 0 && !noAction));
    if (bare.length > 0)
      return failed(
        [...named(bare, at), ` ${bare.length === 1 ? 'is' : 'are'} closed, without what led to it or what was done.`],
        ['Reopening it, and saying so, clears it.'],
      );
    if (closed.length === 0)
      return { result: 'not-applicable', says: ['No incident was closed yet.'], clears: [], until: null, shown: [] };
    return passed([`It is recorded of ${counted(closed.length, 'closed incident')}.`], at);
  },
};

export const checks: readonly Check<IncidentFacts>[] = [
  logKept,
  process,
  caseAsked,
  corrected,
  settledInTime,
  resolutionRecorded,
];

/**
 * What the gate asks, in place of an officer's declaration: the same question by the same name, answered by the log itself where it is
 * kept here. What nobody has signed is not known.
 */
export const gateChecks: readonly Check<Pick<IncidentFacts, 'log'>>[] = [
  {
    id: 'gate.no-incident-undermines',
    asks: 'No incident undermines the safety case, as the clinical safety officer signed of each.',
    how: 'automatic',
    reads: ['log'],
    begins: arranging,
    decide: (facts, at) => {
      const open = asked(facts).filter(({ stage }) => stage !== 'closed');
      const undermining = open.filter(({ signed, proposed }) => (signed ?? proposed) === 'yes');
      const verdicts = incidentsPath(at.service.reference);
      if (undermining.length > 0) {
        const one = undermining.length === 1;
        return failed(
          [
            ...named(undermining, at),
            undermining.some(({ signed }) => signed === 'yes')
              ? ` ${one ? 'undermines' : 'undermine'} the safety case, and ${one ? 'is' : 'are'} not closed.`
              : ` may undermine the safety case: it is proposed, and nobody has signed it.`,
          ],
          [
            'Closing ',
            ...named(undermining, at, '/close'),
            ` clears it: that asks that what ${one ? 'it undermines' : 'they undermine'} is put right.`,
          ],
          undermining.map(({ reportedAt }) => reportedAt).reduce((a, b) => (a < b ? a : b)),
        );
      }
      const unsigned = asked(facts).filter(({ signed }) => signed === null);
      if (unsigned.length > 0)
        return {
          ...failed(
            [
              'Nobody has signed whether ',
              ...named(unsigned, at, '/verdict'),
              ` ${unsigned.length === 1 ? 'undermines' : 'undermine'} the safety case.`,
            ],
            [
              { text: 'Answering it', href: `${verdicts}/verdicts` },
              ', and a signature by the clinical safety officer, clears it.',
            ],
          ),
          result: 'not-run',
        };
      const latest = facts.log.incidents
        .map(({ reportedAt }) => reportedAt)
        .toSorted((a, b) => b.getTime() - a.getTime())[0];
      return passed(
        [
          latest === undefined
            ? 'The log is kept here, and nothing was reported in it.'
            : `The clinical safety officer signed of each incident in the log that it does not undermine the safety case, or it was put right and closed. The latest was reported on ${sayDay(dayIn(latest))}.`,
        ],
        at,
      );
    },
  },
];
