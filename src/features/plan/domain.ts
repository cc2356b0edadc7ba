import { plainWords, tellingWords } from '../../words/plain.ts';

/*
 * The glossary of clinical risk management plans (DCB0129 3.2). Pure.
 */

export * from './domain/basis.ts';
export * from './domain/words.ts';

/** What somebody has to be authorised for (DCB0129 2.2.2; DCB0160 2.2.2 for deployment and residual risk: second-hand). */
export const MATTERS = [
  'hazard log',
  'safety case report',
  'release',
  'urgent safety fix',
  'override of the gate',
  'residual risk',
  'deployment',
] as const;
export type Matter = (typeof MATTERS)[number];

/** Who may authorise a matter: whoever holds a role in the service, or one of them by name. */
export interface Authorised {
  /** One of the roles of Primum: "clinical safety officer". */
  readonly role: string;
  /** Only this person; null for whoever holds the role. */
  readonly person: { readonly id: string; readonly name: string } | null;
}

/** A line of the authorisation table. */
export interface Authorisation extends Authorised {
  readonly matter: Matter;
}

/** The roles that a plan can authorise for something. Whoever only looks authorises nothing. */
export const AUTHORISING_ROLES = [
  'clinical safety officer',
  'deputy clinical safety officer',
  'accountable executive',
  'product owner',
  'safety engineer',
] as const;

/** What kind of project it is: a plan is for one of these, and is looked at again when it becomes another (DCB0129 3.2.3). */
export const NATURES = [
  'new service',
  'further development',
  'deployment',
  'replacement',
  'maintenance',
  'decommissioning',
] as const;
export type Nature = (typeof NATURES)[number];

/** How hazards are looked for. Names of methods as the field has them. */
export const METHODS = [
  'workshop',
  'swift',
  'ffa',
  'hazop',
  'fmea',
  'bow-tie',
  'fishbone',
  'incidents and concerns',
  'user research',
] as const;
export type Method = (typeof METHODS)[number];

/** What is written of a plan, in the order in which it is read. */
export const PARTS = [
  'purpose',
  'lifecycle',
  'impact',
  'team',
  'criteria',
  'methodsWhy',
  'monitoring',
  'incidents',
] as const;
export type Part = (typeof PARTS)[number];
export type Parts = Readonly<Record<Part, string>>;

/** A risk scheme as a plan declares it: one version of it, as each rating keeps it. */
export interface DeclaredScheme {
  /** "NHS-DCB-5x5@3f1c09ab" */
  readonly version: string;
  readonly title: string;
}

/** The least and the most days until a plan is looked at again. */
export const LEAST_DAYS = 7;
export const MOST_DAYS = 730;

/** A clinical risk management plan, as it is written. */
export interface Plan extends Parts {
  readonly id: string;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  readonly nature: Nature | null;
  readonly authorises: readonly Authorisation[];
  /** Null where none is declared. */
  readonly scheme: DeclaredScheme | null;
  readonly methods: readonly Method[];
  /** Days from an approval until somebody looks at the plan again. */
  readonly reviewDays: number;
  /** The ledger entry that made it so. */
  readonly version: number;
}

/** What of a plan has to be written: its parts, and what is chosen. */
export const ASKED = [...PARTS, 'nature', 'scheme', 'methods', 'authorises'] as const;
export type Asked = (typeof ASKED)[number];

/** What nobody has written yet. "To be confirmed" says nothing. */
export function missingIn(plan: Pick<Plan, Asked>): Asked[] {
  return ASKED.filter((asked) => !isWritten(plan, asked));
}

function isWritten(plan: Pick<Plan, Asked>, asked: Asked): boolean {
  switch (asked) {
    case 'nature':
    case 'scheme':
      return plan[asked] !== null;
    case 'methods':
      return plan.methods.length > 0;
    case 'authorises':
      return unauthorised(plan.authorises).length === 0;
    default:
      return tellingWords(plainWords(plan[asked])).length > 0;
  }
}

/** The matters for which the table names nobody. */
export function unauthorised(table: readonly Authorisation[]): Matter[] {
  return MATTERS.filter((matter) => !table.some((line) => line.matter === matter));
}

/** Who may authorise a matter, by a table. */
export function authorisedBy(table: readonly Authorisation[], matter: Matter): Authorised[] {
  return table.filter((line) => line.matter === matter).map(({ role, person }) => ({ role, person }));
}

/** What is wrong with an authorisation table; null where nothing is. Somebody stands in it once for each matter. */
export function whyNotTable(table: readonly Authorisation[]): string | null {
  const lines = table.map(({ matter, role, person }) => `${matter}|${role}|${person?.id ?? ''}`);
  const twice = table[lines.findIndex((line, index) => lines.indexOf(line) !== index)];
  return twice ? `Name each role or person once: “${twice.role}” stands twice for “${twice.matter}”.` : null;
}

export function planPath(service: string): string {
  return `/services/${service}/plan`;
}
