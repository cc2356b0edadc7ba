import sql, { empty, raw } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Absence, Nomination } from './domain.ts';
import { AS_IT_IS, body, isOf, type Which } from './parts-store.ts';

const NOW = raw(`to_seq = ${FOREVER}`);

/**
 * Nominations for these services, of these people or of these ids, as they stood at a moment; in the order in which they were
 * made. @param text how texts are brought: `isSaid` where nobody reads them
 */
export async function nominations(
  tx: ReadTx,
  of: Which | { readonly services: readonly string[] | null },
  moment: Moment = AS_IT_IS,
  text: typeof body = body,
): Promise<Nomination[]> {
  const isOne = (services: readonly string[] | null) =>
    services === null ? empty : sql`and n.service_id = any(${services}::uuid[])`;
  const these = 'services' in of ? isOne(of.services) : isOf('n', of);
  return tx.rows<Nomination>(sql`
    select n.id, n.service_id as service, n.person_id as person, coalesce(p.name, '') as name, n.office, n.state,
      json_build_object('person', n.nominated_by, 'name', coalesce(b.name, '')) as "nominatedBy", n.nominated_at as "nominatedAt",
      n.begins_on::text as "beginsOn", ${text('n.employer_id')} as employer, ${text('n.note_id')} as note,
      ${text('n.clinician_because_id')} as "clinicianBecause", n.answered_at as "answeredAt", n.holds_from as "holdsFrom",
      n.accepted_seq as "acceptedSeq", n.statement, coalesce(n.confirmed_by, '') as "confirmedBy",
      ${text('n.declined_because_id')} as "declinedBecause", n.ends_at as "endsAt",
      ${text('n.ended_because_id')} as "endedBecause", n.access_until::text as "accessUntil", n.from_seq as version
    from nomination n
    left join person p on p.id = n.person_id
    left join person b on b.id = n.nominated_by
    where n.organisation_id = current_organisation() and ${stands('n', moment)} ${these}
    order by n.nominated_at, n.id`);
}

/** A nomination that was accepted, as far as a list of who holds what needs it. */
export type Held = Pick<Nomination, 'id' | 'office' | 'state' | 'holdsFrom' | 'acceptedSeq' | 'endsAt'> &
  Pick<Nomination, 'service' | 'person' | 'name' | 'employer'>;

/** All that was accepted for these services; for all, where none are named. */
export async function accepted(tx: ReadTx, services: readonly string[] | null): Promise<Held[]> {
  return tx.rows<Held>(sql`
    select n.id, n.service_id as service, n.person_id as person, coalesce(p.name, '') as name, n.office, n.state,
      n.holds_from as "holdsFrom", n.accepted_seq as "acceptedSeq", n.ends_at as "endsAt",
      case when n.employer_id is null then '' else ${body('n.employer_id')} end as employer
    from nomination n left join person p on p.id = n.person_id
    where n.organisation_id = current_organisation() and n.${NOW} and n.state = 'accepted'
      ${services === null ? empty : sql`and n.service_id = any(${services}::uuid[])`}
    order by n.nominated_at, n.id`);
}

/** A service, and the entry of the ledger at which it is asked about; null for now. */
export interface AskedAt {
  readonly service: string;
  readonly seq: number | null;
}

/** What had been accepted for services at an entry each, with the place of what asked. One query. */
export async function acceptedAt(
  tx: ReadTx,
  asked: readonly AskedAt[],
): Promise<(Omit<Held, 'employer'> & { readonly place: number })[]> {
  return tx.rows(sql`
    select (q.place - 1)::int as place, n.id, n.service_id as service, n.person_id as person,
      coalesce(p.name, '') as name, n.office, n.state, n.holds_from as "holdsFrom", n.accepted_seq as "acceptedSeq",
      n.ends_at as "endsAt"
    from unnest(${asked.map(({ service }) => service)}::uuid[],
      ${asked.map(({ seq }) => seq ?? FOREVER - 1)}::bigint[]) with ordinality as q (service, seq, place)
    join nomination n on n.organisation_id = current_organisation() and n.service_id = q.service
      and n.from_seq <= q.seq and n.to_seq > q.seq and n.state = 'accepted'
    left join person p on p.id = n.person_id
    order by n.nominated_at, n.id`);
}

export interface NewNomination {
  readonly id: string;
  readonly service: string;
  readonly person: string;
  readonly office: Nomination['office'];
  readonly nominatedBy: string;
  readonly beginsOn: string | null;
  readonly employer: string;
  readonly note: string;
  readonly clinicianBecause: string;
  readonly accessUntil: string | null;
}

