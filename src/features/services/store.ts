import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import type { CommandTx } from '../../platform/commands/command.ts';
import { said, stands, type Moment } from '../../platform/ledger/moment-store.ts';
import {
  foundBy,
  TEXT_FIELDS,
  type Component,
  type Decommissioning,
  type Service,
  type ServiceFields,
  type ServicePhase,
  type ServiceRole,
  type TextField,
} from './domain.ts';

/** Written out: the planner uses the indexes of what is current only where it sees that number. */
const NOW = raw(`to_seq = ${FOREVER}`);

const TEXT_COLUMNS = {
  summary: 'summary_id',
  intendedFunction: 'intended_function_id',
  intendedPopulation: 'intended_population_id',
  intendedUser: 'intended_user_id',
  intendedEnvironment: 'intended_environment_id',
  notFor: 'not_for_id',
  standingReason: 'standing_reason_id',
  assessment: 'assessment_id',
} as const satisfies Readonly<Record<TextField | 'standingReason' | 'assessment', string>>;

/** The texts of a service, for whoever selects from `service s`. */
export const BODIES = join(
  Object.entries(TEXT_COLUMNS).map(
    ([field, column]) => sql`
      coalesce((select ${said('t')} from text_value t where t.organisation_id = s.organisation_id
        and t.id = s.${raw(column)}), '') as "${raw(field)}"`,
  ),
);

/** A service and the ids of its texts: a text that stays as it is keeps its home. */
export interface StoredService extends Service {
  readonly texts: Readonly<Record<keyof typeof TEXT_COLUMNS, string | null>>;
}

/** The service of this reference, as it stands at a moment; as it stands now, without one. */
export async function serviceByReference(
  tx: ReadTx,
  reference: string,
  moment?: Moment,
): Promise<StoredService | null> {
  const ids = raw(
    Object.entries(TEXT_COLUMNS)
      .map(([field, column]) => `'${field}', s.${column}`)
      .join(', '),
  );
  const [row] = await tx.rows<StoredService>(sql`
    select s.id, s.reference, s.from_seq as version, s.name, s.role, s.phase, s.decommissioning, s.components, s.addresses,
      ${BODIES}, json_build_object(${ids}) as texts
    from service s
    where s.organisation_id = current_organisation() and ${moment ? stands('s', moment) : sql`s.${NOW}`} and s.id = (
      select r.id from service r
      where r.organisation_id = current_organisation() and r.${NOW} and r.reference = ${reference})`);
  return row ?? null;
}

/** What a version holds when it is written; its texts by the ids of their homes. */
export interface NewVersion {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
  readonly role: ServiceRole;
  readonly phase: ServicePhase;
  readonly decommissioning: Decommissioning | null;
  readonly components: readonly Component[];
  readonly addresses: readonly string[];
  readonly texts: Readonly<Record<keyof typeof TEXT_COLUMNS, string | null>>;
}

/** Writes a service, new or changed, and the words by which it is found. */
export async function putService(tx: CommandTx, version: NewVersion): Promise<void> {
  const { texts } = version;
  await Promise.all([
    tx.rows(sql`
      update service set to_seq = ${tx.seq}
      where organisation_id = current_organisation() and id = ${version.id} and ${NOW}`),
    tx.rows(sql`
      insert into service (organisation_id, id, from_seq, reference, name, summary_id, intended_function_id,
        intended_population_id, intended_user_id, intended_environment_id, not_for_id, standing_reason_id, role, phase,
        decommissioning, assessment_id, components, addresses)
      values (${tx.organisation}, ${version.id}, ${tx.seq}, ${version.reference}, ${version.name}, ${texts.summary},
        ${texts.intendedFunction}, ${texts.intendedPopulation}, ${texts.intendedUser}, ${texts.intendedEnvironment},
        ${texts.notFor}, ${texts.standingReason}, ${version.role}, ${version.phase},
        ${version.decommissioning}, ${texts.assessment}, ${JSON.stringify(version.components)}, ${JSON.stringify(version.addresses)})`),
    putWords(tx, version.id, foundBy(`${version.reference} ${version.name}`)),
  ]);
  tx.touch({ kind: 'service', id: version.id });
}

