import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, stateAt, type Moment } from '../../platform/ledger/moment-store.ts';
import {
  controlReference,
  hazardReference,
  type ArisesIn,
  type ControlState,
  type ControlType,
  type HazardStatus,
  type Party,
  type Phase,
  type Verdict,
} from './domain.ts';
import { isProvisional, levelOf, provisionalSentence, whatCounts } from './domain/ratings.ts';
import type { CauseRecord, ControlRecord, HazardPlace, HazardRecord, Place, RatingRecord } from './domain/record.ts';

/*
 * Whole hazards, as they stand at a moment: for a hazard's page, and for whoever takes the log elsewhere.
 */

interface HazardRow {
  readonly id: string;
  readonly log: number;
  readonly number: number;
  readonly ref: string | null;
  readonly nameId: string;
  readonly descriptionId: string | null;
  readonly component: string | null;
  readonly arisesIn: ArisesIn | null;
  readonly effectIds: readonly string[];
  readonly harmIds: readonly string[];
  readonly status: HazardStatus;
  readonly statedStatus: string | null;
  readonly reasonId: string | null;
  readonly owner: string | null;
  readonly receiver: string | null;
  readonly notesId: string | null;
  readonly evidenceId: string | null;
  readonly extraId: string | null;
  readonly place: HazardPlace | null;
  readonly version: number;
  readonly retired: boolean;
  readonly verdict: Verdict | null;
}

interface CauseRow {
  readonly id: string;
  readonly hazard: string;
  readonly textId: string;
  readonly place: Place | null;
}

export interface ControlRow {
  readonly hazard: string;
  readonly number: number;
  readonly textId: string;
  readonly existing: boolean | null;
  readonly type: ControlType | null;
  readonly state: ControlState;
  readonly statedState: string | null;
  readonly owner: string | null;
  readonly party: Party | null;
  readonly evidenceId: string | null;
  readonly actionId: string | null;
  readonly actionStatus: string | null;
  readonly causeIds: readonly string[];
  readonly verdict: Verdict | null;
  readonly place: Place | null;
}

interface RatingRow {
  readonly hazard: string;
  readonly phase: Phase;
  readonly severity: string | null;
  readonly likelihood: string | null;
  readonly stated: string | null;
  readonly level: string | null;
  readonly justificationId: string | null;
  readonly giver: string;
  readonly givenAt: Date;
  readonly confirmed: boolean;
}

/** Which hazards of a service: all, those of one log, or some by their numbers. */
export interface Scope {
  readonly service: string;
  readonly log?: string;
  readonly numbers?: readonly number[];
}

/** A hazard with the id under which its subject is kept. */
export interface StoredHazard {
  readonly id: string;
  readonly record: HazardRecord;
}

/** Whole hazards in the order of their numbers. A fixed number of queries, however many there are. */
export async function hazardsOf(tx: ReadTx, scope: Scope, moment: Moment): Promise<StoredHazard[]> {
  const hazards = await hazardRows(tx, scope, moment);
  if (hazards.length === 0) return [];
  const ids = hazards.map((hazard) => hazard.id);
  const [causes, controls, ratings] = await Promise.all([
    causeRows(tx, ids, moment),
    controlRows(tx, ids, moment),
    ratingRows(tx, ids, moment),
  ]);
  const texts = await textsOf(tx, [
    ...hazards.flatMap((hazard) => [
      hazard.nameId,
      hazard.descriptionId,
      hazard.reasonId,
      hazard.notesId,
      hazard.evidenceId,
      hazard.extraId,
      ...hazard.effectIds,
      ...hazard.harmIds,
    ]),
    ...causes.map((cause) => cause.textId),
    ...controls.flatMap((control) => [control.textId, control.evidenceId, control.actionId]),
    ...ratings.map((rating) => rating.justificationId),
  ]);
  const [causesOf, controlsOf, ratingsOf] = [byHazard(causes), byHazard(controls), byHazard(ratings)];
  return hazards.map((hazard) => ({
    id: hazard.id,
    record: recordOf(
      hazard,
      causesOf.get(hazard.id) ?? [],
      controlsOf.get(hazard.id) ?? [],
      ratingsOf.get(hazard.id) ?? [],
      texts,
    ),
  }));
}

