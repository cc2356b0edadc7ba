import sql from 'sql-template-tag';
import { digestOf } from '../../platform/canonical.ts';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, standsNow } from '../../platform/ledger/moment-store.ts';
import type { ComponentFinding, Impact, ListedComponent, TestIssue } from './domain.ts';

/*
 * Writes what is said of releases; many components with one statement.
 */

/** What a version of a record holds; its texts by the ids of their homes, and beside them what makes two of them the same. */
export interface RecordWritten {
  readonly commit: string | null;
  readonly configuration: { readonly id: string; readonly digest: string } | null;
  readonly components: { readonly said: 'listed' | 'none'; readonly digest: string } | null;
  readonly sbom: { readonly sha256: string; readonly name: string; readonly format: string } | null;
  readonly touches: {
    readonly hazards: readonly string[];
    readonly controls: readonly string[];
    readonly by: string;
    readonly seq: number;
  } | null;
  readonly issuesSaid: boolean;
}

const NOTHING: RecordWritten = {
  commit: null,
  configuration: null,
  components: null,
  sbom: null,
  touches: null,
  issuesSaid: false,
};

/** The digest of what a statement of impact is about, in hex. */
export function aboutOf({ commit, configuration, components, touches }: RecordWritten): string {
  return digestOf([
    configuration?.digest ?? null,
    components?.digest ?? null,
    touches && [touches.hazards, touches.controls],
    // Another commit is another change, whatever it is called.
    ...(commit === null ? [] : [commit]),
  ]).toString('hex');
}

/** What it is of a release of which nobody has said anything. */
export const ABOUT_NOTHING = aboutOf(NOTHING);

/** A configuration as it is written. @param lines "name=value" in the order of the names */
export function configurationWritten(tx: CommandTx, lines: string): NonNullable<RecordWritten['configuration']> {
  return { id: tx.text(lines)!, digest: digestOf(lines).toString('hex') };
}

/** Components as they are written. @param components in the order of their keys; none, where it is declared that there are none */
export function componentsWritten(components: readonly ListedComponent[]): NonNullable<RecordWritten['components']> {
  const digest = digestOf(components.map(({ key, version }) => [key, version])).toString('hex');
  return { said: components.length === 0 ? 'none' : 'listed', digest };
}

/** What is kept of a release now, as it is written again with something changed. */
export async function recordOf(tx: ReadTx, id: string): Promise<RecordWritten> {
  type Row = Pick<RecordWritten, 'commit' | 'issuesSaid'> & {
    configuration: string | null;
    configurationDigest: string | null;
    components: 'listed' | 'none' | null;
    componentsDigest: string | null;
    sha256: string | null;
    name: string | null;
    format: string | null;
    hazards: string[] | null;
    controls: string[] | null;
    by: string | null;
    seq: number | null;
  };
  const [row] = await tx.rows<Row>(sql`
    select d.commit_sha as commit, d.configuration_id as configuration, d.configuration_digest as "configurationDigest",
      d.components, d.components_digest as "componentsDigest", d.sbom_sha256 as sha256, d.sbom_name as name,
      d.sbom_format as format, d.touched_hazards as hazards, d.touched_controls as controls, d.touches_by as by,
      d.touches_seq as seq, d.issues_said as "issuesSaid"
    from release_record d
    where d.organisation_id = current_organisation() and d.id = ${id} and ${standsNow('d')}`);
  if (!row) return NOTHING;
  const { commit, issuesSaid, configuration, components, sha256, hazards } = row;
  return {
    commit,
    issuesSaid,
    configuration: configuration === null ? null : { id: configuration, digest: row.configurationDigest! },
    components: components === null ? null : { said: components, digest: row.componentsDigest! },
    sbom: sha256 === null ? null : { sha256, name: row.name ?? '', format: row.format ?? '' },
    touches: hazards === null ? null : { hazards, controls: row.controls ?? [], by: row.by!, seq: row.seq! },
  };
}

