/*
 * How wide words are in a picture, and where they wrap: SVG does not wrap by itself. Widths are those of Arial and of the
 * fonts made to its measure (Helvetica, Liberation Sans), in thousandths of the size; the browser test holds them. Pure.
 */

/** From the blank to the tilde. */
// prettier-ignore
const PLAIN = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
  667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
  556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

// prettier-ignore
const BOLD = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
  667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611,
  611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

const FIRST = 0x20;
/** Signs that stand often in sentences: plain and bold. */
const OTHERS: Readonly<Record<string, readonly [number, number]>> = {
  '\u2018': [222, 278],
  '\u2019': [222, 278],
  '\u201C': [333, 500],
  '\u201D': [333, 500],
  '\u2013': [556, 556],
  '\u2026': [1000, 1000],
  '\u00A0': [278, 278],
  '\u00A3': [556, 556],
  '\u00B0': [400, 400],
  '\u00B7': [278, 278],
  '\u00D7': [584, 584],
};
/** What is not known is taken as wide: a line is rather too short than too long. */
const WIDE = 1_000;
const WIDEST = 1_500;
/** Fonts that stand in for Arial are up to so much wider. */
const ROOM = 1.03;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export interface Lettering {
  /** In pixels. */
  readonly size: number;
  readonly bold?: boolean;
}

/** The width of a text in one line, in pixels, with a little room. */
export function textWidth(text: string, { size, bold = false }: Lettering): number {
  let width = 0;
  for (const sign of text) width += signWidth(sign, bold);
  return (width * size * ROOM) / 1_000;
}

function signWidth(sign: string, bold: boolean): number {
  const known = (bold ? BOLD : PLAIN)[sign.codePointAt(0)! - FIRST];
  if (known !== undefined && sign.length === 1) return known;
  const other = OTHERS[sign];
  if (other) return other[bold ? 1 : 0];
  // A letter with an accent is as wide as without; an accent by itself has no width.
  const bare = sign.normalize('NFD').replaceAll(/\p{M}/gu, '');
  if (bare === '') return 0;
  if (bare !== sign) return signWidth(bare, bold);
  return /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(sign) ? WIDEST : WIDE;
}

/**
 * A text in lines that are no wider than `width` pixels. It breaks at blanks; a word that is wider than a line breaks within,
 * never within a letter. Nothing is left out but blanks. At least one line.
 */
export function wrapped(text: string, width: number, lettering: Lettering): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\r?\n/u)) {
    let line = '';
    for (const word of paragraph.split(/\s+/u).filter((one) => one !== '')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (textWidth(longer, lettering) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      const pieces = broken(word, width, lettering);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1)!;
    }
    if (line !== '') lines.push(line);
  }
  return lines.length === 0 ? [''] : lines;
}

/** A word in pieces that are no wider than a line. */
function broken(word: string, width: number, lettering: Lettering): string[] {
  if (textWidth(word, lettering) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && textWidth(piece + segment, lettering) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}
