import { incidentPath } from '../domain.ts';

/** Where the reports of an incident are prepared. */
export function reportsPath(service: string, incident: string): string {
  return `${incidentPath(service, incident)}/reports`;
}
