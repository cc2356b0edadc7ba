import type { Sentence } from '../../../words/sentence.ts';
import { sayDay, dayIn } from '../../../words/days.ts';
import { listed } from '../../../words/counting.ts';
import { incidentPath, type IncidentRecord } from '../domain.ts';

/*
 * The question that DCB0129 7.2.2 puts to every incident: does it undermine the safety case? Whoever handles it proposes an answer,
 * the clinical safety officer signs it. Pure.
 */

export const ANSWERS = ['no', 'yes'] as const;
export type CaseAnswer = (typeof ANSWERS)[number];

/** What is said of an incident and the safety case. */
export interface CaseVerdict {
  readonly answer: CaseAnswer;
  readonly why: string;
  /** Of a yes: which hazards and controls it undermines. Of a no: none. */
  readonly undermines: readonly string[];
  /** Why no hazard of the log was realised; null where one was, and is named in a link. */
  readonly noHazard: string | null;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly signed: CaseSignature | null;
}

export interface CaseSignature {
  readonly by: string;
  readonly role: string;
  /** The registration that they held, as it was that day; null where none was known. */
  readonly registration: string | null;
  readonly at: Date;
  /** How many were signed with it; 1 for one by itself. */
  readonly together: number;
  /** Whether they had proposed it themself. */
  readonly own: boolean;
}

/** Good care undermines nothing, and what was voided does not count. */
export function isAsked({ sort, voided }: Pick<IncidentRecord, 'sort' | 'voided'>): boolean {
  return sort !== 'good care' && voided === null;
}

/** What of an incident bears on how many may be signed at a time. */
export type Together = Pick<IncidentRecord, 'physical' | 'psychological' | 'links' | 'voided'>;

/**
 * Why a verdict has to be signed by itself; null where several may be signed at a time. Together only where nothing is left to
 * wonder about: harm was graded and is none or low, the hazard is known, and its controls held. Whatever is not known is looked
 * at by itself.
 */
export function whyAlone(incident: Together, verdict: Pick<CaseVerdict, 'answer' | 'noHazard'>): string | null {
  if (verdict.answer !== 'no') return 'it is proposed that it undermines the safety case';
  const { physical, psychological, links } = incident;
  if (physical === null || psychological === null) return 'its harm is not graded';
  if (!isLow(physical) || !isLow(psychological)) return 'somebody was harmed more than a little';
  const senses = (kind: string) => links.filter((link) => link.kind === kind).map(({ sense }) => sense);
  if (!senses('hazard').includes('realises')) return 'no known hazard is named that it realised';
  if (senses('control').includes('failed')) return 'a control failed';
  if (!senses('control').includes('held')) return 'it is not said that the controls held';
  return null;
}

function isLow(harm: string): boolean {
  return harm === 'none' || harm === 'low';
}

/** The words with which it is asked, everywhere. */
export const QUESTION = 'Does this undermine the safety case?';

export const ANSWER_WORDS: Readonly<Record<CaseAnswer, string>> = {
  no: 'No: what the safety case says is still so',
  yes: 'Yes: something that the safety case says is not so, or not known to be so any more',
};

/** What is wrong with an answer, by its field; nothing where it may stand. */
export function problemsOf(
  given: Pick<CaseVerdict, 'answer' | 'undermines' | 'noHazard'>,
  incident: Pick<IncidentRecord, 'links'>,
): readonly { readonly field: string; readonly message: string }[] {
  const realised = incident.links.some(({ kind, sense }) => kind === 'hazard' && sense === 'realises');
  return [
    ...(given.answer === 'yes' && given.undermines.length === 0
      ? [
          {
            field: 'undermines',
            message:
              'Say which hazards or controls it undermines. Where the log has no such hazard yet, record it first: then the log and the report say so as well.',
          },
        ]
      : []),
    ...(given.answer === 'no' && given.undermines.length > 0
      ? [{ field: 'undermines', message: 'Choose “Yes” where it undermines something, or name nothing here.' }]
      : []),
    ...(!realised && given.noHazard === null && given.answer === 'no'
      ? [
          {
            field: 'noHazard',
            message:
              'Say which hazard it realised, at triage, or say here why it realised none: whether it is a new one has to be asked.',
          },
        ]
      : []),
  ];
}

/** "Proposed by Posy Thackray on 9 March 2026: no." */
export function verdictWords({ answer, proposedBy, proposedAt, signed }: CaseVerdict): string {
  const what = answer === 'yes' ? 'it undermines the safety case' : 'it does not undermine the safety case';
  if (signed === null)
    return `${proposedBy} proposed on ${sayDay(dayIn(proposedAt))} that ${what}. Nobody has signed it.`;
  const { by, role, registration, at, together, own } = signed;
  const who = [role, registration].filter((word) => word !== null).join(', ');
  return `${by} (${who}) signed on ${sayDay(dayIn(at))} that ${what}${together > 1 ? `, with ${together - 1} more at a time` : ''}${own ? '. They had proposed it themself' : ''}.`;
}

/** What is so of an incident and the safety case, because of what, and what clears it; null where nothing is open. */
export function caseSentence(
  { reference, service, sort, voided }: Pick<IncidentRecord, 'reference' | 'service' | 'sort' | 'voided'>,
  verdict: CaseVerdict | null,
): Sentence | null {
  if (!isAsked({ sort, voided }) || (verdict !== null && verdict.signed !== null)) return null;
  const path = incidentPath(service.reference, reference);
  const so = ['Whether ', { text: reference, href: path }, ' undermines the safety case is not known'];
  if (verdict === null)
    return {
      so,
      because: ['nobody has answered that yet'],
      clears: [{ text: 'An answer', href: `${path}/verdict` }, ' that the clinical safety officer signs clears it.'],
    };
  return {
    so,
    because: [`${verdict.proposedBy} proposed “${verdict.answer}”, and nobody has signed it`],
    clears: [
      'A signature by the clinical safety officer or a deputy ',
      { text: 'clears it', href: `${path}/verdict` },
      '.',
    ],
  };
}

/** "HAZ-12 and CTL-31" */
export function underminedWords(undermines: readonly string[]): string {
  return listed([...undermines]);
}
