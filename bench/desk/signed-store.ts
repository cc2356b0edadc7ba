import type pg from 'pg';
import sql, { raw } from 'sql-template-tag';
import { FOREVER } from '../../src/platform/database/database.ts';

/**
 * Approved versions of intended uses and hazard logs, two of each subject, as signatures would have left them; and what has
 * become of the last one: of ten, five stand, three are out of date because of a later change, and two never were signed.
 * @param kind of what is signed
 */
export async function putSigned(
  client: pg.Client,
  organisation: string,
  kind: 'service' | 'hazard-log',
  today: Date,
): Promise<void> {
  // What was closed in a log is a change that matters; so is something that was said of some services later.
  if (kind === 'service')
    await client.query(sql`
      insert into subject_history (organisation_id, kind, id, from_seq, to_seq, service_id, within_id, retired, material,
        editorial, support, verdict, quiet, cause)
      select s.organisation_id, s.kind, s.id, s.changed_seq, s.changed_seq + 1, s.service_id, s.within_id, s.retired,
        s.material, s.editorial, s.support, s.verdict, s.quiet, s.cause
      from subject_state s join known k on k.id = s.id
      where s.organisation_id = ${organisation} and s.kind = 'service'`);
  await client.query(sql`
    update subject_history set material = sha256(material)
    where organisation_id = ${organisation} and kind in ('service', case ${kind} when 'service' then '' else 'hazard' end)`);
  if (kind === 'service')
    await client.query(sql`
      update subject_state set changed_seq = changed_seq + 1 where organisation_id = ${organisation} and kind = 'service'`);
  await client.query(sql`drop table if exists version`);
  await client.query(sql`
    create temporary table version as
    select t.id as subject, k.id as service, k.reference, k.place % 10 between 5 and 7 as old, v.number,
      gen_random_uuid() as id, gen_random_uuid() as signature, gen_random_uuid() as signer, w.id as person,
      case when v.number = 1 or k.place % 10 between 5 and 7 then k.seq + v.number - 1 else h.seq end as seq,
      case when v.number = 1 or k.place % 10 between 5 and 7 then sha256(t.material) else t.material end as material,
      t.editorial, t.support, t.changed_seq
    from known k join subject_state t on t.organisation_id = ${organisation} and t.kind = ${kind} and t.service_id = k.id
    cross join signed_in w
    cross join (select seq from ledger_head where organisation_id = ${organisation} and chain = 'changes') h
    cross join (values (1), (2)) as v (number)
    where k.place % 10 < 8`);
  await client.query(sql`
    insert into text_value (organisation_id, id, seq, digest, salt, body)
    select ${organisation}, signer, seq, sha256(uuid_send(signer)), uuid_send(signer), ${SIGNER} from version`);
  const hex = (column: string) => raw(`encode(${column}, 'hex')`);
  await client.query(sql`
    insert into signature (organisation_id, id, seq, at, kind, subject_id, service_id, decision, person_id, material,
      editorial, support, record, signer_id)
    select ${organisation}, signature, seq, ${today}::timestamptz - (400 - number * 150) * interval '1 day', ${kind}, subject,
      service, 'approve', person, material, editorial, support, jsonb_build_object('format', 'primum-signature', 'id', signature,
        'material', ${hex('material')}, 'editorial', ${hex('editorial')}, 'support', ${hex('support')}, 'words', '[]'::jsonb,
        'subject', jsonb_build_object('kind', ${kind}::text, 'id', subject, 'title', 'What is signed of ' || reference),
        'service', jsonb_build_object('id', service, 'reference', reference, 'name', reference), 'number', number,
        'decision', 'approve', 'meaning', ${MEANING}::text, 'author', false, 'person', person, 'role',
        'clinical safety officer', 'registration', null, 'signer', signer, 'confirmed', jsonb_build_object('at', ${today}::timestamptz,
        'method', 'passkey'), 'at', ${today}::timestamptz, 'validUntil', null, 'conditions', '[]'::jsonb, 'reason', null,
        'outside', null), signer
    from version`);
  await client.query(sql`
    insert into approval (organisation_id, id, kind, subject_id, service_id, number, signed_seq, signed_at, material,
      editorial, support, valid_until, needed, signature_ids)
    select ${organisation}, id, ${kind}, subject, service, number, seq,
      ${today}::timestamptz - (400 - number * 150) * interval '1 day', material, editorial, support,
      ${today}::timestamptz + 265 * interval '1 day', 1, array[signature]
    from version`);
  await client.query(sql`
    insert into subject_state (organisation_id, kind, id, service_id, retired, own, own_material, own_editorial, material,
      editorial, support, verdict, lapses_at, changed_seq, quiet, cause)
    select ${organisation}, ${`${kind}-approval`}, v.id, v.service, v.number = 1,
      jsonb_build_object('facts', jsonb_build_object('void', false, 'superseded', v.number = 1, 'outOfDate', v.number = 2 and v.old,
        'challenged', false, 'fallen', '[]'::jsonb), 'challengedSeq', null, 'dueAt', null, 'lapsesAt', null, 'holdsFrom', null,
        'points', '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'), d, d, d, d, d,
      case when v.number = 1 then 'not-known' when v.old then 'not-met' else 'met' end, ${today}::timestamptz + 265 * interval '1 day',
      case when v.number = 2 and v.old then v.changed_seq else v.seq end, false, '{"own": true, "count": 0, "inputs": []}'
    from version v cross join lateral sha256(uuid_send(v.id)) d`);
  await client.query(sql`
    insert into subject_edge (organisation_id, from_kind, from_id, to_kind, to_id)
    select ${organisation}, ${`${kind}-approval`}, id, ${kind}, subject from version where number = 2`);
  for (const table of ['signature', 'approval', 'subject_state', 'subject_edge', 'subject_history', 'text_value'])
    await client.query(`vacuum (analyze) ${table}`);
}

