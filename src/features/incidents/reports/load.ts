import type { ReadTx } from '../../../platform/database/database.ts';
import type { Moment } from '../../../platform/ledger/moment-store.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { noticedIn } from '../../../platform/personal-data.ts';
import { membersNow, organisationName } from '../../organisations/index.ts';
import { findService } from '../../services/index.ts';
import { sayWorst } from '../domain.ts';
import type { LogEntry } from '../domain/reports/log.ts';
import { peopleIn, textsOf, type ReportSource } from '../domain/reports/source.ts';
import { findIncident } from '../finding.ts';
import { containmentsOf, reportsOf } from '../report-store.ts';
import { everyIncident } from '../store.ts';
import { journalsOf } from './log-store.ts';

/** What a report of an incident is made of, as it stands now. @throws NotFound */
export async function loadSource(
  tx: ReadTx,
  named: { readonly service: string; readonly incident: string },
  now: Date,
): Promise<ReportSource> {
  const { service, incident } = await findIncident(tx, named);
  const [containments, members, organisation] = [
    await containmentsOf(tx, incident.id),
    await membersNow(tx),
    await organisationName(tx, { seq: null, now }),
  ];
  const immediate = containments.map(({ text }) => text);
  const people = members.map(({ name }) => name);
  return {
    incident,
    service: { name: service.name, reference: service.reference },
    organisation,
    immediate,
    similar: incident.links
      .filter(({ kind, sense }) => kind === 'incident' && sense === 'same cause as')
      .map(({ reference }) => reference),
    noticed: textsOf({ incident, immediate }).flatMap(({ name, text }) =>
      [...noticedIn(text).map(({ words }) => words), ...peopleIn(text, people)].map((words) => ({ in: name, words })),
    ),
  };
}

export interface LoadedLog {
  readonly service: { readonly name: string; readonly reference: string };
  readonly entries: readonly LogEntry[];
}

/** The whole log of a service as it stands or stood, the latest first; what was voided stands in it with the reason. A fixed number of queries. @throws NotFound */
export async function loadLog(tx: ReadTx, reference: string, moment: Moment): Promise<LoadedLog> {
  const service = await findService(tx, reference, moment);
  const incidents = await everyIncident(tx, service.id, moment);
  const ids = incidents.map(({ id }) => id);
  const [reports, journals] = [await reportsOf(tx, ids, moment), await journalsOf(tx, ids, moment)];
  const reportsBy = Map.groupBy(reports, ({ incident }) => incident);
  const journalsBy = Map.groupBy(journals, ({ incident }) => incident);
  return {
    service: { name: service.name, reference: service.reference },
    entries: incidents.map((incident) => ({
      incident,
      reportedBy: [...new Set((reportsBy.get(incident.id) ?? []).map(({ by }) => by))].join(', '),
      worst: sayWorst(incident.worst),
      owner: incident.ownerName,
      journal: (journalsBy.get(incident.id) ?? []).map(({ text, by, at }) => `${sayDateTime(at)}, ${by}: ${text}`),
    })),
  };
}
