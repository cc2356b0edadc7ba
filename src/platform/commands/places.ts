/*
 * Where a command changed something, so that whatever is kept of a service (a summary) knows that it is old. Said of every
 * command by what it did, and by no feature: what nobody says cannot be forgotten.
 */

/** The place that stands for every service of the organisation. */
export const EVERYWHERE = '';

/**
 * The places of a command: ids of services, the reference of the one that it names, in capitals; or every service, where it
 * named none and looked at nothing of any, or changed what belongs to none of them: a registration, who holds which role.
 * Too many are marked rather than too few: to look once more costs a moment, to show what is old as new costs trust.
 * @param settled the services of what was settled; null among them for what belongs to none
 * @param named the service that its input names
 */
export function placesOf(settled: ReadonlySet<string | null>, named: string | null): readonly string[] {
  if (settled.has(null)) return [EVERYWHERE];
  const ids = [...settled].filter((id) => id !== null).toSorted();
  const places = named === null ? ids : [...ids, named.trim().toUpperCase()];
  return places.length === 0 ? [EVERYWHERE] : places;
}
