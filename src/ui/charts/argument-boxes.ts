import { VERDICT_LOOKS } from '../verdict-looks.ts';
import type { ArgumentPart } from './argument-parts.ts';
import { textWidth, wrapped } from './text-width.ts';

/*
 * The boxes of an argument, each as large as its words need: goals are boxes, strategies slant, solutions are circles,
 * contexts are rounded, assumptions and justifications are ovals. Pure.
 */

export interface PlacedWords {
  /** From the middle of the box across, and from its top down to where the letters stand. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly look: 'name' | 'plain' | 'link' | 'strong' | 'note';
  readonly middle: boolean;
}

export interface ArgumentBox {
  readonly part: ArgumentPart;
  /** With everything that belongs to it, also what stands below its shape. */
  readonly width: number;
  readonly height: number;
  readonly shape: {
    readonly kind: 'box' | 'slanted' | 'circle' | 'rounded' | 'oval';
    readonly width: number;
    readonly height: number;
  };
  readonly words: readonly PlacedWords[];
  /** Its corner, from the middle across and the top down. */
  readonly tag: { readonly x: number; readonly y: number; readonly width: number } | null;
  /** Where the diamond of what is not developed stands: its top. */
  readonly diamond: number | null;
}

export const TAG_HEIGHT = 24;
export const SLANT = 16;
export const DIAMOND = 22;
const TEXT = { size: 15 };
const STRONG = { size: 15, bold: true };
const NOTE = { size: 14 };
const TAG = { size: 14, bold: true };
const TAG_ROOM = 36;
const LINE = 19;
const PADDING = 10;
const BOX = 228;
/** A name that is longer says less than it takes: what the element says is the link then. */
const MOST_NAME = 16;

function nameOf({ id }: ArgumentPart): string {
  return id.length > MOST_NAME ? '' : id;
}

/** Only what leads somewhere looks like a link. */
function lookOfName({ href }: ArgumentPart): PlacedWords['look'] {
  return href === null ? 'plain' : 'name';
}

/** @param strong the claim that the picture is about */
export function boxOf(part: ArgumentPart, strong: boolean): ArgumentBox {
  switch (part.sort) {
    case 'solution':
    case 'counter solution':
      return circle(part);
    case 'assumption':
    case 'justification':
      return oval(part);
    case 'context':
      return block(part, { kind: 'rounded', inset: 6, strong });
    case 'strategy':
      return block(part, { kind: 'slanted', inset: SLANT, strong });
    default:
      return block(part, { kind: 'box', inset: 0, strong });
  }
}

function tagWidth(part: ArgumentPart): number {
  return part.verdict === null ? 0 : textWidth(VERDICT_LOOKS[part.verdict].holds, TAG) + TAG_ROOM;
}

function block(
  part: ArgumentPart,
  {
    kind,
    inset,
    strong,
  }: { readonly kind: 'box' | 'slanted' | 'rounded'; readonly inset: number; readonly strong: boolean },
): ArgumentBox {
  const width = BOX + 2 * inset;
  const left = -width / 2 + inset + PADDING;
  const room = BOX - 2 * PADDING;
  const name = nameOf(part);
  const words: PlacedWords[] = [];
  let y = 25;
  const tagged = tagWidth(part);
  const beside = tagged > 0 && (name === '' ? 0 : textWidth(name, TEXT)) + 8 + tagged <= room;
  if (name !== '') words.push({ x: left, y, text: name, look: lookOfName(part), middle: false });
  const hasHead = name !== '' || beside;
  const tag =
    tagged === 0
      ? null
      : beside
        ? { x: width / 2 - inset - PADDING - tagged, y: 8, width: tagged }
        : { x: left, y: hasHead ? 34 : 8, width: tagged };
  if (hasHead) y += tag && !beside ? TAG_HEIGHT + 12 + LINE : 24;
  else if (tag) y += TAG_HEIGHT + 6;
  const look = name === '' && part.href !== null ? 'link' : strong ? 'strong' : 'plain';
  for (const text of wrapped(part.text, room, look === 'strong' ? STRONG : TEXT)) {
    words.push({ x: left, y, text, look, middle: false });
    y += LINE;
  }
  if (part.note !== null)
    for (const text of wrapped(part.note, room, NOTE)) {
      words.push({ x: left, y, text, look: 'note', middle: false });
      y += LINE;
    }
  const height = y - LINE + 14;
  const diamond = part.undeveloped ? height : null;
  return {
    part,
    width,
    height: height + (diamond === null ? 0 : DIAMOND),
    shape: { kind, width, height },
    words,
    tag,
    diamond,
  };
}

