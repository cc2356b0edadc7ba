import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, verdictsAt, type Moment } from '../../platform/ledger/moment-store.ts';
import type { RiskScheme } from '../schemes/index.ts';
import type { HazardStatus, MapPhase, Verdict } from './domain.ts';
import type { LogLine, PlacedRating, Sought } from './domain/log-view.ts';
import { levelOf, whatCounts } from './domain/ratings.ts';
import { earlierLevels, ofScheme, residualsHolding } from './residual-store.ts';
import { schemesOf } from './scheme-store.ts';

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

interface HazardRow {
  readonly id: string;
  readonly log: string;
  readonly number: number;
  readonly name: string | null;
  readonly component: string | null;
  readonly owner: string | null;
  readonly status: HazardStatus;
  /** Which of the words that are looked for stand in its own row. */
  readonly found: readonly boolean[];
}

interface RatingRow {
  readonly hazard: string;
  readonly phase: MapPhase;
  readonly level: string | null;
  readonly severityIndex: number | null;
  readonly likelihoodIndex: number | null;
  readonly confirmed: boolean;
  readonly otherwise: boolean;
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

/**
 * The lines of logs: every hazard that stands in them, as far as choosing and counting need it.
 *
 * What belongs to many hazards is looked up by the list of their ids, and put together here: rows that came in together lie
 * together, and one walk along an index finds them in a quarter of the time that a search for each of them takes. The
 * statements of one list travel together.
 */
export async function linesOf(
  tx: ReadTx,
  service: string,
  logs: readonly string[],
  moment: Moment,
  { sought = null, names = false }: LinesWanted = {},
): Promise<LineOf[]> {
  const chosen = sql`h.organisation_id = current_organisation() and h.service_id = ${service}
    and h.log_id = any(${logs}::uuid[]) and ${stands('h', moment)} and not h.retired`;
  const [hazards, ratings, found] = await Promise.all([
    hazardRows(tx, chosen, { sought, names }),
    tx.rows<RatingRow>(sql`
      select r.hazard_id as hazard, r.phase, r.level, r.severity_index as "severityIndex",
        r.likelihood_index as "likelihoodIndex", r.phase <> 'residual' or r.confirmed_seq is not null as confirmed,
        r.stated is not null and r.level is not null and r.stated <> r.level as otherwise
      from hazard_rating r
      where r.organisation_id = current_organisation() and r.hazard_id = any(array(select h.id from hazard h where ${chosen}))
        and r.phase <> 'deployer' and ${stands('r', moment)}`),
    sought ? foundIn(tx, chosen, sought, moment) : [],
  ]);
  const confirmed = ratings.filter((one) => one.phase === 'residual' && one.confirmed).map((one) => one.hazard);
  const holding = await residualsHolding(tx, confirmed, moment);
  // Only where a person's rating waits does an earlier one matter.
  const waiting = confirmed.filter((hazard) => !holding.has(hazard));
  const [earlier, schemes] = await Promise.all([
    earlierLevels(tx, waiting, moment),
    waiting.length === 0 ? new Map<string, RiskScheme | null>() : schemesOf(tx, logs, moment),
  ]);
  const ratingsOf = {
    initial: new Map<string, PlacedRating>(),
    target: new Map<string, PlacedRating>(),
    residual: new Map<string, PlacedRating>(),
  };
  for (const { hazard, phase, level, ...rating } of ratings) {
    const holds = phase !== 'residual' || !rating.confirmed || holding.has(hazard);
    ratingsOf[phase].set(hazard, { ...rating, level: levelOf(level), holds });
  }
  const foundOf = Map.groupBy(found, ({ hazard }) => hazard);
  return hazards.map(({ found: own, ...hazard }) => {
    const [initial, target, residual] = [
      ratingsOf.initial.get(hazard.id) ?? null,
      ratingsOf.target.get(hazard.id) ?? null,
      ratingsOf.residual.get(hazard.id) ?? null,
    ];
    const scheme = schemes.get(hazard.log) ?? null;
    return {
      ...hazard,
      // Each word somewhere: one in the name, another in a control.
      matched: own.every((here, word) => here || foundOf.get(hazard.id)?.some((place) => place.found[word])),
      initial,
      target,
      residual,
      counts: whatCounts(scheme, initial, residual, ofScheme(scheme, earlier.get(hazard.id) ?? [])),
    };
  });
}

function hazardRows(tx: ReadTx, chosen: Sql, { sought, names }: Required<LinesWanted>): Promise<HazardRow[]> {
  const name = names
    ? {
        column: said('n'),
        join: sql`left join text_value n on n.organisation_id = h.organisation_id and n.id = h.name_id`,
      }
    : { column: sql`null`, join: empty };
  return tx.rows<HazardRow>(sql`
    select h.id, h.log_id as log, h.number, ${name.column} as name, h.component, h.owner, h.status,
      ${sought ? matches(sought) : sql`'{}'::boolean[]`} as found
    from hazard h ${name.join}
    where ${chosen}`);
}

/** Which of what is looked for stands in the row of a hazard itself. */
function matches(sought: Sought): Sql {
  // Somebody who gives a number means that number, and not every text that it stands in.
  if (sought.hazard !== null) return sql`array[h.number = ${sought.hazard}]`;
  if (sought.control !== null) return sql`array[false]`;
  const words = sought.words.map((word) => {
    const pattern = patternOf(word);
    return sql`coalesce(h.file_ref ilike ${pattern}, false) or coalesce(h.component ilike ${pattern}, false)`;
  });
  return sql`array[${join(words)}]`;
}

function patternOf(word: string): string {
  return `%${word.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;
}

interface FoundIn {
  readonly hazard: string;
  /** Which of the words stand in one of its texts. */
  readonly found: readonly boolean[];
}

/** The texts of hazards in which words stand: name, description, effects, harms, causes and controls. */
function foundIn(tx: ReadTx, chosen: Sql, sought: Sought, moment: Moment): Promise<FoundIn[]> | [] {
  if (sought.hazard !== null) return [];
  const these = sql`array(select h.id from hazard h where ${chosen})`;
  const controls = sql`
    from hazard_control l
    join control k on k.organisation_id = l.organisation_id and k.id = l.control_id and ${stands('k', moment)}
    where l.organisation_id = current_organisation() and l.hazard_id = any(${these}) and ${stands('l', moment)}`;
  if (sought.control !== null)
    return tx.rows(
      sql`select l.hazard_id as hazard, array[true] as found ${controls} and k.number = ${sought.control}`,
    );
  const inHits = sought.words.map((_word, index) => sql`p.text in (select id from hit where word = ${index + 1})`);
  // "offset 0" keeps the last question a look into a table of hashes, however few the planner believes there are.
  return tx.rows(sql`
    with place as materialized (
      select h.id as hazard, x.text
      from hazard h cross join lateral unnest(array[h.name_id, h.description_id] || h.effect_ids || h.harm_ids) as x (text)
      where ${chosen}
      union all
      select c.hazard_id, c.text_id from hazard_cause c
      where c.organisation_id = current_organisation() and c.hazard_id = any(${these}) and ${stands('c', moment)}
      union all
      select l.hazard_id, k.text_id ${controls}
    ), hit as materialized (
      select t.id, w.word
      from text_value t cross join unnest(${sought.words.map(patternOf)}::text[]) with ordinality as w (pattern, word)
      where t.organisation_id = current_organisation() and t.id = any(array(select text from place))
        and t.body ilike w.pattern
    )
    select f.hazard, f.found
    from (select p.hazard, array[${join(inHits)}] as found from place p offset 0) f
    where true = any(f.found)`);
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
  const links = sql`
    from hazard_control l
    where l.organisation_id = current_organisation() and l.hazard_id = any(${ids}::uuid[]) and ${stands('l', moment)}`;
  const [names, controls, verdicts] = await Promise.all([
    tx.rows<{ id: string; name: string }>(sql`
      select h.id, ${said('n')} as name
      from hazard h
      left join text_value n on n.organisation_id = h.organisation_id and n.id = h.name_id
      where h.organisation_id = current_organisation() and h.id = any(${ids}::uuid[]) and ${stands('h', moment)}`),
    tx.rows<{ hazard: string; control: string }>(sql`select l.hazard_id as hazard, l.control_id as control ${links}`),
    verdictsAt(tx, 'control', sql`select l.control_id ${links}`, moment),
  ]);
  const verdictOf = new Map(verdicts.map(({ id, verdict }) => [id, verdict]));
  const controlsOf = Map.groupBy(controls, ({ hazard }) => hazard);
  return new Map(
    names.map(({ id, name }) => {
      const of = (controlsOf.get(id) ?? []).map(({ control }) => verdictOf.get(control) ?? 'not-known');
      const count = (wanted: Verdict) => of.filter((verdict) => verdict === wanted).length;
      return [
        id,
        {
          id,
          name,
          controls: of.length,
          holding: count('met'),
          failing: count('not-met'),
          notVerified: count('not-known'),
        },
      ];
    }),
  );
}

/** The logs of these services, by their numbers. */
export async function logsIn(
  tx: ReadTx,
  services: readonly string[],
): Promise<{ readonly service: string; readonly id: string }[]> {
  return tx.rows(sql`
    select l.service_id as service, l.id from hazard_log l
    where l.organisation_id = current_organisation() and l.service_id = any(${services}::uuid[])
      and not l.retired and ${standsNow('l')}
    order by l.service_id, l.number`);
}

/** How many hazards stand open in each of these services; null for one that has no hazard log. */
export async function openHazardCounts(tx: ReadTx, services: readonly string[]): Promise<Map<string, number | null>> {
  const rows = await tx.rows<{ service: string; open: number | null }>(sql`
    select w.id as service, case when o.open > 0 or exists (
      select from hazard_log l
      where l.organisation_id = current_organisation() and l.service_id = w.id and not l.retired and ${standsNow('l')}
    ) then o.open end as open
    from unnest(${services}::uuid[]) as w (id)
    cross join lateral (
      select count(*)::int as open from hazard h
      where h.organisation_id = current_organisation() and h.service_id = w.id and h.status = 'open' and not h.retired
        and ${standsNow('h')}
    ) o`);
  return new Map(rows.map((row) => [row.service, row.open]));
}
