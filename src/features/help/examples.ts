import { driftLine, standingSentence, type ApprovedStanding, type SaidOf } from '../approvals/index.ts';
import type { Sentence } from '../../words/sentence.ts';

/*
 * How a version can stand, shown by the product's own sentences: what is said here is what stands on the pages.
 */

export interface Example {
  /** "out of date: 2 hazards changed" */
  readonly line: string;
  readonly means: string;
  readonly sentence: Sentence | null;
}

const FINE: ApprovedStanding = {
  void: false,
  outOfDate: false,
  challenged: false,
  expired: false,
  editorialDrift: false,
  current: true,
};

const SAID: SaidOf = {
  what: 'Hazard log of Willowbank Wound Care',
  href: '/help/signatures',
  number: 4,
  by: ['Wren Applewhite (clinical safety officer)'],
  byAuthor: false,
  outside: false,
  on: '3 March 2026',
  until: '3 March 2027',
  standing: FINE,
  drift: { material: [], editorial: 0, named: [] },
  challenges: [],
  voided: [],
  retired: false,
  whoSigns: 'the clinical safety officer or a deputy',
};

function example(means: string, standing: Partial<ApprovedStanding>, said: Partial<SaidOf> = {}): Example {
  const complete = { ...SAID, ...said, standing: { ...FINE, ...standing } };
  return { line: driftLine(complete), means, sentence: withoutLinks(standingSentence(complete)) };
}

/** Nothing is behind an example that could be opened. */
function withoutLinks(sentence: Sentence | null): Sentence | null {
  if (sentence === null) return null;
  const plain = (words: Sentence['so']) => words.map((word) => (typeof word === 'string' ? word : word.text));
  return { so: plain(sentence.so), because: plain(sentence.because), clears: plain(sentence.clears) };
}

export const EXAMPLES: readonly Example[] = [
  example('Nothing of what was signed has changed, and everything that it rests on still holds.', {}),
  example(
    'A spelling, an owner or a link changed. The signature stands as it is; the changes are listed.',
    { editorialDrift: true },
    { drift: { material: [], editorial: 3, named: [] } },
  ),
  example(
    'Something that matters changed. The signature is still true of what was signed, and no longer of the work as it is.',
    { outOfDate: true, current: false },
    { drift: { material: ['2 hazards changed'], editorial: 0, named: [] } },
  ),
  example(
    'The words are the same, and something that spoke for them has fallen since.',
    { challenged: true, current: false },
    { challenges: ['control CTL-31 does not hold since 9 March 2026'] },
  ),
  example('The day has passed until which it was valid.', { expired: true, current: false }),
  example(
    'It turned out that whoever signed was not registered on that day. This alone ends a version.',
    { void: true, current: false },
    { voided: ['the registration of Wren Applewhite was not held on 3 March 2026'] },
  ),
];
