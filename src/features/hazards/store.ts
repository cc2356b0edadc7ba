import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, stateAt, type Moment } from '../../platform/ledger/moment-store.ts';
import { sentenceText, type Sentence as WordsInThree } from '../../words/sentence.ts';
import type { RiskScheme } from '../schemes/index.ts';
import { assumptionReference, assumptionsById, type Assumption } from '../decisions/index.ts';
import {
  controlReference,
  hazardReference,
  type Acts,
  type ArisesIn,
  type ControlLink,
  type ControlState,
  type ControlType,
  type HazardStatus,
  type NewHazards,
  type Party,
  type Phase,
  type Verdict,
  type VulnerableGroup,
} from './domain.ts';
import { isProvisional, levelOf, whatCounts, type Counting, type Rated } from './domain/ratings.ts';
import type {
  CauseRecord,
  ControlRecord,
  HazardPlace,
  HazardRecord,
  JudgementRecord,
  Place,
  RatingRecord,
} from './domain/record.ts';
import type { HarmClass, HarmKind, Patients } from './domain/severity.ts';
import { provisionalSentences } from './evidence/holding-store.ts';
import {
  earlierRatings,
  elsewhere,
  ofScheme,
  reliedOn,
  residualsHolding,
  type EarlierRating,
} from './residual-store.ts';
import { schemesOf } from './scheme-store.ts';

/*
 * Whole hazards, as they stand at a moment: for a hazard's page, and for whoever takes the log elsewhere.
 */

/** The row of a hazard: enough to ask for all that stands beside it. */
export interface HazardRow {
  readonly id: string;
  readonly log: number;
  readonly logId: string;
  readonly number: number;
  readonly ref: string | null;
  readonly nameId: string;
  readonly descriptionId: string | null;
  readonly component: string | null;
  readonly arisesIn: ArisesIn | null;
  readonly effectIds: readonly string[];
  readonly harmIds: readonly string[];
  readonly harmKinds: readonly (HarmKind | null)[] | null;
  readonly harmedId: string | null;
  readonly vulnerable: readonly VulnerableGroup[];
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
  /** The reference of the service that it belongs to, where that is another one. */
  readonly elsewhere: string | null;
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
  readonly newHazards: NewHazards | null;
  readonly newHazardsNoteId: string | null;
  readonly links: readonly ControlLink[];
  readonly shared: boolean;
  readonly acts: Acts | null;
  readonly causeIds: readonly string[];
  readonly verdict: Verdict | null;
  readonly lapsesAt: Date | null;
  readonly place: Place | null;
}

/** A rating as its row says it. */
export interface RatingWords {
  readonly severity: string | null;
  readonly likelihood: string | null;
  readonly stated: string | null;
  readonly justificationId: string | null;
  readonly giver: string;
  readonly givenAt: Date;
  readonly scheme: string | null;
  readonly harmClass: HarmClass | null;
  readonly patients: Patients | null;
  readonly reliesOn: readonly { readonly number: number; readonly elsewhere: string | null }[] | null;
  /** The ids of the assumptions that it rests on. */
  readonly assumes: readonly string[] | null;
}

interface RatingRow extends RatingWords {
  readonly hazard: string;
  readonly phase: Phase;
  readonly level: string | null;
  readonly confirmed: boolean;
}

interface JudgementRow {
  readonly hazard: string;
  readonly kind: 'acceptance' | 'benefit-risk';
  readonly finding: JudgementRecord['finding'];
  readonly textId: string;
  readonly giver: string;
  readonly givenAt: Date;
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
  /** The id of its log. */
  readonly log: string;
  readonly record: HazardRecord;
  /**
   * Why the residual rating that a person gave does not count now, with its links; null where it counts, and where nobody
   * gave or confirmed one.
   */
  readonly sentence: WordsInThree | null;
}

