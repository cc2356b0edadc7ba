import sql, { empty, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, stateAt, type Moment } from '../../platform/ledger/moment-store.ts';
import type { RiskScheme } from '../schemes/index.ts';
import type { HazardStatus } from './domain.ts';
import type { LogLine, PlacedRating, Sought } from './domain/log-view.ts';
import { levelOf } from './domain/ratings.ts';

/*
 * What lists need. A log is narrowed to its lines, without texts; what counts, what is chosen and in which order is for the
 * domain; only what is then shown is joined to its texts.
 */

export interface LogRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly scheme: RiskScheme | null;
  readonly sources: readonly { readonly file: string }[];
  readonly takenInAt: Date;
  readonly takenInBy: string;
}

/** The logs of a service, or one of them, in the order of their numbers. */
export async function logsOf(
  tx: ReadTx,
  service: string,
  moment: Moment,
  number: number | null = null,
): Promise<LogRow[]> {
  return tx.rows<LogRow>(sql`
    select l.id, l.number, l.title, l.scheme, l.sources, e.at as "takenInAt", ${actorName('e.actor')} as "takenInBy"
    from hazard_log l
    join ledger_entry e on e.organisation_id = l.organisation_id and e.chain = 'changes' and e.seq = l.from_seq
    where l.organisation_id = current_organisation() and l.service_id = ${service} and ${stands('l', moment)}
      and not l.retired ${number === null ? empty : sql`and l.number = ${number}`}
    order by l.number`);
}

interface Row {
  readonly id: string;
  readonly log: string;
  readonly number: number;
  readonly name: string | null;
  readonly component: string | null;
  readonly owner: string | null;
  readonly status: HazardStatus;
  readonly matched: boolean;
  /** Null where there is no such rating. */
  readonly initialFrom: number | null;
  readonly initialLevel: string | null;
  readonly initialSeverity: number | null;
  readonly initialLikelihood: number | null;
  readonly residualFrom: number | null;
  readonly residualLevel: string | null;
  readonly residualSeverity: number | null;
  readonly residualLikelihood: number | null;
  readonly confirmedSeq: number | null;
}

export interface LineOf extends LogLine {
  readonly log: string;
  /** Whether the words that are looked for stand in it; true where none are. */
  readonly matched: boolean;
}

export interface LinesWanted {
  readonly sought?: Sought | null;
  /** Where the list is in the order of names. */
  readonly names?: boolean;
}

/** The lines of logs: every hazard that stands in them, as far as choosing and counting need it. */
export async function linesOf(
  tx: ReadTx,
  service: string,
  logs: readonly string[],
  moment: Moment,
  { sought = null, names = false }: LinesWanted = {},
): Promise<LineOf[]> {
  const name = names
    ? {
        column: said('n'),
        join: sql`left join text_value n on n.organisation_id = h.organisation_id and n.id = h.name_id`,
      }
    : { column: sql`null`, join: empty };
  const rows = await tx.rows<Row>(sql`
    select h.id, h.log_id as log, h.number, ${name.column} as name, h.component, h.owner, h.status,
      ${sought ? matches(sought, moment) : sql`true`} as matched,
      i.from_seq as "initialFrom", i.level as "initialLevel", i.severity_index as "initialSeverity",
      i.likelihood_index as "initialLikelihood",
      r.from_seq as "residualFrom", r.level as "residualLevel", r.severity_index as "residualSeverity",
      r.likelihood_index as "residualLikelihood", r.confirmed_seq as "confirmedSeq"
    from hazard h
    left join hazard_rating i on i.organisation_id = h.organisation_id and i.hazard_id = h.id and i.phase = 'initial'
      and ${stands('i', moment)}
    left join hazard_rating r on r.organisation_id = h.organisation_id and r.hazard_id = h.id and r.phase = 'residual'
      and ${stands('r', moment)}
    ${name.join}
    where h.organisation_id = current_organisation() and h.service_id = ${service} and h.log_id = any(${logs}::uuid[])
      and ${stands('h', moment)} and not h.retired`);
  return rows.map(lineOf);
}

