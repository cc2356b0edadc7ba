import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import type { RiskScheme } from '../schemes/index.ts';
import type { Changes } from './import/changes.ts';
import type {
  ControlCarried,
  HazardCarried,
  HazardWords,
  KeptCause,
  KeptControl,
  KeptHazard,
  KeptLink,
  KeptLog,
  KeptRating,
} from './import/kept.ts';
import type { Extra, Place } from './import/words.ts';
import { STATED_PHASES, type StatedPhase } from './domain.ts';

/*
 * Writes what an import says, one statement for each table; and reads a log as it is compared with a file.
 */

/** Written out: the planner uses the indexes of what is current only where it sees that number. */
const NOW = raw(`to_seq = ${FOREVER}`);
const ERASED = '[erased]';

/** Under what the home of an erased text is found: by the row that has it. */
function erasedAt(row: string): string {
  return `${ERASED} ${row}`;
}

// --- Logs -----------------------------------------------------------------------------------------------------------------

export interface LogRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly scheme: RiskScheme | null;
  readonly sources: KeptLog['sources'];
}

/** The living logs of a service. */
export async function logsOf(tx: ReadTx, service: string): Promise<LogRow[]> {
  return tx.rows<LogRow>(sql`
    select id, number, title, scheme, sources from hazard_log
    where organisation_id = current_organisation() and service_id = ${service} and ${NOW} and not retired
    order by number`);
}

/** A way in which a log can be kept: as a new one of a service, or as the next version of one that it has. */
export interface KeepingChoice {
  readonly reference: string;
  readonly name: string;
  /** Null for a new log. */
  readonly log: number | null;
  readonly title: string | null;
}

/** The ways in which a log can be kept in these services, or in all, in the order of their names. */
export async function keepingChoices(
  tx: ReadTx,
  references: readonly string[] | null,
  most: number,
): Promise<KeepingChoice[]> {
  return tx.rows<KeepingChoice>(sql`
    select s.reference, s.name, l.number as log, l.title
    from (
      select id, reference, name from service
      where organisation_id = current_organisation() and ${NOW} and phase <> 'retired'
        ${references === null ? empty : sql`and reference = any(${references}::text[])`}
      order by name, id limit ${most}
    ) s cross join lateral (
      select null::int as number, null::text as title
      union all
      select number, title from hazard_log
      where organisation_id = current_organisation() and service_id = s.id and ${NOW} and not retired
    ) l
    order by s.name, s.id, l.number nulls first limit ${most}`);
}

/** The first numbers that a service has given to nothing, living or retired. */
export async function nextNumbers(
  tx: ReadTx,
  service: string,
): Promise<{ readonly log: number; readonly hazard: number; readonly control: number }> {
  const next = (table: string) => sql`
    (select coalesce(max(number), 0) + 1 from ${raw(table)}
    where organisation_id = current_organisation() and service_id = ${service})`;
  const [row] = await tx.rows<{ log: number; hazard: number; control: number }>(sql`
    select ${next('hazard_log')} as log, ${next('hazard')} as hazard, ${next('control')} as control`);
  return row!;
}

/** Writes a log, or its next version. */
export async function putLog(tx: CommandTx, log: LogRow & { readonly service: string }): Promise<void> {
  await Promise.all([
    tx.rows(sql`
      update hazard_log set to_seq = ${tx.seq}
      where organisation_id = current_organisation() and id = ${log.id} and ${NOW}`),
    tx.rows(sql`
      insert into hazard_log (organisation_id, id, from_seq, service_id, number, title, scheme, sources, retired)
      values (${tx.organisation}, ${log.id}, ${tx.seq}, ${log.service}, ${log.number}, ${log.title},
        ${log.scheme === null ? null : JSON.stringify(log.scheme)}::jsonb, ${JSON.stringify(log.sources)}::jsonb, false)`),
  ]);
  tx.touch({ kind: 'hazard-log', id: log.id });
}

// --- What an import changes ---------------------------------------------------------------------------------------------

/**
 * Writes changes: ends the versions before, and inserts the new ones.
 * @param homes the texts that the log has already, and where they live: a text that stays has one home
 */
