import type { Acceptance, RiskLevel, RiskScheme } from '../schemes/domain.ts';

/*
 * The glossary of the first door. A file is READ into plain material (sheets and documents), the material is UNDERSTOOD
 * as hazards, the hazards are JUDGED by rules, and the report is SHOWN. Each step is a pure function of the one before;
 * only reading knows file formats.
 */

// --- Reading: the plain shape of whatever people have ----------------------------------------------------------------

/** Where something stands in what a person handed over. `cell` for workbooks and tables, `line` for text. Both count from 1. */
export interface Place {
  readonly file: string;
  readonly sheet?: string;
  readonly cell?: string;
  readonly line?: number;
}

export type CellValue = string | number | boolean | null;

export interface Cell {
  readonly value: CellValue;
  /** Without the leading equals sign. */
  readonly formula?: string;
  /** The first cell of the merged range that this cell lies in, such as "B4". Its value is repeated here. */
  readonly mergedFrom?: string;
  /** The line of the cell, in files of text. */
  readonly line?: number;
}

export interface Row {
  /** The row's number in the sheet, or its line in a file of text. Counts from 1. */
  readonly at: number;
  /** By column; a hole is an empty cell. */
  readonly cells: readonly (Cell | undefined)[];
}

export interface Sheet {
  readonly kind: 'sheet';
  readonly file: string;
  /** The sheet's name; null where the file has none (CSV, a table in a page). */
  readonly name: string | null;
  readonly hidden: boolean;
  /** Whether places are cells ("P2") or lines. */
  readonly places: 'cells' | 'lines';
  readonly rows: readonly Row[];
}

/** One step of a document. A field is a label with what stands beside or beneath it. */
export type Part =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly line?: number }
  | { readonly kind: 'text'; readonly text: string; readonly line?: number }
  | { readonly kind: 'item'; readonly text: string; readonly number?: number; readonly line?: number }
  | { readonly kind: 'picture'; readonly source: string; readonly alt: string; readonly line?: number }
  | { readonly kind: 'table'; readonly sheet: Sheet };

export interface Document {
  readonly kind: 'document';
  readonly file: string;
  readonly parts: readonly Part[];
}

export interface Source {
  readonly file: string;
  /** Hex. */
  readonly sha256: string;
  /** "xlsx", "csv", "markdown", ... */
  readonly kind: string;
}

export interface NotTaken {
  readonly place: Place;
  readonly reason: string;
}

export interface PersonalData {
  readonly place: Place;
  readonly kind: 'NHS number';
}

