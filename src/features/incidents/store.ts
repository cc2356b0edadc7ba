import sql, { raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Day } from '../../words/days.ts';
import { sayLevel } from '../hazards/index.ts';
import { lookUp, schemeVersion, type RiskScheme } from '../schemes/index.ts';
import {
  incidentReference,
  incidentRef,
  type Association,
  type Concern,
  type Danger,
  type IncidentLink,
  type IncidentShown,
  type Involvement,
  type LinkKind,
  type PhysicalHarm,
  type PsychologicalHarm,
  type Response,
  type Sort,
  type Stage,
  type WorstCredible,
} from './domain.ts';

export const NOW: Moment = { seq: null, now: new Date(0) };

/** A place on the axes of a scheme, and the scheme, whole: a rating exists only with the scheme that made it. */
export interface StoredWorst {
  readonly severity: number;
  readonly likelihood: number;
  readonly scheme: RiskScheme;
}

/** What a version of an incident holds; its texts by the ids of their homes. */
export interface IncidentState {
  readonly service: string;
  readonly number: number;
  readonly sort: Sort;
  readonly title: string;
  readonly what: string;
  readonly stage: Stage;
  readonly reopened: boolean;
  readonly occurredOn: Day | null;
  readonly reportedAt: Date;
  readonly awareAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly triagedAt: Date | null;
  readonly madeSafeAt: Date | null;
  readonly closedAt: Date | null;
  readonly danger: Danger;
  readonly harmed: Danger;
  readonly patientSafety: Danger;
  readonly worst: StoredWorst | null;
  readonly physical: PhysicalHarm | null;
  readonly psychological: PsychologicalHarm | null;
  readonly association: Association | null;
  readonly concern: Concern | null;
  readonly involved: readonly Involvement[];
  readonly mitigation: string | null;
  readonly release: string | null;
  readonly owner: string | null;
  readonly cause: string | null;
  readonly response: Response | null;
  readonly responseReason: string | null;
  readonly voided: string | null;
}

/** An incident as it stands, beside what a next version of it is written from. */
export interface StoredIncident extends IncidentShown {
  readonly state: IncidentState;
}

interface Row {
  readonly id: string;
  readonly version: number;
  readonly serviceId: string;
  readonly serviceReference: string;
  readonly serviceName: string;
  readonly number: number;
  readonly sort: Sort;
  readonly titleId: string;
  readonly title: string;
  readonly whatId: string;
  readonly what: string;
  readonly stage: Stage;
  readonly reopened: boolean;
  readonly occurredOn: Day | null;
  readonly reportedAt: Date;
  readonly awareAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly triagedAt: Date | null;
  readonly madeSafeAt: Date | null;
  readonly closedAt: Date | null;
  readonly danger: Danger;
  readonly harmed: Danger;
  readonly patientSafety: Danger;
  readonly severity: number | null;
  readonly likelihood: number | null;
  readonly scheme: RiskScheme | null;
  readonly physical: PhysicalHarm | null;
  readonly psychological: PsychologicalHarm | null;
  readonly association: Association | null;
  readonly concern: Concern | null;
  readonly involved: readonly Involvement[];
  readonly mitigationId: string | null;
  readonly mitigation: string | null;
  readonly release: string | null;
  readonly owner: string | null;
  readonly ownerName: string | null;
  readonly causeId: string | null;
  readonly cause: string | null;
  readonly response: Response | null;
  readonly responseReasonId: string | null;
  readonly responseReason: string | null;
  readonly voidedId: string | null;
  readonly voided: string | null;
  readonly links: readonly IncidentLink[];
}

/** A text of an incident, as it is shown. @param column of `i` */
function textIn(column: string): Sql {
  return sql`(select ${said('t')} from text_value t
    where t.organisation_id = i.organisation_id and t.id = ${raw(`i.${column}`)})`;
}

