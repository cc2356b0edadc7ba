import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import { actionOwners } from '../actions/index.ts';
import { attachmentsOn, discussionOn } from '../discussion/index.ts';
import { likeHazards } from '../hazards/index.ts';
import { releaseRecords } from '../releases/index.ts';
import { findService } from '../services/index.ts';
import { actingLines } from './acting-lines.ts';
import { discussedAs } from './discussing.ts';
import {
  candidatesFor,
  chosenIn,
  clocksOf,
  DEFAULT_TARGETS,
  incidentPath,
  medianOf,
  ON_A_PAGE,
  pageIn,
  sortIn,
  type Comparable,
  type IncidentLink,
  type IncidentShown,
} from './domain.ts';
import { feedbackLines, measuresIn } from './feedback/telling.ts';
import { HANDLES, REPORTS } from './fields.ts';
import { findIncident } from './finding.ts';
import { chosenIncidents, latestIncidents, logCounts, ownersOfLog } from './list-store.ts';
import type { ArrangementsProps } from './pages/arrangements.tsx';
import type { IncidentProps } from './pages/incident.tsx';
import type { AssignProps, OnIncident } from './pages/life-forms.tsx';
import type { IncidentsProps } from './pages/list.tsx';
import type { ReportProps } from './pages/report-form.tsx';
import type { Suggested, TriageProps } from './pages/triage-form.tsx';
import { containmentsOf, gradesOf, journalOf, reportsOf } from './report-store.ts';
import { schemeOf } from './scheme.ts';
import { incidentsIn } from './store.ts';
import { arrangementsOf } from './targets-store.ts';
import { timelineOf } from './timeline.ts';

/*
 * What the pages of incidents show, each of one moment and in a fixed number of queries.
 */

/** How many releases, hazards and incidents are offered at triage. */
const OFFERED = 5;
/** How many of the incidents before are looked through for those that may be the same. */
const LOOKED_THROUGH = 500;

function namedIn({ params }: Pick<PageContext, 'params'>) {
  return { service: params['service'] ?? '', incident: params['incident'] ?? '' };
}

export async function loadList(tx: ReadTx, context: PageContext): Promise<IncidentsProps> {
  const service = await findService(tx, context.params['service'] ?? '');
  const arranged = (await arrangementsOf(tx, [service.id])).get(service.id) ?? null;
  const targets = arranged?.targets ?? DEFAULT_TARGETS;
  const chosen = chosenIn(context.query);
  const of = { service: service.id, chosen, targets, now: context.now };
  const [counts, owners] = await Promise.all([logCounts(tx, of), ownersOfLog(tx, service.id)]);
  const { page, pages } = pageIn(context.query, counts.chosen);
  const incidents = await chosenIncidents(tx, of, { offset: (page - 1) * ON_A_PAGE, limit: ON_A_PAGE });
  return {
    service,
    incidents: incidents.map((incident) => ({ incident, clocks: clocksOf(incident, targets, context.now) })),
    chosen,
    counts,
    owners,
    page,
    pages,
    reach: arranged,
    mayReport: service.phase !== 'retired' && context.allows({ may: REPORTS }),
  };
}

export async function loadReporting(tx: ReadTx, { params, query }: PageContext): Promise<ReportProps> {
  const service = await findService(tx, params['service'] ?? '');
  const arrangements = await arrangementsOf(tx, [service.id]);
  return { service, sort: sortIn(query), reach: arrangements.get(service.id) ?? null };
}

/** @param others what later features say of incidents */
export function incidentLoader(others: Services['onSubjects']) {
  const ofIncidents = others.filter(({ kind }) => kind === 'incident');
  return async (tx: ReadTx, context: PageContext): Promise<IncidentProps> => {
    const { service, incident } = await findIncident(tx, namedIn(context));
    const { id, reference } = incident;
    const discussed = discussedAs(incident);
    const [reports, grades, containments, journal, arrangements, lines, told, acting, attachments, discussion] =
      await Promise.all([
        reportsOf(tx, [id]),
        gradesOf(tx, id),
        containmentsOf(tx, id),
        journalOf(tx, id),
        arrangementsOf(tx, [service.id]),
        Promise.all(
          ofIncidents.map((one) => one.lines(tx, { id, reference, service: service.reference, now: context.now })),
        ),
        feedbackLines(tx, incident, { seq: null, now: context.now }),
        actingLines(tx, incident, context.now),
        attachmentsOn(tx, context, discussed),
        discussionOn(tx, context, discussed),
      ]);
    const targets = arrangements.get(service.id)?.targets ?? DEFAULT_TARGETS;
    return {
      incident,
      reports,
      timeline: timelineOf(incident, { reports, grades, containments, journal }),
      clocks: clocksOf(incident, targets, context.now),
      targets,
      arranged: arrangements.has(service.id),
      hrefOf: (link) => hrefOf(service.reference, link),
      elsewhere: [...acting, ...told, ...lines.flat()],
      mayReport: service.phase !== 'retired' && context.allows({ may: REPORTS }),
      mayHandle: service.phase !== 'retired' && context.allows({ may: HANDLES }),
      attachments,
      discussion,
    };
  };
}

