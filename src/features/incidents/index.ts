import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { IncidentRecord, Reporting } from './domain.ts';

export * from './domain.ts';

/** The safety incident management log: what happened, what was done, and what it means for the safety case. */
export const incidents: Feature = { name: 'incidents' };

/**
 * Records an incident in the transaction of whatever it comes from: a concern, a mail, another system's list. The same external
 * key a second time is the same incident.
 * @throws InputProblem; NotPossible where the service is retired
 */
export async function recordIncidentIn(
  _tx: CommandTx,
  _reporting: Reporting,
): Promise<{ readonly id: string; readonly reference: string; readonly report: string; readonly again: boolean }> {
  throw new Error('not built yet');
}

/** An incident as it stands, or stood at a moment; null where there is none. @param service its id @param reference "INC-12" */
export async function incidentNamed(
  _tx: ReadTx,
  _service: string,
  _reference: string,
  _moment: Moment,
): Promise<IncidentRecord | null> {
  return null;
}

/** The incidents of services, the latest first. @param services their ids */
export async function incidentsOf(
  _tx: ReadTx,
  _services: readonly string[],
  _moment: Moment,
): Promise<readonly IncidentRecord[]> {
  return [];
}

/** What somebody was told of what came of their report, in plain words. */
export interface FeedbackGiven {
  readonly at: Date;
  readonly words: string;
}

/** What was told to whoever made these reports, the latest last. @param reports their ids */
export async function feedbackOn(
  _tx: ReadTx,
  _reports: readonly string[],
): Promise<ReadonlyMap<string, readonly FeedbackGiven[]>> {
  return new Map();
}
