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
  verbs: [{ name: 'report', summary: 'write a clinical safety case report to a file', load: () => import('./cli.ts') }],
  ground: () => import('./export-ground.ts').then((module) => module.ground),
  routes: () => import('./export-routes.ts').then((module) => module.exportRoutes),
};

/** The reports of a service at a moment, the latest first. @param service its id */
export async function reportsOf(_tx: ReadTx, _service: string, _moment: Moment): Promise<readonly ReportRecord[]> {
  return [];
}

/** Notes that somebody received a report (DCB0129 3.5.3), in the transaction of whatever gave it to them. */
export async function noteRecipient(
  _tx: CommandTx,
  _noted: {
    readonly service: string;
    readonly report: string;
    readonly version: number;
    readonly receiver: string;
    readonly how: string;
  },
): Promise<void> {}

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
