import sql, { raw, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type {
  CauseVersion,
  ControlVersion,
  HazardVersion,
  JudgementVersion,
  LinkVersion,
  RatingVersion,
  RowVersions,
  Said,
} from './domain/row-versions.ts';
import type { LogVersion } from './domain/service-difference.ts';
import { textsOf, type Texts } from './store.ts';

/*
 * What differences are told from: the versions of the rows of some hazards, which hazards of a log may differ at all, and
 * who made the entries of the ledger.
 */

/** From the end of one entry of the ledger to the end of a later one. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Texts of a version by their ids; a counting one only where it is another. */
interface Ids {
  readonly [column: string]: string | null | readonly string[];
}

type Raw<V> = Omit<V, 'name' | 'description' | 'effects' | 'harms' | 'text'> & { readonly ids: Ids };

/** The versions of these hazards, and of all that belongs to them, that stood at any time of a stretch. Seven queries. */
export async function versionsOf(tx: ReadTx, hazards: readonly string[], stretch: Stretch): Promise<RowVersions> {
  const stood = (table: string) => stoodIn(table, stretch);
  const of = (table: string) =>
    sql`${raw(table)}.organisation_id = current_organisation() and ${raw(table)}.hazard_id = any(${hazards}::uuid[]) and ${stood(table)}`;
  const [hazardRows, causeRows, links, controlRows, ratingRows, judgementRows] = await Promise.all([
    hazardRowsOf(tx, hazards, stretch),
    tx.rows<Raw<CauseVersion>>(sql`
      select c.id, c.hazard_id as hazard, c.position, ${seqs('c')},
        json_build_object('text', c.text_id, 'countingText', c.counting_text_id) as ids
      from hazard_cause c where ${of('c')} order by c.from_seq`),
    tx.rows<LinkVersion>(sql`
      select l.hazard_id as hazard, l.control_id as control, l.position, ${seqs('l')}
      from hazard_control l where ${of('l')} order by l.from_seq`),
    controlRowsOf(
      tx,
      sql`${stood('k')} and k.id = any(array(select l.control_id from hazard_control l where ${of('l')}))`,
    ),
    tx.rows<Raw<RatingVersion>>(sql`
      select r.hazard_id as hazard, r.phase, ${seqs('r')}, r.severity, r.likelihood, r.level, r.stated,
        r.confirmed_seq is not null as confirmed, r.confirmed_seq as given, r.harm_class || ', ' || r.patients as harm,
        -- By the names that controls have now: a number is given once. Those of another service are said with it.
        case when r.relies_on is not null then (
          select coalesce(string_agg(case when k.service_id = h.service_id then '' else v.reference || '/' end
            || 'CTL-' || k.number, ', ' order by k.service_id <> h.service_id, k.number), 'no control')
          from control k
          join hazard h on h.organisation_id = r.organisation_id and h.id = r.hazard_id and h.to_seq = 9007199254740991
          left join service v on v.organisation_id = k.organisation_id and v.id = k.service_id
            and v.to_seq = 9007199254740991
          where k.organisation_id = r.organisation_id and k.id = any(r.relies_on) and k.to_seq = 9007199254740991)
        end as relies,
        (select string_agg('ASM-' || a.number, ', ' order by a.number) from assumption a
          where a.organisation_id = r.organisation_id and a.id = any(r.assumes) and a.to_seq = 9007199254740991) as assumes,
        json_build_object('justification', r.justification_id) as ids
      from hazard_rating r where ${of('r')} order by r.from_seq`),
    tx.rows<Raw<JudgementVersion>>(sql`
      select u.hazard_id as hazard, u.kind, u.rating_seq as rating, u.finding, ${seqs('u')},
        json_build_object('said', u.text_id) as ids
      from hazard_judgement u where ${of('u')} order by u.from_seq`),
  ]);
  const texts = await textsIn(tx, [...hazardRows, ...causeRows, ...controlRows, ...ratingRows, ...judgementRows]);
  return {
    hazards: hazardRows.map((row) => hazardVersion(row, texts)),
    causes: causeRows.map(({ ids, ...row }) => ({ ...row, text: saidOf(ids, 'text', texts) })),
    links,
    controls: controlRows.map((row) => controlVersion(row, texts)),
    ratings: ratingRows.map(({ ids, ...row }) => ({ ...row, ...plainTexts(ids, texts, ['justification']) })),
    judgements: judgementRows.map(({ ids, ...row }) => ({ ...row, text: plainTexts(ids, texts, ['said']).said })),
  };
}

/** A condition: a version stood at any time of a stretch. @param table its alias, as SQL */
function stoodIn(table: string, { from, to }: Stretch): Sql {
  return sql`${raw(table)}.from_seq <= ${to} and ${raw(table)}.to_seq > ${from}`;
}

function seqs(table: string): Sql {
  return raw(`${table}.from_seq as "fromSeq", ${table}.to_seq as "toSeq"`);
}

function textsIn(tx: ReadTx, rows: readonly { readonly ids: Ids }[]): Promise<Texts> {
  return textsOf(
    tx,
    rows.flatMap(({ ids }) => Object.values(ids).flat()),
  );
}

/** The versions of hazards' own rows that stood at any time of a stretch, the earliest first. */
export async function hazardVersions(
  tx: ReadTx,
  hazards: readonly string[],
  stretch: Stretch,
): Promise<HazardVersion[]> {
  const rows = await hazardRowsOf(tx, hazards, stretch);
  const texts = await textsIn(tx, rows);
  return rows.map((row) => hazardVersion(row, texts));
}

function hazardRowsOf(tx: ReadTx, hazards: readonly string[], stretch: Stretch): Promise<Raw<HazardVersion>[]> {
  return tx.rows(sql`
    select h.id, h.number, h.log_id as log, h.retired, ${seqs('h')}, h.component, h.arises_in as "arisesIn", h.status,
      h.receiver, h.owner, h.place ->> 'file' as file,
      json_build_object('name', h.name_id, 'countingName', h.counting_name_id, 'description', h.description_id,
        'countingDescription', h.counting_description_id, 'effects', h.effect_ids, 'countingEffects',
        h.counting_effect_ids, 'harms', h.harm_ids, 'countingHarms', h.counting_harm_ids, 'standingReason',
        h.standing_reason_id, 'notes', h.notes_id, 'evidence', h.evidence_id, 'extra', h.extra_id, 'wordingReason',
        h.wording_reason_id) as ids
    from hazard h
    where h.organisation_id = current_organisation() and h.id = any(${hazards}::uuid[]) and ${stoodIn('h', stretch)}
    order by h.from_seq`);
}

function hazardVersion({ ids, ...row }: Raw<HazardVersion>, texts: Texts): HazardVersion {
  return { ...row, ...hazardTexts(ids, texts) };
}

/** Versions of controls, the earliest first. @param which a condition on `control k` */
function controlRowsOf(tx: ReadTx, which: Sql): Promise<Raw<ControlVersion>[]> {
  return tx.rows(sql`
    select k.id, k.number, k.retired, ${seqs('k')}, k.existing, k.type, k.party, k.state,
      k.owner, k.action_status as "actionStatus", k.place ->> 'file' as file,
      json_build_object('text', k.text_id, 'countingText', k.counting_text_id, 'evidence', k.evidence_id, 'action',
        k.action_id, 'wordingReason', k.wording_reason_id) as ids
    from control k
    where k.organisation_id = current_organisation() and ${which}
    order by k.from_seq`);
}

function controlVersion({ ids, ...row }: Raw<ControlVersion>, texts: Texts): ControlVersion {
  return {
    ...row,
    text: saidOf(ids, 'text', texts),
    ...plainTexts(ids, texts, ['evidence', 'action', 'wordingReason']),
  };
}

/** All versions of one control. */
export async function versionsOfControl(tx: ReadTx, id: string): Promise<ControlVersion[]> {
  const rows = await controlRowsOf(tx, sql`k.id = ${id}`);
  const texts = await textsIn(tx, rows);
  return rows.map((row) => controlVersion(row, texts));
}

function hazardTexts(ids: Ids, texts: Texts) {
  return {
    name: saidOf(ids, 'name', texts),
    description: saidOf(ids, 'description', texts),
    effects: listOf(ids, 'effects', texts),
    harms: listOf(ids, 'harms', texts),
    ...plainTexts(ids, texts, ['standingReason', 'notes', 'evidence', 'extra', 'wordingReason']),
  };
}

function counting(column: string): string {
  return `counting${column.charAt(0).toUpperCase()}${column.slice(1)}`;
}

function saidOf(ids: Ids, column: string, texts: Texts): Said | null {
  const shown = ids[column];
  if (typeof shown !== 'string') return null;
  const counts = ids[counting(column)];
  return { shown: texts.get(shown) ?? '', counts: texts.get(typeof counts === 'string' ? counts : shown) ?? '' };
}

function listOf(ids: Ids, column: string, texts: Texts): Said[] {
  const [shown, counts] = [ids[column], ids[counting(column)]];
  return (Array.isArray(shown) ? (shown as readonly string[]) : []).map((id, index) => ({
    shown: texts.get(id) ?? '',
    counts: texts.get((Array.isArray(counts) ? (counts as readonly string[])[index] : null) ?? id) ?? '',
  }));
}

function plainTexts<Name extends string>(ids: Ids, texts: Texts, names: readonly Name[]): Record<Name, string | null> {
  const text = (id: Ids[string]) => (typeof id === 'string' ? (texts.get(id) ?? null) : null);
  return Object.fromEntries(names.map((name) => [name, text(ids[name] ?? null)])) as Record<Name, string | null>;
}

/** A log, as far as comparing it needs it. */
export interface LogOf {
  readonly id: string;
  readonly service: string;
  readonly reference: string;
}

/** Hazards of a log, by their ids. */
export interface Differing {
  /** Their fingerprints differ. */
  readonly changed: readonly string[];
  /** They came or went. */
  readonly moved: readonly string[];
}

/**
 * The hazards of a log whose fingerprints differ between two moments, or that came or went: nothing else is read of those
 * that stayed as they were.
 */
export async function hazardsThatDiffer(tx: ReadTx, log: LogOf, { from, to }: Stretch): Promise<Differing> {
  const at = (seq: number, id: Sql) => sql`(
    select retired, within_id, material, editorial from subject_state
    where organisation_id = current_organisation() and kind = 'hazard' and id = ${id} and changed_seq <= ${seq}
    union all
    select retired, within_id, material, editorial from subject_history
    where organisation_id = current_organisation() and kind = 'hazard' and id = ${id} and from_seq <= ${seq} and to_seq > ${seq})`;
  const rows = await tx.rows<{ id: string; stayed: boolean }>(sql`
    select c.id, coalesce(was.within_id = ${log.id} and now.within_id = ${log.id} and was.retired = now.retired, false)
      as stayed
    from (
      select id from subject_state
      where organisation_id = current_organisation() and kind = 'hazard' and within_id = ${log.id} and changed_seq > ${from}
      union
      -- Those that have moved to another log since.
      select id from hazard
      where organisation_id = current_organisation() and service_id = ${log.service} and log_id = ${log.id}
        and to_seq > ${from} and to_seq <= ${to}
    ) c
    left join lateral ${at(from, sql`c.id`)} was on true
    left join lateral ${at(to, sql`c.id`)} now on true
    where (was.within_id = ${log.id} or now.within_id = ${log.id}) and (was.retired, was.within_id, was.material,
      was.editorial) is distinct from (now.retired, now.within_id, now.material, now.editorial)`);
  const { changed = [], moved = [] } = Object.groupBy(rows, ({ stayed }) => (stayed ? 'changed' : 'moved'));
  const ids = (of: readonly { readonly id: string }[]) => of.map(({ id }) => id);
  return { changed: ids(changed), moved: ids(moved) };
}

/** The row of a log through a stretch. */
export async function logVersions(tx: ReadTx, log: LogOf, { from, to }: Stretch): Promise<LogVersion[]> {
  return tx.rows<LogVersion>(sql`
    select l.from_seq as "fromSeq", l.to_seq as "toSeq", l.title, l.scheme from hazard_log l
    where l.organisation_id = current_organisation() and l.id = ${log.id} and l.from_seq <= ${to} and l.to_seq > ${from}
    order by l.from_seq`);
}

/** The entries of the ledger that made versions of a log's service in a stretch. */
export async function serviceVersions(tx: ReadTx, log: LogOf, { from, to }: Stretch): Promise<number[]> {
  const rows = await tx.rows<{ seq: number }>(sql`
    select s.from_seq as seq from service s
    where s.organisation_id = current_organisation() and s.id = ${log.service} and s.from_seq > ${from}
      and s.from_seq <= ${to}
    order by s.from_seq`);
  return rows.map(({ seq }) => seq);
}

/** How many hazards stand in a log at a moment. */
export async function countHazards(tx: ReadTx, log: LogOf, moment: Moment): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(sql`
    select count(*)::int as count from hazard h
    where h.organisation_id = current_organisation() and h.service_id = ${log.service} and h.log_id = ${log.id}
      and ${stands('h', moment)} and not h.retired`);
  return row!.count;
}

