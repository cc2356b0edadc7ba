import { VERDICT_LOOKS, type Verdict } from '../verdict-looks.ts';
import {
  wayOf,
  type BowTieControl,
  type BowTieData,
  type BowTieEnd,
  type NoControl,
  type Way,
} from './bow-tie-parts.ts';
import { textWidth, wrapped } from './text-width.ts';

/*
 * The boxes of a bow-tie, each as high as its words need. Pure.
 */

/** A line of words, from the corner of its box; `y` is where the letters stand. */
export interface PlacedWords {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly look: 'name' | 'plain' | 'strong' | 'link';
}

/** Where the tag of a control stands, from the corner of its box; it is `TAG_HEIGHT` high. */
export interface PlacedTag {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Box {
  /** Unique in the picture. */
  readonly key: string;
  readonly kind: 'end' | 'control' | 'none' | 'empty' | 'hazard';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly words: readonly PlacedWords[];
  readonly tag: (PlacedTag & { readonly verdict: Verdict }) | null;
  /** How the way behind a control stands, or before what has none. */
  readonly way: Way;
  /** Where it leads. */
  readonly href: string | null;
}

export const TAG_HEIGHT = 24;
/** Pixels; the styles of the picture say the same. */
const TEXT = { size: 15 };
const STRONG = { size: 15, bold: true };
const TAG = { size: 14, bold: true };
/** Room in a tag beside its word: border, sign and gaps. */
const TAG_ROOM = 36;
const PADDING = 10;
const LINE = 19;
/** From the top of a box to the foot of its first letters. */
const FIRST = 25;
/** From the name of a box to its text. */
const UNDER = 22;
/** From the foot of the last letters to the foot of the box. */
const LAST = 15;

type Place = Pick<Box, 'key' | 'x' | 'width'>;

export function endBox(place: Place, { name, text, strong, href }: BowTieEnd): Box {
  const words = new Words(place.width).name(name).lines(text, 'plain');
  if (strong) words.lines(strong, 'strong');
  return { ...place, ...words.done(), kind: 'end', y: 0, tag: null, way: 'closed', href };
}

export function controlBox(place: Place, { name, text, href, verdict }: BowTieControl): Box {
  const width = textWidth(VERDICT_LOOKS[verdict].holds, TAG) + TAG_ROOM;
  const words = new Words(place.width).name(name);
  // Beside its name, where there is room; else below it.
  const room = place.width - 2 * PADDING - textWidth(name, TEXT) - 8;
  const beside = words.height === FIRST && width <= room;
  const tag = beside
    ? { x: place.width - PADDING - width, y: 9, width, verdict }
    : { x: PADDING, y: words.height + 8, width, verdict };
  words.down(beside ? 3 : TAG_HEIGHT + 14);
  return { ...place, ...words.lines(text, 'plain').done(), kind: 'control', y: 0, tag, way: wayOf(verdict), href };
}

export function noControlBox(place: Place, { name, text, way, link }: NoControl): Box {
  const words = new Words(place.width).lines(name, 'strong').lines(text, 'plain');
  if (link) words.lines(link.text, 'link');
  return { ...place, ...words.done(), kind: 'none', y: 0, tag: null, way, href: link?.href ?? null };
}

export function emptyBox(place: Place, text: string): Box {
  const words = new Words(place.width).lines(text, 'plain').done();
  return { ...place, ...words, kind: 'empty', y: 0, tag: null, way: 'maybe', href: null };
}

export function hazardBox(place: Place, { name, text, href }: BowTieData['hazard']): Box {
  const words = new Words(place.width).lines(name, 'strong').down(4).lines(text, 'strong').done();
  return { ...place, ...words, kind: 'hazard', y: 0, tag: null, way: 'closed', href };
}

/** Fills a box from the top. */
class Words {
  readonly #width: number;
  readonly #words: PlacedWords[] = [];
  /** Where the next line of text stands, less one line. */
  #next = FIRST - LINE;
  /** Where the last line stands. */
  height = FIRST;

  constructor(width: number) {
    this.#width = width;
  }

  name(text: string): this {
    this.lines(text, 'name');
    this.#next = this.height + UNDER - LINE;
    return this;
  }

  down(pixels: number): this {
    this.#next += pixels;
    return this;
  }

  lines(text: string, look: PlacedWords['look']): this {
    for (const line of wrapped(text, this.#width - 2 * PADDING, look === 'strong' ? STRONG : TEXT)) {
      this.#next += LINE;
      this.height = this.#next;
      this.#words.push({ x: PADDING, y: this.height, text: line, look });
    }
    return this;
  }

  done(): Pick<Box, 'words' | 'height'> {
    return { words: this.#words, height: this.height + LAST };
  }
}