function lineOf(row: Row): LineOf {
  const initial = placed(row.initialLevel, row.initialSeverity, row.initialLikelihood, true);
  const residual = placed(row.residualLevel, row.residualSeverity, row.residualLikelihood, row.confirmedSeq !== null);
  return {
    id: row.id,
    log: row.log,
    number: row.number,
    name: row.name,
    component: row.component,
    owner: row.owner,
    status: row.status,
    matched: row.matched,
    initial: row.initialFrom === null ? null : initial,
    residual: row.residualFrom === null ? null : residual,
  };
}

function placed(
  level: string | null,
  severityIndex: number | null,
  likelihoodIndex: number | null,
  confirmed: boolean,
): PlacedRating {
  return { level: levelOf(level), severityIndex, likelihoodIndex, confirmed };
}

/** Whether the words stand anywhere in a hazard: its name, description, effects, harms, causes and controls. */
function matches(sought: Sought, moment: Moment): Sql {
  const pattern = `%${sought.text.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;
  const holds = (ids: Sql) => sql`exists (
        select from ${ids} as x (id)
        join text_value t on t.organisation_id = current_organisation() and t.id = x.id
        where t.body ilike ${pattern})`;
  const linked = (condition: Sql) => sql`exists (
        select from hazard_control l
        join control k on k.organisation_id = l.organisation_id and k.id = l.control_id and ${stands('k', moment)}
        join text_value t on t.organisation_id = k.organisation_id and t.id = k.text_id
        where l.organisation_id = h.organisation_id and l.hazard_id = h.id and ${stands('l', moment)} and ${condition})`;
  // Somebody who gives a number means that number, and not every text that it stands in.
  if (sought.hazard !== null) return sql`h.number = ${sought.hazard}`;
  if (sought.control !== null) return linked(sql`k.number = ${sought.control}`);
  return sql`(h.file_ref ilike ${pattern} or h.component ilike ${pattern}
      or ${holds(sql`unnest(array[h.name_id, h.description_id] || h.effect_ids || h.harm_ids)`)}
      or ${holds(sql`(
          select c.text_id from hazard_cause c
          where c.organisation_id = h.organisation_id and c.hazard_id = h.id and ${stands('c', moment)})`)}
      or ${linked(sql`t.body ilike ${pattern}`)})`;
}

/** What a row of the list shows besides its line. */
export interface ShownRow {
  readonly id: string;
  readonly name: string;
  readonly controls: number;
  readonly holding: number;
  readonly failing: number;
  readonly notVerified: number;
}

/** The rows of one page of a list. */
export async function shownRows(tx: ReadTx, ids: readonly string[], moment: Moment): Promise<Map<string, ShownRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<ShownRow>(sql`
    select h.id, ${said('n')} as name, c.controls, c.holding, c.failing, c."notVerified"
    from unnest(${ids}::uuid[]) as w (id)
    join hazard h on h.organisation_id = current_organisation() and h.id = w.id and ${stands('h', moment)}
    left join text_value n on n.organisation_id = h.organisation_id and n.id = h.name_id
    cross join lateral (
      select count(*)::int as controls, count(*) filter (where s.verdict = 'met')::int as holding,
        count(*) filter (where s.verdict = 'not-met')::int as failing,
        count(*) filter (where s.verdict is null or s.verdict = 'not-known')::int as "notVerified"
      from hazard_control l
      left join lateral ${stateAt('control', 'l.control_id', moment)} s on true
      where l.organisation_id = h.organisation_id and l.hazard_id = h.id and ${stands('l', moment)}
    ) c`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** How many hazards stand open in each of these services; those without any are left out. */
export async function openHazardCounts(tx: ReadTx, services: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.rows<{ service: string; open: number }>(sql`
    select w.id as service, o.open
    from unnest(${services}::uuid[]) as w (id)
    cross join lateral (
      select count(*)::int as open from hazard h
      where h.organisation_id = current_organisation() and h.service_id = w.id and h.status = 'open' and not h.retired
        and ${standsNow('h')}
    ) o
    where o.open > 0`);
  return new Map(rows.map((row) => [row.service, row.open]));
}
