import { counted, listed } from '../../../words/counting.ts';
import { isDay, dayIn, sayDay, type Day } from '../../../words/days.ts';
import type { Sentence, Words } from '../../../words/sentence.ts';
import type { DutiesOpen } from '../../duties/domain.ts';
import { incidentPath, type IncidentRecord } from '../domain.ts';
import { caseSentence, isAsked, type CaseVerdict } from './verdict.ts';

/*
 * What closing an incident asks: that its harm is graded and its cause said, that something was done that is strong enough to be
 * worth checking, that hazards and the safety case were looked at, that whoever has to be told was told, and that whoever reported
 * it heard back. What is missing is said with its way out, and nothing closes while anything is. Pure.
 */

/** How strong an action is, the strongest first: the hierarchy of controls, as far as it speaks of digital services. */
export const STRENGTHS = ['design', 'guard', 'procedure', 'training', 'information'] as const;
export type Strength = (typeof STRENGTHS)[number];

export const STRENGTH_WORDS: Readonly<Record<Strength, { readonly name: string; readonly hint: string }>> = {
  design: { name: 'Design or engineering', hint: 'The harm cannot come about this way any more.' },
  guard: { name: 'Guard or forcing function', hint: 'The system stops it, or makes the safe way the only one.' },
  procedure: { name: 'Procedure', hint: 'People do it in another way.' },
  training: { name: 'Training', hint: 'People know it better.' },
  information: { name: 'Information', hint: 'People are told, warned or reminded.' },
};

/** Those that rest on people to remember. Alone, they seldom hold: that is said, and stops nobody. */
const WEAK: readonly Strength[] = ['training', 'information'];

/** An action against an incident, and the one that looks whether it worked. */
export interface IncidentAction {
  readonly action: ActionShown;
  readonly strength: Strength;
  readonly check: ActionShown;
}

export interface ActionShown {
  /** "ACT-12" */
  readonly reference: string;
  readonly href: string;
  readonly title: string;
  readonly state: 'open' | 'done' | 'not needed';
  readonly due: Day;
}

/** The steps of the duty of candour, in their order. Ours, from what bodies say of it; the law that applies says what is owed. */
export const CANDOUR_STEPS = ['told', 'account', 'apology', 'support', 'record', 'follow-up'] as const;
export type CandourStep = (typeof CANDOUR_STEPS)[number];

export const CANDOUR_WORDS: Readonly<Record<CandourStep, string>> = {
  told: 'Told in person, as soon as could be',
  account: 'A true account of what is known, and what is looked into',
  apology: 'Said sorry',
  support: 'Offered support',
  record: 'Given a written record, and kept one',
  'follow-up': 'Told what came of it',
};

/** "Could not be reached" and "declined" are answers: what was tried is said with them. */
export const CANDOUR_STATES = ['done', 'could not be reached', 'declined'] as const;
export type CandourState = (typeof CANDOUR_STATES)[number];

export interface CandourSaid {
  readonly step: CandourStep;
  readonly state: CandourState;
  readonly on: Day;
  readonly note: string;
  readonly by: string;
}

/** A report of an incident by somebody who can be told, and what they heard. */
export interface ReportAnswered {
  /** 1 for the first report of its incident. */
  readonly number: number;
  /** "Imogen Sedge", "Somebody from the public". */
  readonly by: string;
  /** When they were told what came of it; null for not yet. */
  readonly toldAt: Date | null;
  /** Why they are told nothing; null where nobody said. */
  readonly unanswered: string | null;
}

/** All that closing asks about. */
export interface ClosingFacts {
  readonly incident: Pick<
    IncidentRecord,
    | 'reference'
    | 'service'
    | 'sort'
    | 'voided'
    | 'cause'
    | 'physical'
    | 'psychological'
    | 'danger'
    | 'triagedAt'
    | 'madeSafeAt'
    | 'links'
  >;
  readonly verdict: CaseVerdict | null;
  /** What of the hazards and controls that it challenged nobody has answered: "HAZ-12". */
  readonly challenged: readonly string[];
  readonly actions: readonly IncidentAction[];
  /** Why nothing has to be done; null where nobody said so. */
  readonly noAction: string | null;
  readonly duties: DutiesOpen;
  /** Whether somebody has said what the service is: most duties turn on it. */
  readonly serviceStated: boolean;
  readonly reports: readonly ReportAnswered[];
  readonly candour: { readonly applies: boolean; readonly reason: string } | null;
  readonly candourSteps: readonly CandourSaid[];
}

/** What closing asks, in the order in which it is asked. */
export const GATES = ['safe', 'harm', 'cause', 'actions', 'hazard', 'case', 'candour', 'duties', 'feedback'] as const;
export type Gate = (typeof GATES)[number];

export const GATE_WORDS: Readonly<Record<Gate, string>> = {
  safe: 'Made safe',
  harm: 'What harm came of it',
  cause: 'Cause',
  actions: 'Actions, and whether they worked',
  hazard: 'The hazards and controls',
  case: 'The safety case',
  candour: 'Duty of candour',
  duties: 'Who has to be told',
  feedback: 'What whoever reported it heard',
};

