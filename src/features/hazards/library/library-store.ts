import sql, { empty } from 'sql-template-tag';
import type { CommandTx } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { writtenOut } from '../../../platform/database/written-out.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../../platform/ledger/moment-store.ts';
import type { DrawnWords } from '../domain/library.ts';

/*
 * What the library needs: hazards of services by their words, and where a hazard was drawn from.
 */

/** A hazard as far as searching and comparing need it. */
export interface Searchable {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly description: string;
  readonly component: string | null;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
}

/**
 * Hazards of services that are not retired, service by service, at most so many.
 * @param of the references of services; null for all of the organisation
 * @param except the id of a service whose hazards are left out
 */
export async function searchable(
  tx: ReadTx,
  {
    of,
    except,
    limit,
  }: { readonly of: readonly string[] | null; readonly except: string | null; readonly limit: number },
): Promise<Searchable[]> {
  return tx.rows<Searchable>(sql`
    select h.id, h.number, coalesce(${said('n')}, '') as name, coalesce(${said('d')}, '') as description, h.component,
      json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service
    from service s
    cross join lateral (
      select h.* from hazard h
      where h.organisation_id = current_organisation() and h.service_id = s.id and ${standsNow('h')} and not h.retired
      order by h.number limit ${writtenOut(limit)}
    ) h
    left join text_value n on n.organisation_id = current_organisation() and n.id = h.name_id
    left join text_value d on d.organisation_id = current_organisation() and d.id = h.description_id
    where s.organisation_id = current_organisation() and ${standsNow('s')} and s.phase <> 'retired'
      ${of === null ? empty : sql`and s.reference = any(${of}::text[])`}
      ${except === null ? empty : sql`and s.id <> ${except}::uuid`}
    order by lower(s.name), s.id, h.number limit ${writtenOut(limit)}`);
}

/** The words of the hazards of a service by which they are compared while somebody types: names and causes, in one query. */
export async function comparable(
  tx: ReadTx,
  service: string,
  limit: number,
): Promise<(Pick<Searchable, 'id' | 'number' | 'name' | 'description'> & { readonly causes: readonly string[] })[]> {
  return tx.rows(sql`
    select h.id, h.number, coalesce(n.body, '') as name, coalesce(d.body, '') as description,
      array(select coalesce(t.body, '') from hazard_cause c
        join text_value t on t.organisation_id = current_organisation() and t.id = c.text_id
        where c.organisation_id = current_organisation() and c.hazard_id = h.id and ${standsNow('c')}) as causes
    from hazard h
    left join text_value n on n.organisation_id = current_organisation() and n.id = h.name_id
    left join text_value d on d.organisation_id = current_organisation() and d.id = h.description_id
    where h.organisation_id = current_organisation() and h.service_id = ${service} and ${standsNow('h')} and not h.retired
    order by h.number limit ${writtenOut(limit)}`);
}

/** Where a hazard of the organisation stands. */
export interface SourceHazard {
  readonly id: string;
  readonly number: number;
  readonly retired: boolean;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
}

const SOURCE = sql`
  select h.id, h.number, h.retired, json_build_object('id', s.id, 'reference', s.reference, 'name', s.name) as service
  from hazard h
  join service s on s.organisation_id = h.organisation_id and s.id = h.service_id and ${standsNow('s')}`;

/** A hazard by its service's reference and its number, or by its id. */
export async function sourceHazard(
  tx: ReadTx,
  by: { readonly service: string; readonly number: number } | { readonly id: string },
): Promise<SourceHazard | null> {
  const [row] = await tx.rows<SourceHazard>(sql`
    ${SOURCE}
    where h.organisation_id = current_organisation() and ${standsNow('h')} and ${
      'id' in by ? sql`h.id = ${by.id}` : sql`s.reference = ${by.service} and h.number = ${by.number} and not h.retired`
    }`);
  return row ?? null;
}

/** The digest of a hazard's material words at an entry of the ledger; null where it did not stand then. */
export async function materialAt(tx: ReadTx, hazard: string, seq: number): Promise<Buffer | null> {
  const [row] = await tx.rows<{ material: Buffer }>(sql`
    select material from subject_state
    where organisation_id = current_organisation() and kind = 'hazard' and id = ${hazard} and changed_seq <= ${seq}
    union all
    select material from subject_history
    where organisation_id = current_organisation() and kind = 'hazard' and id = ${hazard} and from_seq <= ${seq}
      and to_seq > ${seq}`);
  return row?.material ?? null;
}

