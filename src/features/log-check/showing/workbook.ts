import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import { contradictsScheme } from '../domain/contradiction.ts';
import type { Hazard, Rating, Report, RiskScheme } from '../domain.ts';
import { shownPlace } from './summary.ts';
import { defused } from './spreadsheet-text.ts';

type Cell = NonNullable<SheetData[number][number]>;

/** A workbook's cell holds at most this many characters; Excel calls a longer one damage. */
const LONGEST = 32_000;

const HEADINGS = [
  'Hazard number',
  'Hazard name',
  'Hazard description',
  'Effect',
  'Harm',
  'Possible causes',
  'Existing controls',
  'Additional controls: design',
  'Additional controls: test',
  'Additional controls: training',
  'Additional controls: business process',
  'Additional controls: other',
  'Evidence',
  'Initial severity',
  'Initial likelihood',
  'Initial risk',
  'Initial risk as stated in the file',
  'Initial risk: justification',
  'Residual severity',
  'Residual likelihood',
  'Residual risk',
  'Residual risk as stated in the file',
  'Residual risk: justification',
  'Owner',
  'Status',
  'Transferred to',
  'Notes',
] as const;
const WIDTHS = [
  12, 32, 40, 32, 32, 44, 44, 36, 36, 36, 36, 36, 28, 14, 12, 9, 12, 28, 14, 12, 9, 12, 28, 18, 14, 18, 36,
];

/**
 * The corrected workbook: the log under the usual headings with the recomputed ratings, and beside them what the file
 * stated; the findings; the matrix; what was not taken. It can be checked again.
 * @returns the bytes of an .xlsx file
 */
export async function workbookOf(report: Report): Promise<Buffer> {
  const extraHeaders = [
    ...new Set(report.hazards.flatMap((hazard) => hazard.extra.map((extra) => extra.header))),
  ].slice(0, 60);
  return writeExcelFile([
    {
      sheet: 'Hazard log',
      data: [
        [...HEADINGS, ...extraHeaders].map(heading),
        ...report.hazards.map((hazard) => hazardRow(hazard, extraHeaders, report.scheme.scheme)),
      ],
      columns: [...WIDTHS, ...extraHeaders.map(() => 24)].map((width) => ({ width })),
      stickyRowsCount: 1,
      stickyColumnsCount: 2,
    },
    {
      sheet: 'Findings',
      data: findingRows(report),
      columns: [10, 14, 24, 80, 60, 12, 28].map((width) => ({ width })),
      stickyRowsCount: 1,
    },
    ...(report.scheme.scheme
      ? [
          {
            sheet: 'Risk matrix',
            data: matrixRows(report),
            columns: [16, 16, 16, 16, 16, 16].map((width) => ({ width })),
          },
        ]
      : []),
    {
      sheet: 'Not taken',
      data: notTakenRows(report),
      columns: [50, 80].map((width) => ({ width })),
      stickyRowsCount: 1,
    },
  ]).toBuffer();
}

/** A blank log under the usual headings, with the NHS matrix beside it. */
export async function templateOf(matrix: SheetData): Promise<Buffer> {
  const kept = HEADINGS.filter((text) => !text.includes('as stated'));
  return writeExcelFile([
    {
      sheet: 'Hazard log',
      data: [kept.map(heading)],
      columns: kept.map((text) => ({ width: WIDTHS[HEADINGS.indexOf(text)] ?? 20 })),
      stickyRowsCount: 1,
    },
    { sheet: 'Risk matrix', data: matrix, columns: [16, 16, 16, 16, 16, 16].map((width) => ({ width })) },
  ]).toBuffer();
}

function heading(text: string): Cell {
  return {
    value: defused(storable(text)).slice(0, LONGEST),
    type: String,
    fontWeight: 'bold',
    wrap: true,
    alignVertical: 'top',
    backgroundColor: '#e8edee',
  };
}

function words(text: string | null, changed = false): Cell | null {
  if (text === null || text === '') return null;
  const safe = defused(storable(text));
  return {
    value: safe.length > LONGEST ? `${safe.slice(0, LONGEST)}\u2026` : safe,
    type: String,
    wrap: true,
    alignVertical: 'top',
    ...(changed ? { backgroundColor: '#fff59d' } : {}),
  };
}