/** Where what an incident points at has its page; null for a page of the product itself, and for a cause in words. */
function hrefOf(service: string, { kind, reference }: IncidentLink): string | null {
  const at = `/services/${encodeURIComponent(service)}`;
  if (kind === 'hazard') return `${at}/hazards/${reference}`;
  if (kind === 'control') return `${at}/controls/${reference}`;
  if (kind === 'release') return `${at}/releases/${encodeURIComponent(reference)}`;
  return kind === 'incident' ? incidentPath(service, reference) : null;
}

export async function loadIncident(tx: ReadTx, context: PageContext): Promise<OnIncident & { version: number }> {
  const { incident } = await findIncident(tx, namedIn(context));
  return { incident, version: incident.version };
}

export async function loadAssigning(tx: ReadTx, context: PageContext): Promise<AssignProps> {
  const { service, incident } = await findIncident(tx, namedIn(context));
  return { incident, owners: await actionOwners(tx, service, context.now) };
}

export async function loadTriage(tx: ReadTx, context: PageContext): Promise<TriageProps> {
  const { service, incident } = await findIncident(tx, namedIn(context));
  const [reports, scheme, owners, releases, hazards, others] = await Promise.all([
    reportsOf(tx, [incident.id]),
    schemeOf(tx, service.id),
    actionOwners(tx, service, context.now),
    releaseRecords(tx, service.id, OFFERED),
    likeHazards(tx, service.id, { name: incident.title, more: [incident.what] }, OFFERED),
    latestIncidents(tx, { service: service.id, open: false }, LOOKED_THROUGH),
  ]);
  const known = new Map(others.map((one) => [one.id, one]));
  const alike = candidatesFor(comparable(incident), others.map(comparable), OFFERED);
  return {
    incident,
    reportedBy: reports[0]?.by ?? '',
    scheme,
    owners,
    releases: releases.map(({ version }) => version),
    hazards: hazards.map(({ reference, name }) => ({
      reference,
      title: name,
      href: `/services/${encodeURIComponent(service.reference)}/hazards/${reference}`,
      because: null,
    })),
    alike: alike.flatMap(({ id, because }): Suggested[] => {
      const other = known.get(id);
      if (!other) return [];
      const { reference, title } = other;
      return [
        {
          reference,
          title,
          href: incidentPath(service.reference, reference),
          because: `Because ${because.join('; ')}.`,
        },
      ];
    }),
  };
}

function comparable({ id, service, title, what, reportedAt, release, links }: IncidentShown): Comparable {
  return {
    id,
    service: service.id,
    words: `${title} ${what}`,
    reportedAt,
    release,
    hazards: links.filter(({ kind }) => kind === 'hazard').map(({ reference }) => reference),
  };
}

export async function loadArrangements(
  tx: ReadTx,
  context: PageContext,
): Promise<ArrangementsProps & { readonly values: Readonly<Record<string, string | readonly string[]>> }> {
  const service = await findService(tx, context.params['service'] ?? '');
  const found = (await arrangementsOf(tx, [service.id])).get(service.id) ?? null;
  const { acknowledge, triage, safe, close } = found?.targets ?? DEFAULT_TARGETS;
  return {
    service,
    version: found?.version ?? null,
    measured: await measured(tx, service.id, context.now),
    values: {
      version: String(found?.version ?? 0),
      acknowledges: found?.acknowledges ?? '',
      outOfHours: found?.outOfHours ?? '',
      reached: found?.reached ?? '',
      acknowledgeWithin: String(acknowledge / 60),
      triageWithin: String(triage / 60),
      safeWithin: String(safe / 60),
      closeWithin: String(close / 60),
      ladder: found?.ladder ?? [],
    },
  };
}

/** How long it takes, in the middle: what is not done yet is not counted. @param service its id */
async function measured(tx: ReadTx, service: string, now: Date): Promise<ArrangementsProps['measured']> {
  const moment = { seq: null, now };
  const [{ toTriage, toFeedback, toClose }, incidents] = await Promise.all([
    measuresIn(tx, service, moment),
    incidentsIn(tx, [service], moment),
  ]);
  const toSafe = medianOf(incidents.map(({ reportedAt, madeSafeAt }) => [reportedAt, madeSafeAt]));
  return [
    { what: 'From report to triage', ...toTriage },
    { what: 'From report to made safe', ...toSafe },
    { what: 'From report to being told what came of it, or to saying why not', ...toFeedback },
    { what: 'From report to closing', ...toClose },
  ];
}
