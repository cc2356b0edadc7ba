/*
 * An organisation makes or uses services, or both; its people have roles in it. Pure.
 */

/** An organisation as it stands, or stood. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  /** The ledger entry that made it so. */
  readonly version: number;
}

/** A role that somebody holds: for the whole organisation, or in the service of this reference; until a time, or without end. */
export interface GrantText {
  readonly role: string;
  readonly service: string | null;
  readonly until: string | null;
  /** The person who gave it; none where it came with the organisation, or from an identity provider. */
  readonly givenBy?: string;
  /** The identity provider that says so each time that the person signs in through it. */
  readonly provider?: string;
}

/** Somebody who belongs to an organisation. */
export interface Member {
  readonly person: string;
  readonly name: string;
  /** None once they have left: a membership is ended, never removed. */
  readonly grants: readonly GrantText[];
  readonly version: number;
}

/** Which organisation is meant where a name is given, or none; otherwise a sentence that says what to do. */
export function choose(
  all: readonly Pick<Organisation, 'id' | 'name'>[],
  name: string | undefined,
): { readonly id: string } | { readonly problem: string } {
  const folded = (text: string) => text.trim().toLowerCase();
  const meant = name === undefined ? all : all.filter((one) => one.id === name || folded(one.name) === folded(name));
  const [only, ...others] = meant;
  if (only && others.length === 0) return { id: only.id };
  if (all.length === 0) return { problem: 'There is no organisation yet. Create one first.' };
  const names = all.map((one) => `"${one.name}"`).join(', ');
  if (name === undefined) return { problem: `There are several organisations, so say which one you mean: ${names}.` };
  if (!only) return { problem: `There is no organisation "${name}". There is: ${names}.` };
  const ids = meant.map((one) => one.id).join(', ');
  return { problem: `Several organisations are called "${name}". Name one by its id: ${ids}.` };
}

/** How long people stay signed in: since they last did something, and in all. Minutes. */
export interface SessionLimits {
  readonly idleMinutes: number;
  readonly absoluteMinutes: number;
}

/** A quarter of an hour to a day, and an hour to thirty days. */
export const LIMIT_BOUNDS = {
  idleMinutes: { least: 15, most: 24 * 60 },
  absoluteMinutes: { least: 60, most: 30 * 24 * 60 },
} as const;

/** Why these limits cannot be; null where they can. Each one is within its bounds already. */
export function limitsProblem({ idleMinutes, absoluteMinutes }: SessionLimits): string | null {
  return idleMinutes > absoluteMinutes
    ? 'Choose a time in all that is at least as long as the time without doing anything.'
    : null;
}