/** Incidents at a moment. @param which a condition on `i`, the incident, and `s`, its service; and the order */
export async function incidentsWhere(tx: ReadTx, moment: Moment, which: Sql): Promise<StoredIncident[]> {
  const rows = await tx.rows<Row>(sql`
    select i.id, i.from_seq as version, i.service_id as "serviceId", s.reference as "serviceReference",
      s.name as "serviceName", i.number, i.sort, i.title_id as "titleId", coalesce(${textIn('title_id')}, '') as title,
      i.what_id as "whatId", coalesce(${textIn('what_id')}, '') as what, i.stage, i.reopened,
      i.occurred_on::text as "occurredOn", i.reported_at as "reportedAt", i.aware_at as "awareAt",
      i.acknowledged_at as "acknowledgedAt", i.triaged_at as "triagedAt", i.made_safe_at as "madeSafeAt",
      i.closed_at as "closedAt", i.danger, i.harmed, i.patient_safety as "patientSafety", i.worst_severity as severity, i.worst_likelihood as likelihood,
      i.worst_scheme as scheme, i.physical, i.psychological, i.association, i.concern, i.involved,
      i.mitigation_id as "mitigationId", ${textIn('mitigation_id')} as mitigation, i.release, i.owner_id as owner,
      o.name as "ownerName", i.cause_id as "causeId", ${textIn('cause_id')} as cause, i.response,
      i.response_reason_id as "responseReasonId", ${textIn('response_reason_id')} as "responseReason",
      i.voided_id as "voidedId", ${textIn('voided_id')} as voided,
      coalesce((
        select json_agg(json_build_object('kind', k.kind, 'sense', k.sense,
          'reference', coalesce(k.reference, (select ${said('t')} from text_value t
            where t.organisation_id = k.organisation_id and t.id = k.text_id), '')) order by k.id)
        from incident_link k
        where k.organisation_id = i.organisation_id and k.incident_id = i.id and ${stands('k', moment)}
      ), '[]') as links
    from incident i
    join service s on s.organisation_id = i.organisation_id and s.id = i.service_id and ${standsNow('s')}
    left join person o on o.id = i.owner_id
    where i.organisation_id = current_organisation() and ${stands('i', moment)} ${which}`);
  return rows.map(incidentOf);
}

function incidentOf(row: Row): StoredIncident {
  const { id, version, serviceId, serviceReference, serviceName, ownerName, number } = row;
  const { titleId, whatId, mitigationId, causeId, responseReasonId, voidedId, severity, likelihood, scheme } = row;
  const worst = severity === null || likelihood === null || scheme === null ? null : { severity, likelihood, scheme };
  const plain = {
    number,
    sort: row.sort,
    stage: row.stage,
    reopened: row.reopened,
    occurredOn: row.occurredOn,
    reportedAt: row.reportedAt,
    awareAt: row.awareAt,
    acknowledgedAt: row.acknowledgedAt,
    triagedAt: row.triagedAt,
    madeSafeAt: row.madeSafeAt,
    closedAt: row.closedAt,
    danger: row.danger,
    harmed: row.harmed,
    patientSafety: row.patientSafety,
    physical: row.physical,
    psychological: row.psychological,
    association: row.association,
    concern: row.concern,
    involved: row.involved,
    release: row.release,
    owner: row.owner,
    response: row.response,
  };
  return {
    ...plain,
    id,
    version,
    service: { id: serviceId, reference: serviceReference },
    serviceName,
    reference: incidentReference(number),
    title: row.title,
    what: row.what,
    worst: worst && worstShown(worst),
    mitigation: row.mitigation,
    cause: row.cause,
    responseReason: row.responseReason,
    voided: row.voided,
    ownerName,
    links: row.links,
    state: {
      ...plain,
      service: serviceId,
      title: titleId,
      what: whatId,
      worst,
      mitigation: mitigationId,
      cause: causeId,
      responseReason: responseReasonId,
      voided: voidedId,
    },
  };
}

/** A worst credible harm as it is shown: in the words of its scheme, with the level that the scheme's lookup gives. */
export function worstShown({ severity, likelihood, scheme }: StoredWorst): WorstCredible {
  return {
    severity,
    likelihood,
    scheme: schemeVersion(scheme),
    severityWord: scheme.severity[severity] ?? '',
    likelihoodWord: scheme.likelihood[likelihood] ?? '',
    level: sayLevel(scheme, lookUp(scheme, likelihood, severity)),
  };
}

/** The incident of this number in a service, as it stood at a moment; null where there is none. @param service its id */
export async function incidentByNumber(
  tx: ReadTx,
  service: string,
  number: number,
  moment: Moment = NOW,
): Promise<StoredIncident | null> {
  const [row] = await incidentsWhere(tx, moment, sql`and i.service_id = ${service} and i.number = ${number}`);
  return row ?? null;
}

/** The incidents of services that count, the latest first. @param services their ids */
export async function incidentsIn(tx: ReadTx, services: readonly string[], moment: Moment): Promise<StoredIncident[]> {
  return incidentsWhere(
    tx,
    moment,
    sql`and i.service_id = any(${services}::uuid[]) and i.voided_id is null order by i.reported_at desc, i.number desc`,
  );
}

/** The same, also what was voided. @param services their ids */
export async function everyIncidentOf(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<StoredIncident[]> {
  return incidentsWhere(
    tx,
    moment,
    sql`and i.service_id = any(${services}::uuid[]) order by i.reported_at desc, i.number desc`,
  );
}

/** Those of a service, also what was voided, the latest first. @param service its id */
export async function everyIncident(tx: ReadTx, service: string, moment: Moment = NOW): Promise<StoredIncident[]> {
  return everyIncidentOf(tx, [service], moment);
}

/** The number after the last incident of a service. Behind the ledger's lock, nobody else gives it. */
export async function nextIncidentNumber(tx: ReadTx, service: string): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(sql`
    select coalesce(max(i.number), 0) + 1 as next from incident i
    where i.organisation_id = current_organisation() and ${standsNow('i')} and i.service_id = ${service}`);
  return row!.next;
}

