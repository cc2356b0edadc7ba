import { allows } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { CaseLine, OnServices, ServiceOnPage } from '../../platform/feature.ts';
import { counted } from '../../words/counting.ts';
import { clocksOf, DEFAULT_TARGETS, incidentPath, incidentsPath } from './domain.ts';
import { REPORTS } from './fields.ts';
import { IncidentsPanel } from './pages/panel.tsx';
import { countsAt, latestIncidents } from './list-store.ts';
import { openCounts } from './desk-store.ts';
import { arrangementsOf } from './targets-store.ts';

/** How many open incidents stand on the page of a service, of the latest so many. */
const SHOWN = 4;
const LOOKED_AT = 50;

/** What incidents show on pages of services. */
export const onServices: OnServices = {
  line: async (tx, services) =>
    new Map(
      [...(await openCounts(tx, services))].map(([service, open]) => [
        service,
        `${counted(open, 'incident is', 'incidents are')} open.`,
      ]),
    ),
  panel: { place: 'beside', load: loadPanel },
  inCase,
};

async function loadPanel(tx: ReadTx, { id, reference, retired, actor, now }: ServiceOnPage) {
  const [counts, latest, arrangements] = await Promise.all([
    countsAt(tx, id),
    latestIncidents(tx, { service: id, open: true }, LOOKED_AT),
    arrangementsOf(tx, [id]),
  ]);
  const targets = arrangements.get(id)?.targets ?? DEFAULT_TARGETS;
  const open = latest.map((incident) => ({ incident, clocks: clocksOf(incident, targets, now) }));
  const overdue = ({ clocks }: (typeof open)[number]) => clocks.some(({ standing }) => standing === 'overdue');
  return (
    <IncidentsPanel
      service={reference}
      incidents={open.toSorted((a, b) => Number(overdue(b)) - Number(overdue(a))).slice(0, SHOWN)}
      open={counts.open}
      total={counts.total}
      mayReport={!retired && allows(REPORTS, { actor, organisation: tx.organisation }, reference)}
    />
  );
}

async function inCase(tx: ReadTx, { id, reference }: ServiceOnPage): Promise<CaseLine> {
  const [counts, [latest]] = await Promise.all([
    countsAt(tx, id),
    latestIncidents(tx, { service: id, open: false }, 1),
  ]);
  return {
    text: 'Safety incident management log',
    href: incidentsPath(reference),
    says: latest
      ? [
          `${counted(counts.total, 'incident', 'incidents')}, ${counts.open} open; the latest is `,
          { text: latest.reference, href: incidentPath(reference, latest.reference) },
          '.',
        ]
      : ['Nothing was reported yet.'],
  };
}