function byHazard<Row extends { readonly hazard: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => row.hazard);
}

/** Rows of these ids. One is said by itself: the plan of that is made once, and not anew for each list. */
export function among(column: string, ids: readonly (string | number)[], type: 'uuid' | 'int' | 'bigint'): Sql {
  if (ids.length === 1) return sql`${raw(column)} = ${ids[0]}`;
  return sql`${raw(column)} = any(${ids}::${raw(type)}[])`;
}

function hazardRows(tx: ReadTx, scope: Scope, moment: Moment): Promise<HazardRow[]> {
  return tx.rows<HazardRow>(sql`
    select h.id, l.number as log, h.number, h.file_ref as ref, h.name_id as "nameId", h.description_id as "descriptionId",
      h.component, h.arises_in as "arisesIn", h.effect_ids as "effectIds", h.harm_ids as "harmIds", h.status,
      h.stated_status as "statedStatus", h.standing_reason_id as "reasonId", h.owner, h.receiver, h.notes_id as "notesId",
      h.evidence_id as "evidenceId", h.extra_id as "extraId", h.place, h.from_seq as version, h.retired, s.verdict
    from hazard h
    join hazard_log l on l.organisation_id = h.organisation_id and l.id = h.log_id and ${stands('l', moment)}
    left join lateral ${stateAt('hazard', 'h.id', moment)} s on true
    where h.organisation_id = current_organisation() and h.service_id = ${scope.service} and ${stands('h', moment)}
      ${
        // One that was taken out of its log is no longer listed; whoever asks for it by number finds it.
        scope.numbers === undefined ? sql`and not h.retired` : empty
      }
      ${scope.log === undefined ? empty : sql`and h.log_id = ${scope.log}`}
      ${scope.numbers === undefined ? empty : sql`and ${among('h.number', scope.numbers, 'int')}`}
    order by h.number`);
}

function causeRows(tx: ReadTx, hazards: readonly string[], moment: Moment): Promise<CauseRow[]> {
  return tx.rows<CauseRow>(sql`
    select c.id, c.hazard_id as hazard, c.text_id as "textId", c.place from hazard_cause c
    where c.organisation_id = current_organisation() and ${among('c.hazard_id', hazards, 'uuid')} and ${stands('c', moment)}
    order by c.hazard_id, c.position, c.id`);
}

function controlRows(tx: ReadTx, hazards: readonly string[], moment: Moment): Promise<ControlRow[]> {
  return tx.rows<ControlRow>(sql`
    select l.hazard_id as hazard, k.number, k.text_id as "textId", k.existing, k.type, k.state,
      k.stated_state as "statedState", k.owner, k.party, k.evidence_id as "evidenceId", k.action_id as "actionId",
      k.action_status as "actionStatus", l.cause_ids as "causeIds", s.verdict, k.place
    from hazard_control l
    join control k on k.organisation_id = l.organisation_id and k.id = l.control_id and ${stands('k', moment)}
    left join lateral ${stateAt('control', 'l.control_id', moment)} s on true
    where l.organisation_id = current_organisation() and ${among('l.hazard_id', hazards, 'uuid')} and ${stands('l', moment)}
    order by l.hazard_id, l.position, k.number`);
}

function ratingRows(tx: ReadTx, hazards: readonly string[], moment: Moment): Promise<RatingRow[]> {
  return tx.rows<RatingRow>(sql`
    select r.hazard_id as hazard, r.phase, r.severity, r.likelihood, r.stated, r.level,
      r.justification_id as "justificationId", ${actorName('r.giver')} as giver, r.given_at as "givenAt",
      r.confirmed_seq is not null as confirmed
    from hazard_rating r
    where r.organisation_id = current_organisation() and ${among('r.hazard_id', hazards, 'uuid')} and ${stands('r', moment)}`);
}

/** Texts by their ids: what they say, or that they were erased. */
export type Texts = ReadonlyMap<string, string>;

