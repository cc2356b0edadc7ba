import type { Words } from '../../../words/sentence.ts';

/*
 * What else is read off an assessment, where a standard has a scheme of its own: answers, a tier.
 */

/** An answer in the scheme of a standard. */
export interface SchemeAnswer {
  /** What is answered apart: for how the organisation works, and for this system. Null where it is answered as one. */
  readonly part: 'system' | 'project' | null;
  /** In the words of the scheme: "Yes", "Awaiting". */
  readonly answer: string;
  /** Why, in whole sentences. */
  readonly because: Words;
  /** What makes it a better one; empty where nothing has to. */
  readonly clears: Words;
}

export interface Beside {
  /** Whole sentences that stand beneath the paragraph: which tier a service reaches, what speaks against a claim. */
  readonly notes: readonly Words[];
  /** By criterion; none where the standard has no scheme. */
  readonly answers: ReadonlyMap<string, readonly SchemeAnswer[]>;
}

export const NOTHING_BESIDE: Beside = { notes: [], answers: new Map() };

/** What each part is called where it is answered. */
export const PART_WORDS: Readonly<Record<'system' | 'project', string>> = {
  system: 'management system',
  project: 'project',
};

/** How many answers of each sort there are, in the order in which they first come. */
export function answerCounts(answers: Beside['answers']): { readonly words: string; readonly count: number }[] {
  const all = [...answers.values()].flat().map(({ answer }) => answer);
  return [...new Set(all)].map((words) => ({ words, count: all.filter((one) => one === words).length }));
}
