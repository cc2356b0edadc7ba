import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type {
  Attendee,
  Decision,
  Draft,
  DraftState,
  DraftText,
  Note,
  Place,
  Room,
  RoomRole,
  MinutesVersion,
} from './domain.ts';

/** A draft and the ids of its texts: a text that stays as it is keeps its home. */
export interface StoredDraft extends Draft {
  readonly texts: Readonly<Record<DraftText | 'reason', string | null>>;
}

export interface StoredRoom extends Room {
  readonly drafts: readonly StoredDraft[];
}

/** Everything that stands in a workshop at a moment. Four queries. */
export async function roomOf(tx: ReadTx, workshop: string, moment: Moment): Promise<StoredRoom> {
  const [attendees, notes, decisions, drafts] = await Promise.all([
    tx.rows<Attendee>(sql`
      select a.id, a.role, coalesce(${said('g')}, '') as guest,
        case when p.id is null then null else json_build_object('id', p.id, 'name', p.name) end as person
      from workshop_attendee a
      left join person p on p.id = a.person_id
      left join text_value g on g.organisation_id = a.organisation_id and g.id = a.guest_id
      where a.organisation_id = current_organisation() and a.workshop_id = ${workshop} and ${stands('a', moment)}
      order by a.id`),
    tx.rows<Note>(sql`
      select n.id, n.prompt, ${said('t')} as text
      from workshop_note n
      left join text_value t on t.organisation_id = n.organisation_id and t.id = n.text_id
      where n.organisation_id = current_organisation() and n.workshop_id = ${workshop} and n.sort = 'said'
        and ${stands('n', moment)}
      order by n.id`),
    tx.rows<Decision>(sql`
      select n.id, n.number, ${said('t')} as text
      from workshop_note n
      left join text_value t on t.organisation_id = n.organisation_id and t.id = n.text_id
      where n.organisation_id = current_organisation() and n.workshop_id = ${workshop} and n.sort = 'decision'
        and ${stands('n', moment)}
      order by n.number`),
    draftsOf(tx, workshop, moment),
  ]);
  return { attendees, notes, decisions, drafts };
}

/** The drafts of a workshop at a moment, in the order of their numbers. */
export async function draftsOf(tx: ReadTx, workshop: string, moment: Moment): Promise<StoredDraft[]> {
  return tx
    .rows<StoredDraft>(sql`
    select d.id, d.number, d.prompt, ${said('n')} as name, coalesce(${said('c')}, '') as cause,
      coalesce(${said('f')}, '') as effect, coalesce(${said('h')}, '') as harm, coalesce(${said('w')}, '') as harmed,
      coalesce(d.component, '') as component, d.place, d.state, coalesce(${said('r')}, '') as reason,
      case when d.raised_role is null then null else json_build_object('role', d.raised_role,
        'person', case when p.id is null then null else json_build_object('id', p.id, 'name', p.name) end) end as "raisedBy",
      case when d.hazard_id is null then null
        else json_build_object('id', d.hazard_id, 'reference', d.hazard_reference) end as hazard,
      case when d.state in ('recorded', 'merged', 'not taken')
        then json_build_object('by', ${actorName('l.actor')}, 'at', l.at) end as decided,
      json_build_object('name', d.name_id, 'cause', d.cause_id, 'effect', d.effect_id, 'harm', d.harm_id,
        'harmed', d.harmed_id, 'reason', d.reason_id) as texts
    from workshop_draft d
    join ledger_entry l on l.organisation_id = d.organisation_id and l.chain = 'changes' and l.seq = d.from_seq
    left join person p on p.id = d.raised_person_id
    left join text_value n on n.organisation_id = d.organisation_id and n.id = d.name_id
    left join text_value c on c.organisation_id = d.organisation_id and c.id = d.cause_id
    left join text_value f on f.organisation_id = d.organisation_id and f.id = d.effect_id
    left join text_value h on h.organisation_id = d.organisation_id and h.id = d.harm_id
    left join text_value w on w.organisation_id = d.organisation_id and w.id = d.harmed_id
    left join text_value r on r.organisation_id = d.organisation_id and r.id = d.reason_id
    where d.organisation_id = current_organisation() and d.workshop_id = ${workshop} and ${stands('d', moment)}
    order by d.number`)
    .then((rows) => rows.map((row) => ({ ...row, decided: readDecided(row.decided) })));
}

/** A time inside JSON arrives as text. */
function readDecided(decided: Draft['decided']): Draft['decided'] {
  return decided && { by: decided.by, at: new Date(decided.at) };
}

export interface NewAttendee {
  readonly id: string;
  readonly person: string | null;
  /** The id of a text. */
  readonly guest: string | null;
  readonly role: RoomRole;
}

