/*
 * The glossary of the gate: whether a release may go, by what is known of its service and of itself. Pure.
 */

export * from './domain/verdict.ts';
export * from './domain/policy.ts';
export * from './domain/overriding.ts';
export * from './domain/answer.ts';
export * from './domain/declaring.ts';

/** The reference of a kept answer: GATE-412. Given once in a service, never used again. */
export function gateReference(number: number): string {
  return `GATE-${number}`;
}

/** @returns the number in "GATE-412" or "412"; null for anything else */
export function gateNumber(reference: string): number | null {
  const match = /^(?:gate-?)?0*([1-9]\d{0,8})$/iu.exec(reference.trim());
  return match ? Number(match[1]) : null;
}

/** The gate of a service: its policy, what was declared, what was overridden, and what was answered. */
export function gatePath(service: string): string {
  return `/services/${service}/gate`;
}

/** Whether one release may go. */
export function releaseGatePath(service: string, version: string): string {
  return `/services/${service}/releases/${encodeURIComponent(version)}/gate`;
}

/** An answer that was kept. */
export function keptGatePath(service: string, number: number): string {
  return `/services/${service}/gates/${gateReference(number)}`;
}
