/*
 * The glossary of clinical risk management plans (DCB0129 3.2). Pure.
 */

/** What somebody has to be authorised for (DCB0129 2.2.2; DCB0160 2.2.2 for deployment and residual risk: second-hand). */
export const MATTERS = [
  'hazard log',
  'safety case report',
  'release',
  'urgent safety fix',
  'override of the gate',
  'residual risk',
  'deployment',
] as const;
export type Matter = (typeof MATTERS)[number];

/** Who may authorise a matter: whoever holds a role in the service, or one of them by name. */
export interface Authorised {
  /** One of the roles of Primum: "clinical safety officer". */
  readonly role: string;
  /** Only this person; null for whoever holds the role. */
  readonly person: { readonly id: string; readonly name: string } | null;
}

export function planPath(service: string): string {
  return `/services/${service}/plan`;
}
