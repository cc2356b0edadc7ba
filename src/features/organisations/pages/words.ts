import { ROLES, type Role } from '../../../platform/commands/may.ts';
import { sayDate } from '../../../platform/london-time.ts';
import type { GrantText } from '../domain.ts';

/** What a role lets somebody do, in one line. */
export const ROLE_HINTS: Readonly<Record<Role, string>> = {
  administrator: 'Invites people, gives and takes roles. Judges nothing.',
  'clinical safety officer': 'Judges and signs what only a clinical safety officer may, once nominated and registered.',
  'deputy clinical safety officer': 'Stands in for the clinical safety officer.',
  'clinical reviewer': 'A clinician who approves clinical content.',
  'safety engineer': 'Keeps hazards, causes and controls up to date.',
  'product owner': 'Says what the service is and what it is for.',
  'accountable executive': 'Nominates the clinical safety officer. Top Management, in the words of the standard.',
  'safeguarding lead': 'Looks after safeguarding concerns.',
  'incident handler': 'Takes in and follows up what went wrong.',
  developer: 'Pushes evidence and asks whether a release may go.',
  viewer: 'Reads.',
  assessor: 'Somebody from outside who reads for a time. What they look at is recorded.',
};

/** "Clinical safety officer" */
export function sayRole(role: string): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}

/** "Safety engineer in DEMO, until 31 March 2027" */
export function sayGrant({ role, service, until }: GrantText): string {
  return `${sayRole(role)}${sayPlace(service)}${sayUntil(until)}`;
}

/** " in DEMO"; " in the whole organisation" */
export function sayPlace(service: string | null): string {
  return service === null ? ' in the whole organisation' : ` in ${service}`;
}

function sayUntil(until: string | null): string {
  return until === null ? '' : `, until ${sayDate(new Date(until))}`;
}

/** Roles in the order in which they are always listed, and then by place. */
export function inOrder(grants: readonly GrantText[]): readonly GrantText[] {
  const names: readonly string[] = ROLES;
  return grants.toSorted(
    (a, b) => names.indexOf(a.role) - names.indexOf(b.role) || (a.service ?? '').localeCompare(b.service ?? ''),
  );
}