const MEANING =
  'I have read what is signed here and what changed since the last approved version, and it is a fair account of the clinical risk as I know it today.';

const SIGNER = JSON.stringify({
  person: '00000000-0000-7000-8000-000000000000',
  name: 'Wren Applewhite',
  office: null,
  registration: null,
  registrationProblem: null,
  training: [],
  trainingProblem: null,
});

/** What waits for the one who is signed in, sort by sort. */
export async function openItems(
  client: pg.Client,
  organisation: string,
): Promise<readonly { readonly sort: string; readonly count: number }[]> {
  const { rows } = await client.query<{ sort: string; count: number }>(sql`
    select 'actions' as sort, count(*)::int as count from action
    where organisation_id = ${organisation} and to_seq = ${FOREVER} and state = 'open'
    union all
    select 'logs with ratings that nobody confirmed', count(distinct within_id)::int from subject_state t
    join service s on s.organisation_id = t.organisation_id and s.id = t.service_id and s.to_seq = ${FOREVER}
      and s.phase <> 'retired'
    where t.organisation_id = ${organisation} and t.kind = 'hazard' and t.own -> 'facts' -> 'confirmed' = 'false'::jsonb
    union all
    select 'subjects that await a signature', count(*)::int from subject_state t
    join service s on s.organisation_id = t.organisation_id and s.id = t.service_id and s.to_seq = ${FOREVER}
      and s.phase <> 'retired'
    where t.organisation_id = ${organisation} and t.kind in ('service', 'hazard-log') and not exists (
      select from approval a join subject_state p on p.organisation_id = a.organisation_id and p.kind = a.kind || '-approval'
        and p.id = a.id
      where a.organisation_id = t.organisation_id and a.kind = t.kind and a.subject_id = t.id and not p.retired
        and p.verdict = 'met')
    union all
    select 'registrations to look up', count(*)::int from registration r
    where r.organisation_id = ${organisation} and not exists (
      select from registration_look_up l where l.organisation_id = r.organisation_id and l.registration_id = r.id
        and l.next_due > current_date + 60)
    union all
    select 'services without an officer', count(*)::int from service s
    where s.organisation_id = ${organisation} and s.to_seq = ${FOREVER} and s.phase <> 'retired' and not exists (
      select from nomination n where n.organisation_id = ${organisation} and n.service_id = s.id and n.state = 'accepted'
        and n.office = 'clinical safety officer')`);
  return rows;
}
