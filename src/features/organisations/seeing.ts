import { servicesSeen, servicesWhere, TEAM, type Actor } from '../../platform/commands/may.ts';

/**
 * The services whose people somebody may know: those in which they work, and not those that they only assess. References,
 * in capitals; null for the whole organisation.
 */
export function servicesWorkedIn(actor: Actor): readonly string[] | null {
  return actor.kind === 'person' ? servicesWhere(actor, TEAM) : servicesSeen(actor);
}