/** All that was read from what one person handed over, numbers that look like NHS numbers already masked. */
export interface Material {
  readonly sources: readonly Source[];
  readonly contents: readonly (Sheet | Document)[];
  /** Files, sheets and rows that reading itself left out. */
  readonly notTaken: readonly NotTaken[];
  readonly personalData: readonly PersonalData[];
  /** The files as they are, where they are a log that Primum handed out: whoever keeps it reads more of it. */
  readonly originals?: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

// --- Understanding: columns, scheme, hazards ---------------------------------------------------------------------------

export type Phase = 'initial' | 'residual';
export type ControlType = 'design' | 'test' | 'training' | 'process' | 'information' | 'other';

/** What a column means. `extra` keeps it beside the hazard as it is. */
export const MEANINGS = {
  ref: 'Hazard number',
  hazard: 'Hazard',
  description: 'Description',
  effect: 'Effect',
  harm: 'Harm or clinical impact',
  cause: 'Cause',
  'cause-number': 'Cause number',
  control: 'Control',
  'control-number': 'Control number',
  'existing-control': 'Existing control',
  'existing-design-control': 'Existing control: design',
  'existing-test-control': 'Existing control: test',
  'existing-training-control': 'Existing control: training',
  'existing-process-control': 'Existing control: business process',
  'existing-evidence': 'Existing control: evidence',
  'design-control': 'Additional control: design',
  'test-control': 'Additional control: test',
  'training-control': 'Additional control: training',
  'process-control': 'Additional control: business process',
  'control-type': 'Control type',
  'control-owner': 'Control owner',
  'control-state': 'Control state',
  evidence: 'Evidence for the controls',
  action: 'Action',
  'action-status': 'Action status',
  'initial-severity': 'Initial severity',
  'initial-likelihood': 'Initial likelihood',
  'initial-risk': 'Initial risk',
  'initial-rating': 'Initial rating (likelihood × severity = risk)',
  'initial-justification': 'Initial risk: justification',
  'residual-severity': 'Residual severity',
  'residual-likelihood': 'Residual likelihood',
  'residual-risk': 'Residual risk',
  'residual-rating': 'Residual rating (likelihood × severity = risk)',
  'residual-justification': 'Residual risk: justification',
  owner: 'Owner',
  status: 'Status',
  receiver: 'Transferred to',
  date: 'Date',
  notes: 'Notes',
  extra: 'Something else: keep it as it is',
} as const;
export type Meaning = keyof typeof MEANINGS;

export interface ColumnReading {
  readonly index: number;
  /** "G", or the number of the column in a file of text. */
  readonly letter: string;
  /** What stands at its head; the group above it first, where there is one. */
  readonly header: string;
  readonly meaning: Meaning;
  /** Why it was read so, in words. */
  readonly how: string;
  /** From 0 to 1. A person's own word is 1. */
  readonly sure: number;
  readonly samples: readonly string[];
}

export interface TableReading {
  readonly file: string;
  readonly sheet: string | null;
  /** The row of the last line of the headings. */
  readonly headerAt: number;
  readonly columns: readonly ColumnReading[];
}

/** A thing that only a person can say. Nothing of this table is taken until somebody has said it. */
export interface Question {
  readonly place: Place;
  readonly text: string;
  readonly table: TableReading | null;
}

/** What a person said of a column: by its heading or its letter. */
export interface MappingWord {
  readonly column: string;
  readonly meaning: string;
  /** The table that was meant (`tableKey`); absent where it is said of every table. */
  readonly table?: string;
}

/** Names a table of the material, so that a person's word on one table is not taken for another. */
export function tableKey(table: Pick<TableReading, 'file' | 'sheet' | 'headerAt'>): string {
  return `${table.file}|${table.sheet ?? ''}|${table.headerAt}`;
}

export type RatingState = 'scored' | 'partly-scored' | 'not-scored';

/** A severity, likelihood or risk as it stands in the file. */
export interface StatedValue {
  /** As written, white space folded. */
  readonly text: string;
  readonly place: Place;
  readonly formula?: string;
}

export interface Rating {
  readonly phase: Phase;
  readonly state: RatingState;
  /** The word of the scheme; or as written, where the scheme does not have it; null where blank. */
  readonly severity: string | null;
  readonly likelihood: string | null;
  /** Place on the scheme's axis, from 0; null where not known. */
  readonly severityIndex: number | null;
  readonly likelihoodIndex: number | null;
  /** What the file says the risk is, in the scheme's own levels where it can be read so. */
  readonly stated: RiskLevel | null;
  /** What the scheme makes of severity and likelihood. Null where one is missing or no scheme is certain. */
  readonly computed: RiskLevel | null;
  readonly from: { readonly severity?: StatedValue; readonly likelihood?: StatedValue; readonly risk?: StatedValue };
  readonly place: Place;
}

export interface Cause {
  readonly text: string;
  readonly number: number | null;
  readonly place: Place;
}

export interface Control {
  readonly text: string;
  readonly number: number | null;
  readonly kind: 'existing' | 'additional' | 'unstated';
  readonly type: ControlType | null;
  readonly owner: string | null;
  readonly evidence: string | null;
  readonly state: string | null;
  readonly action: string | null;
  readonly actionStatus: string | null;
  /** Said to be for somebody else to put in place. */
  readonly transferred: boolean;
  /** The cause that stands in the same row, where the log has one row for each control. */
  readonly cause: string | null;
  readonly place: Place;
}

export type HazardStatus = 'open' | 'closed' | 'transferred';

export interface Extra {
  readonly header: string;
  readonly text: string;
}

export interface Hazard {
  /** Its number in the file; null where the file numbers nothing. */
  readonly ref: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly effects: readonly string[];
  readonly harms: readonly string[];
  readonly causes: readonly Cause[];
  readonly controls: readonly Control[];
  /** Words on existing controls that stand once beside the rows of controls, and on evidence for them. */
  readonly existingControls: string | null;
  readonly evidence: string | null;
  readonly initial: Rating;
  readonly residual: Rating;
  /** Ratings of the same hazard that stand elsewhere in the same material. */
  readonly statedAgain: readonly Rating[];
  /** As written. */
  readonly status: string | null;
  /** As far as it can be read. */
  readonly standing: HazardStatus | null;
  readonly owner: string | null;
  readonly receiver: string | null;
  readonly justification: { readonly initial: string | null; readonly residual: string | null };
  readonly notes: string | null;
  readonly extra: readonly Extra[];
  /** Other names that the same number carries in the file. */
  readonly otherNames: readonly { readonly name: string; readonly place: Place }[];
  /** Which meanings the place it came from has at all: a missing column is said once, not once a hazard. */
  readonly has: ReadonlySet<Meaning>;
  readonly place: Place;
}

export type SchemeOrigin = 'given' | 'declared' | 'default' | 'recognised' | 'unknown';

export interface SchemeReading {
  /** Null where no scheme is certain: nothing is then computed. */
  readonly scheme: RiskScheme | null;
  readonly origin: SchemeOrigin;
  /** Where it was found, or how it was recognised, in words. */
  readonly how: string;
  readonly place: Place | null;
}

/** A formula of a risk column, and what it reads. */
export interface RiskFormula {
  readonly hazard: string | null;
  readonly phase: Phase;
  readonly place: Place;
  readonly wrong: readonly WrongRead[];
}

export interface WrongRead {
  readonly reads: string;
  readonly readsMeaning: string;
  readonly shouldRead: string;
  readonly shouldMeaning: string;
}

export interface Understanding {
  readonly sources: readonly Source[];
  readonly tables: readonly TableReading[];
  readonly hazards: readonly Hazard[];
  readonly scheme: SchemeReading;
  readonly formulas: readonly RiskFormula[];
  readonly notTaken: readonly NotTaken[];
  readonly questions: readonly Question[];
  readonly personalData: readonly PersonalData[];
}

// --- Judging -----------------------------------------------------------------------------------------------------------

export const LEVELS = ['error', 'warning', 'note'] as const;
export type Level = (typeof LEVELS)[number];

export interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly hazard: string | null;
  readonly place: Place;
  /** What is so, because of what. Ends with a full stop. */
  readonly so: string;
  /** What clears it. Ends with a full stop. */
  readonly clears: string;
  /** DCB0129 clause, where there is one. */
  readonly clause: string | null;
  /** How many hazards, controls or cells it stands for: more than 1 where a whole column is missing. */
  readonly count: number;
}

/** One finding in one sentence: what is so, and what clears it. */
export function messageOf(finding: Pick<Finding, 'so' | 'clears'>): string {
  return `${finding.so} ${finding.clears}`;
}

export interface Counts {
  readonly hazards: number;
  readonly causes: number;
  readonly controls: number;
  readonly controlsTransferred: number;
  readonly rowsTaken: number;
  readonly rowsNotTaken: number;
}

export interface Report extends Understanding {
  readonly counts: Counts;
  readonly findings: readonly Finding[];
}

export type { Acceptance, RiskLevel, RiskScheme };