/** Writes what is said of a release, for the first time or anew. */
export async function putRecord(
  tx: CommandTx,
  of: { readonly id: string; readonly service: string },
  record: RecordWritten,
): Promise<void> {
  const { commit, configuration, components, sbom, touches, issuesSaid } = record;
  await tx.rows(sql`
    update release_record d set to_seq = ${tx.seq}
    where d.organisation_id = current_organisation() and d.id = ${of.id} and ${standsNow('d')}`);
  await tx.rows(sql`
    insert into release_record (organisation_id, id, from_seq, service_id, commit_sha, configuration_id,
      configuration_digest, components, components_digest, sbom_sha256, sbom_name, sbom_format, touched_hazards,
      touched_controls, touches_by, touches_seq, issues_said, about)
    values (${tx.organisation}, ${of.id}, ${tx.seq}, ${of.service}, ${commit}, ${configuration?.id ?? null}::uuid,
      ${configuration?.digest ?? null}, ${components?.said ?? null}, ${components?.digest ?? null},
      ${sbom?.sha256 ?? null}, ${sbom?.name ?? null}, ${sbom?.format ?? null}, ${touches?.hazards ?? null}::text[],
      ${touches?.controls ?? null}::text[], ${touches?.by ?? null}, ${touches?.seq ?? null}, ${issuesSaid},
      ${aboutOf(record)})`);
}

/** Writes what a release consists of: what is the same stays as it is. @param before what is listed of it now */
export async function putComponents(
  tx: CommandTx,
  release: string,
  { before, now }: { readonly before: readonly ListedComponent[]; readonly now: readonly ListedComponent[] },
): Promise<void> {
  const written = (one: ListedComponent) => JSON.stringify([one.key, one.name, one.version, one.supplier]);
  const [old, wanted] = [new Set(before.map(written)), new Set(now.map(written))];
  const ended = before.filter((one) => !wanted.has(written(one))).map(({ key }) => key);
  const added = now.filter((one) => !old.has(written(one)));
  if (ended.length > 0)
    await tx.rows(sql`
      update release_component c set to_seq = ${tx.seq}
      where c.organisation_id = current_organisation() and c.release_id = ${release} and ${standsNow('c')}
        and c.key = any(${ended}::text[])`);
  if (added.length > 0)
    await tx.rows(sql`
      insert into release_component (organisation_id, release_id, key, from_seq, name, version, supplier)
      select ${tx.organisation}::uuid, ${release}::uuid, n.key, ${tx.seq}, n.name, n.version, n.supplier
      from json_to_recordset(${JSON.stringify(added)}::json) as n (key text, name text, version text, supplier text)`);
}

/** Writes what somebody said of components. */
export async function putFindings(
  tx: CommandTx,
  service: string,
  findings: readonly { readonly key: string; readonly of: string }[],
  { finding, reason, by }: { readonly finding: ComponentFinding; readonly reason: string; readonly by: string },
): Promise<void> {
  const rows = JSON.stringify(findings);
  const given = sql`json_to_recordset(${rows}::json) as n (key text, of text)`;
  await tx.rows(sql`
    update component_finding f set to_seq = ${tx.seq} from ${given}
    where f.organisation_id = current_organisation() and f.service_id = ${service} and ${standsNow('f')}
      and f.key = n.key and f.of = n.of`);
  await tx.rows(sql`
    insert into component_finding (organisation_id, service_id, key, of, from_seq, finding, reason_id, said_by)
    select ${tx.organisation}::uuid, ${service}::uuid, n.key, n.of, ${tx.seq}, ${finding}, ${tx.text(reason)}::uuid, ${by}
    from ${given}`);
}