/** A log by its id, as it stands now; null where there is none. */
export async function logById(tx: ReadTx, id: string): Promise<LogOf | null> {
  const [row] = await tx.rows<LogOf>(sql`
    select l.id, l.service_id as service, s.reference
    from hazard_log l
    join service s on s.organisation_id = l.organisation_id and s.id = l.service_id and ${stands('s', NOW)}
    where l.organisation_id = current_organisation() and l.id = ${id} and ${stands('l', NOW)}`);
  return row ?? null;
}

const NOW: Moment = { seq: null, now: new Date(0) };

/** Who made an entry of the ledger, and when. */
export interface Author {
  readonly seq: number;
  readonly at: Date;
  /** As the ledger has them: "person:<id>". */
  readonly actor: string;
  /** By name, where it was a person. */
  readonly who: string;
  readonly command: string;
}

export async function authorsOf(tx: ReadTx, seqs: readonly number[]): Promise<Map<number, Author>> {
  const wanted = [...new Set(seqs)];
  if (wanted.length === 0) return new Map();
  const rows = await tx.rows<Author>(sql`
    select e.seq, e.at, e.actor, ${actorName('e.actor')} as who, e.command
    from ledger_entry e
    where e.organisation_id = current_organisation() and e.chain = 'changes' and e.seq = any(${wanted}::bigint[])`);
  return new Map(rows.map((row) => [row.seq, row]));
}

/** The erasures of texts of these hazards in a stretch. */
export async function erasuresOf(
  tx: ReadTx,
  hazards: readonly string[],
  { from, to }: Stretch,
): Promise<{ hazard: string; seq: number; field: string }[]> {
  return tx.rows(sql`
    select e.subject_id as hazard, e.seq, c.content::jsonb #>> '{input,field}' as field
    from ledger_entry e
    join ledger_content c on c.organisation_id = e.organisation_id and c.chain = e.chain and c.seq = e.seq
    where e.organisation_id = current_organisation() and e.chain = 'changes' and e.subject_kind = 'hazard'
      and e.subject_id = any(${hazards}::uuid[]) and e.seq > ${from} and e.seq <= ${to} and e.command = 'eraseHazardText'
    order by e.seq`);
}
