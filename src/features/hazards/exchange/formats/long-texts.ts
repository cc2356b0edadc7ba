/*
 * A cell of a workbook holds 32,767 characters, and Excel calls a longer one damage. A longer text stands in parts on a
 * sheet of its own, and its cell says where.
 */

/** Characters of one part. */
const LONGEST = 32_000;

const POINTER = /^See the sheet "Long texts", text (\d{1,6})\.$/u;

/** Texts that are too long for a cell, as they are met. */
export class LongTexts {
  readonly rows: string[][] = [];

  /** What stands in the cell. A text that looks like a pointer goes there too, or it would be taken for one. */
  cell(text: string): string {
    if (text.length <= LONGEST && !POINTER.test(text)) return text;
    this.rows.push(parts(text));
    return `See the sheet "Long texts", text ${this.rows.length}.`;
  }
}

function parts(text: string): string[] {
  const list: string[] = [];
  let at = 0;
  while (at < text.length) {
    let end = Math.min(text.length, at + LONGEST);
    // Half a character is none.
    if (/[\uD800-\uDBFF]/u.test(text[end - 1]!) && end < text.length) end--;
    list.push(text.slice(at, end));
    at = end;
  }
  return list;
}

/** The text of a cell, where it stands. */
export function wholeText(cell: string, rows: readonly (readonly string[])[]): string {
  const number = POINTER.exec(cell)?.[1];
  return number === undefined ? cell : (rows[Number(number) - 1]?.join('') ?? cell);
}
