export { counted, listed } from '../../words/counting.ts';

/*
 * The glossary of signatures: what a person decides, by which rule, and what is recorded of it. Pure.
 */

/** What somebody who signs can decide. */
export const DECISIONS = ['approve', 'approve with conditions', 'reject'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Roles that a rule can ask for. */
export const SIGNING_ROLES = [
  'clinical safety officer',
  'deputy clinical safety officer',
  'clinical reviewer',
  'product owner',
  'accountable executive',
] as const;
export type SigningRole = (typeof SIGNING_ROLES)[number];

/** What a signature asks for, as data: one rule for each kind of subject. */
export interface Rule {
  /** Who may sign: whoever holds one of these roles in the service. */
  readonly roles: readonly SigningRole[];
  /** How many people have to sign the same words before they are a version. */
  readonly signatures: number;
  /** Whether somebody may sign what they wrote. Where they may, their signature says so. */
  readonly author: 'may, and it is shown' | 'never';
  /** Whether it takes a professional registration that is current on that day. */
  readonly registration: boolean;
  /** For how many months it is valid; null for no end. */
  readonly months: number | null;
  /** Whether a document that was signed elsewhere counts as an approved version, or is only shown. */
  readonly outside: 'counts' | 'is shown';
}

/**
 * How many signatures are still missing from these. A document from elsewhere that counts stands for one of several, and never
 * for all of them: somebody signs here too.
 */
export function missingSignatures(
  needed: number,
  signatures: readonly { readonly record: { readonly outside: unknown } }[],
): number {
  const outside = signatures.filter(({ record }) => record.outside !== null).length;
  const counting = signatures.length - outside + Math.min(outside, Math.max(1, needed - 1));
  return Math.max(0, needed - counting);
}

/** What the officers of a service sign: one of them, for a year, and also where they wrote some of it (DCB0129 3.3.2). */
export const OFFICERS_SIGN: Rule = {
  roles: ['clinical safety officer', 'deputy clinical safety officer'],
  signatures: 1,
  author: 'may, and it is shown',
  registration: true,
  months: 12,
  outside: 'counts',
};

/** The offices that stand behind the two roles: somebody holds one by a nomination that they accepted. */
export type OfficeKind = 'clinical safety officer' | 'deputy clinical safety officer';

export function isOffice(role: SigningRole): role is OfficeKind {
  return role === 'clinical safety officer' || role === 'deputy clinical safety officer';
}

/** A digest in hex: 64 characters. */
export type Hex = string;

/** What was signed, exactly. */
export interface SignedWords {
  readonly material: Hex;
  readonly editorial: Hex;
  /** How everything that supports it stood. */
  readonly support: Hex;
}

/** A condition, as it is recorded: its text by the id of its home, and who has to see to it. */
export interface RecordedCondition {
  readonly text: string;
  readonly owner: string;
  /** The day by which it is done: 2026-03-13. */
  readonly due: string;
}

/** A document that was signed elsewhere. What somebody typed of it stands as the ids of their homes. */
export interface OutsideRecord {
  /** Of the file, hex. */
  readonly sha256: Hex;
  /** What the file is called. */
  readonly file: string;
  readonly signer: string;
  /** The day on which it was signed: 2026-03-03. */
  readonly signedOn: string;
  /** What it covers. */
  readonly scope: string;
  /** The day by which somebody has to look again; null where it says none. */
  readonly reviewBy: string | null;
}

/**
 * All that is recorded of a signature: what an exported approval holds, and what the ledger has the digest of. Plain JSON.
 * Whatever is left out here could be altered unseen. Text that somebody typed stands in it as the id of its one home.
 */
export interface SignatureRecord extends SignedWords {
  readonly format: 'primum-signature';
  readonly id: string;
  readonly subject: { readonly kind: string; readonly id: string; readonly title: string };
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  /** The version that it makes, or would make. */
  readonly number: number;
  readonly decision: Decision | 'approved outside';
  /** What the signature means, in the words that stood above the button. */
  readonly meaning: string;
  /** Whether whoever signed wrote some of what changed. */
  readonly author: boolean;
  readonly person: string;
  readonly role: string;
  readonly registration: string | null;
  /** The person with office, registration and training as they were at that moment: JSON, as one text. */
  readonly signer: string;
  readonly confirmed: { readonly at: string; readonly method: string } | null;
  readonly at: string;
  readonly validUntil: string | null;
  readonly conditions: readonly RecordedCondition[];
  /** Why it was not approved. */
  readonly reason: string | null;
  readonly outside: OutsideRecord | null;
}

/** Adds months to a day: what is signed on 31 August for six months is valid to the end of February. */
export function monthsAfter(at: Date, months: number): Date {
  const end = new Date(at);
  end.setUTCMonth(end.getUTCMonth() + months);
  // The month has no such day: its last one counts.
  if (end.getUTCDate() !== at.getUTCDate()) end.setUTCDate(0);
  return end;
}

/** Until when a signature of this moment is valid; null for no end. */
export function validUntil(rule: Pick<Rule, 'months'>, at: Date): Date | null {
  return rule.months === null ? null : monthsAfter(at, rule.months);
}
