/*
 * The glossary of services: what a safety case is about, and what it is for. Pure.
 */

/** What this organisation is to the service. (DCB0129 is for who makes it, DCB0160 for who uses it in care.) */
export const SERVICE_ROLES = ['manufacturer', 'deployer', 'both'] as const;
export type ServiceRole = (typeof SERVICE_ROLES)[number];

/** Where a service can be in its life, until it is retired. */
export const LIVING_PHASES = ['discovery', 'alpha', 'beta', 'live'] as const;
export type LivingPhase = (typeof LIVING_PHASES)[number];
export const SERVICE_PHASES = [...LIVING_PHASES, 'retired'] as const;
export type ServicePhase = (typeof SERVICE_PHASES)[number];

/**
 * What was done about the risk of taking a service out of use: it was assessed, or somebody said why that is not needed
 * (DCB0160 7.4; for who makes it, a rule of our own).
 */
export const DECOMMISSIONINGS = ['assessed', 'not needed'] as const;
export type Decommissioning = (typeof DECOMMISSIONINGS)[number];

/** A part of a service that hazards arise in. */
export interface Component {
  readonly name: string;
  readonly purpose: string;
}

/** Its free texts; '' where nothing has been said. */
export const TEXT_FIELDS = [
  'summary',
  'intendedFunction',
  'intendedPopulation',
  'intendedUser',
  'intendedEnvironment',
  'notFor',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** What can be said of a service, and changed. */
export interface ServiceFields extends Readonly<Record<TextField, string>> {
  readonly name: string;
  readonly role: ServiceRole;
  readonly phase: ServicePhase;
  readonly components: readonly Component[];
  /** Where it is on the web. */
  readonly addresses: readonly string[];
}

export interface Service extends ServiceFields {
  readonly id: string;
  /** As in its address and in every report. Given once, and never changed. */
  readonly reference: string;
  /** The ledger entry that made it so. */
  readonly version: number;
  /** Why it was retired or taken up again; '' otherwise. */
  readonly standingReason: string;
  /** Of one that is retired; null otherwise, and where it was retired before that was asked. */
  readonly decommissioning: Decommissioning | null;
  /** What the assessment of its decommissioning found and where it is, or why none is needed; '' otherwise. */
  readonly assessment: string;
}

/** The fields as people call them, in the order in which they are shown. */
export const FIELD_NAMES: Readonly<Record<keyof ServiceFields, string>> = {
  name: 'Name',
  summary: 'What it is',
  role: 'Your part in it',
  phase: 'Phase',
  intendedFunction: 'What it does',
  intendedPopulation: 'For which people',
  intendedUser: 'Who uses it',
  intendedEnvironment: 'Where it is used',
  notFor: 'What it is not for',
  components: 'Components',
  addresses: 'Web addresses',
};

/** The four parts of the intended use. */
export const INTENDED_USE = [
  'intendedFunction',
  'intendedPopulation',
  'intendedUser',
  'intendedEnvironment',
] as const satisfies readonly TextField[];

/** A reference as it is written: 2 to 20 of A to Z, 0 to 9 and -. */
export const REFERENCE = /^[A-Z0-9][A-Z0-9-]{1,19}$/u;

/** References that an address of ours stands in the way of. */
export const TAKEN_REFERENCES: readonly string[] = ['NEW'];

/** A reference in whatever case it was typed. */
export function asReference(typed: string): string {
  return typed.trim().toUpperCase();
}

/** A component's name stands before a colon when components are written as lines. */
export const COLON = ':';

/** Components as lines: "Messages: written messages between a patient and the team". */
export function componentLines(components: readonly Component[]): string {
  return components.map(({ name, purpose }) => (purpose === '' ? name : `${name}${COLON} ${purpose}`)).join('\n');
}

/** What lines of components say; empty ones say nothing. */
export function parseComponents(lines: string): Component[] {
  return nonEmptyLines(lines).map((line) => {
    const at = line.indexOf(COLON);
    return at < 0
      ? { name: line, purpose: '' }
      : { name: line.slice(0, at).trim(), purpose: line.slice(at + 1).trim() };
  });
}

/** Lines that say something, trimmed. */
export function nonEmptyLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A field as one text, for showing two versions beside each other. */
export function fieldText<Field extends keyof ServiceFields>(field: Field, value: ServiceFields[Field]): string {
  if (field === 'components') return componentLines(value as readonly Component[]);
  if (field === 'addresses') return (value as readonly string[]).join('\n');
  return value as string;
}

/** Which fields differ. */
export function differingFields(one: ServiceFields, other: ServiceFields): (keyof ServiceFields)[] {
  const fields = Object.keys(FIELD_NAMES) as (keyof ServiceFields)[];
  return fields.filter((field) => fieldText(field, one[field]) !== fieldText(field, other[field]));
}

const MOST_WORDS = 40;
const LONGEST_WORD = 40;

/** The words that somebody searches for: in small letters, without accents, each once. "SRV-12" is one. */
export function searchedWords(text: string): string[] {
  const folded = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const words = folded.split(/\s+/u).map((word) => word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  return [...new Set(words.filter((word) => word !== '').map((word) => word.slice(0, LONGEST_WORD)))];
}

/** The words by which a text is found: those in it, and their parts: "SRV-12", "SRV" and "12". */
export function foundBy(text: string): string[] {
  const words = searchedWords(text);
  return [...new Set(words.flatMap((word) => [word, ...(word.match(/[\p{L}\p{N}]+/gu) ?? [])]))].slice(0, MOST_WORDS);
}