function level(value: number | string | null, changed = false): Cell | null {
  if (typeof value !== 'number') return words(value, changed);
  return {
    value,
    type: Number,
    alignVertical: 'top',
    ...(changed ? { backgroundColor: '#fff59d', fontWeight: 'bold' } : {}),
  };
}

/** XML 1.0 cannot hold these, and Excel refuses a workbook that has them. */
function storable(text: string): string {
  return [...text]
    .filter((char) => {
      const code = char.codePointAt(0)!;
      return code >= 32
        ? code !== 0xfffe && code !== 0xffff && (code < 0xd800 || code > 0xdfff)
        : code === 9 || code === 10 || code === 13;
    })
    .join('');
}

function hazardRow(hazard: Hazard, extraHeaders: readonly string[], scheme: RiskScheme | null): (Cell | null)[] {
  const controls = (keep: (control: Hazard['controls'][number]) => boolean) =>
    listed(hazard.controls.filter(keep).map((control) => withNumber(control.number, control.text)));
  const added = (type: string) => controls((control) => control.kind !== 'existing' && control.type === type);
  const typed = new Set(['design', 'test', 'training', 'process']);
  const existing = hazard.controls.some((control) => control.kind === 'existing')
    ? controls((control) => control.kind === 'existing')
    : words(hazard.existingControls);
  const evidence = [hazard.evidence, ...hazard.controls.map((control) => control.evidence)].filter(
    (text) => text !== null,
  );
  return [
    words(hazard.ref),
    words(hazard.name),
    words(hazard.description),
    listed(hazard.effects),
    listed(hazard.harms),
    listed(hazard.causes.map((cause) => withNumber(cause.number, cause.text))),
    existing,
    added('design'),
    added('test'),
    added('training'),
    added('process'),
    controls((control) => control.kind !== 'existing' && !typed.has(control.type ?? '')),
    listed([...new Set(evidence)]),
    ...ratingCells(hazard.initial, scheme),
    words(hazard.justification.initial),
    ...ratingCells(hazard.residual, scheme),
    words(hazard.justification.residual),
    words(hazard.owner),
    words(hazard.status),
    words(hazard.receiver),
    words(hazard.notes),
    ...extraHeaders.map((header) => words(hazard.extra.find((extra) => extra.header === header)?.text ?? null)),
  ];
}

function ratingCells(rating: Rating, scheme: RiskScheme | null): (Cell | null)[] {
  const differs = contradictsScheme(rating, scheme);
  return [
    words(rating.severity),
    words(rating.likelihood),
    level(rating.computed ?? rating.stated, differs),
    level(rating.stated, differs),
  ];
}

function withNumber(number: number | null, text: string): string {
  return number === null ? text : `${number}) ${text}`;
}

function listed(texts: readonly string[]): Cell | null {
  return words(texts.join('\n'));
}

function findingRows(report: Report): (Cell | null)[][] {
  const many = report.sources.length > 1;
  return [
    ['Level', 'Hazard', 'Where', 'What is so', 'What clears it', 'DCB0129', 'Rule'].map(heading),
    ...report.findings.map((finding) => [
      words(finding.level),
      words(finding.hazard),
      words(shownPlace(finding.place, many)),
      words(finding.so),
      words(finding.clears),
      words(finding.clause),
      words(finding.rule),
    ]),
  ];
}

/** The matrix as people draw it: the most likely on top. */
export function matrixRows(report: Pick<Report, 'scheme'>): (Cell | null)[][] {
  const scheme = report.scheme.scheme;
  if (!scheme) return [];
  return [
    [heading('Likelihood'), ...scheme.severity.map(heading)],
    ...scheme.likelihood
      .map((word, row) => [heading(word), ...scheme.severity.map((_, column) => level(scheme.matrix[row]![column]!))])
      .toReversed(),
  ];
}

function notTakenRows(report: Report): (Cell | null)[][] {
  return [
    ['Where', 'Why it was not taken'].map(heading),
    ...report.notTaken.map((one) => [words(shownPlace(one.place, true)), words(one.reason)]),
  ];
}
