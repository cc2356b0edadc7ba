import type pg from 'pg';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { everywhere } from '../../src/platform/commands/may.ts';
import { FOREVER } from '../../src/platform/database/database.ts';
import { COMPONENTS, HAZARD, OWNERS } from './words.ts';

/*
 * Rows as imports and later commands would have left them, written by the owner straight into the tables. Whatever is
 * large is made by the database itself from the number of the service (s) and of the hazard in it (h), so that the same
 * load gives the same rows. Ids are as those of a real installation: they begin with the time, so what came in together
 * lies together.
 */

/** One organisation that is loaded. */
export interface Plan {
  readonly organisation: string;
  /** Its place among those that are loaded; part of its ids. */
  readonly place: number;
  readonly person: string;
  readonly services: number;
  /** Hazards of a service; the first service has five times as many. */
  readonly hazards: number;
  /** The risk scheme of every log. */
  readonly scheme: {
    readonly severity: readonly string[];
    readonly likelihood: readonly string[];
    readonly matrix: readonly (readonly (number | string)[])[];
  };
}

/** Milliseconds: when the first service came, how long after it the next did, and when one hazard of each was closed. */
export const FIRST = Date.UTC(2025, 0, 1, 9);
export const BETWEEN = 30 * 60_000;
export const CLOSING = Date.UTC(2026, 0, 1, 9);
/** The hazard of each log that is closed later, by its number. */
export const CLOSED_LATER = 4;
export const CONTROLS = 3;
export const CAUSES = 2;

/** Sequences of the ledger: organisation and member, service and log in turn, then what was closed. */
export const createdAt = (service: number): number => 3 + 2 * service;
export const importedAt = (service: number): number => 4 + 2 * service;
export const closedAt = (service: number, plan: Pick<Plan, 'services'>): number => 3 + 2 * plan.services + service;

const KIND = { service: 1, log: 2, hazard: 3, cause: 4, control: 5, text: 6, serviceText: 7 } as const;
/** Texts of a hazard, by their place among its ids. */
const TEXT = { name: 0, description: 1, effect: 2, harm: 3, cause: 4, control: 8, reason: 15 } as const;
const SERVICE_TEXTS = ['summary', 'function', 'population', 'user', 'environment', 'not for'] as const;
const STATES = ['in place', 'in place', 'in place', 'in place', 'agreed', 'proposed', 'not stated', 'withdrawn'];
const TYPES = ['design', 'test', 'training', 'process', 'information'];
const PARTIES = ['manufacturer', 'deployer', 'supplier'];

/** The tables that one service has many rows in, the largest first. */
export const LARGE_TABLES = [
  'text_value',
  'subject_state',
  'control',
  'hazard_control',
  'subject_edge',
  'hazard_rating',
  'hazard_cause',
  'hazard',
] as const;
export type LargeTable = (typeof LARGE_TABLES)[number];

/** An id as `newId` would have given it when the service `s` came, with a number in place of chance. */
function idOf(plan: Plan, kind: keyof typeof KIND, s: Sql, n: Sql): Sql {
  const mark = raw(String(0x7000 + plan.place * 16 + KIND[kind]));
  const time = sql`((${raw(String(FIRST))} + ${s}::bigint * ${raw(String(BETWEEN))}) << 16) | ${mark}`;
  return sql`('0' || to_hex(${time}) || to_hex(-9223372036854775807 - 1 + (${n})::bigint))::uuid`;
}

const s = raw('s');
const h = raw('h');
const service = (plan: Plan) => idOf(plan, 'service', s, sql`0`);
const log = (plan: Plan) => idOf(plan, 'log', s, sql`0`);
const hazard = (plan: Plan) => idOf(plan, 'hazard', s, h);
const cause = (plan: Plan, c: Sql) => idOf(plan, 'cause', s, sql`h * 4 + ${c}`);
const control = (plan: Plan, k: Sql) => idOf(plan, 'control', s, sql`h * 4 + ${k}`);
const textOf = (plan: Plan, n: number) => idOf(plan, 'text', s, sql`h * 16 + ${raw(String(n))}`);
const serviceText = (plan: Plan, n: Sql | number) =>
  idOf(plan, 'serviceText', s, typeof n === 'number' ? raw(String(n)) : n);
const imported = sql`(4 + 2 * s)::bigint`;

