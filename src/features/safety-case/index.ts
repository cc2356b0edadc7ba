import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Kinds } from '../../platform/subjects/kinds.ts';
import type { ReportRecord } from './domain.ts';
import type { Format } from './formats.ts';
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
  onSubjects: () => import('./on-subjects.ts').then((module) => module.onSubjects),
  verbs: [{ name: 'report', summary: 'write a clinical safety case report to a file', load: () => import('./cli.ts') }],
};

/** The reports of a service at a moment, the latest first. @param service its id */
export async function reportsOf(tx: ReadTx, service: string, moment: Moment): Promise<readonly ReportRecord[]> {
  const { reportsAt } = await import('./store.ts');
  return reportsAt(tx, { services: [service] }, moment);
}

/**
 * Notes that somebody received a report on a day (DCB0129 3.5.3), in the transaction of whatever gave it to them.
 * @param noted.service the id of the service
 * @param noted.report its reference: CSCR-3 @throws NotFound
 */
export async function noteRecipient(
  tx: CommandTx,
  {
    service,
    report,
    version,
    receiver,
    how,
    on,
  }: {
    readonly service: string;
    readonly report: string;
    readonly version: number;
    readonly receiver: string;
    readonly how: string;
    /** The day: 2026-03-03. */
    readonly on: string;
  },
): Promise<void> {
  const [{ findReport }, { noteReceived }] = await Promise.all([
    import('./commands.ts'),
    import('./recipient-commands.ts'),
  ]);
  const { id } = await findReport(tx, service, report);
  await noteReceived(tx, { service, report: id, received: version, receiver, how }, on);
}

/**
 * A report as it was or is: what people wrote, and what was known at that moment. A fixed number of queries, however many hazards.
 * @param made when and by whom it is drawn
 */
export async function drawReport(
  tx: ReadTx,
  kinds: Kinds,
  report: ReportRecord,
  moment: Moment,
  made: { readonly at: Date; readonly by: string },
): Promise<ReportDocument> {
  const [{ documentOf }, { loadFacts }] = await Promise.all([
    import('./drawing/document.ts'),
    import('./drawing/load.ts'),
  ]);
  return documentOf(await loadFacts(tx, kinds, report, moment, made));
}

/** A report as a file, as it is fetched from its page. It takes its time: in a process of its own. */
export async function writtenReport(format: Format, document: ReportDocument): Promise<Uint8Array> {
  return (await import('./write.ts')).written(format, document);
}
