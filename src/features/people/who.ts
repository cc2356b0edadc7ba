import { rolesIn, servicesSeen, TEAM, type Actor, type May, type Role } from '../../platform/commands/may.ts';
import { Denied, NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { membersNow, type Member } from '../organisations/index.ts';

/*
 * Who may see and keep what of people. Nobody verifies their own.
 */

/** Those who look registrations up and assess competence: of others, never their own. */
export const KEEPERS = [
  'administrator',
  'clinical safety officer',
  'deputy clinical safety officer',
  'product owner',
  'accountable executive',
] as const satisfies readonly Role[];

export const TEAM_ANYWHERE: May = { roles: TEAM, where: 'anywhere' };
export const KEEPERS_ANYWHERE: May = { roles: KEEPERS, where: 'anywhere' };

type Person = Actor & { readonly kind: 'person' };

/** Who acts, as a person. @throws Denied for anybody else */
export function asPerson(actor: Actor): Person {
  if (actor.kind !== 'person') throw new Denied('Only a person can do this, in the browser. Nothing was changed.');
  return actor;
}

/** Whether somebody holds a role of a keeper, in whatever service. */
export function isKeeper({ grants }: Pick<Person, 'grants'>): boolean {
  return grants.some(({ role }) => KEEPERS.some((one) => one === role));
}

/** Whether somebody shares a service with a member, so that they know of each other. */
export function knows(actor: Person, { person, grants }: Pick<Member, 'person' | 'grants'>): boolean {
  const seen = servicesSeen(actor);
  if (actor.id === person || seen === null) return true;
  return grants.some(({ service }) => service === null || seen.includes(service.toUpperCase()));
}

/** Somebody whom the actor may know of. @throws NotFound */
export async function memberKnownTo(tx: ReadTx, actor: Person, person: string): Promise<Member> {
  const [member] = await membersNow(tx, person);
  if (!member || !knows(actor, member)) throw new NotFound('There is no such person.');
  return member;
}

/** Refuses whoever keeps a record that is neither their own nor theirs to keep. @throws Denied, NotFound */
export async function ownOrKept(tx: ReadTx, actor: Person, person: string): Promise<void> {
  if (actor.id === person) return;
  await memberKnownTo(tx, actor, person);
  if (!isKeeper(actor))
    throw new Denied(`You can add to your own record. To add to another’s, you need one of: ${KEEPERS.join(', ')}.`);
}

/** What nobody does for themselves, as a sentence goes on. */
export const LOOKING_UP = 'looks up their own registration';
export const FINDING_A_GAP = 'records when their own registration was not held';
export const ASSESSING = 'assesses their own competence';

/** Refuses whoever would look at themselves. @throws Denied, NotFound */
export async function ofSomebodyElse(tx: ReadTx, actor: Person, person: string, doing: string): Promise<void> {
  if (actor.id === person) throw new Denied(`Nobody ${doing}. Ask one of these to do it: ${KEEPERS.join(', ')}.`);
  await memberKnownTo(tx, actor, person);
}

/** Whether somebody holds a role in a service. @param service its reference */
export function holdsIn(of: Pick<Member, 'grants'>, service: string, now: Date): boolean {
  return of.grants.some(
    (grant) =>
      grant.role !== 'assessor' &&
      (grant.service === null || grant.service.toUpperCase() === service) &&
      (grant.until === null || new Date(grant.until) > now),
  );
}

/** Whether the actor acts as accountable executive of a service. */
export function isExecutiveOf(actor: Person, service: string): boolean {
  return rolesIn(actor, service).includes('accountable executive');
}
