import type { CommandTx } from '../../platform/commands/command.ts';
import { Conflict, there } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { findService, livingService, type Service } from '../services/index.ts';
import { incidentNumber } from './domain.ts';
import { incidentByNumber, type StoredIncident } from './store.ts';

/** The incident that an address or an input names. @throws NotFound */
export async function findIncident(
  tx: ReadTx,
  named: { readonly service: string; readonly incident: string },
): Promise<{ readonly service: Service; readonly incident: StoredIncident }> {
  const service = await findService(tx, named.service);
  const number = incidentNumber(named.incident);
  const found = number === null ? null : await incidentByNumber(tx, service.id, number);
  return { service, incident: there(found, `incident ${named.incident}`) };
}

/**
 * The same for a command that changes it, as whoever asks saw it.
 * @throws NotFound; NotPossible where the service is retired; Conflict where somebody changed it since
 */
export async function incidentToChange(
  tx: CommandTx,
  named: { readonly service: string; readonly incident: string; readonly version: number },
): Promise<{ readonly service: Service; readonly incident: StoredIncident }> {
  await livingService(tx, named.service);
  const found = await findIncident(tx, named);
  if (found.incident.version !== named.version)
    throw new Conflict(
      'Somebody changed this incident while you were here. Look at it as it stands now.',
      {},
      found.incident.version,
    );
  return found;
}