/** Whole hazards in the order of their numbers. A fixed number of queries, however many there are. */
export async function hazardsOf(tx: ReadTx, scope: Scope, moment: Moment): Promise<StoredHazard[]> {
  return wholeHazards(tx, await hazardRows(tx, scope, moment), scope.service, moment);
}

/** What belongs to these hazards, of one service. */
export async function wholeHazards(
  tx: ReadTx,
  hazards: readonly HazardRow[],
  service: string,
  moment: Moment,
): Promise<StoredHazard[]> {
  if (hazards.length === 0) return [];
  const ids = hazards.map((hazard) => hazard.id);
  const [causes, controls, ratings, judgements, holding] = await Promise.all([
    causeRows(tx, ids, moment),
    controlRows(tx, ids, service, moment),
    ratingRows(tx, ids, service, moment),
    judgementRows(tx, ids, moment),
    residualsHolding(tx, ids, moment),
  ]);
  // Only where a person's rating waits does an earlier one matter.
  const waiting = ratings.filter((one) => one.phase === 'residual' && one.confirmed && !holding.has(one.hazard));
  const sentencesOf = provisionalSentences(
    tx,
    ratings.filter((one) => one.phase === 'residual' && !holding.has(one.hazard)).map((one) => one.hazard),
    moment,
  );
  // Heeded below; until then, what fails first says so.
  sentencesOf.catch(() => undefined);
  const [earlier, schemes] =
    waiting.length === 0
      ? [[], new Map<string, RiskScheme | null>()]
      : await Promise.all([
          earlierRatings(
            tx,
            waiting.map((one) => one.hazard),
            service,
            moment,
          ),
          schemesOf(tx, [...new Set(hazards.map((hazard) => hazard.logId))], moment),
        ]);
  // Few ratings rest on assumptions; only for those is one more question asked.
  const assumed = new Map(
    (
      await assumptionsById(
        tx,
        [...ratings, ...earlier].flatMap((one) => one.assumes ?? []),
        moment,
      )
    ).map((one) => [one.id, one]),
  );
  const texts = await textsOf(tx, [
    ...hazards.flatMap((hazard) => [
      hazard.nameId,
      hazard.descriptionId,
      hazard.reasonId,
      hazard.notesId,
      hazard.evidenceId,
      hazard.extraId,
      hazard.harmedId,
      ...hazard.effectIds,
      ...hazard.harmIds,
    ]),
    ...causes.map((cause) => cause.textId),
    ...controls.flatMap((control) => [control.textId, control.evidenceId, control.actionId, control.newHazardsNoteId]),
    ...[...ratings, ...earlier].map((rating) => rating.justificationId),
    ...judgements.map((judgement) => judgement.textId),
  ]);
  const sentences = await sentencesOf;
  const [causesOf, controlsOf, ratingsOf] = [byHazard(causes), byHazard(controls), byHazard(ratings)];
  const [earlierOf, judgementsOf] = [byHazard(earlier), byHazard(judgements)];
  return hazards.map((hazard) => ({
    id: hazard.id,
    log: hazard.logId,
    sentence: sentences.get(hazard.id) ?? null,
    record: recordOf(
      hazard,
      {
        causes: causesOf.get(hazard.id) ?? [],
        controls: controlsOf.get(hazard.id) ?? [],
        ratings: ratingsOf.get(hazard.id) ?? [],
        earlier: earlierOf.get(hazard.id) ?? [],
        judgements: judgementsOf.get(hazard.id) ?? [],
        holds: holding.has(hazard.id),
        scheme: schemes.get(hazard.logId) ?? null,
        assumed,
        sentence: sentences.get(hazard.id) ?? null,
      },
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

/** Their own rows, in the order of their numbers. */
export function hazardRows(tx: ReadTx, scope: Scope, moment: Moment): Promise<HazardRow[]> {
  return tx.rows<HazardRow>(sql`
    select h.id, l.number as log, h.log_id as "logId", h.number, h.file_ref as ref, h.name_id as "nameId", h.description_id as "descriptionId",
      h.component, h.arises_in as "arisesIn", h.effect_ids as "effectIds", h.harm_ids as "harmIds", h.status,
      h.harm_kinds as "harmKinds", h.harmed_id as "harmedId", h.vulnerable, h.stated_status as "statedStatus", h.standing_reason_id as "reasonId", h.owner, h.receiver, h.notes_id as "notesId",
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

function controlRows(tx: ReadTx, hazards: readonly string[], service: string, moment: Moment): Promise<ControlRow[]> {
  return tx.rows<ControlRow>(sql`
    select l.hazard_id as hazard, k.number, k.text_id as "textId", k.existing, k.type, k.state,
      k.stated_state as "statedState", k.owner, k.party, k.evidence_id as "evidenceId", k.action_id as "actionId",
      k.action_status as "actionStatus", k.new_hazards as "newHazards", k.new_hazards_note_id as "newHazardsNoteId",
      k.links, k.shared, l.acts, l.cause_ids as "causeIds", s.verdict, s.lapses_at as "lapsesAt", k.place,
      ${elsewhere('k', service)} as elsewhere
    from hazard_control l
    join control k on k.organisation_id = l.organisation_id and k.id = l.control_id and ${stands('k', moment)}
    left join lateral ${stateAt('control', 'l.control_id', moment)} s on true
    where l.organisation_id = current_organisation() and ${among('l.hazard_id', hazards, 'uuid')} and ${stands('l', moment)}
    order by l.hazard_id, l.position, k.number`);
}

function ratingRows(tx: ReadTx, hazards: readonly string[], service: string, moment: Moment): Promise<RatingRow[]> {
  return tx.rows<RatingRow>(sql`
    select r.hazard_id as hazard, r.phase, r.severity, r.likelihood, r.stated, r.level,
      r.justification_id as "justificationId", ${actorName('r.giver')} as giver, r.given_at as "givenAt",
      r.confirmed_seq is not null as confirmed, r.scheme, r.harm_class as "harmClass", r.patients, r.assumes,
      ${reliedOn(service, moment)} as "reliesOn"
    from hazard_rating r
    where r.organisation_id = current_organisation() and ${among('r.hazard_id', hazards, 'uuid')} and ${stands('r', moment)}`);
}

function judgementRows(tx: ReadTx, hazards: readonly string[], moment: Moment): Promise<JudgementRow[]> {
  return tx.rows<JudgementRow>(sql`
    select u.hazard_id as hazard, u.kind, u.finding, u.text_id as "textId", ${actorName('u.giver')} as giver, u.given_at as "givenAt"
    from hazard_judgement u
    join hazard_rating r on r.organisation_id = u.organisation_id and r.hazard_id = u.hazard_id and r.phase = 'residual'
      and r.confirmed_seq = u.rating_seq and ${stands('r', moment)}
    where u.organisation_id = current_organisation() and ${among('u.hazard_id', hazards, 'uuid')} and ${stands('u', moment)}`);
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

/** Everything that belongs to one hazard. */
interface PartsOf {
  readonly causes: readonly CauseRow[];
  readonly controls: readonly ControlRow[];
  readonly ratings: readonly RatingRow[];
  readonly earlier: readonly EarlierRating[];
  readonly judgements: readonly JudgementRow[];
  /** Whether every control that the residual rating relies on holds. */
  readonly holds: boolean;
  /** The log's scheme, where an earlier rating is compared with the one that stands. */
  readonly scheme: RiskScheme | null;
  /** The assumptions that ratings rest on, by id. */
  readonly assumed: ReadonlyMap<string, Assumption>;
  /** Why the rating that a person gave does not count now. */
  readonly sentence: WordsInThree | null;
}

function recordOf(row: HazardRow, parts: PartsOf, texts: Texts): HazardRecord {
  const { causes, controls } = parts;
  const text = (id: string | null) => (id === null ? null : (texts.get(id) ?? null));
  const rated = (phase: Phase) => {
    const found = parts.ratings.find((rating) => rating.phase === phase);
    const holds = phase !== 'residual' || found?.confirmed !== true || parts.holds;
    return found ? { ...found, level: levelOf(found.level), holds } : null;
  };
  const [initial, residual] = [rated('initial'), rated('residual')];
  const assumedBy = (rating: Pick<RatingWords, 'assumes'> | null) =>
    (rating?.assumes ?? []).flatMap((assumption) => parts.assumed.get(assumption) ?? []);
  const earlier = parts.earlier.map((one) => ({ ...one, level: levelOf(one.level), confirmed: true }));
  const comparable = ofScheme(parts.scheme, earlier);
  const counts = whatCounts(parts.scheme, initial, residual, comparable);
  const ratingRecord = (phase: Phase, rating: (RatingWords & Rated) | null, isCounting: boolean): RatingRecord | null =>
    rating && {
      severity: rating.severity,
      likelihood: rating.likelihood,
      stated: levelOf(rating.stated),
      level: rating.level,
      justification: text(rating.justificationId),
      giver: rating.giver,
      givenAt: rating.givenAt.toISOString(),
      scheme: rating.scheme,
      harmClass: rating.harmClass,
      patients: rating.patients,
      reliesOn: rating.reliesOn?.map(referenceOfControl) ?? null,
      assumes: assumedBy(rating).map(({ number }) => assumptionReference(number)),
      confirmed: rating.confirmed || phase === 'initial',
      provisional: isProvisional(phase, rating),
      counts: isCounting,
    };
  const standing = (phase: Phase) => ratingRecord(phase, rated(phase), counts.phase === phase && !counts.earlier);
  const judgement = (kind: JudgementRow['kind']): JudgementRecord | null => {
    const found = parts.judgements.find((one) => one.kind === kind) ?? null;
    return (
      found && {
        finding: found.finding,
        text: text(found.textId) ?? '',
        giver: found.giver,
        givenAt: found.givenAt.toISOString(),
      }
    );
  };
  const id = hazardReference(row.number);
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
    harmKinds: row.harmIds.map((_harm, index) => row.harmKinds?.[index] ?? null),
    harmed: text(row.harmedId),
    vulnerable: row.vulnerable,
    initial: standing('initial'),
    target: standing('target'),
    residual: standing('residual'),
    deployer: standing('deployer'),
    earlier: earlier.map((one) => ratingRecord('residual', one, one === countingOf(counts, comparable))!),
    counts,
    acceptance: judgement('acceptance'),
    benefitRisk: judgement('benefit-risk'),
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
    provisional: parts.sentence && sentenceText(parts.sentence),
    version: row.version,
  };
}

/** Which of the earlier ratings counts. */
function countingOf<One extends Rated>({ earlier: isEarlier, level }: Counting, earlier: readonly One[]): One | null {
  if (!isEarlier) return null;
  return earlier.find((one) => one.level === level && one.holds) ?? earlier.find((one) => one.level === level) ?? null;
}

/** CTL-31, or PLATFORM/CTL-3 of another service. */
export function referenceOfControl({
  number,
  elsewhere: service,
}: {
  number: number;
  elsewhere: string | null;
}): string {
  return service === null ? controlReference(number) : `${service}/${controlReference(number)}`;
}

export function controlRecord(
  control: Omit<ControlRow, 'hazard'>,
  causes: readonly CauseRow[],
  text: (id: string | null) => string | null,
): ControlRecord {
  return {
    id: referenceOfControl(control),
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
    newHazards: control.newHazards,
    newHazardsNote: text(control.newHazardsNoteId),
    links: control.links,
    shared: control.shared,
    acts: control.acts,
    causes: causes.flatMap(({ id }, index) => (control.causeIds.includes(id) ? [index + 1] : [])),
    verdict: control.verdict ?? 'not-known',
    lapsesAt: control.lapsesAt?.toISOString() ?? null,
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