/** Adds people to a room, and takes others out of it. */
export async function putAttendees(
  tx: CommandTx,
  workshop: string,
  { add, remove }: { readonly add: readonly NewAttendee[]; readonly remove: readonly string[] },
): Promise<void> {
  await Promise.all([
    tx.rows(sql`
      update workshop_attendee a set to_seq = ${tx.seq}
      where a.organisation_id = current_organisation() and a.workshop_id = ${workshop} and a.id = any(${remove}::uuid[])
        and ${standsNow('a')}`),
    ...add.map(({ id, person, guest, role }) =>
      tx.rows(sql`
        insert into workshop_attendee (organisation_id, id, from_seq, workshop_id, person_id, guest_id, role)
        values (${tx.organisation}, ${id}, ${tx.seq}, ${workshop}, ${person}, ${guest}, ${role})`),
    ),
  ]);
  tx.touch({ kind: 'workshop', id: workshop });
}

export interface NewNote {
  readonly id: string;
  /** Where it was said; null for a decision. */
  readonly prompt: string | null;
  /** Of a decision; null otherwise. */
  readonly number: number | null;
  /** The id of a text; null takes the note out, and its versions stay. */
  readonly text: string | null;
}

export async function putNotes(tx: CommandTx, workshop: string, notes: readonly NewNote[]): Promise<void> {
  if (notes.length === 0) return;
  const ids = notes.map(({ id }) => id);
  await tx.rows(sql`
    update workshop_note n set to_seq = ${tx.seq}
    where n.organisation_id = current_organisation() and n.workshop_id = ${workshop} and n.id = any(${ids}::uuid[])
      and ${standsNow('n')}`);
  await Promise.all(
    notes
      .filter(({ text }) => text !== null)
      .map(({ id, prompt, number, text }) =>
        tx.rows(sql`
          insert into workshop_note (organisation_id, id, from_seq, workshop_id, sort, prompt, number, text_id)
          values (${tx.organisation}, ${id}, ${tx.seq}, ${workshop}, ${prompt === null ? 'decision' : 'said'}, ${prompt},
            ${number}, ${text})`),
      ),
  );
  tx.touch({ kind: 'workshop', id: workshop });
}

/** The greatest number that a decision, and a draft, of a workshop ever had. */
export async function numbersOf(
  tx: ReadTx,
  workshop: string,
): Promise<{ readonly decision: number; readonly draft: number }> {
  const [row] = await tx.rows<{ decision: number; draft: number }>(sql`
    select
      coalesce((select max(number) from workshop_note
        where organisation_id = current_organisation() and workshop_id = ${workshop}), 0) as decision,
      coalesce((select max(number) from workshop_draft
        where organisation_id = current_organisation() and workshop_id = ${workshop}), 0) as draft`);
  return row!;
}

/** What a version of a draft holds when it is written; its texts by the ids of their homes. */
export interface NewDraft {
  readonly id: string;
  readonly number: number;
  readonly prompt: string;
  readonly texts: Readonly<Record<DraftText | 'reason', string | null>>;
  readonly component: string;
  readonly place: Place | null;
  readonly raised: { readonly role: RoomRole; readonly person: string | null } | null;
  readonly state: DraftState;
  readonly hazard: { readonly id: string; readonly reference: string } | null;
}

export async function putDrafts(tx: CommandTx, workshop: string, drafts: readonly NewDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const ids = drafts.map(({ id }) => id);
  await tx.rows(sql`
    update workshop_draft d set to_seq = ${tx.seq}
    where d.organisation_id = current_organisation() and d.workshop_id = ${workshop} and d.id = any(${ids}::uuid[])
      and ${standsNow('d')}`);
  await Promise.all(
    drafts.map(({ id, number, prompt, texts, component, place, raised, state, hazard }) =>
      tx.rows(sql`
        insert into workshop_draft (organisation_id, id, from_seq, workshop_id, number, prompt, name_id, cause_id,
          effect_id, harm_id, harmed_id, component, place, raised_role, raised_person_id, state, hazard_id,
          hazard_reference, reason_id)
        values (${tx.organisation}, ${id}, ${tx.seq}, ${workshop}, ${number}, ${prompt}, ${texts.name}, ${texts.cause},
          ${texts.effect}, ${texts.harm}, ${texts.harmed}, ${component === '' ? null : component}, ${place},
          ${raised?.role ?? null}, ${raised?.person ?? null}, ${state}, ${hazard?.id ?? null},
          ${hazard?.reference ?? null}, ${texts.reason})`),
    ),
  );
  tx.touch({ kind: 'workshop', id: workshop });
}

/** The versions of the minutes of a workshop, the first one first. */
export async function minutesOf(tx: ReadTx, workshop: string): Promise<MinutesVersion[]> {
  return tx.rows<MinutesVersion>(sql`
    select w.minutes as version, w.from_seq as seq, l.at, ${actorName('l.actor')} as who,
      coalesce(${said('r')}, '') as reason
    from workshop w
    join ledger_entry l on l.organisation_id = w.organisation_id and l.chain = 'changes' and l.seq = w.from_seq
    left join workshop b on b.organisation_id = w.organisation_id and b.id = w.id and b.to_seq = w.from_seq
    left join text_value r on r.organisation_id = w.organisation_id and r.id = b.reason_id
    where w.organisation_id = current_organisation() and w.id = ${workshop} and w.state = 'closed'
      and (b.state is null or b.state <> 'closed')
    order by w.from_seq`);
}
