/*
 * The seven questions, and what somebody answered. Each may be skipped, none asks for an address, a number or proof of who somebody
 * is, and what is typed is never thrown away for being wrong. Pure.
 */

/** Questions of the form. Their pages are called by their numbers alone. */
export const QUESTIONS = 7;

export const YES_NO = ['yes', 'no', 'not sure'] as const;
export const WHO = ['anonymous', 'confidential', 'named'] as const;
export const REACH = ['no', 'some', 'any'] as const;
export const WAYS_ASKED = ['text message', 'call', 'e-mail', 'post'] as const;
export const NEEDS = ['large print', 'easy read', 'BSL', 'interpreter', 'other'] as const;

/** What somebody answered; '' and [] for what they skipped. */
export interface Answers {
  readonly what: string;
  readonly when: string;
  readonly hurt: '' | (typeof YES_NO)[number];
  readonly hurtHow: string;
  readonly danger: '' | (typeof YES_NO)[number];
  readonly who: '' | (typeof WHO)[number];
  readonly name: string;
  readonly reach: '' | (typeof REACH)[number];
  readonly ways: readonly (typeof WAYS_ASKED)[number][];
  readonly where: string;
  readonly times: string;
  readonly message: '' | 'yes' | 'no';
  readonly callOurselves: string;
  readonly needs: readonly (typeof NEEDS)[number][];
  readonly needsMore: string;
}

export const NOTHING_ANSWERED: Answers = {
  what: '',
  when: '',
  hurt: '',
  hurtHow: '',
  danger: '',
  who: '',
  name: '',
  reach: '',
  ways: [],
  where: '',
  times: '',
  message: '',
  callOurselves: '',
  needs: [],
  needsMore: '',
};

/** Which answers stand on the page of a question. */
const ON_PAGE: readonly (readonly (keyof Answers)[])[] = [
  ['what'],
  ['when'],
  ['hurt', 'hurtHow'],
  ['danger'],
  ['who', 'name'],
  ['reach', 'ways', 'where', 'times', 'message', 'callOurselves'],
  ['needs', 'needsMore'],
];

/** Characters that a text may have. */
export const MOST_WRITTEN = 4_000;
const MOST_ON_A_LINE = 300;

/** What a form brought: one text, or several of one name. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** Something that has to be changed before it can be kept: the field, and what to do. */
export interface AnswerProblem {
  readonly field: keyof Answers;
  readonly message: string;
}

/** All that a form brought: what it does not bring is not answered. Nothing is cut off. */
export function answersIn(typed: Typed): Answers {
  const text = (name: keyof Answers | 'whereAny') => [typed[name] ?? ''].flat().at(-1)!.trim();
  const choice = <Choice extends string>(name: keyof Answers, choices: readonly Choice[]) =>
    choices.find((one) => one === text(name)) ?? '';
  const ticked = <Choice extends string>(name: keyof Answers, choices: readonly Choice[]) =>
    choices.filter((one) => [typed[name] ?? []].flat().includes(one));
  return {
    what: text('what'),
    when: text('when'),
    hurt: choice('hurt', YES_NO),
    hurtHow: text('hurtHow'),
    danger: choice('danger', YES_NO),
    who: choice('who', WHO),
    name: text('name'),
    reach: choice('reach', REACH),
    ways: ticked('ways', WAYS_ASKED),
    // Asked below either choice, under two names: the one of the choice that was made counts.
    where: text(text('reach') === 'any' && 'whereAny' in typed ? 'whereAny' : 'where'),
    times: text('times'),
    message: choice('message', ['yes', 'no']),
    callOurselves: text('callOurselves'),
    needs: ticked('needs', NEEDS),
    needsMore: text('needsMore'),
  };
}

/** What was answered so far, with what the page of one question brought. @param question 1 to 7 */
export function withPage(before: Answers, question: number, typed: Typed): Answers {
  const brought = answersIn(typed);
  const fields = ON_PAGE[question - 1] ?? [];
  return { ...before, ...Object.fromEntries(fields.map((field) => [field, brought[field]])) };
}

/** What is too long to be kept. @param question of which page; all of them, without it */
export function problemsWith(answers: Answers, question?: number): AnswerProblem[] {
  const fields = question === undefined ? ON_PAGE.flat() : (ON_PAGE[question - 1] ?? []);
  return fields.flatMap((field) => {
    const value = answers[field];
    if (typeof value !== 'string') return [];
    const most = field === 'what' || field === 'hurtHow' || field === 'needsMore' ? MOST_WRITTEN : MOST_ON_A_LINE;
    return value.length <= most
      ? []
      : [
          {
            field,
            message: `This is too long. Use at most ${most.toLocaleString('en-GB')} characters. You can add the rest later.`,
          },
        ];
  });
}

/** Whether anything was answered. */
export function isAnything(answers: Answers): boolean {
  return Object.values(answers).some((value: string | readonly string[]) => value.length > 0);
}

/** All that was typed freely: what is looked through for words of danger. */
export function textsOf(answers: Answers): string[] {
  return Object.entries(answers).flatMap(([, value]: [string, string | readonly string[]]) =>
    typeof value === 'string' && value !== '' ? [value] : [],
  );
}

/** Answers in words, for whoever wrote them and for whoever reads them. Name and contact last. */
export function answersInWords(
  answers: Answers,
): { readonly question: number; readonly key: string; readonly value: string }[] {
  const rows: (readonly [question: number, key: string, value: string])[] = [
    [1, 'What happened', answers.what],
    [2, 'When', answers.when],
    [3, 'Was anyone hurt', joined(WORDS[answers.hurt], answers.hurtHow)],
    [4, 'Is anyone in danger now', WORDS[answers.danger]],
    [5, 'Who you are', joined(WHO_WORDS[answers.who], answers.name)],
    [6, 'Is it safe to contact you', reachInWords(answers)],
    [7, 'What you need', joined(answers.needs.map((need) => NEED_WORDS[need]).join(', '), answers.needsMore)],
  ];
  return rows.map(([question, key, value]) => ({ question, key, value }));
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

const WORDS = { '': '', yes: 'Yes', no: 'No', 'not sure': 'Not sure' } as const;

export const WHO_WORDS = {
  '': '',
  anonymous: 'Do not say who I am to anybody, and do not ask',
  confidential: 'Only those who look into this may know',
  named: 'You may use my name',
} as const;

export const REACH_WORDS = { no: 'No, do not contact me', some: 'Only in some ways', any: 'Yes, in any way' } as const;

export const WAY_WORDS = {
  'text message': 'Text message',
  call: 'Phone call',
  'e-mail': 'Email',
  post: 'Letter',
} as const;

export const NEED_WORDS = {
  'large print': 'Large print',
  'easy read': 'Easy Read',
  BSL: 'British Sign Language',
  interpreter: 'An interpreter',
  other: 'Something else',
} as const;

/** How somebody may be reached, in words. */
export function reachInWords({ reach, ways, where, times, message, callOurselves }: Answers): string {
  if (reach === '') return '';
  return joined(
    REACH_WORDS[reach],
    ways.map((way) => WAY_WORDS[way]).join(', '),
    where && `Where: ${where}`,
    times && `When: ${times}`,
    message && `Leave a message: ${WORDS[message]}`,
    callOurselves && `Call ourselves: ${callOurselves}`,
  );
}
