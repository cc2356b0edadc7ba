import { posix } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/*
 * Whether a Word file is one that Word opens without a word, and that can be read aloud: what is wrong with it, in sentences.
 */

/** What is wrong with a Word file; nothing where it is sound. @param title the title that it should have */
export function wrongInWord(bytes: Uint8Array, title: string): string[] {
  const parts = new Map(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
  const xml = [...parts].filter(([name]) => /\.(?:xml|rels)$/u.test(name));
  const document = parts.get('word/document.xml') ?? '';
  return [
    ...xml.flatMap(([name, text]) => notWellFormed(name, text)),
    ...[...parts.keys()].filter((name) => !hasType(parts, name)).map((name) => `${name} has no content type.`),
    ...xml.filter(([name]) => name.endsWith('.rels')).flatMap(([name, text]) => unresolved(parts, name, text)),
    ...pointsNowhere(parts, document),
    ...(parts.get('docProps/core.xml')?.includes(`<dc:title>${title}</dc:title>`) === true ? [] : ['It has no title.']),
    ...(/<w:lang w:val="en-GB"/u.test(parts.get('word/styles.xml') ?? '') ? [] : ['It has no language.']),
    ...headingsOutOfOrder(document),
    ...tablesWithoutHead(document),
    ...(/<w:drawing>(?:(?!<wp:docPr [^>]*descr=)[\s\S])*?<\/w:drawing>/u.test(document)
      ? ['A picture has nothing that is said in its place.']
      : []),
  ];
}

function notWellFormed(name: string, text: string): string[] {
  const wrong: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => wrong.push(`${name} is no XML: ${error.message}`));
  parser.write(text).close();
  return wrong.slice(0, 1);
}

function hasType(parts: ReadonlyMap<string, string>, name: string): boolean {
  const types = parts.get('[Content_Types].xml') ?? '';
  const end = name.split('.').at(-1) ?? '';
  return (
    name === '[Content_Types].xml' || types.includes(`PartName="/${name}"`) || types.includes(`Extension="${end}"`)
  );
}

function unresolved(parts: ReadonlyMap<string, string>, name: string, text: string): string[] {
  const folder = posix.dirname(posix.dirname(name));
  return [...text.matchAll(/<Relationship [^>]*>/gu)].flatMap(([relationship]) => {
    const target = /Target="(.*?)"/u.exec(relationship)?.[1] ?? '';
    if (relationship.includes('TargetMode="External"')) return [];
    const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
    return parts.has(path) ? [] : [`${name} points at ${path}, which is not there.`];
  });
}

/** Whatever the document points at by an id has to be among its relationships. */
function pointsNowhere(parts: ReadonlyMap<string, string>, document: string): string[] {
  const there = parts.get('word/_rels/document.xml.rels') ?? '';
  return [...document.matchAll(/r:(?:id|embed)="(.*?)"/gu)].flatMap(([, id = '']) =>
    there.includes(`Id="${id}"`) ? [] : [`The document points at ${id}, which is not there.`],
  );
}

/** The levels of the headings of a Word document, in their order. */
export function headingLevels(document: string): number[] {
  return [...document.matchAll(/<w:pStyle w:val="Heading(\d)"\/>/gu)].map(([, level]) => Number(level));
}

function headingsOutOfOrder(document: string): string[] {
  const levels = headingLevels(document);
  if (levels[0] !== 1) return ['It does not begin with a heading of level 1.'];
  const wrong = levels.findIndex((level, index) => index > 0 && level > levels[index - 1]! + 1);
  return wrong < 0
    ? []
    : [`Heading ${wrong + 1} is of level ${levels[wrong]}, after one of level ${levels[wrong - 1]}.`];
}

function tablesWithoutHead(document: string): string[] {
  return document
    .split('<w:tbl>')
    .slice(1)
    .flatMap((table, index) => {
      const first = /<w:tr[ >][\s\S]*?<\/w:tr>/u.exec(table)?.[0] ?? '';
      return /<w:tblHeader(?: w:val="true")?\/>/u.test(first) ? [] : [`Table ${index + 1} has no heading row.`];
    });
}
