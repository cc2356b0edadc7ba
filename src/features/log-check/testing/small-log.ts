import type { InputFile } from '../reading/read.ts';
import { csv, file, htmlTable, pipeTable } from './files.ts';
import { wordFile } from './word-files.ts';
import { workbook } from './workbooks.ts';

/** A log of two hazards that is the same in every format: no numbers, no dates, so that no format has a say of its own. */
export const SMALL_LOG = [
  ['Hazard number', 'Hazard', 'Severity', 'Likelihood', 'Control'],
  ['Z-01', 'The moon chart shows another patient\u2019s tides', 'Major', 'Low', '1. Show the name\n2. Ask twice'],
  ['Z-02', 'Stardust doses < 1 & > 0 are rounded', 'Considerable', 'Very low', 'Test with "half" doses; and with none'],
] as const;

const SHEETS = [{ name: 'Log', rows: SMALL_LOG }];

const records = SMALL_LOG.slice(1).map((row) => SMALL_LOG[0].map((heading, index) => [heading, row[index]!] as const));
const yaml = records
  .map((record) =>
    record.map(([key, value], index) => `${index === 0 ? '- ' : '  '}${key}: ${JSON.stringify(value)}`).join('\n'),
  )
  .join('\n');

/** The small log in every format that is read. */
export const SMALL_LOG_FILES: readonly InputFile[] = [
  file('small.xlsx', workbook(SHEETS, 'xlsx')),
  file('small.xlsm', workbook(SHEETS, 'xlsm')),
  file('small.xls', workbook(SHEETS, 'biff8')),
  file('small.ods', workbook(SHEETS, 'ods')),
  file('small-2003.xml', workbook(SHEETS, 'xlml')),
  file('small.csv', csv(SMALL_LOG)),
  file('small-semicolon.csv', csv(SMALL_LOG, ';', '\n')),
  file('small.tsv', csv(SMALL_LOG, '\t', '\n')),
  file('small.docx', wordFile([{ heading: 'Hazard log', level: 1 }, { table: SMALL_LOG }])),
  file(
    'small.md',
    `# Hazard log\n\n${pipeTable(SMALL_LOG.map((row) => row.map((text) => text.replaceAll('<', '&lt;').replaceAll('&', '&amp;').replaceAll('&amp;lt;', '&lt;'))))}\n`,
  ),
  file('small-html.md', `# Hazard log\n\n${htmlTable(SMALL_LOG)}\n`),
  file('small.html', `<!doctype html><html><body><h1>Hazard log</h1>\n${htmlTable(SMALL_LOG)}</body></html>`),
  // Excel opens a page that is named so, and many systems export one.
  file('page.xls', `<html><body>${htmlTable(SMALL_LOG)}</body></html>`),
  file('small.yaml', yaml),
  file(
    'small.json',
    JSON.stringify(
      records.map((record) => Object.fromEntries(record)),
      null,
      2,
    ),
  ),
];
