import data from '../../../../standards/registers/uk-professions.json' with { type: 'json' };

/** Where a fact is from. Only `verified` was read in the register's own words. */
export type Confidence = 'verified' | 'second-hand' | 'from memory';

export interface Fact {
  readonly source: string;
  readonly confidence: Confidence;
  /** The day on which somebody last looked. */
  readonly checked: string;
}

/**
 * Whether a profession makes one a clinician for this purpose (DCB0129 2.3). `judgement`: the standard does not say, and
 * the accountable executive has to say why.
 */
export type Clinician = 'yes' | 'judgement';

export interface Register {
  readonly id: string;
  /** As people call it: "NMC". */
  readonly short: string;
  readonly name: string;
  readonly number: Fact & { readonly words: string; readonly pattern: string; readonly example: string };
  /** Where anybody can look somebody up. */
  readonly search: Fact & { readonly address: string };
  readonly renewal: Fact & { readonly words: string };
  readonly professions: readonly { readonly name: string; readonly clinician: Clinician }[];
  readonly clinician: Fact & { readonly words: string };
}

/** The registers that are known, in the order in which they are offered. */
export const REGISTERS = data.registers as readonly Register[];

export function registerOf(id: string): Register | null {
  return REGISTERS.find((register) => register.id === id) ?? null;
}

/** A number as registers write it: capitals, without spaces. */
export function asNumber(typed: string): string {
  return typed.replaceAll(/\s+/gu, '').toUpperCase();
}

/** What is odd about a number, in a sentence. It refuses only where the format was read in the register's own words. */
export interface NumberProblem {
  readonly refuses: boolean;
  readonly message: string;
}

/** @param number as `asNumber` writes it */
export function numberProblem({ short, number: format }: Register, number: string): NumberProblem | null {
  if (new RegExp(format.pattern, 'u').test(number)) return null;
  const expected = `${short} numbers are ${format.words}, such as ${format.example}.`;
  if (format.confidence === 'verified')
    return { refuses: true, message: `${expected} Compare it with the entry on the register, and type it again.` };
  return {
    refuses: false,
    message: `${expected} This one looks different. We have not checked this format against the register’s own words, so it is kept as it is. Compare it with the register.`,
  };
}

/** Whether a profession on a register makes one a clinician for this purpose; null for one that the register does not have. */
export function clinicianOf(register: string, profession: string): Clinician | null {
  return registerOf(register)?.professions.find(({ name }) => name === profession)?.clinician ?? null;
}
