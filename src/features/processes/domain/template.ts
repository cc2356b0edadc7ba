import { plainWords, tellingWords, wordsBeside } from '../../../words/plain.ts';
import type { LivingPhase } from '../../services/domain.ts';
import { PARTS, type Part, type Parts, type Sort } from '../domain.ts';

/*
 * Templates, and the rule that a template proves nothing: text that stands in the template, or that still has a place to
 * fill in, is not written. Pure.
 */

/** A clause that a process serves. */
export interface Serves {
  readonly clause: string;
  readonly confidence: 'seen' | 'second-hand' | 'partly' | 'inferred' | 'memory';
  /** Where it was read. */
  readonly source: string;
}

/** What a team can start from. */
export interface Template {
  /** "live-incidents": as in addresses and checks, and never given to another. */
  readonly id: string;
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly purpose: string;
  readonly serves: readonly Serves[];
  readonly sort: Sort;
  /** Suggested: days between two runs, or two rehearsals. */
  readonly every: number;
  /** The phase from which it is due. */
  readonly from: LivingPhase;
  /** Who usually has a part in it. */
  readonly roles: readonly string[];
  /** What good looks like, in whole sentences. */
  readonly good: readonly string[];
  /** How one tries it while nothing happens; '' where it is run by the calendar. */
  readonly rehearsal: string;
  /** The text to begin with, with [places] to fill in. */
  readonly start: Parts;
}

/** A part that does not count as written, and why: there is nothing, a place was not filled in, or it is not the team's own. */
export type Unwritten =
  | { readonly part: Part; readonly why: 'nothing' | 'template' }
  | { readonly part: Part; readonly why: 'placeholder'; readonly placeholder: string };

/** So many words in a row, as in the template, are the template’s. */
const RUN = 5;
/** Beside sentences of the template, a word alone says nothing: so many do. */
const FEWEST_BESIDE = 2;

/**
 * The parts that are not written. Compared as words alone: case, spaces, signs, letters that only look like others and the
 * brackets of places make no difference, and neither does the order in which sentences of the template stand.
 * @param template null for a process of the team's own
 */
export function unwritten(parts: Parts, template: Template | null): Unwritten[] {
  const places = template ? placesOf(template) : [];
  const sentences = template ? sentencesOf(template) : [];
  return PARTS.flatMap((part): Unwritten[] => {
    const text = parts[part].normalize('NFKC');
    if (!/[\p{L}\p{N}]/u.test(text)) return [{ part, why: 'nothing' }];
    const placeholder = bracketed(text).find((inside) => places.includes(normalised(inside)) || isFiller(inside));
    if (placeholder !== undefined) return [{ part, why: 'placeholder', placeholder: `[${placeholder}]` }];
    return saysSomething(text, sentences) ? [] : [{ part, why: 'template' }];
  });
}

export function isWritten(parts: Parts, template: Template | null): boolean {
  return unwritten(parts, template).length === 0;
}

/** Whether a text says something besides sentences of the template and what stands for nothing. */
function saysSomething(text: string, sentences: readonly string[]): boolean {
  const words = plainWords(text);
  const beside = wordsBeside(
    words,
    sentences.map((one) => one.split(' ')),
    RUN,
  );
  let left = ` ${beside.join(' ')} `;
  // The longest first: a short one may be a part of it. Again and again, as two that follow each other share the space between.
  for (const sentence of sentences) while (left.includes(` ${sentence} `)) left = left.replaceAll(` ${sentence} `, ' ');
  const own = left.split(' ').filter((word) => word !== '');
  // A number alone is nobody’s account of anything.
  const telling = tellingWords(own).filter((word) => /\p{L}{2}/u.test(word));
  return telling.length >= (own.length < words.length ? FEWEST_BESIDE : 1);
}

function isFiller(text: string): boolean {
  return !saysSomething(text, []);
}

/** Everything that a template says, as words: with its places as they stand, and without them. The longest first. */
function sentencesOf({ name, purpose, good, rehearsal, start }: Template): string[] {
  const texts = [name, purpose, rehearsal, ...good, ...PARTS.map((part) => start[part])];
  const pieces = texts.flatMap((text) => [
    ...split(text),
    ...split(text.replaceAll(/\[[^[\]]*\]/gu, ' ')),
    ...bracketed(text),
  ]);
  return [...new Set(pieces.map(normalised))].filter((one) => one !== '').toSorted((a, b) => b.length - a.length);
}

/** Sentences, and a text as a whole: whoever takes the full stops out has written nothing. */
function split(text: string): string[] {
  return [text, ...text.split(/[.:;!?\n]+/u)];
}

function placesOf({ start }: Template): string[] {
  return PARTS.flatMap((part) => bracketed(start[part])).map(normalised);
}

function bracketed(text: string): string[] {
  return [...text.matchAll(/\[([^[\]]*)\]/gu)].map(([, inside]) => inside!);
}

/** Words alone, as they are read. */
function normalised(text: string): string {
  return plainWords(text).join(' ');
}
