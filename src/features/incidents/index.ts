import type { CommandTx } from '../../platform/commands/command.ts';
import { TEAM } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { incidentNumber, type IncidentRecord, type IncidentReport, type Reporting } from './domain.ts';

export * from './domain.ts';

/** The safety incident management log: what happened, what was done, and what it means for the safety case. */
export const incidents: Feature = {
  name: 'incidents',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
  onSubjects: () => import('./on-subjects.ts').then((module) => [module.onSubjects, module.onReleases]),
  jobs: (given) => import('./escalating.ts').then(({ escalateJob }) => [escalateJob(given)]),
  verbs: [
    {
      name: 'incident',
      summary: 'take incidents in from a list or a mail, and hand the log and reports out',
      load: () => import('./cli.ts'),
    },
  ],
  navigation: [
    {
      text: 'What I reported',
      href: '/reports',
      signedIn: true,
      may: { roles: TEAM, where: 'anywhere' },
      onAccount: 'What you said went wrong, nearly did or went well, and what came of it.',
    },
  ],
};

/**
 * Records an incident in the transaction of whatever it comes from: a concern, a mail, another system's list. The same external
 * key a second time is the same incident.
 * @throws InputProblem; NotPossible where the service is retired
 */
export async function recordIncidentIn(
  tx: CommandTx,
  reporting: Reporting,
): Promise<{ readonly id: string; readonly reference: string; readonly report: string; readonly again: boolean }> {
  return (await import('./recording.ts')).recordIncidentIn(tx, reporting);
}

/** An incident as it stands, or stood at a moment; null where there is none. @param service its id @param reference "INC-12" */
export async function incidentNamed(
  tx: ReadTx,
  service: string,
  reference: string,
  moment: Moment,
): Promise<IncidentRecord | null> {
  const number = incidentNumber(reference);
  return number === null ? null : (await import('./store.ts')).incidentByNumber(tx, service, number, moment);
}

/** The incidents of services, the latest first; those that were voided are not among them. @param services their ids */
export async function incidentsOf(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<readonly IncidentRecord[]> {
  return (await import('./store.ts')).incidentsIn(tx, services, moment);
}

/** Each report of an incident, the first one first. @param incident its id */
export async function reportsOfIncident(
  tx: ReadTx,
  incident: string,
  moment: Moment,
): Promise<readonly IncidentReport[]> {
  return (await import('./report-store.ts')).reportsOf(tx, [incident], moment);
}

/** What somebody was told of what came of their report, in plain words. */
export interface FeedbackGiven {
  readonly at: Date;
  readonly words: string;
}

/** What was told to whoever made these reports, the latest last. @param reports their ids */
export async function feedbackOn(
  tx: ReadTx,
  reports: readonly string[],
): Promise<ReadonlyMap<string, readonly FeedbackGiven[]>> {
  return (await import('./feedback/telling.ts')).feedbackOn(tx, reports);
}

/** Which reports of an incident wait for an answer: their numbers, 1 for the first. @param incident its id */
export async function feedbackOpenOf(tx: ReadTx, incident: string, moment: Moment): Promise<readonly number[]> {
  return (await import('./feedback/telling.ts')).feedbackOpenOf(tx, incident, moment);
}
