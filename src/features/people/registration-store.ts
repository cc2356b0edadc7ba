import sql, { raw } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Registration, RegisterStatus } from './domain.ts';
import { AS_IT_IS, body, isOf, type Which } from './parts-store.ts';

const NOW = raw(`to_seq = ${FOREVER}`);
/** Registrations with everything that was seen and found of them. Of these people, or of these ids; as they stood at a moment. */
export async function registrations(
  tx: ReadTx,
  of: Which,
  moment: Moment = AS_IT_IS,
  text: typeof body = body,
): Promise<Registration[]> {
  return tx.rows<Registration>(sql`
    select r.id, r.person_id as person, r.register, ${text('r.number_id')} as number, ${text('r.name_id')} as name,
      r.profession, r.withdrawn, r.from_seq as version,
      coalesce((
        select json_agg(json_build_object('id', l.id,
            'by', json_build_object('person', l.looked_up_by, 'name', p.name), 'on', l.looked_up_on,
            'where', ${text('l.address_id')}, 'status', l.status, 'conditions', ${text('l.conditions_id')},
            'note', ${text('l.note_id')}, 'evidence', encode(l.evidence, 'hex'), 'since', l.since,
            'nextDue', l.next_due, 'seq', l.from_seq) order by l.looked_up_on desc, l.from_seq desc)
        from registration_look_up l join person p on p.id = l.looked_up_by
        where l.organisation_id = r.organisation_id and l.registration_id = r.id and ${stands('l', moment)}), '[]'
      ) as "lookUps",
      coalesce((
        select json_agg(json_build_object('from', g.from_day, 'to', g.to_day, 'reason', ${text('g.reason_id')},
            'seen', ${text('g.seen_id')}, 'seq', g.from_seq, 'by', json_build_object('person', g.recorded_by, 'name', p.name))
            order by g.from_day, g.from_seq)
        from registration_gap g join person p on p.id = g.recorded_by
        where g.organisation_id = r.organisation_id and g.registration_id = r.id and ${stands('g', moment)}), '[]'
      ) as gaps
    from registration r
    where r.organisation_id = current_organisation() and ${stands('r', moment)} ${isOf('r', of)}
    order by r.person_id, r.id`);
}

export interface NewRegistration {
  readonly id: string;
  readonly person: string;
  readonly register: string;
  readonly number: string;
  readonly name: string;
  readonly profession: string;
}

/** Adds an entry on a register. */
export async function putRegistration(tx: CommandTx, one: NewRegistration): Promise<void> {
  await tx.rows(sql`
    insert into registration (organisation_id, id, from_seq, person_id, register, number_id, name_id, profession, withdrawn)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.person}, ${one.register}, ${tx.text(one.number)},
      ${tx.text(one.name)}, ${one.profession}, false)`);
  await touchRegistration(tx, one);
}

/** Takes a registration back. Everything that was seen of it stays. */
export async function endRegistration(tx: CommandTx, one: { readonly id: string; readonly person: string }) {
  await tx.rows(sql`
    with ended as (
      update registration set to_seq = ${tx.seq}
      where organisation_id = current_organisation() and id = ${one.id} and ${NOW} returning *
    )
    insert into registration (organisation_id, id, from_seq, person_id, register, number_id, name_id, profession, withdrawn)
    select organisation_id, id, ${tx.seq}, person_id, register, number_id, name_id, profession, true from ended`);
  await touchRegistration(tx, one);
}

export interface NewLookUp {
  readonly registration: { readonly id: string; readonly person: string };
  readonly by: string;
  readonly on: string;
  readonly status: RegisterStatus;
  readonly conditions: string;
  readonly where: string;
  readonly note: string;
  readonly evidence: string | null;
  readonly since: string | null;
  readonly nextDue: string;
}

/** Keeps what somebody saw on a register. */
export async function putLookUp(tx: CommandTx, one: NewLookUp): Promise<void> {
  await tx.rows(sql`
    insert into registration_look_up (organisation_id, id, from_seq, registration_id, looked_up_by, looked_up_on, status,
      conditions_id, address_id, note_id, evidence, since, next_due)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${one.registration.id}, ${one.by}, ${one.on}, ${one.status},
      ${tx.text(one.conditions)}, ${tx.text(one.where)}, ${tx.text(one.note)},
      ${one.evidence === null ? null : Buffer.from(one.evidence, 'hex')}, ${one.since}, ${one.nextDue})`);
  await touchRegistration(tx, one.registration);
}

export interface NewGap {
  readonly registration: { readonly id: string; readonly person: string };
  readonly from: string;
  readonly to: string | null;
  readonly reason: string;
  readonly seen: string;
  readonly by: string;
}

/** Keeps that a registration was not held on some days. */
export async function putGap(tx: CommandTx, one: NewGap): Promise<void> {
  await tx.rows(sql`
    insert into registration_gap (organisation_id, id, from_seq, registration_id, from_day, to_day, reason_id, seen_id,
      recorded_by)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${one.registration.id}, ${one.from}, ${one.to},
      ${tx.text(one.reason)}, ${tx.text(one.seen)}, ${one.by})`);
  await touchRegistration(tx, one.registration);
}

/** Which registration a nomination rests on may be another one now: it is loaded anew with it. */
async function touchRegistration(tx: CommandTx, { id, person }: { readonly id: string; readonly person: string }) {
  tx.touch({ kind: 'registration', id });
  const nominations = await tx.rows<{ id: string }>(sql`
    select id from nomination
    where organisation_id = current_organisation() and person_id = ${person} and ${NOW}`);
  for (const one of nominations) tx.touch({ kind: 'nomination', id: one.id });
}
