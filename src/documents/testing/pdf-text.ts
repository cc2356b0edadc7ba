import { inflateSync } from 'node:zlib';

/*
 * What a PDF says, for tests: enough of the format to read what Typst writes, glyph by glyph, back through the tables that
 * a screen reader uses.
 */

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The text of a PDF in the order in which it stands in the file; each piece that is set apart in a line of its own. */
export function textOfPdf(bytes: Buffer): string {
  const file = bytes.toString('latin1');
  const object = (id: string) => new RegExp(`(?:^|\\n)${id} 0 obj([\\s\\S]*?)endobj`, 'u').exec(file)?.[1] ?? '';
  const tables = new Map<string, ReadonlyMap<number, string>>();
  const tableOf = (id: string) => {
    const table = /\/ToUnicode (\d+) 0 R/u.exec(object(id))?.[1];
    if (table !== undefined && !tables.has(id)) tables.set(id, unicodeOf(streamOf(object(table))));
    return tables.get(id) ?? new Map<number, string>();
  };
  const lines: string[] = [];
  // Each page has names of its own for its fonts.
  for (const [, page = ''] of file.matchAll(/\d+ 0 obj((?:(?!endobj)[\s\S])*?\/Type \/Page\s[\s\S]*?)endobj/gu)) {
    const fonts = new Map(
      [...page.matchAll(/\/(f\d+) (\d+) 0 R/gu)].map(([, name = '', id = '']) => [name, tableOf(id)]),
    );
    const content = streamOf(object(/\/Contents (\d+) 0 R/u.exec(page)?.[1] ?? ''));
    for (const [, set = ''] of content.matchAll(/BT([\s\S]*?)ET\n/gu)) {
      const font = fonts.get(/\/(f\d+) /u.exec(set)?.[1] ?? '');
      const glyphs = stringsIn(set).map(unescaped).join('');
      const codes = Array.from(
        { length: glyphs.length / 2 },
        (_, at) => glyphs.charCodeAt(at * 2) * 256 + glyphs.charCodeAt(at * 2 + 1),
      );
      lines.push(codes.map((code) => font?.get(code) ?? '').join(''));
    }
  }
  return lines.join('\n');
}

/** What is in an object's stream; '' where it has none. */
function streamOf(object: string): string {
  const data = /stream\r?\n([\s\S]*?)\r?\nendstream/u.exec(object)?.[1] ?? '';
  return object.includes('/FlateDecode') ? inflateSync(Buffer.from(data, 'latin1')).toString('latin1') : data;
}

/** What stands in brackets. Those that are in pairs within a string are not escaped. */
function stringsIn(set: string): string[] {
  const strings: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < set.length; at++) {
    const letter = set[at];
    if (letter === '\\') at++;
    else if (letter === '(' && depth++ === 0) start = at + 1;
    else if (letter === ')' && --depth === 0) strings.push(set.slice(start, at));
  }
  return strings;
}

function unescaped(raw: string): string {
  return raw.replaceAll(/\\([0-7]{1,3}|[\s\S])/gu, (_match, code: string) =>
    /^[0-7]/u.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
  );
}

function unicodeOf(table: string): ReadonlyMap<number, string> {
  const map = new Map<number, string>();
  const text = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, part = ''] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/gu))
    for (const [, code = '', to = ''] of part.matchAll(/<([\da-f]+)>\s*<([\da-f]+)>/giu))
      map.set(Number.parseInt(code, 16), text(to));
  for (const [, part = ''] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/gu))
    for (const [, first = '', last = '', to = ''] of part.matchAll(/<([\da-f]+)>\s*<([\da-f]+)>\s*<([\da-f]+)>/giu))
      for (let code = Number.parseInt(first, 16); code <= Number.parseInt(last, 16); code++)
        map.set(code, String.fromCodePoint(text(to).codePointAt(0)! + code - Number.parseInt(first, 16)));
  return map;
}
