import sql, { raw } from 'sql-template-tag';
import { FOREVER, type ReadTx } from '../../platform/database/database.ts';
import type { GrantRow } from '../../platform/sessions/store.ts';

const NOW = raw(`to_seq = ${FOREVER}`);

/** Somebody whom mail reaches, and who has not said that they want none. */
export interface MailedRow {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly grants: readonly GrantRow[];
  /** When they were written to last. */
  readonly mailedAt: Date | null;
}

/** The members of the organisation whom the weekly mail can go to. */
export async function mailedMembers(tx: ReadTx): Promise<MailedRow[]> {
  return tx.rows<MailedRow>(sql`
    select p.id, p.name, p.email as address, m.grants, w.mailed_at as "mailedAt"
    from membership m
    join person p on p.id = m.person_id
    left join desk_setting d on d.organisation_id = m.organisation_id and d.person_id = m.person_id and d.${NOW}
    left join desk_mailed w on w.organisation_id = m.organisation_id and w.person_id = m.person_id
    where m.organisation_id = current_organisation() and m.${NOW} and p.email is not null and coalesce(d.weekly_mail, true)
    order by p.id`);
}

/** Notes that somebody was written to. */
export async function noteMailed(tx: ReadTx, person: string, at: Date): Promise<void> {
  await tx.rows(sql`
    insert into desk_mailed (organisation_id, person_id, mailed_at) values (${tx.organisation}, ${person}, ${at})
    on conflict (organisation_id, person_id) do update set mailed_at = excluded.mailed_at`);
}
