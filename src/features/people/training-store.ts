import sql, { empty, raw } from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Competence, Training } from './domain.ts';
import { AS_IT_IS, body, isOf, type Which } from './parts-store.ts';

const NOW = raw(`to_seq = ${FOREVER}`);

/** Training of these people, or of these ids; latest first. */
export async function trainings(
  tx: ReadTx,
  of: Which,
  moment: Moment = AS_IT_IS,
  text: typeof body = body,
): Promise<Training[]> {
  return tx.rows<Training>(sql`
    select t.id, t.person_id as person, ${text('t.course_id')} as course, ${text('t.provider_id')} as provider,
      ${text('t.level_id')} as level, t.taken_on::text as "takenOn", t.expires_on::text as "expiresOn",
      encode(t.certificate, 'hex') as certificate, t.withdrawn, t.from_seq as version
    from training t
    where t.organisation_id = current_organisation() and ${stands('t', moment)} ${isOf('t', of)}
    order by t.person_id, t.taken_on desc, t.id`);
}

export interface NewTraining {
  readonly id: string;
  readonly person: string;
  readonly course: string;
  readonly provider: string;
  readonly level: string;
  readonly takenOn: string;
  readonly expiresOn: string | null;
  readonly certificate: string | null;
}

export async function putTraining(tx: CommandTx, one: NewTraining): Promise<void> {
  await tx.rows(sql`
    insert into training (organisation_id, id, from_seq, person_id, course_id, provider_id, level_id, taken_on, expires_on,
      certificate, withdrawn)
    values (${tx.organisation}, ${one.id}, ${tx.seq}, ${one.person}, ${tx.text(one.course)}, ${tx.text(one.provider)},
      ${tx.text(one.level)}, ${one.takenOn}, ${one.expiresOn},
      ${one.certificate === null ? null : Buffer.from(one.certificate, 'hex')}, false)`);
  tx.touch({ kind: 'training', id: one.id });
}

/** Takes training back: it was entered wrongly, or another entry counts. */
export async function endTraining(tx: CommandTx, id: string): Promise<void> {
  await tx.rows(sql`
    with ended as (
      update training set to_seq = ${tx.seq}
      where organisation_id = current_organisation() and id = ${id} and ${NOW} returning *
    )
    insert into training (organisation_id, id, from_seq, person_id, course_id, provider_id, level_id, taken_on, expires_on,
      certificate, withdrawn)
    select organisation_id, id, ${tx.seq}, person_id, course_id, provider_id, level_id, taken_on, expires_on, certificate,
      true from ended`);
  tx.touch({ kind: 'training', id });
}

/** What is kept of the competence of these people; of everybody, where none are named. */
export async function competences(tx: ReadTx, people: readonly string[] | null): Promise<Competence[]> {
  return tx.rows<Competence>(sql`
    select c.id, c.person_id as person, s.reference as service, ${body('c.role_id')} as role,
      ${body('c.experience_id')} as experience, ${body('c.training_id')} as training,
      json_build_object('person', c.assessed_by, 'name', p.name) as "assessedBy",
      c.assessed_on::text as "assessedOn", c.review_on::text as "reviewOn", c.from_seq as version
    from competence c
    join person p on p.id = c.assessed_by
    left join service s on s.organisation_id = c.organisation_id and s.id = c.service_id and s.${NOW}
    where c.organisation_id = current_organisation() and c.${NOW}
      ${people === null ? empty : sql`and c.person_id = any(${people}::uuid[])`}
    order by c.person_id, c.assessed_on desc, c.id`);
}

export interface NewCompetence {
  readonly person: string;
  /** The id of the service; null for the whole organisation. */
  readonly service: string | null;
  readonly role: string;
  readonly experience: string;
  readonly training: string;
  readonly assessedBy: string;
  readonly assessedOn: string;
  readonly reviewOn: string;
}

/** Keeps an assessment in place of the last one of the same person for the same service; that one stays in the history. */
export async function putCompetence(tx: CommandTx, one: NewCompetence): Promise<string> {
  const id = tx.newId();
  await Promise.all([
    tx.rows(sql`
      update competence set to_seq = ${tx.seq}
      where organisation_id = current_organisation() and person_id = ${one.person}
        and service_id is not distinct from ${one.service}::uuid and ${NOW}`),
    tx.rows(sql`
      insert into competence (organisation_id, id, from_seq, person_id, service_id, role_id, experience_id, training_id,
        assessed_by, assessed_on, review_on)
      values (${tx.organisation}, ${id}, ${tx.seq}, ${one.person}, ${one.service}, ${tx.text(one.role)},
        ${tx.text(one.experience)}, ${tx.text(one.training)}, ${one.assessedBy}, ${one.assessedOn}, ${one.reviewOn})`),
  ]);
  return id;
}

/** Who has a competence record that is current, and who training that counts, on a day. Two indexes, and no text. */
export async function onRecord(
  tx: ReadTx,
  today: string,
): Promise<{ readonly competence: ReadonlySet<string>; readonly training: ReadonlySet<string> }> {
  const rows = await tx.rows<{ person: string; what: 'competence' | 'training' }>(sql`
    select c.person_id as person, 'competence' as what from competence c
    where c.organisation_id = current_organisation() and c.${NOW} and c.review_on >= ${today}
    union
    select t.person_id, 'training' from training t
    where t.organisation_id = current_organisation() and t.${NOW} and not t.withdrawn
      and (t.expires_on is null or t.expires_on >= ${today})`);
  const of = (wanted: string) => new Set(rows.filter(({ what }) => what === wanted).map(({ person }) => person));
  return { competence: of('competence'), training: of('training') };
}