export async function putChanges(
  tx: CommandTx,
  service: string,
  changes: Changes,
  homes: ReadonlyMap<string, string>,
): Promise<void> {
  const text = (body: string | null | undefined) =>
    body === null || body === undefined || body === ERASED ? null : (homes.get(body) ?? tx.text(body));
  // What has to have a text keeps the home of the one that was erased.
  const named = (body: string, id: string) => (body === ERASED ? (homes.get(erasedAt(id)) ?? null) : text(body));
  const { ended } = changes;
  endLinks(tx, ended.links);
  for (const phase of STATED_PHASES) {
    const rated = ended.ratings.filter((rating) => rating.phase === phase);
    endRatings(
      tx,
      phase,
      rated.map((rating) => rating.hazard),
    );
  }
  await Promise.all([
    end(tx, 'hazard', ended.hazards),
    end(tx, 'control', ended.controls),
    end(tx, 'hazard_cause', ended.causes),
    insert(
      tx,
      'hazard',
      sql`id uuid, service_id uuid, log_id uuid, number int, name_id uuid, description_id uuid, component text,
        arises_in text, effect_ids uuid[], harm_ids uuid[], status text, stated_status text, standing_reason_id uuid,
        owner text, receiver text, notes_id uuid, evidence_id uuid, extra_id uuid, file_ref text, place jsonb,
        retired boolean, counting_name_id uuid, counting_description_id uuid, counting_effect_ids uuid[],
        counting_harm_ids uuid[], harmed_id uuid, vulnerable text[], harm_kinds jsonb`,
      changes.hazards.map((hazard) => ({
        id: hazard.id,
        service_id: service,
        log_id: hazard.log,
        number: hazard.number,
        name_id: named(hazard.name, hazard.id),
        description_id: text(hazard.description),
        component: hazard.component,
        arises_in: hazard.arisesIn,
        effect_ids: hazard.effects.map(text),
        harm_ids: hazard.harms.map(text),
        status: hazard.status,
        stated_status: hazard.statedStatus,
        standing_reason_id: text(hazard.standingReason),
        owner: hazard.owner,
        receiver: hazard.receiver,
        notes_id: text(hazard.notes),
        evidence_id: text(hazard.evidence),
        extra_id: hazard.extra.length === 0 ? null : text(JSON.stringify(hazard.extra)),
        file_ref: hazard.fileRef,
        place: hazard.place,
        retired: hazard.retired,
        counting_name_id: hazard.counting.name,
        counting_description_id: hazard.counting.description,
        counting_effect_ids: hazard.counting.effects,
        counting_harm_ids: hazard.counting.harms,
        harmed_id: hazard.carried.harmedId,
        vulnerable: hazard.carried.vulnerable,
        harm_kinds: hazard.carried.harmKinds,
      })),
    ),
    insert(
      tx,
      'hazard_cause',
      sql`id uuid, hazard_id uuid, position int, text_id uuid, place jsonb, counting_text_id uuid`,
      changes.causes.map((cause) => ({
        id: cause.id,
        hazard_id: cause.hazard,
        position: cause.position,
        text_id: text(cause.text),
        place: cause.place,
        counting_text_id: cause.countingText,
      })),
    ),
    insert(
      tx,
      'control',
      sql`id uuid, service_id uuid, number int, text_id uuid, existing boolean, type text, owner text, party text,
        state text, stated_state text, evidence_id uuid, action_id uuid, action_status text, place jsonb, retired boolean,
        counting_text_id uuid, new_hazards text, new_hazards_note_id uuid, links jsonb, shared boolean`,
      changes.controls.map((control) => ({
        id: control.id,
        service_id: service,
        number: control.number,
        text_id: named(control.text, control.id),
        existing: control.existing,
        type: control.type,
        owner: control.owner,
        party: control.party,
        state: control.state,
        stated_state: control.statedState,
        evidence_id: text(control.evidence),
        action_id: text(control.action),
        action_status: control.actionStatus,
        place: control.place,
        retired: control.retired,
        counting_text_id: control.countingText,
        new_hazards: control.carried.newHazards,
        new_hazards_note_id: control.carried.newHazardsNoteId,
        links: control.carried.moreLinks,
        shared: control.carried.shared,
      })),
    ),
    insert(
      tx,
      'hazard_control',
      sql`hazard_id uuid, control_id uuid, position int, cause_ids uuid[], acts text`,
      changes.links.map((link) => ({
        hazard_id: link.hazard,
        control_id: link.control,
        position: link.position,
        cause_ids: link.causes,
        acts: link.acts,
      })),
    ),
    insert(
      tx,
      'hazard_rating',
      sql`hazard_id uuid, phase text, severity text, likelihood text, severity_index int, likelihood_index int, stated text,
        level text, band int, justification_id uuid, giver text, given_at timestamptz, confirmed_seq bigint, relies_on uuid[], scheme text, harm_class text,
        patients text, assumes uuid[]`,
      changes.ratings.map((rating) => ({
        hazard_id: rating.hazard,
        phase: rating.phase,
        severity: rating.severity,
        likelihood: rating.likelihood,
        severity_index: rating.severityIndex,
        likelihood_index: rating.likelihoodIndex,
        stated: rating.stated,
        level: rating.level,
        band: rating.band,
        justification_id: text(rating.justification),
        giver: rating.giver,
        given_at: tx.at,
        confirmed_seq: rating.confirmedSeq,
        relies_on: rating.reliesOn,
        scheme: rating.more?.scheme ?? null,
        harm_class: rating.more?.harmClass ?? null,
        patients: rating.more?.patients ?? null,
        assumes: rating.more?.assumes ?? null,
      })),
    ),
  ]);
  for (const { id } of changes.controls) tx.touch({ kind: 'control', id });
  for (const { id } of changes.hazards) tx.touch({ kind: 'hazard', id });
  for (const id of changes.touched) tx.touch({ kind: 'hazard', id });
  for (const id of changes.judged) tx.touch({ kind: 'residual', id });
}