/** Writes the faults that are known of a release, in place of those before. */
export async function putIssues(tx: CommandTx, release: string, issues: readonly TestIssue[]): Promise<void> {
  await tx.rows(sql`
    update release_issue i set to_seq = ${tx.seq}
    where i.organisation_id = current_organisation() and i.release_id = ${release} and ${standsNow('i')}`);
  const rows = issues.map(({ reference, title, meaning, hazards }) => ({
    id: tx.newId(),
    reference,
    title: tx.text(title),
    meaning: tx.text(meaning),
    hazards,
  }));
  if (rows.length === 0) return;
  await tx.rows(sql`
    insert into release_issue (organisation_id, id, from_seq, release_id, reference, title_id, meaning_id, hazards)
    select ${tx.organisation}::uuid, n.id, ${tx.seq}, ${release}::uuid, n.reference, n.title, n.meaning,
      array(select json_array_elements_text(n.hazards))
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as n (id uuid, reference text, title uuid, meaning uuid, hazards json)`);
}

/** Writes what somebody said a release means for safety. Whatever was said before it ends. */
export async function putImpact(
  tx: CommandTx,
  of: { readonly id: string; readonly service: string },
  stated: {
    readonly impact: Impact;
    readonly reason: string;
    readonly about: string;
    readonly by: string;
    readonly lookedAt: boolean;
  },
): Promise<void> {
  await endImpact(tx, of.id);
  await tx.rows(sql`
    insert into release_impact (organisation_id, id, from_seq, service_id, impact, reason_id, about, said_by, said_seq,
      looked_at)
    values (${tx.organisation}, ${of.id}, ${tx.seq}, ${of.service}, ${stated.impact}, ${tx.text(stated.reason)}::uuid,
      ${stated.about}, ${stated.by}, ${tx.seq}, ${stated.lookedAt})`);
}

/** Writes what an officer said of a statement. */
export async function putSample(
  tx: CommandTx,
  release: string,
  { agreed, by, note }: { readonly agreed: boolean; readonly by: string; readonly note: string },
): Promise<void> {
  await tx.rows(sql`
    with old as (
      update release_impact i set to_seq = ${tx.seq}
      where i.organisation_id = current_organisation() and i.id = ${release} and ${standsNow('i')} returning i.*)
    insert into release_impact (organisation_id, id, from_seq, service_id, impact, reason_id, about, said_by, said_seq,
      looked_at, agreed, agreed_by, agreed_seq, agreed_note_id)
    select organisation_id, id, ${tx.seq}, service_id, impact, reason_id, about, said_by, said_seq, looked_at, ${agreed},
      ${by}, ${tx.seq}, ${tx.text(note)}::uuid from old`);
}

async function endImpact(tx: CommandTx, release: string): Promise<void> {
  await tx.rows(sql`
    update release_impact i set to_seq = ${tx.seq}
    where i.organisation_id = current_organisation() and i.id = ${release} and ${standsNow('i')}`);
}

/** What officers have had to look at of one release, whatever was said of it since. */
export interface Looks {
  /** Who did not agree that it changes nothing; null where nobody said so. */
  readonly refusedBy: string | null;
  /** When the first statement was made at which nobody has looked; null for none. */
  readonly openSince: Date | null;
}

/** Every statement that there ever was of a release: saying something else meanwhile takes none of them back. */
export async function looksAt(tx: ReadTx, release: string): Promise<Looks> {
  const [row] = await tx.rows<Looks>(sql`
    select max(${actorName('i.agreed_by')}) filter (where i.agreed = false) as "refusedBy",
      min(l.at) filter (where i.looked_at and i.agreed is null and not exists (
        select from release_impact x where x.organisation_id = i.organisation_id and x.id = i.id
          and x.agreed is not null and x.from_seq > i.from_seq)) as "openSince"
    from release_impact i
    join ledger_entry l on l.organisation_id = i.organisation_id and l.chain = 'changes' and l.seq = i.said_seq
    where i.organisation_id = current_organisation() and i.id = ${release} and i.impact = 'none'`);
  return row ?? { refusedBy: null, openSince: null };
}

/** How many other releases of a service were ever said to change nothing for safety. */
export async function earlierNones(tx: ReadTx, service: string, release: string): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(sql`
    select count(distinct i.id)::int as count from release_impact i
    where i.organisation_id = current_organisation() and i.service_id = ${service} and i.id <> ${release}
      and i.impact = 'none'`);
  return row!.count;
}
