import { servicesWhere } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { DeskItem, DeskOf, OnDesk } from '../../platform/feature.ts';
import { signing } from '../approvals/index.ts';
import { residualAcceptance } from './acceptance.ts';
import { behindWords } from './checks.ts';
import { behind, reportPath, reportReference, type Behind } from './domain.ts';
import { OFFICERS } from './fields.ts';
import { servicesHandedTo, standingsOf } from './desk-store.ts';
import { recipientsAt } from './recipient-store.ts';
import { caseReport } from './signing.ts';
import { NOW } from './store.ts';

const { signaturesOnDesk } = await signing();
const signatures = [signaturesOnDesk(caseReport), signaturesOnDesk(residualAcceptance)];

/** What reports put on a desk: those that await a signature, and receivers who have an older version than the one that stands. */
export const onDesk: OnDesk = {
  load: async (tx, desk) => {
    const [signed, late] = await Promise.all([
      Promise.all(signatures.map((load) => load(tx, desk))),
      lateItems(tx, desk),
    ]);
    return {
      items: [...signed.flatMap(({ items }) => items), ...late.slice(0, desk.most)],
      total: signed.reduce((sum, { total }) => sum + total, 0) + late.length,
    };
  },
};

/** Services of which the register is looked through for one desk. */
const MOST_SERVICES = 50;

async function lateItems(tx: ReadTx, { actor }: DeskOf): Promise<DeskItem[]> {
  const references = servicesWhere(actor, OFFICERS);
  if (references?.length === 0) return [];
  const services = await servicesHandedTo(tx, references, MOST_SERVICES);
  const ids = services.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [reports, recipients] = await Promise.all([standingsOf(tx, ids), recipientsAt(tx, ids, NOW)]);
  return services.flatMap((service) => {
    const own = behind(
      recipients.filter((one) => one.service === service.id),
      reports.filter((one) => one.service === service.id),
    );
    return [...Map.groupBy(own, ({ current }) => current.report).values()].map((late) => lateItem(service, late));
  });
}

function lateItem(
  service: { readonly id: string; readonly reference: string; readonly name: string },
  late: Behind[],
): DeskItem {
  const { report } = late[0]!.current;
  const path = reportPath(service.reference, report);
  return {
    key: `report-received:${service.id}:${report}`,
    mark: { words: 'Hand over' },
    sentence: {
      so: [{ text: `Not everybody has the current ${reportReference(report)}`, href: `${path}#recipients` }],
      because: [behindWords(late)],
      clears: ['Giving them that one, with an entry for each, clears it.'],
    },
    service: { reference: service.reference, name: service.name },
    since: null,
    due: null,
    action: { text: 'See who has which', href: `${path}#recipients` },
  };
}