async function end(tx: CommandTx, table: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.rows(sql`
    update ${raw(table)} set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = any(${ids}::uuid[]) and ${NOW}`);
}

/** @param columns with their types, as the records have them */
async function insert(tx: CommandTx, table: string, columns: Sql, records: readonly object[]): Promise<void> {
  if (records.length === 0) return;
  const names = columns.sql.split(',').map((column) => column.trim().split(/\s+/u)[0]!);
  await tx.rows(sql`
    insert into ${raw(table)} (organisation_id, from_seq, ${raw(names.join(', '))})
    select ${tx.organisation}::uuid, ${tx.seq}, n.* from json_to_recordset(${JSON.stringify(records)}::json) as n (${columns})`);
}

// --- A log as it is kept ----------------------------------------------------------------------------------------------------

interface HazardRow extends Omit<HazardWords, 'extra' | 'effects' | 'harms'>, HazardCarried {
  readonly id: string;
  readonly number: number;
  readonly log: string;
  readonly seq: number;
  readonly extra: string | null;
  readonly effects: (string | null)[];
  readonly harms: (string | null)[];
  readonly countingName: string | null;
  readonly countingDescription: string | null;
  readonly countingEffects: readonly string[] | null;
  readonly countingHarms: readonly string[] | null;
  readonly retired: boolean;
}

type RatingRow = KeptRating & { readonly hazard: string; readonly phase: StatedPhase; readonly seq: number };
type ControlRow = Omit<KeptControl, 'carried'> & ControlCarried & { readonly seq: number };

