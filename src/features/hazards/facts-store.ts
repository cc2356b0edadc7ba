import sql, { empty, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, standsNow, stateAt, type Moment } from '../../platform/ledger/moment-store.ts';
import type { RiskScheme } from '../schemes/index.ts';
import { evidenceStores } from '../evidence/index.ts';
import { MOST_NAMED } from './checks.ts';
import type { ArisesIn, VulnerableGroup } from './domain.ts';
import type { AcceptedBecause, Conclusion } from './domain/accepting.ts';
import { HANDED_TO } from './domain/standing.ts';

const { failingSince } = await evidenceStores();

/*
 * What the standards ask of hazard logs, counted where the rows are: one statement for hazards, one for controls and one for
 * tests, however many services and hazards. What is missing comes with the numbers of the first few, those whose initial risk is
 * worst first.
 *
 * What belongs to a row is looked up by key, row by row: "lateral" with a limit or an offset is a wall that the planner does not
 * look behind. Left to itself, and before it has statistics, it goes through the whole organisation again and again.
 */

/** Something that is missing or wrong: how often, and the first few by their numbers. */
export interface Counted<First = number> {
  readonly count: number;
  readonly first: readonly First[];
}

/** Gaps by what is missing; one that nothing has is not there. */
type Gaps<What extends string, First = number> = Readonly<Partial<Record<What, Counted<First>>>>;

/** A log as it stands, with the scheme that its ratings are made by. */
export interface LogOf {
  readonly id: string;
  readonly service: string;
  readonly number: number;
  readonly title: string;
  readonly scheme: RiskScheme | null;
}

/** The logs of services, in the order of their numbers. */
export async function logsOfServices(tx: ReadTx, services: readonly string[], moment: Moment): Promise<LogOf[]> {
  return tx.rows<LogOf>(sql`
    select l.id, l.service_id as service, l.number, l.title, l.scheme from hazard_log l
    where l.organisation_id = current_organisation() and l.service_id = any(${services}::uuid[]) and ${stands('l', moment)}
      and not l.retired
    order by l.service_id, l.number`);
}

export type HazardGap =
  | 'no initial rating'
  | 'no control'
  | 'no residual rating'
  | 'not confirmed'
  | 'does not hold'
  | 'not shown to hold'
  | 'lapsed'
  | 'open'
  | 'no receiver'
  | 'nothing handed over';

export interface HazardCounts {
  readonly service: string;
  readonly total: number;
  readonly areas: Readonly<Record<ArisesIn, number>>;
  readonly transferred: number;
  /** The first moment at which a residual rating that counts no longer does; null for none. */
  readonly holdsUntil: Date | null;
  /** Since when the first of those that lapsed has; null where none has. */
  readonly lapsedSince: Date | null;
  readonly gaps: Gaps<HazardGap>;
  /** How many hazards name which group of people who are more at risk. */
  readonly groups: Readonly<Partial<Record<VulnerableGroup, number>>>;
  /** Residual ratings that a person gave, by what has to be known to say whether their risk may stay. */
  readonly risks: readonly (Counted & {
    readonly log: string;
    readonly level: string;
    readonly accepted: AcceptedBecause | null;
    readonly benefit: Conclusion | null;
  })[];
}