/** Something that closing waits for. */
export interface Missing {
  readonly gate: Gate;
  readonly sentence: Sentence;
}

/** What good care asks: nothing went wrong, and whoever said so hears back. */
const OF_GOOD_CARE: readonly Gate[] = ['feedback'];

/** Which of the questions are asked of this incident. */
export function gatesOf({ sort, voided }: ClosingFacts['incident']): readonly Gate[] {
  return isAsked({ sort, voided }) ? GATES : OF_GOOD_CARE;
}

/** What closing still waits for; empty where it can be closed. */
export function missingOf(facts: ClosingFacts): readonly Missing[] {
  return gatesOf(facts.incident).flatMap((gate) => MISSING[gate](facts).map((sentence) => ({ gate, sentence })));
}

const MISSING: Readonly<Record<Gate, (facts: ClosingFacts) => readonly Sentence[]>> = {
  safe: ({ incident }) =>
    incident.madeSafeAt !== null && incident.danger === 'no'
      ? []
      : [
          {
            so: [named(incident), ' is not known to be safe'],
            because: [
              incident.danger === 'yes'
                ? 'somebody is in danger'
                : incident.danger === 'unknown'
                  ? 'nobody said whether anybody is in danger'
                  : 'nobody said when it was made safe',
            ],
            clears:
              incident.danger === 'no'
                ? [at(incident, '/contain', 'Saying what was done, and that it is safe now'), ' clears it.']
                : [at(incident, '/triage', 'Saying at its triage that nobody is'), ' clears it, once it is so.'],
          },
        ],
  harm: ({ incident }) =>
    incident.physical !== null && incident.psychological !== null
      ? []
      : [
          {
            so: ['What harm came of ', named(incident), ' is not known'],
            because: ['its harm is not graded'],
            clears: [at(incident, '/triage', 'Grading it'), ' clears it. “None” is a grade.'],
          },
        ],
  cause: ({ incident }) =>
    incident.cause !== null
      ? []
      : [
          {
            so: ['Why ', named(incident), ' happened is not known'],
            because: ['no cause is said'],
            clears: [at(incident, '/close/cause', 'Saying it'), ' clears it. That it could not be found is an answer.'],
          },
        ],
  actions: ({ incident, actions, noAction }) => {
    if (actions.length === 0 && noAction === null)
      return [
        {
          so: ['What was done against ', named(incident), ' is not known'],
          because: ['no action is recorded'],
          clears: [
            at(incident, '/close/action', 'An action'),
            ', with a day to check that it worked, clears it. So does ',
            at(incident, '/close/no-action', 'saying why none is needed'),
            '.',
          ],
        },
      ];
    const open = actions.filter(({ action }) => action.state === 'open');
    return open.map(({ action }) => ({
      so: ['“', { text: action.title, href: action.href }, '” is not done'],
      because: [`it is due ${sayDay(action.due)}, and nobody said that it was done`],
      clears: ['Saying with what evidence it was done clears it.'],
    }));
  },
  hazard: ({ incident, verdict, challenged }) => [
    ...(incident.links.some(({ kind, sense }) => kind === 'hazard' && sense === 'realises') ||
    (verdict !== null && verdict.noHazard !== null)
      ? []
      : [
          {
            so: ['Whether ', named(incident), ' realised a hazard is not known'],
            because: ['no hazard is named, and nobody said why it is none'],
            clears: [
              at(incident, '/triage', 'Naming the hazard'),
              ', or ',
              at(incident, '/verdict', 'saying why it is none'),
              ', clears it.',
            ],
          } satisfies Sentence,
        ]),
    ...challenged.map((reference): Sentence => ({
      so: [{ text: reference, href: challengesPath(incident.service.reference, reference) }, ' is challenged'],
      because: [`${incident.reference} speaks against it, and nobody has answered`],
      clears: [
        reference.startsWith('CTL')
          ? 'A reasoned answer by a safety engineer clears it.'
          : 'Rating it again, or saying with a reason that the rating stays, clears it.',
      ],
    })),
  ],
  case: ({ incident, verdict }) => {
    const sentence = caseSentence(incident, verdict);
    return sentence === null ? [] : [sentence];
  },
  candour: ({ incident, candour, candourSteps }) => {
    if (!candourAsked(incident)) return [];
    if (candour === null)
      return [
        {
          so: ['Whether the duty of candour applies to ', named(incident), ' is not known'],
          because: [
            incident.physical === null || incident.psychological === null
              ? 'its harm is not graded, so that it may'
              : 'the harm is moderate or worse, and nobody said',
          ],
          clears: [at(incident, '/close/candour', 'Saying whether it does, and why'), ' clears it.'],
        },
      ];
    if (!candour.applies) return [];
    const left = CANDOUR_STEPS.filter((step) => !candourSteps.some((said) => said.step === step));
    if (left.length === 0) return [];
    return [
      {
        so: ['The duty of candour for ', named(incident), ' is not done'],
        because: [
          `${counted(left.length, 'step')} of ${CANDOUR_STEPS.length} ${left.length === 1 ? 'is' : 'are'} not recorded`,
        ],
        clears: [
          at(incident, '/close/candour-step', 'Recording each step'),
          ' clears it. That somebody could not be reached, or did not want it, is a record as well.',
        ],
      },
    ];
  },
  duties: ({ incident, duties: { open, undecided }, serviceStated }) => [
    ...(incident.triagedAt !== null
      ? []
      : [
          {
            so: ['Who has to be told of ', named(incident), ' is not known'],
            because: ['nobody has triaged it'],
            clears: [at(incident, '/triage', 'Its triage'), ' begins it.'],
          } satisfies Sentence,
        ]),
    ...(open.length === 0
      ? []
      : [
          {
            so: ['Not everybody who has to be told of ', named(incident), ' is known to be told'],
            because: [`${few(open, 'and')} ${open.length === 1 ? 'is' : 'are'} owed and not done`],
            clears: [at(incident, '/duties', 'Doing each, or dismissing it with a reason'), ', clears it.'],
          } satisfies Sentence,
        ]),
    ...(undecided.length === 0
      ? []
      : [
          {
            so: ['Whether others have to be told of ', named(incident), ' is not known'],
            because: [
              serviceStated
                ? `nobody said whether ${few(undecided, 'or')} ${undecided.length === 1 ? 'is' : 'are'} owed`
                : `nobody has said what the service is, on which most of ${counted(undecided.length, 'duty', 'duties')} turn`,
            ],
            clears: serviceStated
              ? [
                  at(incident, '/duties/facts', 'Answering the questions that decide it'),
                  ' clears it, and so does ',
                  at(incident, '/duties', 'dismissing each with a reason'),
                  '.',
                ]
              : [
                  {
                    text: 'Saying it once, for all of its incidents',
                    href: `/services/${encodeURIComponent(incident.service.reference)}/duties/facts?incident=${incident.reference}`,
                  },
                  ', and then ',
                  at(incident, '/duties/facts', 'answering what is left'),
                  ', clears it.',
                ],
          } satisfies Sentence,
        ]),
  ],
  feedback: ({ incident, reports }) =>
    reports
      .filter(({ toldAt, unanswered }) => toldAt === null && unanswered === null)
      .map(({ number, by }) => ({
        so: [`${by} has not heard what came of `, named(incident)],
        because: ['nobody has told them, or said why not'],
        clears: [
          at(incident, '/feedback', 'Telling them'),
          ' clears it, and so does ',
          at(incident, `/feedback/${number}/nothing`, 'saying why they are told nothing'),
          '.',
        ],
      })),
};