/** A log with all that is compared, and where its texts live. */
export async function loadKept(
  tx: ReadTx,
  service: string,
  log: LogRow,
): Promise<{ readonly kept: KeptLog; readonly homes: ReadonlyMap<string, string> }> {
  const homes = new Map<string, string>();
  const [logs, hazards, controls] = await Promise.all([
    tx.rows<{ id: string; number: number; seq: number }>(sql`
      select id, number, from_seq as seq from hazard_log
      where organisation_id = current_organisation() and service_id = ${service} and ${NOW}`),
    tx.rows<HazardRow>(sql`
      select id, number, log_id as log, from_seq as seq, name_id as name, description_id as description, component,
        arises_in as "arisesIn", effect_ids as effects, harm_ids as harms, status, stated_status as "statedStatus",
        standing_reason_id as "standingReason", owner, receiver, notes_id as notes, evidence_id as evidence,
        extra_id as extra, file_ref as "fileRef", place, harmed_id as "harmedId", vulnerable,
        harm_kinds as "harmKinds", counting_name_id as "countingName",
        counting_description_id as "countingDescription", counting_effect_ids as "countingEffects",
        counting_harm_ids as "countingHarms", retired
      from hazard
      where organisation_id = current_organisation() and service_id = ${service} and ${NOW} and (not retired or log_id = ${log.id})
      order by number`),
    tx.rows<ControlRow>(sql`
      select id, number, text_id as text, existing, type, owner, party, state, stated_state as "statedState",
        evidence_id as evidence, action_id as action, action_status as "actionStatus", place, from_seq as seq,
        counting_text_id as "countingText", new_hazards as "newHazards", new_hazards_note_id as "newHazardsNoteId",
        links as "moreLinks", shared
      from control
      where organisation_id = current_organisation() and service_id = ${service} and ${NOW} and not retired
      order by number`),
  ]);
  // By ids and not by joins: right after a large import the planner knows nothing of these tables.
  const of = sql`organisation_id = current_organisation() and hazard_id = any(${hazards.map((one) => one.id)}::uuid[]) and ${NOW}`;
  const [causes, links, ratings] = await Promise.all([
    tx.rows<{
      id: string;
      hazard: string;
      text: string;
      countingText: string | null;
      place: Place | null;
      seq: number;
    }>(sql`
      select id, hazard_id as hazard, text_id as text, counting_text_id as "countingText", place, from_seq as seq
      from hazard_cause where ${of} order by hazard_id, position, id`),
    tx.rows<KeptLink & { hazard: string; seq: number }>(sql`
      select hazard_id as hazard, control_id as control, position, cause_ids as causes, acts, from_seq as seq
      from hazard_control where ${of} order by hazard_id, position, control_id`),
    tx.rows<RatingRow>(sql`
      select hazard_id as hazard, phase, severity, likelihood, severity_index as "severityIndex",
        likelihood_index as "likelihoodIndex", stated, level, band, justification_id as justification, giver,
        confirmed_seq as "confirmedSeq", relies_on as "reliesOn", from_seq as seq,
        json_build_object('scheme', scheme, 'harmClass', harm_class, 'patients', patients, 'assumes', assumes) as more
      from hazard_rating where ${of} and phase in ('initial', 'residual')`),
  ]);
  const ids = [
    ...hazards.flatMap((one) => [
      one.name,
      one.description,
      one.standingReason,
      one.notes,
      one.evidence,
      one.extra,
      ...one.effects,
      ...one.harms,
    ]),
    ...controls.flatMap((one) => [one.text, one.evidence, one.action]),
    ...causes.map((one) => one.text),
    ...ratings.map((one) => one.justification),
  ];
  const texts = await tx.rows<{ id: string; body: string | null }>(sql`
    select id, body from text_value
    where organisation_id = current_organisation() and id = any(${[...new Set(ids.filter((id) => id))]}::uuid[])`);
  const bodies = new Map(texts.map(({ id, body }) => [id, body ?? ERASED]));
  for (const { id, body } of texts) if (body !== null) homes.set(body, id);
  const home = (row: string, text: string | null) => {
    if (text !== null && bodies.get(text) === ERASED) homes.set(erasedAt(row), text);
  };
  for (const { id, name } of hazards) home(id, name);
  for (const { id, text } of controls) home(id, text);
  const read = (id: string | null | undefined) => (id ? bodies.get(id)! : null);
  const numbers = new Map(logs.map((one) => [one.id, one.number]));
  const causesOf = Map.groupBy(causes, (cause) => cause.hazard);
  const linksOf = Map.groupBy(links, (link) => link.hazard);
  const ratingsOf = new Map(ratings.map((rating) => [`${rating.hazard} ${rating.phase}`, rating]));
  const rating = (hazard: string, phase: StatedPhase): KeptRating | null => {
    const row = ratingsOf.get(`${hazard} ${phase}`);
    if (!row) return null;
    const { hazard: _hazard, phase: _phase, seq: _seq, ...rest } = row;
    return { ...rest, justification: read(row.justification) };
  };
  const gone = new Set(hazards.filter((one) => one.retired).map(({ id }) => id));
  const every = hazards.map(({ seq: _seq, retired: _retired, log: logId, ...whole }): KeptHazard => {
    const { countingName, countingDescription, countingEffects, countingHarms, ...rest } = whole;
    const { harmedId, vulnerable, harmKinds, ...row } = rest;
    const extra = read(row.extra);
    return {
      ...row,
      counting: {
        name: countingName,
        description: countingDescription,
        effects: countingEffects,
        harms: countingHarms,
      },
      carried: { harmedId, vulnerable, harmKinds },
      name: read(row.name) ?? ERASED,
      description: read(row.description),
      effects: row.effects.map((id) => read(id) ?? ERASED),
      harms: row.harms.map((id) => read(id) ?? ERASED),
      standingReason: read(row.standingReason),
      notes: read(row.notes),
      evidence: read(row.evidence),
      extra: extra === null || extra === ERASED ? [] : (JSON.parse(extra) as Extra[]),
      log: { id: logId, number: numbers.get(logId) ?? 0 },
      initial: rating(row.id, 'initial'),
      residual: rating(row.id, 'residual'),
      causes: (causesOf.get(row.id) ?? []).map(({ id, text, countingText, place }): KeptCause => ({
        id,
        text: read(text) ?? ERASED,
        countingText,
        place,
      })),
      links: (linksOf.get(row.id) ?? []).map(({ control, position, causes: answers, acts }) => ({
        control,
        position,
        causes: answers,
        acts,
      })),
    };
  });
  const all = every.filter((hazard) => !gone.has(hazard.id));
  const own = all.filter((hazard) => hazard.log.id === log.id);
  const ownIds = new Set(own.map((hazard) => hazard.id));
  const ownControls = new Set(own.flatMap((hazard) => hazard.links.map((link) => link.control)));
  const version = Math.max(
    0,
    ...logs.filter((one) => one.id === log.id).map((one) => one.seq),
    ...hazards.filter((one) => ownIds.has(one.id)).map((one) => one.seq),
    ...[...causes, ...links, ...ratings].filter((one) => ownIds.has(one.hazard)).map((one) => one.seq),
    ...controls.filter((one) => ownControls.has(one.id)).map((one) => one.seq),
  );
  return {
    kept: {
      id: log.id,
      number: log.number,
      title: log.title,
      scheme: log.scheme,
      sources: log.sources,
      version,
      hazards: own,
      controls: controls.map(({ seq: _seq, newHazards, newHazardsNoteId, moreLinks, shared, ...row }): KeptControl => ({
        ...row,
        carried: { newHazards, newHazardsNoteId, moreLinks, shared },
        text: read(row.text) ?? ERASED,
        evidence: read(row.evidence),
        action: read(row.action),
      })),
      elsewhere: all.filter((hazard) => hazard.log.id !== log.id),
      retired: every.filter((hazard) => gone.has(hazard.id)),
    },
    homes,
  };
}

