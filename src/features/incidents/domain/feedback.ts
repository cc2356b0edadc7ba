import { listed } from '../../../words/counting.ts';
import { dayIn, daysBetween, sayDay } from '../../../words/days.ts';
import type { Danger, Graded, Reporter } from '../domain.ts';

/*
 * Being told what happened. Whoever reports hears in plain words what came of it, what did not, and how it was graded where they
 * had said otherwise. Reporters' first complaint is that they never hear back. Pure.
 */

/** What somebody wrote for whoever made a report; '' where there is nothing to say. */
export interface FeedbackWords {
  /** How it was graded, and why. */
  readonly graded: string;
  readonly found: string;
  readonly changed: string;
  /** What did not change, and why. */
  readonly unchanged: string;
}

/** How the parts are called, in the order in which they are read. */
export const FEEDBACK_PARTS: Readonly<Record<keyof FeedbackWords, string>> = {
  graded: 'How we graded it',
  found: 'What we found',
  changed: 'What changed',
  unchanged: 'What did not change, and why',
};
const ORDER = ['graded', 'found', 'changed', 'unchanged'] as const;

/** The parts that say something, as whoever reported reads them. */
export function partsOf(words: FeedbackWords): { readonly heading: string; readonly text: string }[] {
  return ORDER.map((part) => ({ heading: FEEDBACK_PARTS[part], text: words[part].trim() })).filter(
    ({ text }) => text !== '',
  );
}

/** The whole of it as text. */
export function feedbackText(words: FeedbackWords): string {
  return partsOf(words)
    .map(({ heading, text }) => `${heading}\n${text}`)
    .join('\n\n');
}

/** An answer that was given to a report, or that none is given. */
export interface FeedbackRecord {
  readonly id: string;
  readonly report: string;
  readonly at: Date;
  readonly by: string;
  /** Null where it was decided to tell them nothing. */
  readonly words: FeedbackWords | null;
  /** Why they are told nothing: for the team. Null where they were told. */
  readonly reason: string | null;
  /** What the gate said of a notice to somebody without an account; null where there was none to send. */
  readonly notice: string | null;
  /** When whoever reported said that they have read it; null for not yet. */
  readonly readAt: Date | null;
}

/** A grade that was given, as far as reporters are told of it. */
export interface GradeGiven {
  readonly graded: Graded;
  readonly before: string | null;
  readonly value: string | null;
  readonly reason: string | null;
  readonly at: Date;
}

export const FEEDBACK_STANDINGS = ['nobody to tell', 'waiting', 'told', 'told nothing', 'graded anew'] as const;
/** How it stands with telling whoever made a report. `graded anew`: they were told, and harm was graded otherwise since. */
export type FeedbackStanding = (typeof FEEDBACK_STANDINGS)[number];

/** Whether there is somebody who can be told: not for a program, and not for a list that was taken in. */
export function canBeTold(reporter: Reporter): boolean {
  return reporter.by !== 'source';
}

/** @param answers to this report, the latest last @param grades of its incident */
export function feedbackStanding(
  reporter: Reporter,
  answers: readonly FeedbackRecord[],
  grades: readonly GradeGiven[],
): FeedbackStanding {
  if (!canBeTold(reporter)) return 'nobody to tell';
  const last = answers.at(-1);
  if (!last) return 'waiting';
  if (last.words === null) return 'told nothing';
  return grades.some((one) => isToldOf(one) && one.at > last.at) ? 'graded anew' : 'told';
}

/** Whether something has to be said to whoever reported. */
export function isFeedbackOpen(standing: FeedbackStanding): boolean {
  return standing === 'waiting' || standing === 'graded anew';
}

/** What a reporter is told of: how bad it was, and what it is. What it could have led to is for those who keep the log. */
function isToldOf({ graded, before, value }: GradeGiven): boolean {
  if (graded === 'physical' || graded === 'psychological') return value !== null || before !== null;
  return graded === 'sort' && before !== null;
}

