/*
 * Deployments: where somebody uses a service that somebody else makes, with a hazard log of its own. Pure.
 */

/** A deployment as it stands. */
export interface Deployment {
  readonly id: string;
  readonly number: number;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  /** "Larkmoor Hospital, outpatients" */
  readonly site: string;
  /** How it is set up there; '' where nobody has said. */
  readonly configuration: string;
  /** The number of its own hazard log; null until one has been taken in. */
  readonly log: number | null;
  /** The ledger entry that made it so. */
  readonly version: number;
}

/** The reference that people use: DPL-1. Given once in a service, never used again. */
export function deploymentReference(number: number): string {
  return `DPL-${number}`;
}

/** @returns the number in "DPL-1" or "1"; null for anything else */
export function deploymentNumber(reference: string): number | null {
  const match = /^\s*(?:dpl[-\s]?)?0*([1-9]\d{0,8})\s*$/iu.exec(reference);
  return match ? Number(match[1]) : null;
}

/** Where the deployments of a service are. @param service its reference */
export function deploymentsPath(service: string): string {
  return `/services/${encodeURIComponent(service)}/deployments`;
}

export function deploymentPath(service: string, number: number): string {
  return `${deploymentsPath(service)}/${deploymentReference(number)}`;
}

/** What is asked of each thing that the supplier hands over. */
export function itemsPath(service: string, number: number): string {
  return `${deploymentPath(service, number)}/items`;
}

/** What came from the supplier, what is missing of it, and what differs from the time before. */
export function supplierPath(service: string, number: number): string {
  return `${deploymentPath(service, number)}/supplier`;
}

/** What its hazard log is called. */
export function logTitle(service: string, site: string): string {
  return `${service}, as deployed at ${site}`.slice(0, 300);
}
