import type { Document, Row, Sheet } from '../domain.ts';

/** The mark by which our own JSON is known again. */
export const EXPORT_FORMAT = 'primum-check';

/** The mark of a log that Primum handed out whole. */
export const LOG_FORMAT = 'primum-hazard-log';
const LOG_MARK = `${LOG_FORMAT} 1`;
/** The column by which rows of one are known. */
const LOG_COLUMN = 'Log (told by Primum)';

/** Whether this is part of a log that Primum handed out: its workbook, its folder or its rows. */
export function isHandedOut(content: Sheet | Document): boolean {
  const says = ({ rows }: Sheet) =>
    rows.some(({ cells }) => cells.some((cell) => cell?.value === LOG_MARK || cell?.value === LOG_COLUMN));
  if (content.kind === 'sheet') return says(content);
  return content.parts.some((part) => part.kind === 'table' && says(part.sheet));
}

interface ExportedRating {
  readonly severity?: unknown;
  readonly likelihood?: unknown;
  readonly stated?: unknown;
}

interface ExportedHazard {
  readonly ref?: unknown;
  readonly name?: unknown;
  readonly description?: unknown;
  readonly status?: unknown;
  readonly owner?: unknown;
  readonly receiver?: unknown;
  readonly effects?: unknown;
  readonly harms?: unknown;
  readonly initial?: ExportedRating;
  readonly residual?: ExportedRating;
  readonly causes?: unknown;
  readonly controls?: unknown;
}

const HEADINGS = [
  'Hazard number',
  'Hazard name',
  'Hazard description',
  'Effect',
  'Harm',
  'Cause',
  'Control',
  'Control type',
  'Control owner',
  'Evidence',
  'Control state',
  'Action',
  'Action status',
  'Transferred to',
  'Initial severity',
  'Initial likelihood',
  'Initial risk',
  'Residual severity',
  'Residual likelihood',
  'Residual risk',
  'Owner',
  'Status',
] as const;

/** Our own report, or a log that we handed out, as a table with one row a control; null where the JSON is somebody else's. */
export function readOwnExport(text: string, file: string): Sheet | null {
  let value: { format?: unknown; hazards?: unknown };
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return null;
  }
  const whole = value?.format === LOG_FORMAT;
  if ((value?.format !== EXPORT_FORMAT && !whole) || !Array.isArray(value.hazards)) return null;
  const [head = 1, ...at] = linesOfHazards(text);
  const found: ExportedHazard[] = value.hazards.filter((one: unknown) => typeof one === 'object' && one !== null);
  const hazards = whole ? found.map(asReported) : found;
  // An empty number in a column of numbers says "as above".
  const from = hazards.some((hazard) => word(hazard.ref) !== '') ? 0 : 1;
  // The headings stand at the first record, as in any tree: there is no line of their own.
  const rows: Row[] = [{ at: at[0] ?? head, cells: HEADINGS.slice(from).map((heading) => ({ value: heading })) }];
  hazards.forEach((hazard, index) => {
    for (const words of rowsOf(hazard)) {
      const cells = words.slice(from).map((one) => (one === '' ? undefined : { value: one }));
      rows.push({ at: at[index] ?? head, cells });
    }
  });
  return { kind: 'sheet', file, name: null, hidden: false, places: 'lines', rows };
}

/** A hazard of a log as the report of a check says it: a control once for each cause that it acts on. */
function asReported(hazard: ExportedHazard): ExportedHazard {
  const { id, standing } = hazard as { readonly id?: unknown; readonly standing?: unknown };
  const causes = objects(hazard.causes).map((cause) => word(cause['text']));
  const rated = (rating: (ExportedRating & { readonly computed?: unknown }) | null | undefined) =>
    rating ? { ...rating, stated: rating.stated ?? rating.computed } : {};
  return {
    ...hazard,
    ref: word(hazard.ref) || word(id),
    status: word(hazard.status) || word(standing),
    initial: rated(hazard.initial),
    residual: rated(hazard.residual),
    controls: objects(hazard.controls).flatMap((control) => {
      const said = { ...control, state: word(control['state']) || word(control['declared']) };
      const places: unknown[] = Array.isArray(control['causes']) ? control['causes'] : [];
      if (places.length === 0) return [said];
      return places.map((place) => ({ ...said, cause: causes[Number(place) - 1] ?? word(control['cause']) }));
    }),
  };
}

/** The line of the list of hazards, and of each hazard in it. JSON.parse, which is quick, says no lines. */
function linesOfHazards(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let key = '';
  let inHazards = false;
  for (const [mark] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}\n]/gu)) {
    if (mark === '\n') line++;
    else if (mark === '[' || mark === '{') {
      depth++;
      if (depth === 2) inHazards = key === '"hazards"';
      if (inHazards && (depth === 2 || depth === 3)) lines.push(line);
    } else if (mark === ']' || mark === '}') depth--;
    else if (depth === 1) key = mark;
  }
  return lines;
}

function rowsOf(hazard: ExportedHazard): string[][] {
  const causes = objects(hazard.causes).map((cause) => word(cause['text']));
  const controls = objects(hazard.controls);
  const linked = new Set(controls.map((control) => word(control['cause'])));
  const details = [
    ...causes.filter((cause) => !linked.has(cause)).map((cause) => ({ cause, control: {} as Record<string, unknown> })),
    ...controls.map((control) => ({ cause: word(control['cause']), control })),
  ];
  const head = [
    word(hazard.ref),
    word(hazard.name),
    word(hazard.description),
    listed(hazard.effects),
    listed(hazard.harms),
  ];
  const ratings = [hazard.initial, hazard.residual].flatMap((rating) => [
    word(rating?.severity),
    word(rating?.likelihood),
    word(rating?.stated),
  ]);
  return (details.length > 0 ? details : [{ cause: '', control: {} as Record<string, unknown> }]).map(
    ({ cause, control }) => [
      ...head,
      cause,
      word(control['text']),
      word(control['type']),
      word(control['owner']),
      word(control['evidence']),
      stateOf(control),
      word(control['action']),
      word(control['actionStatus']),
      word(hazard.receiver),
      ...ratings,
      word(hazard.owner),
      word(hazard.status),
    ],
  );
}

/** That a control is for somebody else is said by its words; where somebody changed those, it is said here. */
function stateOf(control: Record<string, unknown>): string {
  const said = [control['state'], control['action'], control['actionStatus']].map(word);
  return control['transferred'] === true && !said.some((one) => /transfer/iu.test(one))
    ? `${said[0]} (transferred)`.trim()
    : said[0]!;
}

function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
    : [];
}

function listed(value: unknown): string {
  return Array.isArray(value) ? value.map(word).filter(Boolean).join('\n') : '';
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
