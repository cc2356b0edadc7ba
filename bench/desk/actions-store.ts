import type pg from 'pg';
import sql from 'sql-template-tag';
import { FOREVER } from '../../src/platform/database/database.ts';

/**
 * Open actions as commands would have left them, spread over all services and over half a year around today, all of them of
 * the one person who is a member; and the look at their desk a week ago.
 */
export async function putActions(client: pg.Client, organisation: string, count: number, today: Date): Promise<void> {
  await client.query(sql`
    with made as (
      select n, gen_random_uuid() as id, gen_random_uuid() as text from generate_series(1, ${count}::int) n
    ), texts as (
      insert into text_value (organisation_id, id, seq, digest, salt, body)
      select ${organisation}, text, 3, sha256(uuid_send(text)), uuid_send(text),
        'Ask the team of ward ' || n || ' how often this happens, and write down what they say' from made
    ), services as (
      select s.id, s.from_seq, row_number() over (order by s.from_seq) - 1 as place, count(*) over () as count
      from service s where s.organisation_id = ${organisation} and s.to_seq = ${FOREVER}
    )
    insert into action (organisation_id, id, from_seq, number, service_id, title_id, owner_id, due, state)
    select ${organisation}, m.id, s.from_seq, m.n, s.id, m.text, p.person_id,
      ${today}::date - 30 + (m.n * 7919) % 180, 'open'
    from made m
    join services s on s.place = m.n % s.count
    cross join (select person_id from membership where organisation_id = ${organisation} and to_seq = ${FOREVER}) p`);
  await client.query(sql`
    insert into desk_look (organisation_id, person_id, seen_at, seen_seq, before_at, before_seq)
    select m.organisation_id, m.person_id, h.at, h.seq, h.at - interval '7 days', greatest(0, h.seq - 300)
    from membership m
    join ledger_head h on h.organisation_id = m.organisation_id and h.chain = 'changes'
    where m.organisation_id = ${organisation} and m.to_seq = ${FOREVER}`);
  await client.query(sql`
    update desk_look set seen_at = ${today} where organisation_id = ${organisation}`);
  for (const table of ['action', 'text_value', 'desk_look']) await client.query(`vacuum (analyze) ${table}`);
}

/** Lets the person whose desk it is hold their role in each service by itself, in place of the whole organisation. */
export async function holdInServices(client: pg.Client, organisation: string): Promise<void> {
  await client.query(sql`
    update membership m set grants = (
      select jsonb_agg(jsonb_build_object('role', 'clinical safety officer', 'service', s.reference, 'until', null))
      from service s where s.organisation_id = m.organisation_id and s.to_seq = ${FOREVER})
    where m.organisation_id = ${organisation} and m.to_seq = ${FOREVER}
      and m.person_id in (select l.person_id from desk_look l where l.organisation_id = ${organisation})`);
}
