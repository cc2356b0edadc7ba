import { escapeXml, zip } from './files.ts';

export interface WordCell {
  readonly text: string;
  /** Columns that it spans. */
  readonly across?: number;
  /** The first of cells that are merged downwards, or one that goes on. */
  readonly down?: 'first' | 'more';
}

export type WordBlock =
  | { readonly heading: string; readonly level: number }
  | { readonly text: string }
  | { readonly table: readonly (readonly (string | WordCell)[])[] };

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The least that Word itself would open: paragraphs, headings and tables. */
export function wordFile(blocks: readonly WordBlock[]): Uint8Array {
  return wordFileOfXml(blocks.map(blockXml).join(''));
}

/** A Word file with this XML as its body. `before` stands before the root, where a DTD would stand. */
export function wordFileOfXml(body: string, before = ''): Uint8Array {
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  return zip({
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/styles.xml': `<w:styles xmlns:w="${MAIN}">${[1, 2, 3].map((level) => `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/></w:style>`).join('')}</w:styles>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?>${before}<w:document xmlns:w="${MAIN}"><w:body>${body}</w:body></w:document>`,
  });
}

function blockXml(block: WordBlock): string {
  if ('table' in block) return `<w:tbl>${block.table.map(rowXml).join('')}</w:tbl>`;
  if ('text' in block) return paragraph(block.text);
  return paragraph(block.heading, `<w:pPr><w:pStyle w:val="Heading${block.level}"/></w:pPr>`);
}

function rowXml(cells: readonly (string | WordCell)[]): string {
  return `<w:tr>${cells.map((cell) => cellXml(typeof cell === 'string' ? { text: cell } : cell)).join('')}</w:tr>`;
}

function cellXml({ text, across, down }: WordCell): string {
  const span = across === undefined ? '' : `<w:gridSpan w:val="${across}"/>`;
  const merge = down === undefined ? '' : down === 'first' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>';
  return `<w:tc><w:tcPr>${span}${merge}</w:tcPr>${text
    .split('\n')
    .map((line) => paragraph(line))
    .join('')}</w:tc>`;
}

function paragraph(text: string, style = ''): string {
  return `<w:p>${style}<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`;
}