/** What has to be so of each hazard that stands in the logs of services. Services without hazards are not there. */
export async function hazardCounts(tx: ReadTx, services: readonly string[], moment: Moment): Promise<HazardCounts[]> {
  const living = (party: Sql) => sql`exists (
    select from (select l.control_id from hazard_control l where l.organisation_id = current_organisation()
      and l.hazard_id = h.id and ${stands('l', moment)} offset 0) l
    cross join lateral (select from control k where k.organisation_id = current_organisation() and k.id = l.control_id
      and ${stands('k', moment)} and not k.retired and k.state <> 'withdrawn' ${party} limit 1) k)`;
  const rating = (phase: string) => sql`(
    select r.level, r.band, r.confirmed_seq from hazard_rating r where r.organisation_id = current_organisation()
      and r.hazard_id = h.id and r.phase = ${phase} and ${stands('r', moment)} limit 1)`;
  const judgement = (kind: string) => sql`(
    select u.finding from hazard_judgement u where u.organisation_id = current_organisation() and u.hazard_id = h.id
      and u.kind = ${kind} and u.rating_seq = r.confirmed_seq and ${stands('u', moment)} limit 1)`;
  return tx.rows<HazardCounts>(sql`
    with hazards as materialized (
      select h.service_id as service, h.log_id as log, h.number, h.arises_in, h.vulnerable, h.status,
        coalesce(i.band, 0) as band, i.level is not null as initial, r.level as residual,
        r.confirmed_seq is not null as confirmed, s.verdict = 'met' as met, s.verdict = 'not-met' as fails,
        s.lapses_at as lapses, coalesce(s.holds_from > ${moment.now}, false) as later, a.finding as accepted,
        b.finding as benefit, coalesce(h.receiver, '') <> '' as received, ${living(empty)} as controlled,
        h.status <> 'transferred' or ${living(sql`and k.party = any(${HANDED_TO}::text[])`)} as handed
      from hazard h
      left join lateral ${rating('initial')} i on true
      left join lateral ${rating('residual')} r on true
      left join lateral (select * from ${stateAt('residual', 'h.id', moment)} s limit 1) s on r.confirmed_seq is not null
      left join lateral ${judgement('acceptance')} a on true
      left join lateral ${judgement('benefit-risk')} b on true
      where h.organisation_id = current_organisation() and h.service_id = any(${services}::uuid[])
        and ${stands('h', moment)} and not h.retired
    ), wrong as (
      select h.service, v.what, count(*)::int as count,
        to_jsonb((array_agg(h.number order by h.band desc, h.number))[1:${MOST_NAMED}::int]) as first
      from hazards h
      cross join lateral (values
        ('no initial rating', not h.initial),
        ('no control', not h.controlled),
        ('no residual rating', h.residual is null),
        ('not confirmed', h.residual is not null and not h.confirmed),
        ('does not hold', h.residual is not null and h.confirmed and coalesce(h.fails, false)),
        ('lapsed', h.residual is not null and h.confirmed and coalesce(h.met, false) and h.lapses <= ${moment.now}),
        ('not shown to hold', h.residual is not null and h.confirmed and not coalesce(h.fails, false)
          and (not coalesce(h.met, false) or h.later)),
        ('open', h.status = 'open'),
        ('no receiver', h.status = 'transferred' and not h.received),
        ('nothing handed over', not h.handed)) v (what, so)
      where v.so group by 1, 2
    ), gaps as (
      select service, jsonb_object_agg(what, jsonb_build_object('count', count, 'first', first)) as gaps
      from wrong group by 1
    ), groups as (
      select service, jsonb_object_agg(name, count) as groups from (
        select h.service, g.name, count(*) as count from hazards h cross join lateral unnest(h.vulnerable) g (name)
        group by 1, 2) x
      group by 1
    ), risks as (
      select service, jsonb_agg(to_jsonb(x) - 'service' order by x.log, x.level, x.accepted, x.benefit) as risks from (
        select h.service, h.log, h.residual as level, h.accepted, h.benefit, count(*)::int as count,
          to_jsonb((array_agg(h.number order by h.band desc, h.number))[1:${MOST_NAMED}::int]) as first
        from hazards h where h.confirmed and h.residual is not null
        group by 1, 2, 3, 4, 5) x
      group by 1
    ), totals as (
      select h.service, count(*)::int as total,
        jsonb_build_object('content', count(*) filter (where h.arises_in = 'content'),
          'process', count(*) filter (where h.arises_in = 'process'),
          'service', count(*) filter (where h.arises_in = 'service')) as areas,
        (count(*) filter (where h.status = 'transferred'))::int as transferred,
        min(h.lapses) filter (where h.residual is not null and h.met and h.lapses > ${moment.now}) as "holdsUntil",
        min(h.lapses) filter (where h.residual is not null and h.met and h.lapses <= ${moment.now}) as "lapsedSince"
      from hazards h group by 1
    )
    select t.*, coalesce(g.gaps, '{}') as gaps, coalesce(v.groups, '{}') as groups, coalesce(r.risks, '[]') as risks
    from totals t left join gaps g using (service) left join groups v using (service) left join risks r using (service)`);
}