/** Where a hazard was drawn from, up to where somebody has looked. */
export interface Origin {
  readonly starter: { readonly id: string; readonly version: number; readonly words: DrawnWords } | null;
  /** A hazard of the organisation: the digest and the entry at which it was seen. */
  readonly source: { readonly id: string; readonly material: string; readonly seq: number } | null;
  readonly drawn: { readonly by: string; readonly at: Date };
  /** When somebody looked at what changed there; null where nobody has. */
  readonly looked: {
    readonly by: string;
    readonly at: Date;
    readonly takenOver: boolean;
    readonly note: string;
  } | null;
  /** The ledger entry that made it so. */
  readonly version: number;
}

export async function originOf(tx: ReadTx, hazard: string, moment: Moment): Promise<Origin | null> {
  interface Row {
    readonly starter: string | null;
    readonly starterVersion: number | null;
    readonly starterWords: DrawnWords | null;
    readonly source: string | null;
    readonly material: string | null;
    readonly sourceSeq: number | null;
    readonly takenOver: boolean | null;
    readonly note: string | null;
    readonly version: number;
    readonly by: string;
    readonly at: Date;
    readonly lookedBy: string;
    readonly lookedAt: Date;
  }
  const [row] = await tx.rows<Row>(sql`
    select o.starter, o.starter_version as "starterVersion", o.starter_words as "starterWords", o.source_id as source,
      encode(o.source_material, 'hex') as material, o.source_seq as "sourceSeq", o.taken_over as "takenOver",
      ${said('t')} as note, o.from_seq as version, ${actorName('f.actor')} as by, f.at, ${actorName('l.actor')} as "lookedBy",
      l.at as "lookedAt"
    from hazard_origin o
    join ledger_entry l on l.organisation_id = o.organisation_id and l.chain = 'changes' and l.seq = o.from_seq
    join ledger_entry f on f.organisation_id = o.organisation_id and f.chain = 'changes' and f.seq = (
      select min(v.from_seq) from hazard_origin v where v.organisation_id = o.organisation_id and v.hazard_id = o.hazard_id)
    left join text_value t on t.organisation_id = o.organisation_id and t.id = o.looked_at_id
    where o.organisation_id = current_organisation() and o.hazard_id = ${hazard} and ${stands('o', moment)}`);
  if (!row) return null;
  return {
    starter: row.starter === null ? null : { id: row.starter, version: row.starterVersion!, words: row.starterWords! },
    source: row.source === null ? null : { id: row.source, material: row.material!, seq: row.sourceSeq! },
    drawn: { by: row.by, at: row.at },
    looked:
      row.takenOver === null
        ? null
        : { by: row.lookedBy, at: row.lookedAt, takenOver: row.takenOver, note: row.note ?? '' },
    version: row.version,
  };
}

/** What is kept of where a hazard was drawn from. */
export interface NewOrigin {
  readonly hazard: string;
  readonly starter: { readonly id: string; readonly version: number; readonly words: DrawnWords } | null;
  readonly source: { readonly id: string; readonly material: Buffer; readonly seq: number } | null;
  /** What somebody said who looked at what changed there; null when it is drawn. */
  readonly looked: { readonly takenOver: boolean; readonly note: string | null } | null;
}

export function putOrigin(tx: CommandTx, { hazard, starter, source, looked }: NewOrigin): void {
  tx.send(sql`
    update hazard_origin o set to_seq = ${tx.seq}
    where o.organisation_id = current_organisation() and o.hazard_id = ${hazard} and ${standsNow('o')}`);
  tx.send(sql`
    insert into hazard_origin (organisation_id, hazard_id, from_seq, starter, starter_version, starter_words, source_id,
      source_material, source_seq, looked_at_id, taken_over)
    values (${tx.organisation}, ${hazard}, ${tx.seq}, ${starter?.id ?? null}, ${starter?.version ?? null},
      ${starter ? JSON.stringify(starter.words) : null}::jsonb, ${source?.id ?? null}, ${source?.material ?? null},
      ${source?.seq ?? null}, ${looked?.note ?? null}, ${looked?.takenOver ?? null})`);
}
