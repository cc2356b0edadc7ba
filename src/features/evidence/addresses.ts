import { questionReference, runReference } from './domain.ts';

export function runsPath(service: string): string {
  return `/services/${encodeURIComponent(service)}/releases`;
}

export function runPath(service: string, run: number): string {
  return `/services/${encodeURIComponent(service)}/runs/${runReference(run)}`;
}

export function questionPath(service: string, question: number): string {
  return `/services/${encodeURIComponent(service)}/evidence/${questionReference(question)}`;
}