export type ControlGap =
  | 'not looked at'
  | 'not in place'
  | `${'implementation' | 'effectiveness'} ${'fails' | 'not shown' | 'lapsed'}`;

/** A control by its number; with the reference of the service that it belongs to, where that is another one. */
export interface ControlNamed {
  readonly number: number;
  readonly home: string | null;
}

export interface ControlCounts {
  readonly service: string;
  readonly total: number;
  /** The first moment at which what shows that one is in place, or works, lapses; null for none. */
  readonly implementedUntil: Date | null;
  readonly effectiveUntil: Date | null;
  readonly implementationLapsedSince: Date | null;
  readonly effectivenessLapsedSince: Date | null;
  readonly gaps: Gaps<ControlGap, ControlNamed>;
}

/** The controls that hazards of services rest on, each once; those that were withdrawn or retired are not among them. */
function controlsOf(services: readonly string[], moment: Moment): Sql {
  return sql`
    select distinct h.service_id as service, l.control_id as control
    from hazard h
    cross join lateral (select l.control_id from hazard_control l where l.organisation_id = current_organisation()
      and l.hazard_id = h.id and ${stands('l', moment)} offset 0) l
    where h.organisation_id = current_organisation() and h.service_id = any(${services}::uuid[])
      and ${stands('h', moment)} and not h.retired`;
}

/** What has to be so of each of them. Services without controls are not there. */
export async function controlCounts(tx: ReadTx, services: readonly string[], moment: Moment): Promise<ControlCounts[]> {
  return tx.rows<ControlCounts>(sql`
    with used as materialized (${controlsOf(services, moment)}),
    controls as materialized (
      select u.service, k.number, case when k.service_id <> u.service then (
          select v.reference from service v where v.organisation_id = k.organisation_id and v.id = k.service_id
            and ${standsNow('v')}) end as home,
        k.state = 'in place' as placed, k.new_hazards is not null as looked,
        coalesce(i.verdict, 'not-known') as i_verdict, i.lapses_at as i_lapses,
        coalesce(e.verdict, 'not-known') as e_verdict, e.lapses_at as e_lapses
      from used u
      cross join lateral (select k.* from control k where k.organisation_id = current_organisation() and k.id = u.control
        and ${stands('k', moment)} and not k.retired and k.state <> 'withdrawn' limit 1) k
      left join lateral (select * from ${stateAt('implementation', 'u.control', moment)} i limit 1) i on true
      left join lateral (select * from ${stateAt('effectiveness', 'u.control', moment)} e limit 1) e on true
    ), wrong as (
      select c.service, v.what, count(*)::int as count,
        to_jsonb((array_agg(jsonb_build_object('number', c.number, 'home', c.home)
          order by c.home nulls first, c.number))[1:${MOST_NAMED}::int]) as first
      from controls c
      cross join lateral (values
        ('not looked at', not c.looked),
        ('not in place', not c.placed),
        ('implementation fails', c.i_verdict = 'not-met'),
        ('implementation not shown', c.placed and c.i_verdict = 'not-known'),
        ('implementation lapsed', c.placed and c.i_verdict = 'met' and c.i_lapses <= ${moment.now}),
        ('effectiveness fails', c.e_verdict = 'not-met'),
        ('effectiveness not shown', c.e_verdict = 'not-known'),
        ('effectiveness lapsed', c.e_verdict = 'met' and c.e_lapses <= ${moment.now})) v (what, so)
      where v.so group by 1, 2
    ), gaps as (
      select service, jsonb_object_agg(what, jsonb_build_object('count', count, 'first', first)) as gaps
      from wrong group by 1
    )
    select t.*, coalesce(g.gaps, '{}') as gaps from (
      select c.service, count(*)::int as total,
        min(c.i_lapses) filter (where c.i_verdict = 'met' and c.i_lapses > ${moment.now}) as "implementedUntil",
        min(c.e_lapses) filter (where c.e_verdict = 'met' and c.e_lapses > ${moment.now}) as "effectiveUntil",
        min(c.i_lapses) filter (where c.i_verdict = 'met' and c.i_lapses <= ${moment.now}) as "implementationLapsedSince",
        min(c.e_lapses) filter (where c.e_verdict = 'met' and c.e_lapses <= ${moment.now}) as "effectivenessLapsedSince"
      from controls c group by 1) t
    left join gaps g using (service)`);
}

