import type { Day } from '../../../words/days.ts';

/*
 * What a supplier sends who does not use Primum: documents, and what was read of their hazard log. Pure.
 */

export const DOCUMENT_SORTS = [
  'hazard log',
  'safety case report',
  'risk management plan',
  'officer',
  'intended use',
  'configuration',
  'third parties',
  'test report',
  'other',
] as const;
export type DocumentSort = (typeof DOCUMENT_SORTS)[number];

export const SORT_WORDS: Readonly<Record<DocumentSort, string>> = {
  'hazard log': 'Hazard log',
  'safety case report': 'Clinical safety case report',
  'risk management plan': 'Clinical risk management plan',
  officer: 'Who is clinical safety officer, and their registration',
  'intended use': 'Intended use',
  configuration: 'Configuration and version',
  'third parties': 'Statement on products of third parties',
  'test report': 'Test report, known faults',
  other: 'Something else',
};

/** A document as it was taken in. What is said of who signed it is the word of whoever took it in. */
export interface SupplierDocument {
  readonly number: number;
  readonly sort: DocumentSort;
  readonly file: string;
  readonly sha256: string;
  /** '' where the document names nobody. */
  readonly signer: string;
  /** As what: "clinical safety officer". */
  readonly role: string;
  readonly signedOn: Day | null;
  readonly scope: string;
  /** By when somebody has to look at it again. */
  readonly reviewBy: Day | null;
  /** Of a hazard log that could be read. */
  readonly reading: LogReading | null;
  /** Why the rows of a hazard log are not known; '' where they are, and for any other document. */
  readonly notRead: string;
  /** Why it does not count any more; '' where it does. */
  readonly withdrawn: string;
  readonly version: number;
  readonly takenIn: { readonly by: string; readonly at: Date };
}

/** What was read of a hazard log, as far as a supplier is asked about it. */
export interface LogReading {
  readonly hazards: readonly ReadHazard[];
  readonly findings: readonly ReadFinding[];
  /** Rows that could not be read. */
  readonly notTaken: number;
}

export interface ReadHazard {
  /** "HAZ-3", or as much of its name as calls it. */
  readonly called: string;
  /** "sheet Log, cell I12" */
  readonly where: string;
  /** Whether it says what remains. */
  readonly residual: 'rated' | 'partly' | 'not rated';
  /** Whether it, or a control of it, is said to be for somebody else. */
  readonly transferred: boolean;
  /** Whether it has a control that is said to be for somebody else to put in place. */
  readonly hasTransferredControl: boolean;
}

/** What the check of the log found. */
export interface ReadFinding {
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note';
  /** How its hazard is called; '' where it is about the whole log. */
  readonly called: string;
  readonly where: string;
  readonly so: string;
  readonly clears: string;
  /** Of DCB0129; '' for none. */
  readonly clause: string;
  /** For how many hazards, controls or cells it stands. */
  readonly count: number;
}

/** Documents that count. */
export function standing(documents: readonly SupplierDocument[]): SupplierDocument[] {
  return documents.filter(({ withdrawn }) => withdrawn === '');
}

/** The latest of a sort: that one counts. Null where there is none. */
export function latestOf(documents: readonly SupplierDocument[], sort: DocumentSort): SupplierDocument | null {
  return (
    standing(documents)
      .filter((one) => one.sort === sort)
      .toSorted((a, b) => b.number - a.number)[0] ?? null
  );
}

/** "hazard 3, cell I12" */
export function placeWords(called: string, where: string): string {
  return [called, where].filter((part) => part !== '').join(', ');
}
