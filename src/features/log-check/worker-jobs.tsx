import { renderToString } from 'preact-render-to-string';
import type { ReportOffer } from '../../platform/feature.ts';
import type { Shell } from '../../ui/layout.tsx';
import type { RiskScheme } from '../schemes/index.ts';
import { check, checkMaterial } from './check.ts';
import type { MappingWord, Report } from './domain.ts';
import type { Carried } from './pages/carried.tsx';
import { ColumnsPage } from './pages/columns.tsx';
import { ReportPage } from './pages/report.tsx';
import { Problem } from './reading/problem.ts';
import { isHeaded } from './domain/understanding/tables.ts';
import { readMaterial, type InputFile } from './reading/read.ts';
import { readScheme } from './reading/scheme-file.ts';
import { csvOf } from './showing/csv.ts';
import { exportOf } from './showing/export.ts';
import { pack, unpackMaterial } from './showing/packed.ts';
import { workbookOf } from './showing/workbook.ts';

/** Reads rows that somebody pasted, in this process: their text has limits of its own. @throws Problem */
export async function checkedRows(
  file: string,
  text: string,
  {
    mapping,
    scheme,
    headed,
  }: { readonly mapping: readonly MappingWord[]; readonly scheme: RiskScheme | null; readonly headed: boolean | null },
): Promise<{ readonly report: Report; readonly headed: boolean }> {
  // Its name says what stands between two cells: a spreadsheet puts tabs on the clipboard.
  const material = await readMaterial([{ name: `${file}.tsv`, bytes: Buffer.from(text) }]);
  const [sheet] = material.contents;
  const first = headed ?? (sheet?.kind === 'sheet' && isHeaded(sheet));
  return { report: checkMaterial(material, { mapping, scheme, rows: { headed: first } }), headed: first };
}

/** What a form hands on: files, or what an earlier page packed; and what the person has said of it. */
export interface CheckRequest {
  readonly files?: readonly InputFile[];
  readonly packed?: string;
  readonly mapping: readonly MappingWord[];
  readonly scheme: RiskScheme | null;
  readonly schemeFile?: InputFile;
}

export interface PageRequest extends CheckRequest {
  readonly shell: Shell;
  /** ISO date of the check, to stand on the page. */
  readonly asAt: string;
  /** Whether "This is how we read it" was asked for; otherwise it comes only where something is not certain. */
  readonly columns: boolean;
  /** What may be done with the log besides. */
  readonly offers: readonly ReportOffer[];
}

export interface Page {
  readonly status: number;
  readonly html: string;
}

export type Download = 'xlsx' | 'json' | 'csv';

interface Answer {
  readonly report: Report;
  readonly carried: Carried;
}

/** Past this a browser's form would be refused by our own limit on what may be posted. */
const FITS_IN_PAGE = 14 * 1024 * 1024;
/** Characters of a page that a browser can be asked to show. */
const LARGEST_PAGE = 30 * 1024 * 1024;

/** Reads and judges what a form handed on. @throws Problem */
export async function checked(request: CheckRequest): Promise<Answer> {
  const scheme = request.schemeFile ? await readScheme(request.schemeFile) : request.scheme;
  const guidance = { mapping: request.mapping, scheme };
  const carried = { mapping: request.mapping, scheme };
  if (request.packed !== undefined) {
    const material = await unpackMaterial(request.packed);
    return { report: checkMaterial(material, guidance), carried: { ...carried, packed: request.packed } };
  }
  const { material, report } = await check(request.files ?? [], guidance);
  const packed = await pack(material);
  return { report, carried: { ...carried, packed: packed.length > FITS_IN_PAGE ? null : packed } };
}

/** The jobs, by name. Each runs to its end in a process of its own, the rendering of a large page included. */
export const jobs = {
  async page({ shell, asAt, columns, offers, ...request }: PageRequest): Promise<Page> {
    const { answer, problem } = await checkedWithScheme(request);
    const { report, carried } = answer;
    const unclear = report.questions.length > 0 && report.counts.hazards === 0 && carried.packed !== null;
    if (columns || unclear || problem) {
      const page = <ColumnsPage shell={shell} report={report} carried={carried} problem={problem} />;
      return { status: problem ? 422 : 200, html: rendered(page) };
    }
    if (report.counts.hazards === 0 && report.tables.length === 0) throw new Problem(nothingIn(report));
    return {
      status: 200,
      html: rendered(<ReportPage shell={shell} report={report} carried={carried} asAt={asAt} offers={offers} />),
    };
  },

  async download({ format, ...request }: CheckRequest & { readonly format: Download }): Promise<Uint8Array> {
    const { report } = await checked(request);
    if (format === 'xlsx') return workbookOf(report);
    return Buffer.from(format === 'csv' ? csvOf(report) : `${JSON.stringify(exportOf(report), null, 2)}\n`);
  },
};

export type Jobs = typeof jobs;

/** A scheme file that cannot be read must not cost the person the log: the page comes back with both. */
async function checkedWithScheme(request: CheckRequest): Promise<{ answer: Answer; problem?: string }> {
  try {
    return { answer: await checked(request) };
  } catch (error) {
    if (!(error instanceof Problem) || !request.schemeFile || !request.packed) throw error;
    return { answer: await checked({ ...request, schemeFile: undefined }), problem: error.message };
  }
}

function rendered(page: Parameters<typeof renderToString>[0]): string {
  const html = renderToString(page);
  if (html.length > LARGEST_PAGE) {
    throw new Problem(
      'The report on this log is too large for a page. Use the command line: primum check, with the name of the file and --format json.',
    );
  }
  return html;
}

function nothingIn(report: Report): string {
  const name = report.sources.length === 1 ? report.sources[0]!.file : `these ${report.sources.length} files`;
  return `We found no hazards in ${name}. Is it a hazard log? A table needs a column for the hazard, and one for its causes, controls or ratings.`;
}
