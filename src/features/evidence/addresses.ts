import { questionReference, runReference } from './domain.ts';

/** The register of releases stands in a later feature; the forms that say whether one is live stand here. */
export function releasesPath(service: string): string {
  return `/services/${encodeURIComponent(service)}/releases`;
}

export function runsPath(service: string): string {
  return `/services/${encodeURIComponent(service)}/runs`;
}

export function runPath(service: string, run: number): string {
  return `/services/${encodeURIComponent(service)}/runs/${runReference(run)}`;
}

export function questionPath(service: string, question: number): string {
  return `/services/${encodeURIComponent(service)}/evidence/${questionReference(question)}`;
}
