import type { ProductBand } from '../../../schemes/domain.ts';
import type { Document, Place, Sheet } from '../../domain.ts';
import { placeOf, textOf } from './cells.ts';

export interface ProductKey {
  readonly severity: readonly string[] | null;
  readonly likelihood: readonly string[] | null;
  readonly bands: readonly ProductBand[];
  readonly saysProduct: boolean;
  readonly place: Place | null;
}

/** Reads a scoring key in words: "Risk = Likelihood x Severity", "1 Very low, 2 Low ...", "5-6 = Tolerable". */
export function findProductKey(contents: readonly (Sheet | Document)[]): ProductKey {
  let severity: readonly string[] | null = null;
  let likelihood: readonly string[] | null = null;
  let saysProduct = false;
  let place: Place | null = null;
  const bands: ProductBand[] = [];
  for (const { text, at } of shortTexts(contents)) {
    if (
      /\brisk(?:\s+(?:score|rating|level))?\s*=\s*(?:likelihood|severity|consequence|probability|impact)\s*(?:[x\u00d7*]|multiplied by|times)\s*(?:likelihood|severity|consequence|probability|impact)/iu.test(
        text,
      )
    ) {
      saysProduct = true;
      place ??= at;
    }
    const axis = /^\W*(likelihood|probability|severity|consequence|impact)\b[^:\d]*:?\s*(?=1\b)/iu.exec(text);
    if (axis) {
      const words = numberedWords(text.slice(axis[0].length));
      if (words.length >= 3) {
        if (/likelihood|probability/iu.test(axis[1]!)) likelihood ??= words;
        else severity ??= words;
        place ??= at;
      }
    }
    const band = bandIn(text);
    if (band) {
      bands.push(band);
      place ??= at;
    }
  }
  return { severity, likelihood, bands: sensibleBands(bands), saysProduct, place };
}

function* shortTexts(contents: readonly (Sheet | Document)[]): Generator<{ text: string; at: Place }> {
  for (const content of contents) {
    if (content.kind === 'document') {
      for (const part of content.parts) {
        if ((part.kind === 'text' || part.kind === 'item' || part.kind === 'heading') && part.text.length < 300) {
          yield {
            text: part.text,
            at: { file: content.file, ...(part.line === undefined ? {} : { line: part.line }) },
          };
        }
      }
      continue;
    }
    for (const row of content.rows) {
      const filled = row.cells.map((cell, index) => ({ text: textOf(cell), index })).filter((cell) => cell.text !== '');
      // A key stands by itself: in a row of its own, or in two cells.
      if (filled.length === 0 || filled.length > 3) continue;
      const text = filled.map((cell) => cell.text).join(' = ');
      if (text.length < 300)
        yield { text: filled.length === 1 ? filled[0]!.text : text, at: placeOf(content, row, filled[0]!.index) };
    }
  }
}

function numberedWords(text: string): string[] {
  const words: string[] = [];
  for (const match of text.matchAll(/(\d)\s*[-=:.)]?\s*(\p{L}[\p{L} ]*?)(?=\s*(?:[\u00b7,;|/.]|\d|$))/gu)) {
    if (Number(match[1]) === words.length + 1) words.push(match[2]!.trim());
  }
  return words;
}

/** "≤ 4 = Acceptable (green)", "5–6 = Tolerable", "≥ 7 = Unacceptable", "1-4 Low". */
function bandIn(text: string): ProductBand | null {
  const match =
    /^\W*?(?:(?:\u2264|<=?|up to)\s*(\d{1,2})|(\d{1,2})\s*(?:[-\u2013\u2014]|to)\s*(\d{1,2})|(?:\u2265|>=?|over|above)\s*(\d{1,2})|(\d{1,2})\s*\+)\s*[=:\u2013-]?\s*(\p{L}[\p{L} ]{2,40}?)\s*(?:[(.,;].*)?$/u.exec(
      text.trim(),
    );
  if (!match) return null;
  const upTo = match[1] ?? match[3];
  return { upTo: upTo === undefined ? 25 : Number(upTo), name: match[6]! };
}

function sensibleBands(bands: readonly ProductBand[]): ProductBand[] {
  const sorted = bands.toSorted((a, b) => a.upTo - b.upTo);
  const rising = sorted.every((band, index) => index === 0 || band.upTo > sorted[index - 1]!.upTo);
  // Without a last band to the end, some other list of numbers was met.
  return rising && sorted.length >= 2 && sorted.at(-1)!.upTo >= 16 ? sorted : [];
}
