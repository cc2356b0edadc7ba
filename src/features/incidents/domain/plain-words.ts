import { counted } from '../../../words/counting.ts';

/*
 * Whether words for somebody outside are plain: measured, said as hints, and never a reason to stop anybody. Pure.
 */

/** Words in a sentence: above it, a hint. Our own measures; easy read asks for shorter ones. */
const LONGEST = 20;
const LONGEST_EASY = 12;
/** References of this product, which say nothing to anybody outside. */
const REFERENCE = /\b(?:HAZ|CTL|INC|DEC|ACT|CSCR|WS)-\d+\b/giu;
/** What the field says, and what can be said in its place. */
const PLAINER: readonly (readonly [RegExp, string, string])[] = [
  [/\bmitigat\w*/iu, 'mitigation', 'what makes it less likely or less bad'],
  [/\bresidual\b/iu, 'residual', 'what is left'],
  [/\broot[- ]cause\b/iu, 'root cause', 'why it happened'],
  [/\bremediat\w*/iu, 'remediation', 'putting it right'],
  [/\btriag\w*/iu, 'triage', 'the first look at it'],
  [/\bescalat\w*/iu, 'escalate', 'tell somebody who can decide'],
  [/\butili[sz]\w*/iu, 'utilise', 'use'],
  [/\bcommenc\w*/iu, 'commence', 'begin'],
  [/\bstakeholders?\b/iu, 'stakeholder', 'who it is'],
  [/\bhazard log\b/iu, 'hazard log', 'our list of what could go wrong'],
  [/\bdeploy(?:ed|ment)?\b/iu, 'deployment', 'the new version'],
  [/\bregression\b/iu, 'regression', 'a fault that came back'],
  [/\bservice users?\b/iu, 'service user', 'people who use it'],
  [/\bidentified\b/iu, 'identified', 'found'],
];

/** The sentences of a text, each as it stands. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?])\s+/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** How many words a sentence has. */
export function wordsIn(sentence: string): number {
  return sentence.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}

/**
 * What could be plainer, in short sentences; none where nothing was found.
 * @param members names of people of the team: an answer is about what happened, and not about who
 */
export function plainWordHints(
  text: string,
  { easyRead, members = [] }: { readonly easyRead: boolean; readonly members?: readonly string[] },
): string[] {
  const longest = easyRead ? LONGEST_EASY : LONGEST;
  const long = sentencesOf(text).filter((one) => wordsIn(one) > longest);
  const low = text.toLowerCase();
  const named = members.filter((name) => name.trim() !== '' && low.includes(name.trim().toLowerCase()));
  const references = [...new Set(text.match(REFERENCE) ?? [])];
  return [
    ...(long.length === 0
      ? []
      : [
          `${counted(long.length, 'sentence has', 'sentences have')} more than ${longest} words. The longest begins “${beginning(longestOf(long))}” and has ${wordsIn(longestOf(long))}.`,
        ]),
    ...references.map((one) => `${one} says nothing to somebody outside.`),
    ...PLAINER.filter(([found]) => found.test(text)).map(([, word, plainer]) => `For “${word}”, say ${plainer}.`),
    ...named.map((name) => `${name} is named. Say what happened, and not who.`),
  ];
}

function longestOf(sentences: readonly string[]): string {
  return sentences.reduce((longest, one) => (wordsIn(one) > wordsIn(longest) ? one : longest), '');
}

function beginning(sentence: string): string {
  return sentence.split(/\s+/u).slice(0, 4).join(' ');
}
