import { ROLES, rolesIn, servicesSeen, type Actor, type Grant, type Role } from '../../platform/commands/may.ts';
import { Denied, NotFound } from '../../platform/commands/problems.ts';
import type { Action } from './domain.ts';

/** Whoever looks and does nothing. */
const LOOKERS: readonly Role[] = ['viewer', 'assessor'];

/** Who does what has to be done: they add actions, own them, and finish them. */
export const DOERS: readonly Role[] = ROLES.filter((role) => !LOOKERS.includes(role));

/** Whether somebody may see an action of this service; of the whole organisation, without one. */
export function sees(actor: Actor, service: { readonly reference: string } | null): boolean {
  const seen = servicesSeen(actor);
  return seen === null || (service !== null && seen.includes(service.reference));
}

/** Whether somebody with these grants can own an action of this service, and change it. */
export function canDo(
  holder: { readonly grants: readonly Grant[] },
  service: { readonly reference: string } | null,
): boolean {
  return rolesIn(holder, service?.reference ?? null).some((role) => DOERS.includes(role));
}

/**
 * An action that somebody may change. Whether there is one that they may not even see is none of their business.
 * @throws NotFound, Denied
 */
export function changeable<One extends Pick<Action, 'service'>>(actor: Actor, action: One | null, named: string): One {
  if (!action || !sees(actor, action.service)) throw new NotFound(`There is no action ${named}.`);
  if (actor.kind !== 'person' || !canDo(actor, action.service)) {
    const where = action.service ? 'this service' : 'the whole organisation';
    throw new Denied(
      `Actions of ${where} are changed by whoever has a role in it besides viewer and assessor. If you need one, ask an administrator of your organisation.`,
    );
  }
  return action;
}
