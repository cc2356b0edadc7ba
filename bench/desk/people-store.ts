import type pg from 'pg';
import sql from 'sql-template-tag';
import { FOREVER } from '../../src/platform/database/database.ts';

/**
 * The people of an organisation beside the one who is signed in: each with a role in a few services, an entry on a register,
 * most with training and competence; and an officer of nine services in ten, of six in ten the one who is signed in. Of the
 * registrations, one in four is due to be looked up again, and one in eight nobody has looked up.
 */
export async function putPeople(client: pg.Client, organisation: string, count: number, today: Date): Promise<void> {
  await client.query(sql`
    create temporary table somebody as
    select n, gen_random_uuid() as id,
      (array['Otter', 'Heron', 'Wren', 'Badger', 'Plover', 'Marten', 'Dipper'])[1 + n % 7] || ' '
        || (array['Thistledown', 'Quillfeather', 'Mossgather', 'Applewhite', 'Inkbarrow'])[1 + n % 5] || ' ' || n as name
    from generate_series(1, ${count}::int) n`);
  await client.query(sql`
    create temporary table known as
    select s.id, s.reference, s.phase, s.from_seq as seq, row_number() over (order by s.from_seq) - 1 as place
    from service s where s.organisation_id = ${organisation} and s.to_seq = ${FOREVER}`);
  await client.query(sql`
    create temporary table signed_in as
    select person_id as id from membership where organisation_id = ${organisation} and to_seq = ${FOREVER}`);
  await client.query(sql`insert into person (id, name, created_at) select id, name, ${today} from somebody`);
  await client.query(sql`
    insert into membership (organisation_id, person_id, from_seq, grants)
    select ${organisation}, p.id, 2, (
      select jsonb_agg(jsonb_build_object('role', (array['safety engineer', 'clinical reviewer', 'product owner', 'developer',
        'viewer', 'deputy clinical safety officer'])[1 + p.n % 6], 'service', k.reference, 'until', null))
      from known k where k.place in (p.n % (select count(*) from known), (p.n * 7) % (select count(*) from known)))
    from somebody p`);
  await putRecords(client, organisation, today);
  // Who held the office before, and who holds it; of some, somebody who is asked and has not answered.
  await client.query(sql`
    insert into nomination (organisation_id, id, from_seq, service_id, person_id, office, state, nominated_by, nominated_at,
      answered_at, holds_from, accepted_seq, statement, confirmed_by, ends_at)
    select ${organisation}, gen_random_uuid(), k.seq, k.id, o.person, o.office, o.state, w.id, ${today}::timestamptz - o.ago,
      case o.state when 'accepted' then ${today}::timestamptz - o.ago end,
      case o.state when 'accepted' then ${today}::timestamptz - o.ago end,
      case o.state when 'accepted' then k.seq end, case o.state when 'accepted' then 1 end,
      case o.state when 'accepted' then 'passkey' end, null
    from known k cross join signed_in w
    cross join lateral (
      select (select p.id from somebody p where p.n = 1 + k.place % ${count}::int) as other
    ) x
    cross join lateral (values
      (k.place % 10 <> 9, x.other, 'clinical safety officer', 'accepted', interval '700 days'),
      (k.place % 10 < 6, w.id, 'clinical safety officer', 'accepted', interval '200 days'),
      (k.place % 4 = 0, x.other, 'deputy clinical safety officer', 'accepted', interval '100 days'),
      (k.place % 20 = 19, x.other, 'clinical safety officer', 'awaits an answer', interval '3 days')
    ) as o (wanted, person, office, state, ago)
    where o.wanted`);
  for (const table of ['person', 'membership', 'registration', 'registration_look_up', 'training', 'competence'])
    await client.query(`vacuum (analyze) ${table}`);
  await client.query('vacuum (analyze) nomination');
}

/** What is kept of each of them: registration and look-up, training, competence; each text in a home of its own. */
async function putRecords(client: pg.Client, organisation: string, today: Date): Promise<void> {
  await client.query(sql`
    create temporary table record as
    select p.n, p.id as person, gen_random_uuid() as id, array(select gen_random_uuid() from generate_series(1, 7 + 0 * p.n)) as home
    from (select n, id from somebody union all select 0, id from signed_in) p`);
  await client.query(sql`
    insert into text_value (organisation_id, id, seq, digest, salt, body)
    select ${organisation}, t.id, 3, sha256(uuid_send(t.id)), uuid_send(t.id), (array[lpad(r.n::text, 7, '7'),
      'A name on a register', 'https://register.example/' || r.n, 'Foundations of clinical risk management',
      'An academy that does not exist', 'Judges risks of their own service', 'Four years in clinical safety'])[t.place]
    from record r cross join lateral unnest(r.home) with ordinality as t (id, place)`);
  await client.query(sql`
    insert into registration (organisation_id, id, from_seq, person_id, register, number_id, name_id, profession, withdrawn)
    select ${organisation}, id, 3, person, case n % 2 when 0 then 'gmc' else 'nmc' end, home[1], home[2],
      case n % 2 when 0 then 'Doctor' else 'Nurse' end, false
    from record`);
  await client.query(sql`
    insert into registration_look_up (organisation_id, id, from_seq, registration_id, looked_up_by, looked_up_on, status,
      address_id, next_due)
    select ${organisation}, gen_random_uuid(), 3, r.id, case r.n when 0 then o.id else w.id end, ${today}::date - y.ago,
      'registered', r.home[3],
      ${today}::date - y.ago + 365 + case when y.ago > 365 or r.n % 4 <> 1 then 0 else 20 - 365 + y.ago end
    from record r cross join signed_in w cross join (select id from somebody where n = 1) o
    cross join (values (500), (130)) as y (ago)
    where r.n % 8 <> 7`);
  await client.query(sql`
    insert into training (organisation_id, id, from_seq, person_id, course_id, provider_id, taken_on, expires_on, withdrawn)
    select ${organisation}, gen_random_uuid(), 3, person, home[4], home[5], ${today}::date - 300,
      ${today}::date + (n * 37) % 900, false
    from record where n % 5 <> 4`);
  await client.query(sql`
    insert into competence (organisation_id, id, from_seq, person_id, role_id, experience_id, assessed_by, assessed_on,
      review_on)
    select ${organisation}, gen_random_uuid(), 3, r.person, r.home[6], r.home[7], w.id, ${today}::date - 90,
      ${today}::date + 275
    from record r cross join signed_in w where r.n % 3 <> 2`);
}