/** Writes an incident, new or changed. */
export function putIncident(tx: CommandTx, id: string, state: IncidentState): void {
  const { worst } = state;
  tx.send(sql`
    update incident i set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${id} and ${standsNow('i')}`);
  tx.send(sql`
    insert into incident (organisation_id, id, from_seq, service_id, number, sort, title_id, what_id, stage, reopened,
      occurred_on, reported_at, aware_at, acknowledged_at, triaged_at, made_safe_at, closed_at, danger, harmed,
      patient_safety, worst_severity, worst_likelihood, worst_scheme, physical, psychological, association, concern, involved,
      mitigation_id, release, owner_id, cause_id, response, response_reason_id, voided_id)
    values (${tx.organisation}, ${id}, ${tx.seq}, ${state.service}, ${state.number}, ${state.sort}, ${state.title},
      ${state.what}, ${state.stage}, ${state.reopened}, ${state.occurredOn}, ${state.reportedAt}, ${state.awareAt},
      ${state.acknowledgedAt}, ${state.triagedAt}, ${state.madeSafeAt}, ${state.closedAt}, ${state.danger},
      ${state.harmed}, ${state.patientSafety}, ${worst?.severity ?? null}, ${worst?.likelihood ?? null},
      ${worst === null ? null : JSON.stringify(worst.scheme)}, ${state.physical}, ${state.psychological},
      ${state.association}, ${state.concern}, ${state.involved}::text[], ${state.mitigation}, ${state.release},
      ${state.owner}, ${state.cause}, ${state.response}, ${state.responseReason}, ${state.voided})`);
  tx.touch(incidentRef(id));
}

/** What a link points at: a reference with what it is here, or words. */
export interface NewLink {
  readonly kind: LinkKind;
  readonly sense: string;
  readonly target: string | null;
  readonly reference: string | null;
  /** Where it has no reference: the text of a cause, the address of a page. */
  readonly words: string | null;
}

export interface StoredLink extends NewLink {
  readonly id: string;
}

/** What an incident points at, in the order in which it was said. */
export async function linksOf(tx: ReadTx, incident: string, moment: Moment = NOW): Promise<StoredLink[]> {
  return tx.rows<StoredLink>(sql`
    select k.id, k.kind, k.sense, k.target_id as target, k.reference, ${said('t')} as words
    from incident_link k
    left join text_value t on t.organisation_id = k.organisation_id and t.id = k.text_id
    where k.organisation_id = current_organisation() and k.incident_id = ${incident} and ${stands('k', moment)}
    order by k.id`);
}

/** Writes a link, and says that what it is from may stand otherwise. */
export function putLink(
  tx: CommandTx,
  of: { readonly incident: string; readonly service: string },
  link: NewLink,
): void {
  tx.send(sql`
    insert into incident_link (organisation_id, id, from_seq, service_id, incident_id, kind, target_id, reference, text_id, sense)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${of.service}, ${of.incident}, ${link.kind}, ${link.target},
      ${link.reference}, ${tx.text(link.words)}, ${link.sense})`);
  tx.touch(incidentRef(of.incident));
}

/** Ends links: they stay in what was known before. */
export function endLinks(tx: CommandTx, incident: string, ids: readonly string[]): void {
  if (ids.length === 0) return;
  tx.send(sql`
    update incident_link k set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = any(${ids}::uuid[]) and ${standsNow('k')}`);
  tx.touch(incidentRef(incident));
}

/** The incidents that point at a subject, the latest first: at a hazard, a control, a release. @param target its id */
export async function incidentsAt(
  tx: ReadTx,
  kind: LinkKind,
  target: string,
  moment: Moment = NOW,
): Promise<(StoredIncident & { readonly senses: readonly string[] })[]> {
  const found = await incidentsWhere(
    tx,
    moment,
    sql`and i.voided_id is null and exists (
        select 1 from incident_link k
        where k.organisation_id = i.organisation_id and k.incident_id = i.id and k.kind = ${kind}
          and k.target_id = ${target} and ${stands('k', moment)})
      order by i.reported_at desc, i.number desc`,
  );
  if (found.length === 0) return [];
  const senses = await tx.rows<{ incident: string; sense: string }>(sql`
    select k.incident_id as incident, k.sense from incident_link k
    where k.organisation_id = current_organisation() and k.kind = ${kind} and k.target_id = ${target}
      and ${stands('k', moment)} order by k.id`);
  return found.map((one) => ({
    ...one,
    senses: senses.filter(({ incident }) => incident === one.id).map(({ sense }) => sense),
  }));
}
