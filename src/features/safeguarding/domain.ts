export * from './domain/access.ts';
export * from './domain/compartment.ts';
export * from './domain/facts.ts';
export * from './domain/referrals.ts';
export * from './domain/summary.ts';
export * from './domain/words.ts';
export * from './domain/worksheets.ts';

/** Where the compartments are: one address for all services, so that none names one. */
export const SAFEGUARDING = '/safeguarding';

export function compartmentPath(compartment: string): string {
  return `${SAFEGUARDING}/${compartment}`;
}

/** Where somebody is told of a duty that is their own, and sees nothing else of the compartment. */
export function ownDutyPath(compartment: string, duty: string): string {
  return `${compartmentPath(compartment)}/own/${duty}`;
}

/** Where all of a concern is read that lies in a compartment. */
export function concernInPath(compartment: string): string {
  return `${compartmentPath(compartment)}/concern`;
}

/** Where anybody in the team says that somebody may need protecting: the same on every incident, whatever there is. */
export function flagPath(service: string, incident: string): string {
  return `/services/${service}/incidents/${incident}/safeguarding`;
}
