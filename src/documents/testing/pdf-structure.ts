import { inflateSync } from 'node:zlib';

/*
 * What a screen reader is told of a PDF: the tree of its tags, its language, and what on its pages is never read aloud. Enough
 * of the format to read what Typst writes; it knows no object streams.
 */

/** A tag: "Document", "H2", "Table", "TH". */
export interface Tag {
  readonly role: string;
  /** What is said in the place of a picture; null where nothing is. */
  readonly alt: string | null;
  /** Of a heading cell: "Column", "Row". */
  readonly scope: string | null;
  /** How many headings a cell names. */
  readonly headers: number;
  readonly children: readonly Tag[];
}

export interface PdfStructure {
  readonly language: string | null;
  /** Whether a reader shows the title, and not the name of the file. */
  readonly showsTitle: boolean;
  readonly marked: boolean;
  readonly bookmarks: boolean;
  readonly root: Tag;
  /** Of each page, what stands on it that is not read aloud: "Header", "Footer", "Page". */
  readonly artifacts: readonly (readonly string[])[];
  /** Of each page, whether anything on it is neither tagged nor an artifact. */
  readonly untagged: readonly boolean[];
}

/** Reads the structure of a PDF. @throws where it has none */
export function structureOfPdf(bytes: Buffer): PdfStructure {
  const file = bytes.toString('latin1');
  const objects = new Map(
    [...file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/gu)].map(([, id = '', body = '']) => [id, body]),
  );
  const all = [...objects.values()];
  const catalog = all.find((body) => body.includes('/Type /Catalog')) ?? '';
  const tree = objects.get(/\/StructTreeRoot (\d+) 0 R/u.exec(catalog)?.[1] ?? '');
  if (tree === undefined) throw new Error('The file has no tags.');
  const roots = kidsOf(tree).map((id) => tagOf(objects, id));
  if (roots.length !== 1) throw new Error(`The file has ${roots.length} trees of tags.`);
  const pages = all.filter((body) => /\/Type \/Page\n/u.test(body)).map((page) => contentOf(objects, page));
  return {
    language: /\/Lang \((.*?)\)/u.exec(catalog)?.[1] ?? null,
    showsTitle: catalog.includes('/DisplayDocTitle true'),
    marked: catalog.includes('/Marked true'),
    bookmarks: catalog.includes('/Outlines'),
    root: roots[0]!,
    artifacts: pages.map((content) =>
      [...content.matchAll(/\/Artifact (?:<<([\s\S]*?)>> BDC|BMC)/gu)].map(
        ([, of = '']) => /\/Subtype \/(\w+)/u.exec(of)?.[1] ?? /\/Type \/(\w+)/u.exec(of)?.[1] ?? 'Artifact',
      ),
    ),
    untagged: pages.map(hasUntagged),
  };
}

/** Every tag of a tree, each before what is in it. */
export function tagsIn(tag: Tag): Tag[] {
  return [tag, ...tag.children.flatMap(tagsIn)];
}

function tagOf(objects: ReadonlyMap<string, string>, id: string): Tag {
  const body = objects.get(id) ?? '';
  return {
    role: /\/S \/(\w+)/u.exec(body)?.[1] ?? '',
    alt: /\/Alt \(((?:\\[\s\S]|[^\\)])*)\)/u.exec(body)?.[1] ?? null,
    scope: /\/Scope \/(\w+)/u.exec(body)?.[1] ?? null,
    headers: (/\/Headers \[(.*?)\]/u.exec(body)?.[1] ?? '').split('(').length - 1,
    children: kidsOf(body).map((kid) => tagOf(objects, kid)),
  };
}

/** The tags right below; numbers are marks on a page. */
function kidsOf(body: string): string[] {
  const kids = /\/K (?:\[([\s\S]*?)\]|(\d+ 0 R))/u.exec(body);
  return [...(kids?.[1] ?? kids?.[2] ?? '').matchAll(/(\d+) 0 R/gu)].map(([, id = '']) => id);
}

function contentOf(objects: ReadonlyMap<string, string>, page: string): string {
  const stream = objects.get(/\/Contents (\d+) 0 R/u.exec(page)?.[1] ?? '') ?? '';
  const data = /stream\r?\n([\s\S]*)\r?\nendstream/u.exec(stream)?.[1] ?? '';
  return stream.includes('/FlateDecode') ? inflateSync(Buffer.from(data, 'latin1')).toString('latin1') : data;
}

/** Whether text or a line is drawn outside of every mark. */
function hasUntagged(content: string): boolean {
  let depth = 0;
  for (const line of content.split('\n')) {
    if (/(?:BDC|BMC)$/u.test(line)) depth++;
    else if (/^EMC$/u.test(line)) depth--;
    else if (depth === 0 && /(?:^|\s)(?:Tj|TJ|f|S|B|Do)$/u.test(line)) return true;
  }
  return false;
}
