import sql, { empty, type Sql } from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import {
  comparedComponents,
  findingOf,
  releaseBefore,
  typedSettings,
  type ComponentFinding,
  type Impact,
  type ImpactStated,
  type KeptComponent,
  type KeptImpact,
  type KeptRelease,
  type ListedComponent,
  type TestIssue,
} from './domain.ts';
import { ABOUT_NOTHING } from './store.ts';

/*
 * Releases as the register has them, at a moment. A fixed number of queries, however many releases and components.
 */

/** A release as `evidence` knows it. */
interface ReleaseLine {
  readonly id: string;
  readonly version: string;
  readonly state: 'candidate' | 'live' | 'withdrawn';
  readonly recordedAt: Date;
  readonly liveAt: Date | null;
  readonly liveSeq: number | null;
  readonly firstSeq: number;
  readonly reason: string | null;
}

/** The releases of a service, the latest first. @param service its id */
async function releaseLines(tx: ReadTx, service: string, moment: Moment): Promise<readonly ReleaseLine[]> {
  return tx.rows<ReleaseLine>(sql`
    select r.id, r.version, r.state, coalesce(e.at, ${moment.now}) as "recordedAt", l.at as "liveAt",
      r.live_seq as "liveSeq", b.seq as "firstSeq", ${said('t')} as reason
    from release r
    cross join lateral (select min(f.from_seq) as seq from release f
      where f.organisation_id = r.organisation_id and f.id = r.id) b
    -- The command that records it asks as well, before its entry is written.
    left join ledger_entry e on e.organisation_id = r.organisation_id and e.chain = 'changes' and e.seq = b.seq
    left join ledger_entry l on l.organisation_id = r.organisation_id and l.chain = 'changes' and l.seq = r.live_seq
    left join text_value t on t.organisation_id = r.organisation_id and t.id = r.reason_id
    where r.organisation_id = current_organisation() and r.service_id = ${service} and ${stands('r', moment)}
    order by b.seq desc, r.version`);
}

interface RecordRow {
  readonly id: string;
  readonly version: number;
  readonly commit: string | null;
  readonly configuration: string | null;
  readonly components: 'listed' | 'none' | null;
  readonly sha256: string | null;
  readonly name: string | null;
  readonly format: string | null;
  readonly hazards: readonly string[] | null;
  readonly controls: readonly string[] | null;
  readonly touchesBy: string | null;
  readonly touchesAt: Date | null;
  readonly issuesSaid: boolean;
  readonly about: string;
}

interface ImpactRow {
  readonly id: string;
  readonly impact: Impact;
  readonly reason: string;
  readonly about: string;
  readonly by: string;
  readonly at: Date;
  readonly lookedAt: boolean;
  readonly agreed: boolean | null;
  readonly agreedBy: string | null;
  readonly agreedAt: Date | null;
  readonly note: string | null;
}

