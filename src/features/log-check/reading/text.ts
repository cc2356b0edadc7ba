/**
 * Decodes a file of text: UTF-8 with and without its mark, UTF-16 in both orders, else Windows-1252, which is what Excel
 * on an English Windows writes as "CSV". Null where it is no text at all.
 */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const head = bytes.subarray(0, 4_000);
  const zeros = { even: 0, odd: 0 };
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2 === 0 ? 'even' : 'odd']++;
  });
  // English text in UTF-16 without a mark has a zero in every second place.
  if (zeros.odd > head.length / 4 && zeros.even === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (zeros.even > head.length / 4 && zeros.odd === 0) return new TextDecoder('utf-16be').decode(bytes);
  if (zeros.even + zeros.odd > 0) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const control = head.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;
    return control > head.length / 100 ? null : new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Folds runs of white space within lines, and trims. Lines stay. */
export function foldLines(text: string): string {
  return text
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

const UNSPEAKABLE = /[[\p{Cc}--[\t\n\r]]\p{Cs}\uFFFE\uFFFF]/gv;

/** Takes out what no page and no workbook may hold: control characters, and halves of characters. */
export function printable(text: string): string {
  return text.search(UNSPEAKABLE) < 0 ? text : text.replace(UNSPEAKABLE, '');
}