export async function putNomination(tx: CommandTx, one: NewNomination): Promise<void> {
  await tx.rows(sql`
    insert into nomination (organisation_id, id, from_seq, service_id, person_id, office, state, nominated_by, nominated_at,
      begins_on, employer_id, note_id, clinician_because_id, access_until)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.service}, ${one.person}, ${one.office}, 'awaits an answer',
      ${one.nominatedBy}, ${tx.at}, ${one.beginsOn}, ${tx.text(one.employer)}, ${tx.text(one.note)},
      ${tx.text(one.clinicianBecause)}, ${one.accessUntil})`);
  await touchNominations(tx, one.service);
}

/** What can become of a nomination; what is not said stays as it is. */
export type NominationChange =
  | { readonly state: 'accepted'; readonly holdsFrom: Date; readonly statement: number; readonly confirmedBy: string }
  | { readonly state: 'declined' | 'withdrawn'; readonly because: string }
  | { readonly endsAt: Date; readonly because: string };

/** Ends the version of a nomination that stands, and begins the next. */
export async function changeNomination(
  tx: CommandTx,
  { id, service }: Pick<Nomination, 'id' | 'service'>,
  change: NominationChange,
): Promise<void> {
  const accepted = 'state' in change && change.state === 'accepted' ? change : null;
  const answered = 'state' in change ? change.state : null;
  const declined = 'state' in change && change.state !== 'accepted' ? tx.text(change.because) : null;
  const ended = 'endsAt' in change ? change : null;
  await tx.rows(sql`
    with ended as (
      update nomination set to_seq = ${tx.seq}
      where organisation_id = current_organisation() and id = ${id} and ${NOW} returning *
    )
    insert into nomination (organisation_id, id, from_seq, service_id, person_id, office, state, nominated_by, nominated_at,
      begins_on, employer_id, note_id, clinician_because_id, answered_at, holds_from, accepted_seq, statement, confirmed_by,
      declined_because_id, ends_at, ended_because_id, access_until)
    select organisation_id, id, ${tx.seq}, service_id, person_id, office, coalesce(${answered}, state), nominated_by,
      nominated_at, begins_on, employer_id, note_id, clinician_because_id,
      ${answered === null ? sql`answered_at` : sql`${tx.at}`}, coalesce(${accepted?.holdsFrom ?? null}, holds_from),
      coalesce(${accepted ? tx.seq : null}, accepted_seq), coalesce(${accepted?.statement ?? null}, statement),
      coalesce(${accepted?.confirmedBy ?? null}, confirmed_by), coalesce(${declined}::uuid, declined_because_id),
      coalesce(${ended?.endsAt ?? null}, ends_at),
      coalesce(${ended ? tx.text(ended.because) : null}::uuid, ended_because_id),
      access_until
    from ended`);
  await touchNominations(tx, service);
}

/** Whoever takes office ends the term of another: all nominations of the service are looked at again. */
async function touchNominations(tx: CommandTx, service: string): Promise<void> {
  const all = await tx.rows<{ id: string }>(sql`
    select id from nomination
    where organisation_id = current_organisation() and service_id = ${service} and ${NOW}`);
  for (const { id } of all) tx.touch({ kind: 'nomination', id });
}

/** Leave of those who were nominated so, as it was known at a moment. */
export async function absences(
  tx: ReadTx,
  nominations: readonly string[],
  moment: Moment = AS_IT_IS,
): Promise<Absence[]> {
  return tx.rows<Absence>(sql`
    select a.id, a.nomination_id as nomination, a.from_day::text as "from", a.to_day::text as "to",
      a.stand_in_id as "standIn"
    from leave_of_absence a
    where a.organisation_id = current_organisation() and ${stands('a', moment)}
      and a.nomination_id = any(${nominations}::uuid[])
    order by a.from_day, a.id`);
}

export async function putAbsence(tx: CommandTx, one: Absence): Promise<void> {
  await tx.rows(sql`
    update leave_of_absence set to_seq = ${tx.seq}
    where organisation_id = current_organisation() and id = ${one.id} and ${NOW}`);
  await tx.rows(sql`
    insert into leave_of_absence (organisation_id, id, from_seq, nomination_id, from_day, to_day, stand_in_id)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.nomination}, ${one.from}, ${one.to}, ${one.standIn})`);
}
