import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Authorisation, DeclaredScheme, Method, Nature, Part, Plan } from './domain.ts';

/** The ids of the texts of a plan. */
export type PlanTexts = Readonly<Record<Part, string | null>>;

const NOW: Moment = { seq: null, now: new Date(0) };

/** A text of a plan, as it is shown. @param column of `p` */
function textIn(column: string): Sql {
  return sql`coalesce((select ${said('t')} from text_value t
    where t.organisation_id = p.organisation_id and t.id = ${raw(`p.${column}`)}), '')`;
}

/** What is written, for whoever selects from `plan p`. */
const WRITTEN = sql`p.nature, ${textIn('purpose_id')} as purpose, ${textIn('lifecycle_id')} as lifecycle,
  ${textIn('impact_id')} as impact, ${textIn('team_id')} as team, ${textIn('criteria_id')} as criteria,
  ${textIn('methods_why_id')} as "methodsWhy", ${textIn('monitoring_id')} as monitoring,
  ${textIn('incidents_id')} as incidents, p.scheme, p.methods, p.review_days as "reviewDays", coalesce((
    select jsonb_agg(jsonb_build_object('matter', a->>'matter', 'role', a->>'role', 'person',
      case when a->>'person' is null then null
        else jsonb_build_object('id', a->>'person', 'name', coalesce(n.name, '')) end) order by place)
    from jsonb_array_elements(p.authorises) with ordinality as t (a, place)
    left join person n on n.id::text = a->>'person'), '[]') as authorises`;

function plansWhere(moment: Moment, which: Sql): Sql {
  return sql`
    select p.id, json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service, ${WRITTEN},
      p.from_seq as version
    from plan p
    join service s on s.organisation_id = p.organisation_id and s.id = p.service_id and ${standsNow('s')}
    where p.organisation_id = current_organisation() and ${stands('p', moment)} ${which}`;
}

/** The plans of these services as they stood at a moment; of those that have one. One query. */
export async function plansOf(tx: ReadTx, services: readonly string[], moment: Moment = NOW): Promise<Plan[]> {
  return tx.rows<Plan>(plansWhere(moment, sql`and p.service_id = any(${services}::uuid[])`));
}

/** These plans, as they stand now. */
export async function plansById(tx: ReadTx, ids: readonly string[]): Promise<Plan[]> {
  return tx.rows<Plan>(plansWhere(NOW, sql`and p.id = any(${ids}::uuid[])`));
}

/** What a version of a plan holds when it is written; its texts by the ids of their homes. */
export interface NewPlan {
  readonly id: string;
  readonly service: string;
  readonly texts: PlanTexts;
  readonly nature: Nature | null;
  /** People by their ids. */
  readonly authorises: readonly (Omit<Authorisation, 'person'> & { readonly person: string | null })[];
  readonly scheme: DeclaredScheme | null;
  readonly methods: readonly Method[];
  readonly reviewDays: number;
}

/** Writes a plan, new or changed. */
export function putPlan(tx: CommandTx, one: NewPlan): void {
  const { texts } = one;
  tx.send(sql`
    update plan p set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${standsNow('p')}`);
  tx.send(sql`
    insert into plan (organisation_id, id, from_seq, service_id, nature, purpose_id, lifecycle_id, impact_id, team_id,
      authorises, scheme, criteria_id, methods, methods_why_id, review_days, monitoring_id, incidents_id)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.nature}, ${texts.purpose}, ${texts.lifecycle},
      ${texts.impact}, ${texts.team}, ${JSON.stringify(one.authorises)}::jsonb,
      ${one.scheme === null ? null : JSON.stringify(one.scheme)}::jsonb, ${texts.criteria},
      ${JSON.stringify(one.methods)}::jsonb, ${texts.methodsWhy}, ${one.reviewDays}, ${texts.monitoring},
      ${texts.incidents})`);
  tx.touch({ kind: 'plan', id: one.id });
}

/** A version of a plan, beside who made it. */
export interface PlanVersion extends Omit<Plan, 'service' | 'version'> {
  readonly serviceId: string;
  readonly from: number;
  readonly at: Date;
  readonly who: string;
}

/**
 * The versions of plans that stood at an entry of the ledger each or began after it, in their order. One query.
 * @param to the entry up to which versions are seen; null for now
 */
export async function versionsSince(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
  to: number | null,
): Promise<PlanVersion[]> {
  return tx.rows<PlanVersion>(sql`
    select p.id, p.service_id as "serviceId", p.from_seq as from, l.at, ${actorName('l.actor')} as who, ${WRITTEN}
    from unnest(${since.map(({ id }) => id)}::uuid[], ${since.map(({ seq }) => seq)}::bigint[]) as q (id, seq)
    join plan p on p.organisation_id = current_organisation() and p.id = q.id and p.to_seq > q.seq
      ${to === null ? empty : sql`and p.from_seq <= ${to}`}
    join ledger_entry l on l.organisation_id = p.organisation_id and l.chain = 'changes' and l.seq = p.from_seq
    order by p.id, p.from_seq`);
}

/** Who did the last of what changed a basis, and when; null where nothing did. */
export interface LastChange {
  readonly who: string;
  readonly at: Date;
}

/**
 * Who changed the officers of a service last, and who the scheme of one of its hazard logs, up to an entry. Two queries.
 * @param to null for now
 */
export async function basisChangedBy(
  tx: ReadTx,
  service: string,
  to: number | null,
): Promise<{ readonly people: LastChange | null; readonly schemes: LastChange | null }> {
  const last = async (versions: Sql): Promise<LastChange | null> => {
    const [row] = await tx.rows<LastChange>(sql`
      select l.at, ${actorName('l.actor')} as who
      from ${versions} v
      join ledger_entry l on l.organisation_id = v.organisation_id and l.chain = 'changes' and l.seq = v.from_seq
      where v.organisation_id = current_organisation() and v.service_id = ${service}
        ${to === null ? empty : sql`and v.from_seq <= ${to}`}
      order by v.from_seq desc limit 1`);
    return row ?? null;
  };
  const [people, schemes] = await Promise.all([last(sql`nomination`), last(sql`hazard_log`)]);
  return { people, schemes };
}
