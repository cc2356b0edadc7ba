import { marksOf, wholly, type Marked } from '../../../words/marks.ts';
import { CONTROL_TYPE_NAMES, type ArisesIn, type ControlType, type VulnerableGroup } from '../domain.ts';

/*
 * Hazards to draw from: the starter set, and the hazards of other services. What was drawn stays known, and so does what
 * changed there since. No rating is ever drawn: a person gives that here. Pure.
 */

/** A control that may be put in place. */
export interface Candidate {
  readonly text: string;
  readonly type: ControlType | null;
}

/** The words of a hazard that can be drawn. */
export interface DrawnWords {
  readonly name: string;
  readonly description: string;
  readonly arisesIn: ArisesIn | null;
  readonly harmed: string;
  readonly vulnerable: readonly VulnerableGroup[];
  readonly causes: readonly string[];
  readonly effects: readonly string[];
  readonly harms: readonly string[];
  readonly controls: readonly Candidate[];
}

/** A hazard of the starter set: generic, synthetic, in our own words. */
export interface StarterHazard extends DrawnWords {
  /** "wrong-patient" */
  readonly id: string;
  readonly version: number;
  /** What it is about, with others: "Who is who". */
  readonly group: string;
  readonly source: string;
  /** The day on which its words were last looked at. */
  readonly checked: string;
  /** Questions to ask of one's own service. */
  readonly prompts: readonly string[];
}

/** A difference in words between what was drawn and what stands there now. */
export interface UpstreamChange {
  readonly what: string;
  readonly before: Marked | null;
  readonly after: Marked | null;
}

/** What changed in words since something was drawn; nothing where it is the same. */
export function changedSince(drawn: DrawnWords, now: DrawnWords): UpstreamChange[] {
  const pairs: (readonly [string, string, string])[] = [
    ['Name', drawn.name, now.name],
    ['Description', drawn.description, now.description],
    ['Where it arises', drawn.arisesIn ?? '', now.arisesIn ?? ''],
    ['Who is harmed', drawn.harmed, now.harmed],
    ['Causes', drawn.causes.join('\n'), now.causes.join('\n')],
    ['Effects', drawn.effects.join('\n'), now.effects.join('\n')],
    ['Harm', drawn.harms.join('\n'), now.harms.join('\n')],
    ['Controls', controlLines(drawn), controlLines(now)],
  ];
  return pairs
    .filter(([, before, after]) => before !== after)
    .map(([what, before, after]) => {
      if (before === '') return { what, before: null, after: wholly(after) };
      if (after === '') return { what, before: wholly(before), after: null };
      return { what, ...marksOf(before, after) };
    });
}

function controlLines({ controls }: DrawnWords): string {
  return controls
    .map(({ text, type }) => (type === null ? text : `${text} (${CONTROL_TYPE_NAMES[type].toLowerCase()})`))
    .join('\n');
}

/** Words that stand in every text, and say nothing of what it is about. */
const COMMON = new Set(
  'a an and are as at be by can does for from has have in is it its not of on or that the their them they this to was what when which who with would you your'.split(
    ' ',
  ),
);

/** The words of a text by which it is compared: folded, without those that stand in every text. */
export function tellingWords(texts: readonly string[], fold: (text: string) => string): ReadonlySet<string> {
  return new Set(
    texts
      .flatMap((text) => fold(text).split(' '))
      .filter((word) => word.length > 1 && !COMMON.has(word))
      .map(stem),
  );
}

/** So that "messages" is found by "message". */
function stem(word: string): string {
  return word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** What is compared with typed words. */
export interface Comparable {
  /** Of its name. */
  readonly name: ReadonlySet<string>;
  /** Of its description and causes too. */
  readonly all: ReadonlySet<string>;
}

/** From so much on, a hazard is shown beside what somebody types. */
const NEAR = 0.45;
/** So many words have to be in both: one in common is chance. */
const FEWEST_IN_COMMON = 2;

/**
 * How near a hazard is to typed words, from 0 to 1: the better of how much the names have in common, and how much of what was
 * typed stands anywhere in the hazard. Half a sentence is enough.
 */
export function nearness(typed: ReadonlySet<string>, { name, all }: Comparable): number {
  const inName = common(typed, name);
  const inAll = common(typed, all);
  if (Math.max(inName, inAll) < Math.min(FEWEST_IN_COMMON, typed.size)) return 0;
  const alike = name.size === 0 ? 0 : (2 * inName) / (typed.size + name.size);
  // A word or two stand in many hazards: only more of them say that it is the same one.
  const within = typed.size < 3 ? 0 : (0.8 * inAll) / typed.size;
  return Math.max(alike, within);
}

function common(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both++;
  return both;
}

/** Those that are near to typed words, the nearest first. */
export function nearest<One>(
  typed: ReadonlySet<string>,
  candidates: readonly One[],
  wordsOf: (one: One) => Comparable,
  most: number,
): One[] {
  if (typed.size === 0) return [];
  return candidates
    .map((one) => ({ one, score: nearness(typed, wordsOf(one)) }))
    .filter(({ score }) => score >= NEAR)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ one }) => one);
}
