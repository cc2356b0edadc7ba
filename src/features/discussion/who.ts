import { TEAM, WHOEVER_SEES_THE_SERVICE, type Actor, type May, type Role } from '../../platform/commands/may.ts';
import { Denied } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { membersNow } from '../organisations/index.ts';
import type { Person } from './domain.ts';

/*
 * Who reads, who talks, who attaches, and who can be mentioned. What a team says among itself is not what an assessor was
 * given to look at: they see what is attached, and what they and the team say to each other has a place of its own.
 */

export const READERS: May = { ...WHOEVER_SEES_THE_SERVICE, roles: TEAM };

/** A viewer asks questions as well: a question changes nothing, and is worth having. */
export const TALKERS: May = { roles: TEAM, where: 'service' };

const DOERS: readonly Role[] = TEAM.filter((role) => role !== 'viewer');
export const ATTACHERS: May = { roles: DOERS, where: 'service' };

/** Who acts, as a person. @throws Denied for anybody else */
export function asPerson(actor: Actor): Actor & { readonly kind: 'person' } {
  if (actor.kind !== 'person') throw new Denied('Only a person can do this, in the browser. Nothing was changed.');
  return actor;
}

/** A person who can be mentioned, with the roles by which two of one name are told apart. */
export interface Mentionable extends Person {
  readonly roles: readonly Role[];
}

/** Everybody who can see a service and say something there, in the order of their names. @param service its reference */
export async function mentionable(tx: ReadTx, service: string, now: Date): Promise<readonly Mentionable[]> {
  const members = await membersNow(tx);
  return members
    .map(({ person, name, grants }) => {
      const held = grants.filter(
        (grant) =>
          (grant.service === null || grant.service.toUpperCase() === service) &&
          (grant.until === null || new Date(grant.until) > now),
      );
      return { id: person, name, roles: TEAM.filter((role) => held.some((grant) => grant.role === role)) };
    })
    .filter(({ roles }) => roles.length > 0)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}
