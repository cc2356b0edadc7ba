import { NotFound } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Moment } from '../../../platform/ledger/moment-store.ts';
import { signing } from '../../approvals/index.ts';
import { controlReference } from '../domain.ts';
import { logsOf } from '../list-store.ts';
import { serviceNamed, type ServiceOf } from '../service-store.ts';
import { hazardLog } from '../signing.ts';
import { hazardsOf } from '../store.ts';
import type { LogDocument } from './document.ts';
import { restingOf } from './exchange-store.ts';
import { documentOf } from './from-records.ts';

export interface LoadedLog {
  readonly service: ServiceOf;
  readonly document: LogDocument;
}

/** A log whole, as it stands or stood at a moment. @throws NotFound */
export async function loadDocument(
  tx: ReadTx,
  { service: reference, log: number }: { readonly service: string; readonly log: number },
  moment: Moment,
): Promise<LoadedLog> {
  const service = await serviceNamed(tx, reference, moment);
  const [log] = await logsOf(tx, service.id, moment, number);
  if (!log) throw new NotFound(`${service.reference} has no hazard log ${number}.`);
  const [hazards, resting, approval] = await Promise.all([
    hazardsOf(tx, { service: service.id, log: log.id }, moment),
    restingOf(tx, service.id, log.id, moment),
    // How a version stood on a day that is past is on the page of its versions.
    moment.seq === null ? approvalOf(tx, log.id, moment.now) : null,
  ]);
  const document = documentOf(
    {
      title: log.title,
      service: service.reference,
      number: log.number,
      id: log.id,
      asAt: moment.now,
      approval,
      sources: log.sources,
      scheme: log.scheme,
      resting: new Map(
        resting.map((one) => {
          const reference = controlReference(one.number);
          return [one.elsewhere === null ? reference : `${one.elsewhere}/${reference}`, one.titles];
        }),
      ),
    },
    hazards.map(({ record }) => record),
  );
  return { service, document };
}

async function approvalOf(tx: ReadTx, log: string, now: Date): Promise<string | null> {
  const { shortLines } = await signing();
  return (await shortLines(tx, hazardLog, [log], now)).get(log) ?? null;
}
