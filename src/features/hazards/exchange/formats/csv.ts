import { parse } from 'csv-parse/sync';
import { tidyLog, tidyText, type CarriedLog, type LogDocument } from '../document.ts';
import { Problem } from '../problem.ts';
import { areOurs, readRows } from './read-rows.ts';
import { tableOf } from './rows.ts';
import { csvTable } from '../../../../documents/csv.ts';
import { undefused } from '../../../../documents/safe-cells.ts';

/** Which log it is: a file of values has no other place for it. */
const LOG = 'Log (told by Primum)';

/** The rows of the log as values with commas between them, for programs. A workbook says more, and is better edited. */
export function csvOf(log: LogDocument): string {
  const { headings, rows } = tableOf(log);
  const which = log.log ? `${log.log.service}/${log.log.number} ${log.log.id}` : '';
  return csvTable([[...headings, LOG], ...rows.map(({ values }) => [...values, which].map((value) => value ?? ''))]);
}

/** Takes such a file back. Null where it is none of ours. @throws Problem */
export function readCsv(text: string): CarriedLog | null {
  const [head = []] = parsed(text, 1);
  const headings = head.map(cell);
  if (!areOurs(headings) || !headings.includes(LOG)) return null;
  const at = headings.indexOf(LOG);
  const rows = parsed(text).slice(1);
  const which = rows.map((row) => row[at] ?? '').find((one) => one !== '');
  const { hazards, missing } = readRows(
    headings.filter((_, index) => index !== at),
    rows.map((row, index) => ({ at: index + 2, cells: row.map(cell).filter((_, column) => column !== at) })),
    new Map(),
  );
  const [, service, number, id] = /^(\S+)\/(\d{1,9}) (\S+)$/u.exec(which ?? '') ?? [];
  const log = service && number && id ? { service, number: Number(number), id } : null;
  return {
    log: tidyLog({
      format: 'primum-hazard-log',
      version: 1,
      title: '',
      log,
      asAt: null,
      approval: null,
      sources: [],
      scheme: null,
      hazards,
    }),
    missing: new Set([...missing, 'facts', 'scheme']),
  };
}

function cell(text: string): string | null {
  return tidyText(undefused(text)) || null;
}

function parsed(text: string, most?: number): string[][] {
  try {
    return parse(text, {
      bom: true,
      relax_column_count: true,
      delimiter: delimiterOf(text),
      ...(most ? { to: most } : {}),
    });
  } catch {
    throw new Problem(
      'This CSV has a quotation mark that never closes, so its rows cannot be told apart. Save it again as CSV.',
    );
  }
}

/** Excel writes what its country writes. */
function delimiterOf(text: string): string {
  return /^\uFEFF?"?Hazard number"?([,;\t])/u.exec(text)?.[1] ?? ',';
}