/** Duties that a sentence names; the others are counted. */
const MOST_NAMED = 4;

function few(duties: readonly string[], last: 'and' | 'or'): string {
  const more = duties.length - MOST_NAMED;
  // One more is named rather than counted.
  if (more <= 1) return listed(duties, last);
  return listed([...duties.slice(0, MOST_NAMED), `${more} more`], last);
}

function named({ reference, service }: ClosingFacts['incident']) {
  return { text: reference, href: incidentPath(service.reference, reference) };
}

function at({ reference, service }: ClosingFacts['incident'], door: string, text: string): Words[number] {
  return { text, href: `${incidentPath(service.reference, reference)}${door}` };
}

/** Where a challenge of a hazard or a control is answered. */
export function challengesPath(service: string, reference: string): string {
  const list = reference.startsWith('CTL') ? 'controls' : 'hazards';
  return `/services/${encodeURIComponent(service)}/${list}/${reference}/challenges`;
}

/**
 * Whether it is asked if the duty of candour applies: from moderate harm on, and while the harm is not known. Whether it applies
 * in law, a person says: that turns on who provides the care, and where.
 */
export function candourAsked({ physical, psychological }: Pick<IncidentRecord, 'physical' | 'psychological'>): boolean {
  return [physical, psychological].some((harm) => harm !== 'none' && harm !== 'low');
}

/** What somebody should know of its actions before it is closed; null for nothing. */
export function weakActions(actions: readonly IncidentAction[]): Sentence | null {
  const kept = actions.filter(({ action }) => action.state !== 'not needed');
  if (kept.length === 0 || kept.some(({ strength }) => !WEAK.includes(strength))) return null;
  return {
    so: ['Nothing stops this from happening again but that people remember'],
    because: ['every action is training or information'],
    clears: ['A change of design, a guard or a procedure would be stronger. It can be closed as it is.'],
  };
}

/** What is wrong with the day on which it is checked whether an action worked; null where nothing is. */
export function whyNotCheckOn(checkOn: string, due: string): string | null {
  if (!isDay(checkOn)) return 'Give the day on which it is checked that it worked, such as 2026-06-30.';
  return isDay(due) && checkOn <= due
    ? 'Check that it worked on a day after it is due: before, nothing can be seen.'
    : null;
}

/** What is wrong with the day of a step that was done; null where nothing is. */
export function whyNotDoneOn(on: string, now: Date): string | null {
  if (!isDay(on)) return 'Give the day on which it was done or tried, such as 2026-03-12.';
  return on > dayIn(now) ? 'Give a day that is not still to come.' : null;
}
