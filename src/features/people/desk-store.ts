import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { writtenOut } from '../../platform/database/written-out.ts';
import { body } from './parts-store.ts';
import type { Office } from './domain.ts';

const NOW = raw(`to_seq = ${FOREVER}`);

/** The first of something, and how many there are, at least. */
export interface Counted<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

async function counted<Row>(tx: ReadTx, query: Sql): Promise<Counted<Row>> {
  const rows = await tx.rows<Row & { total: number }>(query);
  return { rows, total: rows[0]?.total ?? 0 };
}

/** The same for a query that stops at one more than is shown: whether there are others is all that is said of them. */
async function atLeast<Row>(tx: ReadTx, query: Sql, most: number): Promise<Counted<Row>> {
  const rows = await tx.rows<Row>(query);
  return { rows: rows.slice(0, most), total: rows.length };
}

export interface NominationForMe {
  readonly id: string;
  readonly office: Office;
  readonly reference: string;
  readonly name: string;
  readonly by: string;
  readonly at: Date;
}

/** Nominations of a person that await an answer, oldest first. */
export function nominationsFor(tx: ReadTx, person: string, most: number): Promise<Counted<NominationForMe>> {
  return counted(
    tx,
    sql`
      select n.id, n.office, s.reference, s.name, coalesce(b.name, '') as by, n.nominated_at as at,
        count(*) over ()::int as total
      from nomination n
      join service s on s.organisation_id = n.organisation_id and s.id = n.service_id and s.${NOW}
      left join person b on b.id = n.nominated_by
      where n.organisation_id = current_organisation() and n.${NOW} and n.person_id = ${person}
        and n.state = 'awaits an answer' and s.phase <> 'retired'
      order by n.nominated_at, n.id limit ${writtenOut(most)}`,
  );
}

export interface ServiceWithout {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
  /** Who was nominated and has not answered. */
  readonly waiting: string | null;
  /** Who takes office, and when. */
  readonly comingName: string | null;
  readonly comingAt: Date | null;
}

/**
 * Services where nobody is accountable at a time. The last who took office is the one who holds it, unless they ended: the
 * rule of `termsOf`, as SQL.
 * @param references only these services; null for all
 */
export function servicesWithoutOfficer(
  tx: ReadTx,
  references: readonly string[] | null,
  now: Date,
  most: number,
): Promise<Counted<ServiceWithout>> {
  const accountable = sql`
    n.organisation_id = current_organisation() and n.service_id = s.id and n.${NOW}
    and n.office = 'clinical safety officer'`;
  return counted(
    tx,
    sql`
      select s.id, s.reference, s.name, w.name as waiting, c.name as "comingName", c.holds_from as "comingAt",
        count(*) over ()::int as total
      from service s
      left join lateral (
        select n.id, n.ends_at from nomination n
        where ${accountable} and n.state = 'accepted' and n.holds_from <= ${now}
          and (n.ends_at is null or n.ends_at > n.holds_from)
        order by n.holds_from desc, n.accepted_seq desc limit 1
      ) h on true
      left join lateral (
        select p.name from nomination n join person p on p.id = n.person_id
        where ${accountable} and n.state = 'awaits an answer' order by n.nominated_at limit 1
      ) w on true
      left join lateral (
        select p.name, n.holds_from from nomination n join person p on p.id = n.person_id
        where ${accountable} and n.state = 'accepted' and n.holds_from > ${now}
          and (n.ends_at is null or n.ends_at > n.holds_from)
        order by n.holds_from limit 1
      ) c on true
      where s.organisation_id = current_organisation() and s.${NOW} and s.phase <> 'retired'
        ${references === null ? empty : sql`and s.reference = any(${references}::text[])`}
        and (h.id is null or h.ends_at <= ${now})
      order by lower(s.name), s.id limit ${writtenOut(most)}`,
  );
}

export interface DueLookUp {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly register: string;
  /** Null where nobody else has looked it up. */
  readonly nextDue: string | null;
  /** When it was added. */
  readonly added: Date;
}

/** Registrations of others that nobody else has looked up, or that are due by a day; those due first. */
export function dueLookUps(
  tx: ReadTx,
  of: {
    readonly viewer: string;
    /** Only of people with a role in these services; null for all. */
    readonly services: readonly string[] | null;
    readonly by: string;
    readonly most: number;
  },
): Promise<Counted<DueLookUp>> {
  const known =
    of.services === null
      ? sql`jsonb_array_length(m.grants) > 0`
      : sql`exists (
          select from jsonb_array_elements(m.grants) g
          where g->>'service' is null or upper(g->>'service') = any(${of.services}::text[]))`;
  // What is due first, in its order; whose it is, only until there are enough.
  return atLeast(
    tx,
    sql`
      select d.id, d.person_id as person, coalesce(p.name, '') as name, d.register, d.next_due::text as "nextDue", e.at as added
      from (
        select r.id, r.person_id, r.register, r.from_seq, l.next_due
        from registration r
        left join lateral (
          select l.next_due from registration_look_up l
          where l.organisation_id = current_organisation() and l.registration_id = r.id and l.${NOW}
            and l.looked_up_by <> r.person_id
          order by l.looked_up_on desc, l.from_seq desc limit 1
        ) l on true
        where r.organisation_id = current_organisation() and r.${NOW} and not r.withdrawn
          and r.person_id <> ${of.viewer} and (l.next_due is null or l.next_due <= ${of.by})
        order by l.next_due nulls last, r.from_seq, r.id offset 0
      ) d
      cross join lateral (
        select from membership m
        where m.organisation_id = current_organisation() and m.person_id = d.person_id and m.${NOW} and ${known} limit 1
      ) m
      left join person p on p.id = d.person_id
      join ledger_entry e on e.organisation_id = current_organisation() and e.chain = 'changes' and e.seq = d.from_seq
      order by d.next_due nulls last, d.from_seq, d.id limit ${writtenOut(of.most + 1)}`,
    of.most,
  );
}

export interface ExpiringTraining {
  readonly id: string;
  readonly course: string;
  readonly expiresOn: string;
}

/** Training of a person that runs out by a day, where none that they have lasts longer. */
export function expiringTraining(
  tx: ReadTx,
  person: string,
  { by, most }: { readonly by: string; readonly most: number },
): Promise<Counted<ExpiringTraining>> {
  const mine = sql`organisation_id = current_organisation() and person_id = ${person} and ${NOW} and not withdrawn`;
  return counted(
    tx,
    sql`
      select t.id, ${body('t.course_id')} as course, t.expires_on::text as "expiresOn", count(*) over ()::int as total
      from (
        select id, course_id, expires_on from training where ${mine} and expires_on is not null
        order by expires_on desc limit 1
      ) t
      where t.expires_on <= ${by} and not exists (select from training where ${mine} and expires_on is null)
      limit ${writtenOut(most)}`,
  );
}
