/*
 * Several texts in one cell, as people write them: a line for each. What begins with a bullet or a number goes on to the
 * next one; a line of the same text is set in by two spaces. So a text may hold lines, bullets and numbers of its own.
 */

const BULLET = '\u2022 ';
const INSET = '  ';

/** Texts, with a bullet where there are several. */
export function bulleted(texts: readonly string[]): string | null {
  const [only] = texts;
  if (only === undefined) return null;
  if (texts.length === 1 && !only.includes('\n') && !only.startsWith(BULLET.trim())) return only;
  return texts.map((text) => BULLET + inset(text)).join('\n');
}

/** The texts of a cell. Without bullets, each line is one. */
export function fromBullets(cell: string | null): string[] {
  if (cell === null) return [];
  const lines = cell.split('\n');
  if (!lines.some((line) => line.startsWith(BULLET.trim()))) return lines.map((line) => line.trim()).filter(Boolean);
  return gathered(lines, (line) => (line.startsWith(BULLET.trim()) ? line.slice(1).trimStart() : null)).map(
    (one) => one.text,
  );
}

/** Texts with their numbers: "1. Wrong patient". */
export function numbered(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : texts.map((text, index) => `${index + 1}. ${inset(text)}`).join('\n');
}

export interface Numbered {
  /** As it is written; null where there is none. */
  readonly number: number | null;
  readonly text: string;
}

/** The texts of a cell with the numbers that they are given. Without numbers, each line is one. */
export function fromNumbers(cell: string | null): Numbered[] {
  if (cell === null) return [];
  const lines = cell.split('\n');
  const numberOf = (line: string) => /^(\d{1,4})[.)](?:\s+|$)/u.exec(line);
  if (!lines.some((line) => numberOf(line)))
    return lines.flatMap((line) => (line.trim() === '' ? [] : [{ number: null, text: line.trim() }]));
  return gathered(lines, (line) => {
    const found = numberOf(line);
    return found ? line.slice(found[0].length) : null;
  }).map(({ text, first }) => {
    const found = numberOf(first);
    return { number: found ? Number(found[1]) : null, text };
  });
}

function inset(text: string): string {
  return text.replaceAll('\n', `\n${INSET}`);
}

/** Lines put together, each text from the line that begins it. Where a person began without a mark, that is one too. */
function gathered(lines: readonly string[], begun: (line: string) => string | null): { text: string; first: string }[] {
  const texts: { lines: string[]; first: string }[] = [];
  for (const line of lines) {
    const text = begun(line);
    if (text !== null) texts.push({ lines: [text], first: line });
    else if (texts.length === 0) texts.push({ lines: [line], first: line });
    else texts.at(-1)!.lines.push(line.startsWith(INSET) ? line.slice(INSET.length) : line);
  }
  return texts
    .map((one) => ({ text: one.lines.join('\n').trim(), first: one.first }))
    .filter(({ text }) => text !== '');
}
