import type { ReadTx } from '../../platform/database/database.ts';
import type { Sealing } from '../../platform/sealed/sealing.ts';
import { obligationsJoined, type JoinedObligation } from '../duties/index.ts';
import { factsOf, isTheirOwn, type Compartment } from './domain.ts';
import { ownCompartments } from './keeping.ts';

/** What is owed because of what lies in a compartment. @param compartment that opens to whoever asks */
export function owedIn(tx: ReadTx, compartment: Compartment, now: Date): Promise<readonly JoinedObligation[]> {
  const { service, on, record } = compartment;
  const of = { service: service.id, case: on?.kind === 'incident' ? on.id : null };
  const known = { apart: factsOf(compartment), professional: (record?.record.professional ?? '') !== '' };
  return obligationsJoined(tx, of, known, now);
}

/** A duty that is somebody's own, and the compartment that it comes of. */
export interface OwnDuty {
  readonly compartment: Compartment;
  readonly obligation: JoinedObligation;
}

/** The duties that are theirs in a compartment: none to whom nothing was said or shown. */
export async function ownIn(tx: ReadTx, compartment: Compartment, person: string, now: Date): Promise<OwnDuty[]> {
  if (!isTheirOwn(compartment, person)) return [];
  const owed = await owedIn(tx, compartment, now);
  return owed
    .filter(({ personal, state }) => personal && state === 'due')
    .map((obligation) => ({ compartment, obligation }));
}

/** All that are theirs and that nobody has judged. */
export async function ownDuties(tx: ReadTx, sealing: Sealing, person: string, now: Date): Promise<OwnDuty[]> {
  const compartments = await ownCompartments(tx, sealing, person);
  const all = await Promise.all(compartments.map((one) => ownIn(tx, one, person, now)));
  return all.flat().filter(({ compartment, obligation }) => !compartment.duties.has(obligation.id));
}
