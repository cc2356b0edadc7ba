import type { ReadTx } from '../../platform/database/database.ts';
import type { Discussable, Discussed } from '../discussion/index.ts';
import { INCIDENT, incidentPath } from './domain.ts';
import { incidentField } from './fields.ts';
import { findIncident } from './finding.ts';
import type { StoredIncident } from './store.ts';

/** An incident as something that people talk about, and attach things to: a picture of the page, a log of the server. */
export const incidentDiscussable: Discussable = {
  kind: INCIDENT,
  feature: 'incidents',
  name: 'Incident',
  noun: 'incident',
  input: { incident: incidentField },
  path: '/services/:service/incidents/:incident',
  find,
};

async function find(tx: ReadTx, named: Readonly<Record<string, unknown>>): Promise<Discussed> {
  const { incident } = await findIncident(tx, {
    service: String(named['service']),
    incident: String(named['incident']),
  });
  return discussedAs(incident);
}

/** The incident of a page, as something that is talked about. */
export function discussedAs({
  id,
  reference,
  title,
  service,
  serviceName,
}: Pick<StoredIncident, 'id' | 'reference' | 'title' | 'service' | 'serviceName'>): Discussed {
  return {
    kind: INCIDENT,
    id,
    reference,
    title,
    path: incidentPath(service.reference, reference),
    service: { ...service, name: serviceName },
  };
}
