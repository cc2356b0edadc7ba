import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, stands, standsNow, stateAt, type Moment } from '../../platform/ledger/moment-store.ts';
import { schemeVersion, type RiskScheme } from '../schemes/index.ts';
import { levelOf, type Rated } from './domain/ratings.ts';
import type { RatingWords } from './store.ts';

/*
 * What residual ratings rely on, and whether that holds at a moment.
 */

/** The reference of the service of a control, where it is another than the one that is looked at. @param control its alias */
export function elsewhere(control: string, service: string): Sql {
  const alias = raw(control);
  return sql`case when ${alias}.service_id <> ${service}::uuid then (
    select v.reference from service v where v.organisation_id = ${alias}.organisation_id and v.id = ${alias}.service_id
      and ${standsNow('v')}) end`;
}

/**
 * The last entry that changed a hazard, a rating of it, one of its controls or which they are: whoever judges it must have
 * seen that. @param hazard its alias
 */
export function lastChanged(hazard: string): Sql {
  const h = raw(hazard);
  return sql`greatest(${h}.from_seq,
    (select max(x.from_seq) from hazard_rating x
      where x.organisation_id = ${h}.organisation_id and x.hazard_id = ${h}.id),
    -- A control that was taken from it is as much a change as one that came.
    (select max(case when ${standsNow('x')} then x.from_seq else x.to_seq end) from hazard_control x
      where x.organisation_id = ${h}.organisation_id and x.hazard_id = ${h}.id),
    (select max(k.from_seq) from hazard_control x
      join control k on k.organisation_id = x.organisation_id and k.id = x.control_id and ${standsNow('k')}
      where x.organisation_id = ${h}.organisation_id and x.hazard_id = ${h}.id and ${standsNow('x')}))`;
}

/** Whether a subject's state holds at a moment: met, and within its time. @param state the alias of `stateAt` */
export function holds(state: string, moment: Moment): Sql {
  const of = raw(state);
  return sql`${of}.verdict = 'met' and coalesce(${of}.lapses_at > ${moment.now}, true)
    and coalesce(${of}.holds_from <= ${moment.now}, true)`;
}

/** Of these hazards, those whose residual rating a person gave or confirmed, and relies on nothing that does not hold. */
export async function residualsHolding(
  tx: ReadTx,
  hazards: readonly string[],
  moment: Moment,
): Promise<ReadonlySet<string>> {
  if (hazards.length === 0) return new Set();
  const rows = await tx.rows<{ id: string }>(sql`
    select w.id from unnest(${hazards}::uuid[]) as w (id)
    join lateral ${stateAt('residual', 'w.id', moment)} s on true
    where ${holds('s', moment)}`);
  return new Set(rows.map((row) => row.id));
}

/** The controls that a rating relies on, in the order of their numbers; null where nobody has said. The rating is `r`. */
export function reliedOn(service: string, moment: Moment): Sql {
  return sql`case when r.relies_on is not null then (
    select coalesce(jsonb_agg(jsonb_build_object('number', k.number, 'elsewhere', ${elsewhere('k', service)})
      order by k.service_id <> ${service}::uuid, k.number), '[]')
    from control k
    where k.organisation_id = r.organisation_id and k.id = any(r.relies_on) and ${stands('k', moment)}) end`;
}

/** A residual rating that a person gave before the one that stands. */
export interface EarlierRating extends RatingWords {
  readonly hazard: string;
  readonly level: string | null;
  /** Whether every control that it relied on holds at the moment. */
  readonly holds: boolean;
}

/**
 * Of earlier ratings, those that the scheme of the log made as it is: levels of two schemes are not compared, and one of
 * another scheme never counts again.
 */
export function ofScheme<One extends { readonly scheme: string | null }>(
  scheme: RiskScheme | null,
  ratings: readonly One[],
): readonly One[] {
  if (scheme === null || ratings.length === 0) return [];
  const version = schemeVersion(scheme);
  return ratings.filter((one) => one.scheme === version);
}

/** As far back as anybody looks. */
const MOST_EARLIER = 20;