/** Lines in the middle of a round shape, from so far below its top. */
function inMiddle(part: ArgumentPart, width: number): { readonly text: string; readonly look: PlacedWords['look'] }[] {
  const name = nameOf(part);
  const look: PlacedWords['look'] = name === '' && part.href !== null ? 'link' : 'plain';
  return [
    ...(name === '' ? [] : wrapped(name, width, TEXT).map((text) => ({ text, look: lookOfName(part) }))),
    ...wrapped(part.text, width, TEXT).map((text) => ({ text, look })),
  ];
}

function circle(part: ArgumentPart): ArgumentBox {
  const fits = [110, 130, 150, 170, 190, 210].map((width) => {
    const lines = inMiddle(part, width);
    const widest = Math.max(...lines.map(({ text }) => textWidth(text, TEXT)));
    return { lines, across: Math.hypot(widest, lines.length * LINE) + 2 * PADDING };
  });
  const { lines, across } = fits.reduce((best, one) => (one.across < best.across ? one : best));
  const size = Math.max(96, Math.ceil(across));
  const first = (size - lines.length * LINE) / 2 + 15;
  const words: PlacedWords[] = lines.map(({ text, look }, index) => ({
    x: 0,
    y: first + index * LINE,
    text,
    look,
    middle: true,
  }));
  let y = size;
  const tagged = tagWidth(part);
  const tag = tagged === 0 ? null : { x: -tagged / 2, y: y + 8, width: tagged };
  if (tag) y += TAG_HEIGHT + 8;
  if (part.note !== null)
    for (const text of wrapped(part.note, BOX, NOTE)) {
      y += LINE;
      words.push({ x: 0, y, text, look: 'note', middle: true });
    }
  const widest = Math.max(size, tagged, ...words.map(({ text }) => textWidth(text, TEXT)));
  return {
    part,
    width: Math.ceil(widest),
    height: Math.ceil(y + (part.note === null ? 0 : 6)),
    shape: { kind: 'circle', width: size, height: size },
    words,
    tag,
    diamond: null,
  };
}

function oval(part: ArgumentPart): ArgumentBox {
  const lines = inMiddle(part, 190);
  const letter = part.sort === 'assumption' ? 'A' : 'J';
  const widest = Math.max(...lines.map(({ text }) => textWidth(text, TEXT)));
  const width = Math.ceil(widest * Math.SQRT2 + PADDING);
  const height = Math.ceil(lines.length * LINE * Math.SQRT2 + PADDING);
  const first = (height - lines.length * LINE) / 2 + 15;
  const words: PlacedWords[] = lines.map(({ text, look }, index) => ({
    x: 0,
    y: first + index * LINE,
    text,
    look,
    middle: true,
  }));
  // The letter beside an oval says which of the two it is.
  words.push({ x: width / 2 - 6, y: height, text: letter, look: 'strong', middle: false });
  const tagged = tagWidth(part);
  const tag = tagged === 0 ? null : { x: -tagged / 2, y: height + 6, width: tagged };
  return {
    part,
    width: Math.max(width + 12, tagged),
    height: height + (tag ? TAG_HEIGHT + 6 : 4),
    shape: { kind: 'oval', width, height },
    words,
    tag,
    diamond: null,
  };
}
