/*
 * An argument that somebody brought, beside the one that follows from the file: a supplier's, or one from before. It is kept
 * whole and has no verdicts: nothing of it is evidence here. Pure.
 */

/** A file of it. */
export interface ArgumentFile {
  /** As it was called, such as "modular/index.gsn.yaml". */
  readonly name: string;
  readonly text: string;
}

export interface ArgumentDocument {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly files: readonly ArgumentFile[];
  readonly brought: { readonly by: string; readonly at: Date };
}

/** The reference that people use: ARG-3. Stable, and never used again. */
export function documentReference(number: number): string {
  return `ARG-${number}`;
}

/** @returns the number in "ARG-3", "arg 3" or "3"; null for anything else */
export function documentNumber(reference: string): number | null {
  const digits = /^(?:arg[\s-]*)?([1-9]\d{0,8})$/iu.exec(reference.trim())?.[1];
  return digits === undefined ? null : Number(digits);
}

export function documentPath(service: string, number: number): string {
  return `/services/${encodeURIComponent(service)}/argument/documents/${documentReference(number)}`;
}
