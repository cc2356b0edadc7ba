import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import { NHS_SCHEME, schemeVersion, type RiskScheme } from '../schemes/index.ts';
import type { Phase } from './domain.ts';
import { moveRating, type RatingMoved, type RatingToMove } from './domain/scheme-move.ts';
import { levelOf } from './domain/ratings.ts';
import type { HarmClass, Patients } from './domain/severity.ts';
import { lookedUp } from './import/words.ts';
import { logsOf, putLog, type LogRow } from './write-store.ts';

/*
 * The ratings of a log in another scheme: what they would be, and writing them.
 */

/** A scheme that a log can be rated by from now on. */
export interface SchemeOffered {
  readonly version: string;
  readonly scheme: RiskScheme;
}

/** The NHS 5 by 5, and the schemes that a log of this service has or had; without the one that this log has. */
export async function schemesOffered(tx: ReadTx, service: string, now: RiskScheme | null): Promise<SchemeOffered[]> {
  const rows = await tx.rows<{ scheme: RiskScheme }>(sql`
    select distinct scheme from hazard_log
    where organisation_id = current_organisation() and service_id = ${service} and scheme is not null`);
  const all = [NHS_SCHEME, ...rows.map((row) => row.scheme)].map((scheme) => [schemeVersion(scheme), scheme] as const);
  const own = now && schemeVersion(now);
  return [...new Map(all)].flatMap(([version, scheme]) => (version === own ? [] : [{ version, scheme }]));
}

/** A rating of a log, and what it is in the other scheme. */
export interface RatingInMove extends RatingToMove {
  readonly hazard: string;
  readonly number: number;
  readonly retired: boolean;
  readonly seq: number;
  readonly moved: RatingMoved;
}

export interface LogInMove {
  readonly log: LogRow;
  /** The last entry that changed the log or a rating of it: what somebody saw must not be older. */
  readonly version: number;
  readonly ratings: readonly RatingInMove[];
}

/** Every rating of a log as it stands, beside what it would be; null where there is no such log. */
export async function logInMove(
  tx: ReadTx,
  service: string,
  number: number,
  to: RiskScheme,
): Promise<LogInMove | null> {
  const log = (await logsOf(tx, service)).find((one) => one.number === number);
  if (!log) return null;
  interface Row {
    readonly hazard: string;
    readonly number: number;
    readonly retired: boolean;
    readonly seq: number;
    readonly phase: Phase;
    readonly severity: string | null;
    readonly likelihood: string | null;
    readonly level: string | null;
    readonly confirmed: boolean;
    readonly harmClass: HarmClass | null;
    readonly patients: Patients | null;
  }
  const [rows, [last]] = await Promise.all([
    tx.rows<Row>(sql`
      select h.id as hazard, h.number, h.retired, r.from_seq as seq, r.phase, r.severity, r.likelihood, r.level,
        r.confirmed_seq is not null as confirmed, r.harm_class as "harmClass", r.patients
      from hazard h
      join hazard_rating r on r.organisation_id = h.organisation_id and r.hazard_id = h.id and ${standsNow('r')}
      where h.organisation_id = current_organisation() and h.log_id = ${log.id} and ${standsNow('h')}
      order by h.number, array_position(array['initial', 'target', 'residual', 'deployer'], r.phase)`),
    tx.rows<{ seq: number }>(sql`
      select from_seq as seq from hazard_log l
      where l.organisation_id = current_organisation() and l.id = ${log.id} and ${standsNow('l')}`),
  ]);
  const ratings = rows.map(({ harmClass, patients, level, ...row }) => {
    const rating = {
      ...row,
      level: levelOf(level),
      harm: harmClass && patients ? { class: harmClass, patients } : null,
    };
    return { ...rating, moved: moveRating(log.scheme, to, rating) };
  });
  return { log, version: Math.max(last?.seq ?? 0, ...ratings.map(({ seq }) => seq)), ratings };
}

/**
 * Rates a log by another scheme. Every rating is written anew with its level in it; the versions before stay as they were.
 * One of what remains that moves is nobody's any more, and waits for a person.
 */
export async function putMove(
  tx: CommandTx,
  service: string,
  { log, ratings }: LogInMove,
  to: RiskScheme,
): Promise<void> {
  const rows = ratings.map(({ hazard, phase, moved }) => {
    const { severityIndex, likelihoodIndex, band } = lookedUp(to, moved.severity, moved.likelihood);
    return {
      hazard_id: hazard,
      phase,
      severity: moved.severity,
      likelihood: moved.likelihood,
      severity_index: moved.level === null ? null : severityIndex,
      likelihood_index: moved.level === null ? null : likelihoodIndex,
      level: moved.level === null ? null : String(moved.level),
      band: moved.level === null ? null : band,
      asks: moved.asksAgain,
    };
  });
  await tx.rows(sql`
    with moved as (
      select m.* from json_to_recordset(${JSON.stringify(rows)}::json) as m (hazard_id uuid, phase text, severity text,
        likelihood text, severity_index int, likelihood_index int, level text, band int, asks boolean)
    ), ended as (
      update hazard_rating r set to_seq = ${tx.seq}
      from moved m
      where r.organisation_id = current_organisation() and r.hazard_id = m.hazard_id and r.phase = m.phase
        and ${standsNow('r')}
      returning r.*
    )
    insert into hazard_rating (organisation_id, hazard_id, phase, from_seq, severity, likelihood, severity_index,
      likelihood_index, stated, level, band, justification_id, giver, given_at, confirmed_seq, scheme, harm_class,
      patients, relies_on, assumes)
    select e.organisation_id, e.hazard_id, e.phase, ${tx.seq}, m.severity, m.likelihood, m.severity_index,
      m.likelihood_index, e.stated, m.level, m.band, e.justification_id,
      case when m.asks then ${`as moved to ${to.title}`} else e.giver end,
      case when m.asks then ${tx.at}::timestamptz else e.given_at end,
      case when m.asks then null else e.confirmed_seq end, ${schemeVersion(to)}, e.harm_class, e.patients,
      case when m.asks then null else e.relies_on end, e.assumes
    from ended e join moved m on m.hazard_id = e.hazard_id and m.phase = e.phase`);
  await putLog(tx, { ...log, scheme: to, service });
  for (const hazard of new Set(ratings.map((one) => one.hazard))) tx.touch({ kind: 'hazard', id: hazard });
  for (const { hazard, phase, confirmed } of ratings)
    if (phase === 'residual' && confirmed) tx.touch({ kind: 'residual', id: hazard });
}