export interface ListedHazard {
  readonly number: number;
  readonly ref: string | null;
  readonly name: string;
}

/** The hazards of a log that are not retired, in the order of their numbers. */
export async function hazardsOfLog(tx: ReadTx, log: string): Promise<ListedHazard[]> {
  return tx.rows<ListedHazard>(sql`
    select h.number, h.file_ref as ref, coalesce(t.body, ${ERASED}) as name
    from hazard h left join text_value t on t.organisation_id = h.organisation_id and t.id = h.name_id
    where h.organisation_id = current_organisation() and h.log_id = ${log} and h.${NOW} and not h.retired
    order by h.number`);
}

function endLinks(tx: CommandTx, links: Changes['ended']['links']): void {
  if (links.length === 0) return;
  // Connections that write join by keys alone, row by row; pairs would be compared each with each.
  tx.send(sql`set local enable_hashjoin = on`);
  tx.send(sql`
    update hazard_control l set to_seq = ${tx.seq}
    from unnest(${links.map((link) => link.hazard)}::uuid[], ${links.map((link) => link.control)}::uuid[])
      as e (hazard_id, control_id)
    where l.organisation_id = current_organisation() and l.hazard_id = any(${links.map((link) => link.hazard)}::uuid[])
      and l.hazard_id = e.hazard_id and l.control_id = e.control_id and l.${NOW}`);
  tx.send(sql`set local enable_hashjoin = off`);
}

function endRatings(tx: CommandTx, phase: StatedPhase, hazards: readonly string[]): void {
  if (hazards.length === 0) return;
  tx.send(sql`
    update hazard_rating set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and hazard_id = any(${hazards}::uuid[]) and phase = ${phase} and ${NOW}`);
}
