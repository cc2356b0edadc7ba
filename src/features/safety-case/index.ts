import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Kinds } from '../../platform/subjects/kinds.ts';
import type { ReportRecord } from './domain.ts';
import type { ReportDocument } from './report-document.ts';

export * from './domain.ts';
export type { DrawnSection, ReportDocument } from './report-document.ts';

/** Clinical safety case reports: drawn from what is known, approved, handed on. */
export const safetyCase: Feature = {
  name: 'safety-case',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.ts').then((module) => module.onServices),
};

/** The reports of a service at a moment, the latest first. @param service its id */
export async function reportsOf(tx: ReadTx, service: string, moment: Moment): Promise<readonly ReportRecord[]> {
  const { reportsAt } = await import('./store.ts');
  return reportsAt(tx, { services: [service] }, moment);
}

/**
 * Notes that somebody received a report today (DCB0129 3.5.3), in the transaction of whatever gave it to them.
 * @param noted.service the id of the service; `report` is that of the report
 */
export async function noteRecipient(
  tx: CommandTx,
  {
    service,
    report,
    version,
    receiver,
    how,
  }: {
    readonly service: string;
    readonly report: string;
    readonly version: number;
    readonly receiver: string;
    readonly how: string;
  },
): Promise<void> {
  const { noteReceived } = await import('./recipient-commands.ts');
  await noteReceived(tx, { service, report, received: version, receiver, how });
}

/** A report as it was or is: what people wrote, and what was known at that moment. */
export async function drawReport(
  _tx: ReadTx,
  _kinds: Kinds,
  _report: ReportRecord,
  _moment: Moment,
  _made: { readonly at: Date; readonly by: string },
): Promise<ReportDocument> {
  throw new Error('Not drawn yet.');
}