const SAID_OF_HARM: Readonly<Record<Danger, string>> = {
  yes: 'You said that somebody was harmed.',
  no: 'You said that nobody was harmed.',
  unknown: 'You did not know whether anybody was harmed.',
};
const KIND_OF_HARM: Readonly<Partial<Record<Graded, string>>> = {
  physical: 'harm to the body',
  psychological: 'harm to how somebody feels',
};

/**
 * How it was graded, as it is told to whoever reported it: what they said, each grade that was given, and why. '' where nothing was
 * graded. It is where somebody begins to write, and no word of it goes out that they did not see.
 * @param harmed what whoever reported said of harm
 */
export function gradeWords(harmed: Danger, grades: readonly GradeGiven[]): string {
  const told = grades.filter(isToldOf);
  if (told.length === 0) return '';
  const harm = told.some(({ graded }) => graded !== 'sort') ? [SAID_OF_HARM[harmed]] : [];
  return [...harm, ...told.map(gradeSentence)].join(' ');
}

function gradeSentence({ graded, before, value, reason, at }: GradeGiven): string {
  const on = sayDay(dayIn(at));
  const why = (reason ?? '').trim().replace(/[.\s]+$/u, '');
  const because = why === '' ? '.' : `, because: ${why}.`;
  if (graded === 'sort') return `On ${on} we changed what it is from “${before}” to “${value}”${because}`;
  const what = KIND_OF_HARM[graded] ?? '';
  if (value === null) return `On ${on} we took our grade of ${what} back${because}`;
  if (before === null) return `On ${on} we graded ${what} as “${value}”${because}`;
  return `On ${on} we changed our grade of ${what} from “${before}” to “${value}”${because}`;
}

/** What is wrong with words before they can go to whoever reported; none where nothing is. */
export function whyNotTold(words: FeedbackWords, grades: readonly GradeGiven[]): { field: string; message: string }[] {
  return [
    ...(words.found === '' ? [{ field: 'found', message: 'Say what you found, also where it is little.' }] : []),
    ...(words.changed === '' && words.unchanged === ''
      ? [{ field: 'changed', message: 'Say what changed; or below, that nothing did, and why.' }]
      : []),
    ...(words.graded === '' && grades.some(isToldOf)
      ? [{ field: 'graded', message: 'Say how it was graded, and why: they see each grade that was given.' }]
      : []),
  ];
}

/** In which form somebody needs to be answered. */
export interface AnswerForm {
  readonly largePrint: boolean;
  /** Short sentences, one thing in each. */
  readonly easyRead: boolean;
  /** What only a person can arrange: BSL, an interpreter, Braille; in their words. */
  readonly byPerson: readonly string[];
}

/** @param needs as they were said: "large print", "easy read", "BSL" */
export function answerForm(needs: readonly string[]): AnswerForm {
  const is = (need: string, ...words: readonly string[]) => words.some((word) => need.toLowerCase().includes(word));
  return {
    largePrint: needs.some((need) => is(need, 'large print')),
    easyRead: needs.some((need) => is(need, 'easy read')),
    // That they need something else says what once they have written it: that stands beside it.
    byPerson: needs.filter((need) => !is(need, 'large print', 'easy read') && need !== 'other'),
  };
}

/** "BSL and an interpreter: a person has to arrange that. Until then the words stand there as text." */
export function byPersonSentence({ byPerson }: AnswerForm): string | null {
  if (byPerson.length === 0) return null;
  return `They need ${listed(byPerson)}: a person has to arrange that, and it is on your actions once you tell them. Meanwhile they read the words as text.`;
}

/** Days until a reporter should have been told. Our own target, and no law. */
export const TELL_WITHIN = 30;

/** How long a report has waited for an answer, in days. */
export function waitedDays(reportedAt: Date, now: Date): number {
  return daysBetween(dayIn(reportedAt), dayIn(now));
}
