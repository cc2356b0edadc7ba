import { allows } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { CaseLine, OnServices, ServiceOnPage } from '../../platform/feature.ts';
import { counted } from '../../words/counting.ts';
import type { Words } from '../../words/sentence.ts';
import { clocksOf, DEFAULT_TARGETS, incidentPath, incidentsPath, isOpen } from './domain.ts';
import { REPORTS } from './fields.ts';
import { IncidentsPanel } from './pages/panel.tsx';
import { incidentsIn } from './store.ts';
import { openCounts } from './desk-store.ts';
import { arrangementsOf } from './targets-store.ts';

/** How many open incidents stand on the page of a service. */
const SHOWN = 4;

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
  const [all, arrangements] = await Promise.all([incidentsIn(tx, [id], { seq: null, now }), arrangementsOf(tx, [id])]);
  const targets = arrangements.get(id)?.targets ?? DEFAULT_TARGETS;
  const open = all.filter(isOpen).map((incident) => ({ incident, clocks: clocksOf(incident, targets, now) }));
  const overdue = ({ clocks }: (typeof open)[number]) => clocks.some(({ standing }) => standing === 'overdue');
  return (
    <IncidentsPanel
      service={reference}
      incidents={open.toSorted((a, b) => Number(overdue(b)) - Number(overdue(a))).slice(0, SHOWN)}
      open={open.length}
      total={all.length}
      mayReport={!retired && allows(REPORTS, { actor, organisation: tx.organisation }, reference)}
    />
  );
}

async function inCase(tx: ReadTx, { id, reference, now }: ServiceOnPage): Promise<CaseLine> {
  const all = await incidentsIn(tx, [id], { seq: null, now });
  return { text: 'Safety incident management log', href: incidentsPath(reference), says: saysOf(reference, all) };
}

function saysOf(service: string, all: Awaited<ReturnType<typeof incidentsIn>>): Words {
  const [latest] = all;
  if (!latest) return ['Nothing was reported yet.'];
  const open = all.filter(isOpen).length;
  return [
    `${counted(all.length, 'incident', 'incidents')}, ${open} open; the latest is `,
    { text: latest.reference, href: incidentPath(service, latest.reference) },
    '.',
  ];
}