export async function textsOf(tx: ReadTx, ids: readonly (string | null)[]): Promise<Texts> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows = await tx.rows<{ id: string; body: string }>(sql`
    select t.id, ${said('t')} as body from text_value t
    where t.organisation_id = current_organisation() and t.id = any(${wanted}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.body]));
}

function recordOf(
  row: HazardRow,
  causes: readonly CauseRow[],
  controls: readonly ControlRow[],
  ratings: readonly RatingRow[],
  texts: Texts,
): HazardRecord {
  const text = (id: string | null) => (id === null ? null : (texts.get(id) ?? null));
  const rated = (phase: Phase) => {
    const found = ratings.find((rating) => rating.phase === phase);
    return found ? { ...found, level: levelOf(found.level) } : null;
  };
  const [initial, residual] = [rated('initial'), rated('residual')];
  const counts = whatCounts(initial, residual);
  const ratingRecord = (phase: Phase, rating: typeof initial): RatingRecord | null =>
    rating && {
      severity: rating.severity,
      likelihood: rating.likelihood,
      stated: levelOf(rating.stated),
      level: rating.level,
      justification: text(rating.justificationId),
      giver: rating.giver,
      givenAt: rating.givenAt.toISOString(),
      provisional: isProvisional(phase, rating),
      counts: counts.phase === phase,
    };
  const id = hazardReference(row.number);
  const sentence = provisionalSentence(id, residual);
  return {
    id,
    ref: row.ref,
    log: row.log,
    name: text(row.nameId) ?? '',
    description: text(row.descriptionId),
    component: row.component,
    arisesIn: row.arisesIn,
    effects: row.effectIds.map((effect) => text(effect) ?? ''),
    harms: row.harmIds.map((harm) => text(harm) ?? ''),
    causes: causes.map((cause): CauseRecord => ({ text: text(cause.textId) ?? '', place: cause.place })),
    controls: controls.map((control) => controlRecord(control, causes, text)),
    initial: ratingRecord('initial', initial),
    residual: ratingRecord('residual', residual),
    counts,
    status: row.status,
    statedStatus: row.statedStatus,
    reason: text(row.reasonId),
    owner: row.owner,
    receiver: row.receiver,
    notes: text(row.notesId),
    evidence: text(row.evidenceId),
    extra: extraOf(text(row.extraId)),
    place: row.place,
    retired: row.retired,
    verdict: row.verdict ?? 'not-known',
    provisional: sentence && `${sentence.so} ${sentence.because} ${sentence.clears}`,
    version: row.version,
  };
}

export function controlRecord(
  control: Omit<ControlRow, 'hazard'>,
  causes: readonly CauseRow[],
  text: (id: string | null) => string | null,
): ControlRecord {
  return {
    id: controlReference(control.number),
    text: text(control.textId) ?? '',
    kind: control.existing === null ? 'unstated' : control.existing ? 'existing' : 'additional',
    type: control.type,
    state: control.state,
    statedState: control.statedState,
    owner: control.owner,
    party: control.party,
    evidence: text(control.evidenceId),
    action: text(control.actionId),
    actionStatus: control.actionStatus,
    causes: causes.flatMap(({ id }, index) => (control.causeIds.includes(id) ? [index + 1] : [])),
    verdict: control.verdict ?? 'not-known',
    place: control.place,
  };
}

/** Extra columns are one text, so that one erasure takes them all: JSON, or what is said in its place. */
function extraOf(text: string | null): HazardRecord['extra'] {
  if (text === null) return [];
  if (!text.startsWith('[{')) return [{ header: 'Other columns', text }];
  return (JSON.parse(text) as { header: string; text: string }[]).map((one) => ({
    header: one.header,
    text: one.text,
  }));
}

// --- Changes ---------------------------------------------------------------------------------------------------------

/** A hazard as far as a change of its standing needs it. */
export interface HazardStanding {
  readonly id: string;
  readonly version: number;
  readonly status: HazardStatus;
  readonly receiver: string | null;
  readonly reason: string | null;
}

export async function standingOf(tx: ReadTx, service: string, number: number): Promise<HazardStanding | null> {
  const [row] = await tx.rows<HazardStanding>(sql`
    select h.id, h.from_seq as version, h.status, h.receiver, ${said('t')} as reason
    from hazard h
    left join text_value t on t.organisation_id = h.organisation_id and t.id = h.standing_reason_id
    where h.organisation_id = current_organisation() and h.service_id = ${service} and h.number = ${number}
      and ${standsNow('h')} and not h.retired`);
  return row ?? null;
}

/** Closes a hazard or opens it again: a new version of it. */
export async function putStanding(
  tx: CommandTx,
  id: string,
  to: { readonly status: HazardStatus; readonly reason: string; readonly receiver: string | null },
): Promise<void> {
  const reason = tx.text(to.reason);
  await tx.rows(sql`
    with ended as (
      update hazard h set to_seq = ${tx.seq}
      where h.organisation_id = current_organisation() and h.id = ${id} and ${standsNow('h')}
      returning h.*
    )
    insert into hazard (organisation_id, id, from_seq, service_id, log_id, number, name_id, description_id, component,
      arises_in, effect_ids, harm_ids, status, stated_status, standing_reason_id, owner, receiver, notes_id, evidence_id,
      extra_id, file_ref, place, retired, counting_name_id, counting_description_id, counting_effect_ids,
      counting_harm_ids)
    select organisation_id, id, ${tx.seq}, service_id, log_id, number, name_id, description_id, component, arises_in,
      effect_ids, harm_ids, ${to.status}, stated_status, ${reason}::uuid, owner, ${to.receiver}, notes_id, evidence_id,
      extra_id, file_ref, place, retired, counting_name_id, counting_description_id, counting_effect_ids,
      counting_harm_ids
    from ended`);
  tx.touch({ kind: 'hazard', id });
}

/** The residual rating of a hazard, as far as confirming it needs it. */
export interface ResidualStanding {
  readonly id: string;
  readonly number: number;
  /** The later of the versions of hazard and rating: what somebody saw must not be older. */
  readonly version: number;
  readonly rating: { readonly level: ReturnType<typeof levelOf>; readonly confirmed: boolean } | null;
}

export async function residualsOf(
  tx: ReadTx,
  service: string,
  numbers: readonly number[],
): Promise<ResidualStanding[]> {
  type Row = { id: string; number: number; version: number; rated: boolean; level: string | null; confirmed: boolean };
  const rows = await tx.rows<Row>(sql`
    select h.id, h.number, greatest(h.from_seq, r.from_seq) as version, r.hazard_id is not null as rated, r.level,
      r.confirmed_seq is not null as confirmed
    from hazard h
    left join hazard_rating r on r.organisation_id = h.organisation_id and r.hazard_id = h.id and r.phase = 'residual'
      and ${standsNow('r')}
    where h.organisation_id = current_organisation() and h.service_id = ${service} and h.number = any(${numbers}::int[])
      and ${standsNow('h')} and not h.retired`);
  return rows.map(({ rated, level, confirmed, ...row }) => ({
    ...row,
    rating: rated ? { level: levelOf(level), confirmed } : null,
  }));
}

/** A person confirms residual ratings: they are that person's from now on, and count. */
export async function confirmResiduals(tx: CommandTx, hazards: readonly string[], giver: string): Promise<void> {
  await tx.rows(sql`
    with ended as (
      update hazard_rating r set to_seq = ${tx.seq}
      where r.organisation_id = current_organisation() and r.hazard_id = any(${hazards}::uuid[]) and r.phase = 'residual'
        and ${standsNow('r')}
      returning r.*
    )
    insert into hazard_rating (organisation_id, hazard_id, phase, from_seq, severity, likelihood, severity_index,
      likelihood_index, stated, level, band, justification_id, giver, given_at, confirmed_seq)
    select organisation_id, hazard_id, phase, ${tx.seq}, severity, likelihood, severity_index, likelihood_index, stated,
      level, band, justification_id, ${giver}, ${tx.at}, ${tx.seq}
    from ended`);
  for (const id of hazards) tx.touch({ kind: 'hazard', id });
}