/** A number from 0 to below `of`: always the same for the same hazard and purpose. */
function chance(purpose: number, of: number, more: Sql = sql`0`): Sql {
  return sql`((hashint8(s::bigint * 1000003 + h * 64 + (${more}) * 8192 + ${raw(String(purpose))}) & 2147483647) % ${raw(String(of))})`;
}

function pick(list: readonly string[], purpose: number, more?: Sql): Sql {
  return sql`(array[${join(list.map((word) => raw(quoted(word))))}])[1 + ${chance(purpose, list.length, more)}]`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Every hazard of an organisation, as s and h. */
function hazards(plan: Plan): Sql {
  const [services, each] = [raw(String(plan.services - 1)), raw(String(plan.hazards))];
  return sql`generate_series(0, ${services}) s
    cross join lateral generate_series(0, ${each} * (case when s = 0 then 5 else 1 end) - 1) h`;
}

const controls = sql`cross join generate_series(0, ${raw(String(CONTROLS - 1))}) k`;
const state = pick(STATES, 20, raw('k'));

/** How the rows of one large table are made, as a statement for each step. */
const FILL: Readonly<Record<LargeTable, (plan: Plan) => readonly Sql[]>> = {
  text_value: (plan) => {
    const name = sql`${pick(HAZARD.what, 1)} || ' ' || ${pick(HAZARD.fault, 2)} || ' ' || ${pick(HAZARD.when, 3)}`;
    const texts: readonly (readonly [number, Sql])[] = [
      [TEXT.name, name],
      [TEXT.description, sql`${name} || '. ' || ${pick(HAZARD.effect, 4)}`],
      [TEXT.effect, pick(HAZARD.effect, 4)],
      [TEXT.harm, pick(HAZARD.harm, 5)],
      ...Array.from({ length: CAUSES }, (_, c) => [TEXT.cause + c, pick(HAZARD.cause, 6 + c)] as const),
      ...Array.from({ length: CONTROLS }, (_, k) => [TEXT.control + k, pick(HAZARD.control, 10 + k)] as const),
    ];
    const rows = texts.map(([n, body]) => sql`(${textOf(plan, n)}, ${imported}, ${body})`);
    const kept = (from: Sql) => sql`
      insert into text_value (organisation_id, id, seq, digest, salt, body)
      select ${plan.organisation}, t.id, t.seq, sha256(uuid_send(t.id) || convert_to(t.body, 'UTF8')), uuid_send(t.id), t.body
      from ${from}`;
    return [
      kept(sql`${hazards(plan)} cross join lateral (values ${join(rows)}) as t (id, seq, body)`),
      kept(sql`(
        select ${textOf(plan, TEXT.reason)} as id, (${closing(plan)})::bigint as seq,
          'The controls are in place, and the release has been live for a quarter without an incident.' as body
        from ${hazards(plan)} where h = ${raw(String(CLOSED_LATER - 1))}) t`),
      kept(sql`(
        select ${serviceText(plan, raw('n'))} as id, (3 + 2 * s)::bigint as seq,
          (array[${join(SERVICE_TEXTS.map((what) => raw(quoted(`What is said of the ${what} of this service, in a sentence or two, as its team wrote it when it was added.`))))}])[n + 1] as body
        from generate_series(0, ${raw(String(plan.services - 1))}) s cross join generate_series(0, ${raw(String(SERVICE_TEXTS.length - 1))}) n) t`),
    ];
  },
  hazard: (plan) => {
    const columns = (standing: { from: Sql; to: Sql; status: Sql; reason: Sql }) => sql`
      insert into hazard (organisation_id, id, from_seq, to_seq, service_id, log_id, number, name_id, description_id, component,
        arises_in, effect_ids, harm_ids, status, stated_status, standing_reason_id, owner, receiver, file_ref, place, retired)
      select ${plan.organisation}, ${hazard(plan)}, ${standing.from}, ${standing.to}, ${service(plan)}, ${log(plan)}, h + 1,
        ${textOf(plan, TEXT.name)}, ${textOf(plan, TEXT.description)},
        case when ${chance(30, 10)} > 0 then ${pick(COMPONENTS, 31)} end, 'service', array[${textOf(plan, TEXT.effect)}],
        array[${textOf(plan, TEXT.harm)}], ${standing.status}, 'Open', ${standing.reason},
        case when ${chance(32, 10)} > 0 then ${pick(OWNERS, 33)} end, null, 'H' || (h + 1),
        jsonb_build_object('file', 'Hazard log.xlsx', 'sheet', 'Hazards', 'cell', 'B' || (h + 4)), false
      from ${hazards(plan)}`;
    const later = sql`h = ${raw(String(CLOSED_LATER - 1))}`;
    const first = sql`case when ${later} then 'open' else (array['open', 'open', 'open', 'open', 'open', 'open', 'open', 'closed',
      'closed', 'transferred'])[1 + ${chance(34, 10)}] end`;
    const forever = raw(String(FOREVER));
    return [
      columns({
        from: imported,
        to: sql`case when ${later} then (${closing(plan)})::bigint else ${forever} end`,
        status: first,
        reason: sql`null::uuid`,
      }),
      sql`${columns({ from: closing(plan), to: forever, status: raw(`'closed'`), reason: textOf(plan, TEXT.reason) })} where ${later}`,
    ];
  },
  hazard_cause: (plan) => [
    sql`
      insert into hazard_cause (organisation_id, id, from_seq, hazard_id, position, text_id, place)
      select ${plan.organisation}, ${cause(plan, raw('c'))}, ${imported}, ${hazard(plan)}, c + 1,
        ${idOf(plan, 'text', s, sql`h * 16 + ${raw(String(TEXT.cause))} + c`)},
        jsonb_build_object('file', 'Hazard log.xlsx', 'sheet', 'Hazards', 'cell', 'E' || (h + 4))
      from ${hazards(plan)} cross join generate_series(0, ${raw(String(CAUSES - 1))}) c`,
  ],
  control: (plan) => [
    sql`
      insert into control (organisation_id, id, from_seq, service_id, number, text_id, existing, type, owner, party, state,
        stated_state, place, retired)
      select ${plan.organisation}, ${control(plan, raw('k'))}, ${imported}, ${service(plan)},
        h * ${raw(String(CONTROLS))} + k + 1, ${idOf(plan, 'text', s, sql`h * 16 + ${raw(String(TEXT.control))} + k`)}, k = 0,
        ${pick(TYPES, 21, raw('k'))}, ${pick(OWNERS, 22, raw('k'))}, ${pick(PARTIES, 23, raw('k'))}, ${state}, null,
        jsonb_build_object('file', 'Hazard log.xlsx', 'sheet', 'Hazards', 'cell', 'H' || (h + 4)), false
      from ${hazards(plan)} ${controls}`,
  ],
  hazard_control: (plan) => [
    sql`
      insert into hazard_control (organisation_id, hazard_id, control_id, from_seq, position, cause_ids)
      select ${plan.organisation}, ${hazard(plan)}, ${control(plan, raw('k'))}, ${imported}, k + 1,
        array[${cause(plan, sql`k % ${raw(String(CAUSES))}`)}]
      from ${hazards(plan)} ${controls}`,
  ],
  hazard_rating: (plan) => {
    const { severity, likelihood, matrix } = plan.scheme;
    const words = (list: readonly (string | number)[]) =>
      sql`(array[${join(list.map((one) => raw(quoted(String(one)))))}])`;
    return [
      sql`
      insert into hazard_rating (organisation_id, hazard_id, phase, from_seq, severity, likelihood, severity_index,
        likelihood_index, stated, level, band, giver, given_at, confirmed_seq, relies_on)
      select ${plan.organisation}, ${hazard(plan)}, p.phase, ${imported}, ${words(severity)}[p.si + 1],
        ${words(likelihood)}[p.li + 1], p.si, p.li, p.level, p.level, p.level::int,
        case when p.confirmed then ${`person:${plan.person}`} else 'as stated in Hazard log.xlsx' end,
        timestamptz 'epoch' + (${raw(String(FIRST))} + s::bigint * ${raw(String(BETWEEN))}) * interval '1 millisecond',
        case when p.confirmed then ${imported} end,
        -- Whoever confirmed it relies on all that is there.
        case when p.confirmed then array[${allControls(plan)}] end
      from ${hazards(plan)}
      cross join lateral (select ${chance(40, severity.length)} as si, ${chance(41, likelihood.length)} as li) i
      cross join lateral (
        select q.*, ${words(matrix.flat())}[q.li * ${raw(String(severity.length))} + q.si + 1] as level
        from (values ('initial', i.si, i.li, false), ('residual', i.si, i.li / 2, ${chance(42, 10)} < 4)) as q (phase, si, li, confirmed)
        where q.phase = 'initial' or ${chance(43, 10)} > 0
      ) p
      -- Here and there nobody has rated anything.
      where ${chance(44, 40)} > 0`,
    ];
  },
  subject_edge: (plan) => [
    sql`
      insert into subject_edge (organisation_id, from_kind, from_id, to_kind, to_id)
      select ${plan.organisation}, 'residual', ${hazard(plan)}, 'control', ${control(plan, raw('k'))}
      from ${hazards(plan)} ${controls} where ${confirmed}`,
    sql`
      insert into subject_edge (organisation_id, from_kind, from_id, to_kind, to_id)
      select ${plan.organisation}, 'hazard', ${hazard(plan)}, 'residual', ${hazard(plan)}
      from ${hazards(plan)} where ${confirmed}`,
    sql`
      insert into subject_edge (organisation_id, from_kind, from_id, to_kind, to_id)
      select ${plan.organisation}, 'hazard', ${hazard(plan)}, 'control', ${control(plan, raw('k'))}
      from ${hazards(plan)} ${controls}`,
    sql`
      insert into subject_edge (organisation_id, from_kind, from_id, to_kind, to_id)
      select ${plan.organisation}, 'hazard-log', ${log(plan)}, 'service', ${service(plan)}
      from generate_series(0, ${raw(String(plan.services - 1))}) s`,
  ],
  subject_state: (plan) => {
    const put = (kind: string, facts: Sql, from: Sql) => sql`
      insert into subject_state (organisation_id, kind, id, service_id, within_id, retired, own, own_material, own_editorial,
        material, editorial, support, verdict, changed_seq, quiet, cause)
      select ${plan.organisation}, ${raw(quoted(kind))}, t.id, t.service, t.within, false,
        jsonb_build_object('facts', ${facts}, 'challengedSeq', null, 'dueAt', null, 'lapsesAt', null, 'holdsFrom', null,
          'points', '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'),
        d, d, d, d, d, t.verdict, t.seq, false, '{"own": true, "count": 0, "inputs": []}'
      from (${from}) t cross join lateral sha256(uuid_send(t.id)) d`;
    const later = sql`h = ${raw(String(CLOSED_LATER - 1))}`;
    const at = sql`case when ${later} then (${closing(plan)})::bigint else ${imported} end`;
    const eachControl = join(
      Array.from({ length: CONTROLS }, (_, k) => sql`(${pick(STATES, 20, raw(String(k)))})`),
      ', ',
    );
    return [
      put(
        'control',
        sql`jsonb_build_object('state', t.state)`,
        sql`
        select ${control(plan, raw('k'))} as id, ${service(plan)} as service, null::uuid as within, ${imported} as seq, x.state,
          case when x.state = 'withdrawn' then 'not-met' else 'not-known' end as verdict
        from ${hazards(plan)} ${controls} cross join lateral (select ${state} as state) x`,
      ),
      put(
        'residual',
        sql`jsonb_build_object('named', true)`,
        sql`
        select ${hazard(plan)} as id, ${service(plan)} as service, null::uuid as within, ${imported} as seq,
          case when 'withdrawn' in (${eachControl}) then 'not-met' else 'not-known' end as verdict
        from ${hazards(plan)} where ${confirmed}`,
      ),
      put(
        'hazard',
        sql`jsonb_build_object('confirmed', t.confirmed, 'risk', t.risk)`,
        sql`
        select ${hazard(plan)} as id, ${service(plan)} as service, ${log(plan)} as within, ${at} as seq,
          ${confirmed} as confirmed, ${riskOf(plan)} as risk,
          case when ${confirmed} and 'withdrawn' in (${eachControl}) then 'not-met' else 'not-known' end as verdict
        from ${hazards(plan)}`,
      ),
      put(
        'hazard-log',
        sql`null::jsonb`,
        sql`
        select within_id as id, service_id as service, null::uuid as within, max(changed_seq) as seq,
          case when bool_or(verdict = 'not-met') then 'not-met' else 'not-known' end as verdict
        from subject_state where organisation_id = ${plan.organisation} and kind = 'hazard' group by within_id, service_id`,
      ),
      put(
        'service',
        sql`null::jsonb`,
        sql`
        select ${service(plan)} as id, ${service(plan)} as service, null::uuid as within, (3 + 2 * s)::bigint as seq, 'not-known' as verdict
        from generate_series(0, ${raw(String(plan.services - 1))}) s`,
      ),
      sql`
      insert into subject_history (organisation_id, kind, id, from_seq, to_seq, service_id, within_id, retired, material,
        editorial, support, verdict, quiet, cause)
      select organisation_id, kind, id, 4 + 2 * (changed_seq - ${raw(String(closedAt(0, plan)))}), changed_seq, service_id, within_id,
        retired, material, editorial, support, verdict, quiet, cause
      from subject_state
      where organisation_id = ${plan.organisation} and kind in ('hazard', 'hazard-log')
        and changed_seq >= ${raw(String(closedAt(0, plan)))}`,
    ];
  },
};

/** Whether a person confirmed the residual rating. */
const confirmed = sql`(${chance(42, 10)} < 4 and ${chance(43, 10)} > 0 and ${chance(44, 40)} > 0)`;

function allControls(plan: Plan): Sql {
  return join(Array.from({ length: CONTROLS }, (_, k) => control(plan, raw(String(k)))));
}

/** Whether the risk may stay as the residual rating has it: nobody has accepted any. */
function riskOf({ scheme: { severity, likelihood, matrix } }: Plan): Sql {
  const levels = sql`(array[${join(matrix.flat().map((one) => raw(quoted(String(one)))))}])`;
  const residual = sql`${levels}[(${chance(41, likelihood.length)} / 2) * ${raw(String(severity.length))}
    + ${chance(40, severity.length)} + 1]`;
  return sql`case when not ${confirmed} then 'waits'
    when ${residual} = '1' then 'stays' when ${residual} in ('2', '3') then 'waits' else 'too high' end`;
}

function closing(plan: Plan): Sql {
  return sql`${raw(String(closedAt(0, plan)))} + s`;
}

/**
 * Fills one large table for all organisations. Its indexes are made again afterwards, which is several times as fast; and it
 * is emptied in the same transaction, so that a server at `wal_level=minimal` writes no log of it.
 */
export async function fill(client: pg.Client, table: LargeTable, plans: readonly Plan[]): Promise<void> {
  const { rows: keys } = await client.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'p' and conrelid = $1::regclass`,
    [table],
  );
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where not indisprimary and indrelid = $1::regclass`,
    [table],
  );
  await client.query('begin');
  await client.query(`truncate ${table}`);
  for (const { name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  for (const plan of plans) for (const statement of FILL[table](plan)) await client.query(statement);
  for (const { name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  for (const { definition } of indexes) await client.query(definition);
  await client.query('commit');
}

/** What autovacuum would do in its own time: statistics, and the map of what everybody sees. */
export async function settleDown(client: pg.Client, table: string): Promise<void> {
  await client.query(`vacuum (analyze) ${table}`);
}

/** A service, with the words that it is found by. */
export interface NewService {
  readonly reference: string;
  readonly name: string;
  readonly phase: string;
  readonly words: readonly string[];
}

/** The services of an organisation, each with its log. */
export async function putServices(
  client: pg.Client,
  plan: Plan,
  fresh: readonly NewService[],
  title: string,
): Promise<void> {
  const given = sql`json_to_recordset(${JSON.stringify(fresh.map((one, index) => ({ s: index, ...one })))}::json)`;
  const texts = SERVICE_TEXTS.map((_, n) => serviceText(plan, n));
  await client.query(sql`
    insert into service (organisation_id, id, from_seq, reference, name, summary_id, intended_function_id,
      intended_population_id, intended_user_id, intended_environment_id, not_for_id, role, phase, components, addresses)
    select ${plan.organisation}, ${service(plan)}, 3 + 2 * s, r.reference, r.name, ${join(texts)}, 'manufacturer', r.phase,
      ${JSON.stringify(COMPONENTS.map((name) => ({ name, purpose: '' })))}, '[]'
    from ${given} as r (s int, reference text, name text, phase text)`);
  await client.query(sql`
    insert into service_word (organisation_id, service_id, word, from_seq)
    select ${plan.organisation}, ${service(plan)}, w.word, 3 + 2 * s
    from ${given} as r (s int, words json) cross join lateral json_array_elements_text(r.words) as w (word)`);
  await client.query(sql`
    insert into hazard_log (organisation_id, id, from_seq, service_id, number, title, scheme, sources, retired)
    select ${plan.organisation}, ${log(plan)}, ${imported}, ${service(plan)}, 1, ${title}, ${JSON.stringify(plan.scheme)},
      '[{"file": "Hazard log.xlsx", "sha256": "", "kind": "xlsx"}]', false
    from generate_series(0, ${raw(String(fresh.length - 1))}) s`);
}

/** Entries of a ledger as rows, in their order. */
export interface LedgerRow {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly command: string;
  readonly kind: string | null;
  readonly subject: string | null;
  readonly contentDigest: Buffer;
  readonly reasons: string;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
  readonly salt: Buffer;
  readonly content: string;
}

/** Writes a chain that stands after its last entry. */
export async function putLedger(client: pg.Client, organisation: string, rows: readonly LedgerRow[]): Promise<void> {
  const of = <Key extends keyof LedgerRow>(key: Key) => rows.map((row) => row[key]);
  await client.query(sql`
    with fresh as (
      select * from unnest(${of('seq')}::bigint[], ${of('at')}::timestamptz[], ${of('actor')}::text[],
        ${of('command')}::text[], ${of('kind')}::text[], ${of('subject')}::uuid[], ${of('contentDigest')}::bytea[],
        ${of('reasons')}::text[], ${of('previousHash')}::bytea[], ${of('hash')}::bytea[], ${of('salt')}::bytea[],
        ${of('content')}::text[])
      as t (seq, at, actor, command, kind, subject, digest, reasons, previous, hash, salt, content)
    ), contents as (
      insert into ledger_content (organisation_id, chain, seq, salt, content)
      select ${organisation}, 'changes', seq, salt, content from fresh
    )
    insert into ledger_entry (organisation_id, chain, seq, at, actor, command, subject_kind, subject_id, content_digest,
      reasons, previous_hash, hash)
    select ${organisation}, 'changes', seq, at, actor, command, kind, subject, digest, reasons, previous, hash from fresh`);
  const last = rows.at(-1)!;
  await client.query(sql`
    insert into ledger_head (organisation_id, chain, seq, at, hash)
    values (${organisation}, 'changes', ${last.seq}, ${last.at}, ${last.hash})
    on conflict (organisation_id, chain) do update set seq = excluded.seq, at = excluded.at, hash = excluded.hash`);
}

/** The ids that entries of the ledger are about, by the number of the service. */
export async function subjectIds(
  client: pg.Client,
  plan: Plan,
): Promise<readonly { readonly service: string; readonly log: string; readonly hazard: string }[]> {
  const { rows } = await client.query<{ service: string; log: string; hazard: string }>(sql`
    select ${service(plan)} as service, ${log(plan)} as log, ${hazard(plan)} as hazard
    from generate_series(0, ${raw(String(plan.services - 1))}) s
    cross join (select ${raw(String(CLOSED_LATER - 1))} as h) x order by s`);
  return rows;
}

/** The organisation itself, and somebody who may look at all of it and is signed in. */
export async function putOrganisation(
  client: pg.Client,
  plan: Plan,
  {
    name,
    digest,
    now,
    until,
  }: { readonly name: string; readonly digest: Buffer; readonly now: Date; readonly until: Date },
): Promise<void> {
  await client.query(sql`
    insert into organisation (organisation_id, from_seq, name) values (${plan.organisation}, 1, ${name})`);
  await client.query(sql`insert into person (id, name, created_at) values (${plan.person}, 'Wren Applewhite', ${now})`);
  await client.query(sql`
    insert into membership (organisation_id, person_id, from_seq, grants)
    values (${plan.organisation}, ${plan.person}, 2, ${JSON.stringify(everywhere(['administrator', 'clinical safety officer']))})`);
  await client.query(sql`
    insert into session (id, token_digest, form_key, begun_by, browser, person_id, organisation_id, created_at, seen_at,
      expires_at)
    values (gen_random_uuid(), ${digest}, 'bench', 'link', 'A browser', ${plan.person}, ${plan.organisation}, ${now}, ${now},
      ${until})`);
}

/** Bytes of the database, and rows of its hazards as they stand now. */
export async function sizeOf(client: pg.Client): Promise<{ readonly bytes: number; readonly hazards: number }> {
  const { rows } = await client.query<{ bytes: string; hazards: string }>(sql`
    select pg_database_size(current_database()) as bytes, count(*) as hazards from hazard where to_seq = ${FOREVER}`);
  return { bytes: Number(rows[0]!.bytes), hazards: Number(rows[0]!.hazards) };
}