/** The residual ratings that people gave of these hazards before those that stand, the latest first. */
export async function earlierRatings(
  tx: ReadTx,
  hazards: readonly string[],
  service: string,
  moment: Moment,
): Promise<EarlierRating[]> {
  return tx.rows<EarlierRating>(sql`
    select r.hazard_id as hazard, r.severity, r.likelihood, r.stated, r.level, r.justification_id as "justificationId",
      ${actorName('r.giver')} as giver, r.given_at as "givenAt", r.scheme, r.harm_class as "harmClass", r.patients, r.assumes,
      ${reliedOn(service, moment)} as "reliesOn", ${reliedOnHolds(moment)} as holds
    ${earlierOf(hazards, moment)}`);
}

/** The same, as far as a list needs them: what each of them says, and whether it holds. */
export async function earlierLevels(
  tx: ReadTx,
  hazards: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, readonly (Rated & { readonly scheme: string | null })[]>> {
  if (hazards.length === 0) return new Map();
  const rows = await tx.rows<{ hazard: string; level: string | null; scheme: string | null; holds: boolean }>(sql`
    select r.hazard_id as hazard, r.level, r.scheme, ${reliedOnHolds(moment)} as holds ${earlierOf(hazards, moment)}`);
  const rated = rows.map(({ hazard, level, scheme, holds: stillHolds }) => ({
    hazard,
    scheme,
    level: levelOf(level),
    confirmed: true,
    holds: stillHolds,
  }));
  return Map.groupBy(rated, (one) => one.hazard);
}

/** The residual ratings that people gave of hazards: the one that stands, and those before it, the latest first. */
export function ladderOf(hazards: readonly string[], moment: Moment): Sql {
  const until = moment.seq === null ? sql`true` : sql`r.from_seq <= ${moment.seq}`;
  return sql`
    select r.hazard_id as hazard, r.level, r.relies_on as "reliesOn", ${reliedOnHolds(moment)} as holds
    from hazard_rating r
    where r.organisation_id = current_organisation() and r.hazard_id = any(${hazards}::uuid[]) and r.phase = 'residual'
      and r.confirmed_seq is not null and ${until}
    order by r.hazard_id, r.from_seq desc`;
}

/** Earlier residual ratings as `r`, the latest of each hazard first. */
function earlierOf(hazards: readonly string[], moment: Moment): Sql {
  const ended = moment.seq === null ? sql`not (${stands('r', moment)})` : sql`r.to_seq <= ${moment.seq}`;
  return sql`
    from unnest(${hazards}::uuid[]) as w (id)
    cross join lateral (
      select r.* from hazard_rating r
      where r.organisation_id = current_organisation() and r.hazard_id = w.id and r.phase = 'residual'
        and r.confirmed_seq is not null and ${ended}
      order by r.from_seq desc limit ${MOST_EARLIER}) r
    order by r.hazard_id, r.from_seq desc`;
}

/** Whether every control and every assumption that the rating `r` relies on holds at a moment. */
function reliedOnHolds(moment: Moment): Sql {
  return sql`r.relies_on is not null and not exists (
    select from unnest(r.relies_on) as x (id)
    left join control k on k.organisation_id = r.organisation_id and k.id = x.id and ${stands('k', moment)}
      and not k.retired
    left join lateral ${stateAt('control', 'x.id', moment)} s on true
    where not coalesce(k.id is not null and ${holds('s', moment)}, false))
    and not exists (
    -- What somebody has since found it to rest on, it rests on as well: else a rating that says so would leave one that is
    -- silent in its place.
    select from hazard_rating a
    cross join lateral unnest(a.assumes) as y (id)
    left join lateral ${stateAt('assumption', 'y.id', moment)} s on true
    where a.organisation_id = r.organisation_id and a.hazard_id = r.hazard_id and a.phase = 'residual'
      and a.confirmed_seq is not null and a.from_seq >= r.from_seq
      ${moment.seq === null ? empty : sql`and a.from_seq <= ${moment.seq}`} and not coalesce(${holds('s', moment)}, false))`;
}
