import sql, { raw } from 'sql-template-tag';
import { FOREVER, type Database } from '../platform/database/database.ts';

const NOW = raw(`to_seq = ${FOREVER}`);

/** Ids of things of the demo, by the names that addresses have for them: all of one person who has some of each. */
export async function demoThings(database: Database, organisation: string): Promise<Readonly<Record<string, string>>> {
  const [things] = await database.read(organisation, (tx) =>
    tx.rows<Record<string, string>>(sql`
      select n.person_id as person, n.id as nomination,
        (select id from registration where person_id = n.person_id and ${NOW} limit 1) as registration,
        (select id from training where person_id = n.person_id and ${NOW} limit 1) as training,
        (select j.id from duty_judgement j join duty_case c on c.organisation_id = j.organisation_id and c.id = j.case_id
          and c.${NOW} where c.reference = 'INC-1' and j.${NOW} order by j.id limit 1) as judgement
      from nomination n
      where n.${NOW} and n.state = 'accepted' and exists (select from training t where t.person_id = n.person_id and t.${NOW})
      order by n.id limit 1`),
  );
  return things!;
}