interface FindingRow {
  readonly key: string;
  readonly of: string;
  readonly finding: ComponentFinding;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/**
 * These releases of a service, in the order in which they are given.
 * @param chosen some of `lines`, which are all of the service
 */
async function keptReleases(
  tx: ReadTx,
  { service, lines, chosen }: { service: string; lines: readonly ReleaseLine[]; chosen: readonly ReleaseLine[] },
  moment: Moment,
): Promise<readonly KeptRelease[]> {
  if (chosen.length === 0) return [];
  const before = new Map(chosen.map((line) => [line.id, releaseBefore(lines, line)]));
  const ids = chosen.map(({ id }) => id);
  const withComponents = [...new Set([...ids, ...[...before.values()].flatMap((one) => one?.id ?? [])])];
  const [records, components, findings, issues, impacts] = await Promise.all([
    recordRows(tx, withComponents, moment),
    componentsOf(tx, withComponents, moment),
    findingRows(tx, service, moment),
    issuesOf(tx, ids, moment),
    impactRows(tx, ids, moment),
  ]);
  const recordOf = new Map(records.map((one) => [one.id, one]));
  const impactOf = new Map(impacts.map((one) => [one.id, one]));
  const foundOf = new Map(findings.map((one) => [`${one.key}\n${one.of}`, one]));
  /** Null where nobody has said what it consists of. */
  const listed = (id: string | undefined): readonly ListedComponent[] | null =>
    id === undefined || !recordOf.get(id)?.components ? null : (components.get(id) ?? []);
  return chosen.map((line): KeptRelease => {
    const record = recordOf.get(line.id) ?? null;
    const earlier = before.get(line.id) ?? null;
    const own = listed(line.id);
    const configuration =
      record === null || record.configuration === null ? null : typedSettings(record.configuration).settings;
    const touches =
      record === null || record.hazards === null ? null : { hazards: record.hazards, controls: record.controls ?? [] };
    const impact = impactOf.get(line.id);
    return {
      id: line.id,
      version: line.version,
      state: line.state,
      recordedAt: line.recordedAt,
      liveAt: line.liveAt,
      commit: record?.commit ?? null,
      configuration,
      components:
        own === null
          ? null
          : comparedComponents(own, listed(earlier?.id)).map((one): KeptComponent => {
              const found = one.change === 'gone' ? undefined : foundOf.get(`${one.key}\n${findingOf(one, line.id)}`);
              return {
                ...one,
                finding: found ? { finding: found.finding, reason: found.reason, by: found.by } : null,
                foundAt: found?.at ?? null,
              };
            }),
      impact: impact ? impactShown(impact, record?.about ?? ABOUT_NOTHING) : null,
      touches,
      testIssues: record?.issuesSaid ? (issues.get(line.id) ?? []) : null,
      before: earlier?.version ?? null,
      sbom:
        record === null || record.sha256 === null
          ? null
          : { sha256: record.sha256, name: record.name ?? '', format: record.format ?? '' },
      touchesSaid: touches === null ? null : { by: record?.touchesBy ?? '', at: record?.touchesAt ?? line.recordedAt },
      withdrawnBecause: line.reason,
      recordVersion: record?.version ?? 0,
    };
  });
}

function impactShown(row: ImpactRow, about: string): KeptImpact {
  return {
    impact: row.impact,
    reason: row.reason,
    by: row.by,
    at: row.at,
    same: row.about === about,
    lookedAt: row.lookedAt,
    sampled:
      row.agreed === null
        ? null
        : { agreed: row.agreed, by: row.agreedBy ?? '', at: row.agreedAt!, note: row.note ?? '' },
  };
}

/** The release of this version at a moment; null where there is none. @param service its id */
export async function keptRelease(
  tx: ReadTx,
  service: string,
  version: string,
  moment: Moment,
): Promise<KeptRelease | null> {
  const lines = await releaseLines(tx, service, moment);
  const chosen = lines.filter((line) => line.version === version);
  return (await keptReleases(tx, { service, lines, chosen }, moment))[0] ?? null;
}

/** The releases of a service at a moment, the latest first. @param service its id */
export async function latestReleases(
  tx: ReadTx,
  service: string,
  most: number,
  moment: Moment,
): Promise<readonly KeptRelease[]> {
  const lines = await releaseLines(tx, service, moment);
  return keptReleases(tx, { service, lines, chosen: lines.slice(0, most) }, moment);
}

async function recordRows(tx: ReadTx, ids: readonly string[], moment: Moment): Promise<RecordRow[]> {
  return tx.rows<RecordRow>(sql`
    select d.id, d.from_seq as version, d.commit_sha as commit, ${said('t')} as configuration, d.components,
      d.sbom_sha256 as sha256, d.sbom_name as name, d.sbom_format as format, d.touched_hazards as hazards,
      d.touched_controls as controls, ${actorName('d.touches_by')} as "touchesBy", l.at as "touchesAt",
      d.issues_said as "issuesSaid", d.about
    from release_record d
    left join text_value t on t.organisation_id = d.organisation_id and t.id = d.configuration_id
    left join ledger_entry l on l.organisation_id = d.organisation_id and l.chain = 'changes' and l.seq = d.touches_seq
    where d.organisation_id = current_organisation() and d.id = any(${ids}::uuid[]) and ${stands('d', moment)}`);
}

/** What releases consist of, in the order of the keys as a list that was read has them. */
async function componentsOf(
  tx: ReadTx,
  ids: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, readonly ListedComponent[]>> {
  const rows = await tx.rows<ListedComponent & { readonly release: string }>(sql`
    select c.release_id as release, c.key, c.name, c.version, c.supplier from release_component c
    where c.organisation_id = current_organisation() and c.release_id = any(${ids}::uuid[]) and ${stands('c', moment)}
    order by c.key collate "C"`);
  return new Map(
    [...Map.groupBy(rows, ({ release }) => release)].map(([release, own]) => [
      release,
      own.map(({ key, name, version, supplier }) => ({ key, name, version, supplier })),
    ]),
  );
}

async function findingRows(tx: ReadTx, service: string, moment: Moment): Promise<FindingRow[]> {
  return tx.rows<FindingRow>(sql`
    select f.key, f.of, f.finding, coalesce(${said('t')}, '') as reason, ${actorName('f.said_by')} as by, l.at
    from component_finding f
    join ledger_entry l on l.organisation_id = f.organisation_id and l.chain = 'changes' and l.seq = f.from_seq
    left join text_value t on t.organisation_id = f.organisation_id and t.id = f.reason_id
    where f.organisation_id = current_organisation() and f.service_id = ${service} and ${stands('f', moment)}`);
}

async function issuesOf(
  tx: ReadTx,
  ids: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, readonly TestIssue[]>> {
  const rows = await tx.rows<TestIssue & { readonly release: string }>(sql`
    select i.release_id as release, i.reference, coalesce(${said('t')}, '') as title, coalesce(${said('m')}, '') as meaning,
      i.hazards
    from release_issue i
    left join text_value t on t.organisation_id = i.organisation_id and t.id = i.title_id
    left join text_value m on m.organisation_id = i.organisation_id and m.id = i.meaning_id
    where i.organisation_id = current_organisation() and i.release_id = any(${ids}::uuid[]) and ${stands('i', moment)}
    order by i.id`);
  return new Map(
    [...Map.groupBy(rows, ({ release }) => release)].map(([release, own]) => [
      release,
      own.map(({ reference, title, meaning, hazards }) => ({ reference, title, meaning, hazards })),
    ]),
  );
}

async function impactRows(tx: ReadTx, ids: readonly string[], moment: Moment): Promise<ImpactRow[]> {
  return tx.rows<ImpactRow>(sql`
    select i.id, i.impact, coalesce(${said('t')}, '') as reason, i.about, ${actorName('i.said_by')} as by, l.at,
      i.looked_at as "lookedAt", i.agreed, ${actorName('i.agreed_by')} as "agreedBy", g.at as "agreedAt",
      ${said('n')} as note
    from release_impact i
    join ledger_entry l on l.organisation_id = i.organisation_id and l.chain = 'changes' and l.seq = i.said_seq
    left join ledger_entry g on g.organisation_id = i.organisation_id and g.chain = 'changes' and g.seq = i.agreed_seq
    left join text_value t on t.organisation_id = i.organisation_id and t.id = i.reason_id
    left join text_value n on n.organisation_id = i.organisation_id and n.id = i.agreed_note_id
    where i.organisation_id = current_organisation() and i.id = any(${ids}::uuid[]) and ${stands('i', moment)}`);
}

/** How many components the release `r` has, and of how many nobody has said anything: `findingOf` in SQL. */
function componentCount(moment: Moment): Sql {
  return sql`
    select count(*)::int as total, (count(*) filter (where f.key is null))::int as unsaid
    from release_component c
    left join component_finding f on f.organisation_id = c.organisation_id and f.service_id = r.service_id
      and f.key = c.key and ${stands('f', moment)}
      and f.of = case when c.version = '' then 'release ' || c.release_id else 'version ' || c.version end
    where c.organisation_id = current_organisation() and c.release_id = r.id and ${stands('c', moment)}`;
}

/** A release of a service that is live, without what it consists of. */
export interface LiveRow {
  readonly service: string;
  readonly version: string;
  readonly configuration: boolean;
  readonly components: boolean;
  /** Of the latest one of a service whose components are said: how many, and of how many of them nobody has said anything. */
  readonly total: number | null;
  readonly unsaid: number | null;
  readonly impactAt: Date | null;
  readonly same: boolean | null;
  readonly lookedAt: boolean | null;
  readonly agreed: boolean | null;
}

/** The releases of services that are live at a moment, the latest of each service first. One query. */
export async function liveReleases(
  tx: ReadTx,
  services: readonly string[],
  moment: Moment,
): Promise<readonly LiveRow[]> {
  return tx.rows<LiveRow>(sql`
    with live as (
      select r.organisation_id, r.id, r.service_id, r.version, r.live_seq,
        row_number() over (partition by r.service_id order by r.live_seq desc, r.id) as place
      from release r
      where r.organisation_id = current_organisation() and r.service_id = any(${services}::uuid[]) and r.state = 'live'
        and ${stands('r', moment)}
    )
    select r.service_id as service, r.version, d.configuration_id is not null as configuration,
      d.components is not null as components, n.total, n.unsaid, l.at as "impactAt",
      i.about = coalesce(d.about, ${ABOUT_NOTHING}) as same, i.looked_at as "lookedAt", i.agreed
    from live r
    left join release_record d on d.organisation_id = r.organisation_id and d.id = r.id and ${stands('d', moment)}
    left join release_impact i on i.organisation_id = r.organisation_id and i.id = r.id and ${stands('i', moment)}
    left join ledger_entry l on l.organisation_id = i.organisation_id and l.chain = 'changes' and l.seq = i.said_seq
    left join lateral (${componentCount(moment)}) n on r.place = 1 and d.components is not null
    order by r.service_id, r.place`);
}

/** A line of the register: what is said of a release, without what it consists of. */
export interface RegisterRow {
  readonly id: string;
  readonly version: string;
  readonly state: 'candidate' | 'live' | 'withdrawn';
  readonly recordedAt: Date;
  readonly liveAt: Date | null;
  /** Why it was withdrawn. */
  readonly reason: string | null;
  readonly runs: number;
  readonly commit: string | null;
  readonly configuration: boolean;
  /** Null where nobody has said what it consists of. */
  readonly components: { readonly total: number; readonly unsaid: number } | null;
  readonly impact: ({ readonly impact: Impact; readonly by: string } & ImpactStated) | null;
  readonly touches: { readonly hazards: readonly string[]; readonly controls: readonly string[] } | null;
  readonly issuesSaid: boolean;
}

/** The register of a service, the latest release first. One query. @param service its id */
export async function registerRows(
  tx: ReadTx,
  service: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
  moment: Moment,
): Promise<readonly RegisterRow[]> {
  type Row = Omit<RegisterRow, 'components' | 'impact' | 'touches' | 'issuesSaid'> & {
    said: boolean;
    total: number | null;
    unsaid: number | null;
    impact: Impact | null;
    by: string;
    at: Date;
    same: boolean;
    lookedAt: boolean;
    agreed: boolean | null;
    hazards: string[] | null;
    controls: string[] | null;
    issuesSaid: boolean | null;
  };
  const rows = await tx.rows<Row>(sql`
    with these as (
      select r.*, b.seq as first from release r
      cross join lateral (select min(f.from_seq) as seq from release f
        where f.organisation_id = r.organisation_id and f.id = r.id) b
      where r.organisation_id = current_organisation() and r.service_id = ${service} and ${stands('r', moment)}
      order by b.seq desc, r.version offset ${offset} limit ${limit}
    )
    select r.id, r.version, r.state, b.at as "recordedAt", l.at as "liveAt", ${said('t')} as reason,
      (select count(*)::int from evidence_run n where n.organisation_id = r.organisation_id
        and n.service_id = r.service_id and n.release_id = r.id) as runs,
      d.commit_sha as commit, d.configuration_id is not null as configuration, d.components is not null as said,
      n.total, n.unsaid, i.impact, ${actorName('i.said_by')} as by, g.at,
      i.about = coalesce(d.about, ${ABOUT_NOTHING}) as same, i.looked_at as "lookedAt", i.agreed,
      d.touched_hazards as hazards, d.touched_controls as controls, d.issues_said as "issuesSaid"
    from these r
    join ledger_entry b on b.organisation_id = r.organisation_id and b.chain = 'changes' and b.seq = r.first
    left join ledger_entry l on l.organisation_id = r.organisation_id and l.chain = 'changes' and l.seq = r.live_seq
    left join text_value t on t.organisation_id = r.organisation_id and t.id = r.reason_id
    left join release_record d on d.organisation_id = r.organisation_id and d.id = r.id and ${stands('d', moment)}
    left join release_impact i on i.organisation_id = r.organisation_id and i.id = r.id and ${stands('i', moment)}
    left join ledger_entry g on g.organisation_id = i.organisation_id and g.chain = 'changes' and g.seq = i.said_seq
    left join lateral (${componentCount(moment)}) n on d.components is not null
    order by r.first desc, r.version`);
  return rows.map((row) => {
    const { said: isSaid, total, unsaid, impact, by, at, same, lookedAt, agreed, hazards, controls, ...one } = row;
    return {
      ...one,
      issuesSaid: one.issuesSaid === true,
      components: isSaid ? { total: total ?? 0, unsaid: unsaid ?? 0 } : null,
      impact: impact === null ? null : { impact, by, at, same, lookedAt, agreed },
      touches: hazards === null ? null : { hazards, controls: controls ?? [] },
    };
  });
}

/** How many releases of a service there are at a moment. @param service its id */
export async function countReleases(tx: ReadTx, service: string, moment: Moment): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(sql`
    select count(*)::int as count from release r
    where r.organisation_id = current_organisation() and r.service_id = ${service} and ${stands('r', moment)}`);
  return row!.count;
}

/** A statement that waits for an officer to look at it. */
export interface WaitingLook {
  readonly id: string;
  readonly version: string;
  readonly reference: string;
  readonly name: string;
  readonly by: string;
  readonly at: Date;
}

/**
 * The statements of "none" that wait for an officer, in services that are not retired, the oldest first. What was said of
 * something else by now is not among them: it is asked again first.
 * @param services references; null for all of the organisation
 */
export async function waitingLooks(
  tx: ReadTx,
  services: readonly string[] | null,
  limit: number,
): Promise<readonly WaitingLook[]> {
  return tx.rows<WaitingLook>(sql`
    select i.id, r.version, s.reference, s.name, ${actorName('i.said_by')} as by, l.at
    from release_impact i
    join release r on r.organisation_id = i.organisation_id and r.id = i.id and ${standsNow('r')} and r.state <> 'withdrawn'
    join service s on s.organisation_id = i.organisation_id and s.id = i.service_id and ${standsNow('s')}
      and s.phase <> 'retired'
    join ledger_entry l on l.organisation_id = i.organisation_id and l.chain = 'changes' and l.seq = i.said_seq
    left join release_record d on d.organisation_id = i.organisation_id and d.id = i.id and ${standsNow('d')}
    where i.organisation_id = current_organisation() and ${standsNow('i')} and i.looked_at and i.agreed is null
      and i.about = coalesce(d.about, ${ABOUT_NOTHING})
      ${services === null ? empty : sql`and s.reference = any(${services}::text[])`}
    order by i.said_seq, i.id limit ${writtenOut(limit)}`);
}
