import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { TONES, type Block, type Booklet, type Table, type TableCell } from './booklet.ts';

/*
 * A longer document as one HTML file: nothing is fetched and nothing runs, so that it reads the same from a stick in five
 * years. It is printed with its reference at the foot of every page.
 */

/** The parts that a reader goes to by the list at the top. */
const LISTED: readonly number[] = [2, 3];

/** A longer document as one HTML file. @returns the whole page */
export function bookletHtmlOf(booklet: Booklet): string {
  const { title, from, lines, reference, watermark, blocks } = booklet;
  return `<!doctype html>\n${renderToString(
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>{clean(title)}</title>
        <style>{STYLES + footOfPages(reference)}</style>
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the document
        </a>
        <header>
          <p class="from">{clean(from)}</p>
          <h1>{clean(title)}</h1>
          {watermark !== undefined && <p class="mark">{clean(watermark)}</p>}
          {lines.map((line) => (
            <p>{broken(line)}</p>
          ))}
        </header>
        <nav aria-labelledby="contents">
          <h2 id="contents">Contents</h2>
          <ul>
            {blocks.map((block, index) =>
              block.kind === 'heading' && LISTED.includes(block.level) ? (
                <li class={`level-${block.level}`}>
                  <a href={`#part-${index}`}>{clean(block.text)}</a>
                </li>
              ) : null,
            )}
          </ul>
        </nav>
        <main id="main">{blocks.map((block, index) => blockOf(block, `part-${index}`))}</main>
        <footer>{clean(reference)}</footer>
        {watermark !== undefined && (
          <div class="watermark" aria-hidden="true">
            {clean(watermark)}
          </div>
        )}
      </body>
    </html>,
  )}\n`;
}

function blockOf(block: Block, id: string): VNode {
  if (block.kind === 'text') return <p dir="auto">{broken(block.text)}</p>;
  if (block.kind === 'heading') {
    const Heading = `h${block.level}` as const;
    return <Heading id={id}>{clean(block.text)}</Heading>;
  }
  if (block.kind === 'list') {
    const items = block.items.map((item) => <li dir="auto">{broken(item)}</li>);
    return block.numbered ? <ol>{items}</ol> : <ul>{items}</ul>;
  }
  return tableOf(block);
}

function tableOf({ caption, head, rows, widths, quiet }: Table): VNode {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  return (
    <div class="wide" role="region" aria-label={clean(caption)} tabIndex={0}>
      <table>
        <caption class={quiet && 'unseen'}>{clean(caption)}</caption>
        <colgroup>
          {widths.map((width) => (
            <col class={`share-${Math.max(1, Math.round((width / whole) * 12))}`} />
          ))}
        </colgroup>
        <thead class={quiet && 'unseen'}>
          <tr>
            {head.map((cell) => (
              <th scope="col">{clean(cell)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...others]) => (
            <tr>
              {first !== undefined && (
                <th scope="row" class={toneOf(first)} dir="auto">
                  {broken(textIn(first))}
                </th>
              )}
              {others.map((cell) => (
                <td class={toneOf(cell)} dir="auto">
                  {broken(textIn(cell))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function textIn(cell: TableCell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function toneOf(cell: TableCell): string | undefined {
  return typeof cell === 'string' ? undefined : `tone-${cell.tone}`;
}

/** Text of several lines; each begins a line of its own. */
function broken(text: string): (string | VNode)[] {
  return clean(text)
    .split('\n')
    .flatMap((line, index) => (index === 0 ? [line] : [<br />, line]));
}

/** What HTML cannot hold is no text of a document; and what turns the words around it stays within its own part. */
function clean(text: string): string {
  return text.toWellFormed().replaceAll(/[^\P{Cc}\t\n]|[\u202A-\u202E\p{Noncharacter_Code_Point}]/gu, ' ');
}

/** The foot of each page in print. What people typed stands in it letter by letter as numbers: none of it ends the text. */
function footOfPages(reference: string): string {
  const letters = Array.from(clean(reference), (letter) =>
    /[\w ]/u.test(letter) ? letter : `\\${letter.codePointAt(0)!.toString(16)} `,
  );
  const look = 'font: 8pt Arial, sans-serif; color: #4c6272;';
  return `
@page { @bottom-left { content: '${letters.join('')}'; ${look} } @bottom-right { content: counter(page) ' of ' counter(pages); ${look} } }`;
}

/** Nothing in it may need to be escaped: a browser takes what stands in it as it is. */
const STYLES = `
:root { --ink: #212b32; --grey: #4c6272; --rule: #aeb7bd; --soft: #e8edee; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 62rem; color: var(--ink); background: #fff;
  font: 1rem/1.5 Arial, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.45rem; line-height: 1.25; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: 0 0 .75rem; max-width: 44rem; }
a { color: #005eb8; }
a:focus-visible, .wide:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; background: #ffeb3b; }
.wide:focus-visible { background: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; }
.from { color: var(--grey); margin: 0 0 .25rem; }
.mark { font-weight: bold; border: 2px solid var(--ink); padding: .5rem .75rem; }
.watermark { display: none; }
nav ul { list-style: none; margin: 0; padding: 0; columns: 22rem; }
nav li { margin: 0 0 .35rem; break-inside: avoid; }
nav .level-3 { padding-left: 1rem; }
.wide { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: .35rem 0; }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--rule); }
thead th { border-bottom: 2px solid var(--ink); }
tbody th { font-weight: 600; min-width: 7rem; }
td { min-width: 9rem; }
${Array.from({ length: 12 }, (_, index) => `.share-${index + 1} { width: ${Math.round(((index + 1) / 12) * 100)}%; }`).join('\n')}
${TONES.map(
  (
    { fill, ink },
    index,
  ) => `.tone-${index + 1} { background: ${fill}; color: ${ink}; font-weight: bold; padding-left: .6rem; print-color-adjust: exact; }
.tone-${index + 1} + td { padding-left: .6rem; }`,
).join('\n')}
footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--rule); color: var(--grey); font-size: .875rem; }
@media print {
  @page { margin: 18mm 16mm 22mm; }
  body { font-size: 10pt; padding: 0; max-width: none; }
  .skip { display: none; }
  .wide { overflow: visible; }
  h2, h3, h4, caption { break-after: avoid; }
  tr { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  .watermark { display: block; position: fixed; top: 40%; left: 0; right: 0; z-index: -1; text-align: center; font-size: 54pt;
    font-weight: bold; color: #e4e8ea; print-color-adjust: exact; transform: rotate(-45deg); }
  thead { display: table-header-group; }
}`;