/** A test by its number, and the service that it belongs to. */
export interface TestNamed {
  readonly number: number;
  readonly home: string;
}

export interface TestCounts {
  readonly service: string;
  readonly total: number;
  readonly holdsUntil: Date | null;
  readonly lapsedSince: Date | null;
  readonly failsSince: Date | null;
  readonly gaps: Gaps<'fails' | 'no result' | 'lapsed', TestNamed>;
}

/** The tests on which those controls rest, each once. Services without any are not there. */
export async function testCounts(tx: ReadTx, services: readonly string[], moment: Moment): Promise<TestCounts[]> {
  return tx.rows<TestCounts>(sql`
    with used as materialized (${controlsOf(services, moment)}),
    asked as materialized (
      select distinct u.service, e.question_id as question
      from used u
      cross join lateral (select from control k where k.organisation_id = current_organisation() and k.id = u.control
        and ${stands('k', moment)} and not k.retired and k.state <> 'withdrawn' limit 1) k
      cross join lateral (select e.question_id from control_evidence e where e.organisation_id = current_organisation()
        and e.control_id = u.control and e.state = 'accepted' and e.aspect <> 'unstated' and ${stands('e', moment)}
        offset 0) e
    ), tests as materialized (
      select a.service, q.number, v.reference as home, s.verdict, s.lapses_at as lapses,
        -- Looked up only of those that fail.
        case when s.verdict = 'not-met' then (
          select f.since from ${failingSince(sql`a.question`, moment)} f) end as since
      from asked a
      cross join lateral (select q.number, q.service_id from question q where q.organisation_id = current_organisation()
        and q.id = a.question and q.sort = 'test' and ${stands('q', moment)} and not q.retired limit 1) q
      join service v on v.organisation_id = current_organisation() and v.id = q.service_id and ${standsNow('v')}
      left join lateral (select * from ${stateAt('question', 'a.question', moment)} s limit 1) s on true
    ), wrong as (
      select t.service, v.what, count(*)::int as count,
        to_jsonb((array_agg(jsonb_build_object('number', t.number, 'home', t.home)
          order by t.number))[1:${MOST_NAMED}::int]) as first
      from tests t
      cross join lateral (values
        ('fails', coalesce(t.verdict = 'not-met', false)),
        ('no result', coalesce(t.verdict, 'not-known') = 'not-known'),
        ('lapsed', coalesce(t.verdict = 'met' and t.lapses <= ${moment.now}, false))) v (what, so)
      where v.so group by 1, 2
    ), gaps as (
      select service, jsonb_object_agg(what, jsonb_build_object('count', count, 'first', first)) as gaps
      from wrong group by 1
    )
    select t.*, coalesce(g.gaps, '{}') as gaps from (
      select t.service, count(*)::int as total, min(t.since) as "failsSince",
        min(t.lapses) filter (where t.verdict = 'met' and t.lapses > ${moment.now}) as "holdsUntil",
        min(t.lapses) filter (where t.verdict = 'met' and t.lapses <= ${moment.now}) as "lapsedSince"
      from tests t group by 1) t
    left join gaps g using (service)`);
}