async function putWords(tx: CommandTx, id: string, words: readonly string[]): Promise<void> {
  await Promise.all([
    tx.rows(sql`
      update service_word set to_seq = ${tx.seq}
      where organisation_id = current_organisation() and service_id = ${id} and ${NOW}
        and word <> all (${words}::text[])`),
    tx.rows(sql`
      insert into service_word (organisation_id, service_id, word, from_seq)
      select current_organisation(), ${id}, fresh.word, ${tx.seq} from unnest(${words}::text[]) as fresh (word)
      where not exists (
        select from service_word w
        where w.organisation_id = current_organisation() and w.service_id = ${id} and w.word = fresh.word and w.${NOW})`),
  ]);
}

/** One line of the list of services. */
export interface ListedService {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
  readonly phase: ServicePhase;
  readonly role: ServiceRole;
}

export interface ListFilter {
  /** All of them, each as the beginning of a word. */
  readonly words: readonly string[];
  readonly phases: readonly ServicePhase[];
  /** Only those of these references; null for any. */
  readonly references: readonly string[] | null;
}

function matching({ words, phases, references }: ListFilter): Sql {
  const found = words.map(
    (word) => sql`
      select service_id from service_word
      where organisation_id = current_organisation() and ${NOW} and word >= ${word} and word < ${`${word}\u{10ffff}`}`,
  );
  return sql`organisation_id = current_organisation() and ${NOW} and phase = any(${phases}::text[])
    ${references === null ? empty : sql`and reference = any(${references}::text[])`}
    ${found.length === 0 ? empty : sql`and id in (${join(found, ' intersect ')})`}`;
}

/** Services in the order of their names, some of them. */
export async function listServices(
  tx: ReadTx,
  filter: ListFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<ListedService[]> {
  // Which ones they are is read from the index alone; only those that are shown are looked up.
  return tx.rows<ListedService>(sql`
    with shown as materialized (
      select id, lower(name) as sorted from service where ${matching(filter)}
      order by lower(name), id offset ${offset} limit ${writtenOut(limit)}
    )
    select s.id, s.reference, s.name, s.phase, s.role
    from shown join service s on s.organisation_id = current_organisation() and s.id = shown.id and s.${NOW}
    order by shown.sorted, s.id`);
}

/** How many services there are. */
export async function countServices(tx: ReadTx, filter: ListFilter): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    sql`select count(*)::int as count from service where ${matching(filter)}`,
  );
  return row!.count;
}

/** A version of a service, beside the one before it, to say what changed: texts by the ids of their homes. */
export interface VersionPair {
  readonly seq: number;
  readonly fields: ServiceFields;
  readonly before: ServiceFields | null;
}

/** The versions that these ledger entries made. A text stands for itself by its id: it is compared, not shown. */
export async function versionsMade(tx: ReadTx, id: string, seqs: readonly number[]): Promise<VersionPair[]> {
  const fields = (
    alias: Sql,
  ) => sql`json_build_object('name', ${alias}.name, 'role', ${alias}.role, 'phase', ${alias}.phase,
      'components', ${alias}.components, 'addresses', ${alias}.addresses,
      ${join(TEXT_FIELDS.map((field) => sql`'${raw(field)}', coalesce(${alias}.${raw(TEXT_COLUMNS[field])}::text, '')`))})`;
  return tx.rows<VersionPair>(sql`
    select s.from_seq as seq, ${fields(raw('s'))} as fields, case when b.id is null then null else ${fields(raw('b'))} end as before
    from service s
    left join service b on b.organisation_id = s.organisation_id and b.id = s.id and b.to_seq = s.from_seq
    where s.organisation_id = current_organisation() and s.id = ${id} and s.from_seq = any(${seqs}::bigint[])`);
}
