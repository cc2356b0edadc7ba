/** One entry of a list that stands in a cell. */
export interface ListEntry {
  readonly number: number | null;
  readonly text: string;
}

const NUMBERED = /^\s*(?:\(?(\d{1,3})[).:](?!\d)|\((\d{1,3})\)|(\d{1,3})\s*[-\u2013](?=\s))\s*(?=\S|$)/u;
const BULLET = /^\s*[\u2022\u25cf\u25aa\u2023\u2043\-*\u2013]\s+/u;
const NOTHING =
  /^(?:none|nil|n\/?a|not applicable|no|tbc|tbd|to be (?:confirmed|determined|decided)|no response|none (?:identified|currently available|known|available|required|at present|outstanding)\b.{0,200}|-+|\u2013|\?|\.)?[.\s]*$/iu;

/** Whether a text says that there is nothing ("None", "n/a", "TBC"). */
export function isNothing(text: string): boolean {
  return NOTHING.test(text.trim());
}

/**
 * Splits a cell into the entries that its writer numbered or bulleted. A text without marks is one entry: commas and
 * semicolons stand in prose too, and a wrong split would invent causes.
 */
export function splitList(text: string): ListEntry[] {
  const lines = text.split('\n');
  const marked = lines.filter((line) => NUMBERED.test(line) || BULLET.test(line)).length;
  if (marked === 0 || (marked === 1 && lines.length > 1 && !NUMBERED.test(lines[0]!) && !BULLET.test(lines[0]!))) {
    return [{ number: null, text: fold(text) }];
  }
  const entries: { number: number | null; lines: string[] }[] = [];
  for (const line of lines) {
    const numbered = NUMBERED.exec(line);
    if (numbered) {
      entries.push({
        number: Number(numbered[1] ?? numbered[2] ?? numbered[3]),
        lines: [line.slice(numbered[0].length)],
      });
    } else if (BULLET.test(line)) {
      entries.push({ number: null, lines: [line.replace(BULLET, '')] });
    } else {
      const last = entries.at(-1);
      if (last) last.lines.push(line);
      else entries.push({ number: null, lines: [line] });
    }
  }
  return entries
    .map((entry) => ({ number: entry.number, text: fold(entry.lines.join(' ')) }))
    .filter((entry) => entry.text !== '');
}

/** White space folded and trimmed. */
export function fold(text: string): string {
  // Most texts are folded already, and looking is much quicker than writing them anew.
  return (/\s{2}|[^\S ]/u.test(text) ? text.replace(/\s+/gu, ' ') : text).trim();
}
