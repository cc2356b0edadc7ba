import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow } from '../../platform/ledger/moment-store.ts';
import type { GrantRow } from '../../platform/sessions/store.ts';

/** Whose calendar a link is, with what they hold; null where it opens nothing. @param digest of the link's token */
export async function calendarOwner(
  tx: ReadTx,
  digest: Buffer,
): Promise<{ readonly id: string; readonly name: string; readonly grants: readonly GrantRow[] } | null> {
  const [row] = await tx.rows<{ id: string; name: string; grants: readonly GrantRow[] }>(sql`
    select p.id, p.name, m.grants
    from duty_calendar d
    join person p on p.id = d.person_id
    join membership m on m.organisation_id = d.organisation_id and m.person_id = d.person_id and ${standsNow('m')}
    where d.organisation_id = current_organisation() and d.token_digest = ${digest} and ${standsNow('d')}`);
  return row ?? null;
}

/** Since when somebody has a link; null for none. */
export async function calendarSince(tx: ReadTx, person: string): Promise<Date | null> {
  const [row] = await tx.rows<{ at: Date }>(sql`
    select d.made_at as at from duty_calendar d
    where d.organisation_id = current_organisation() and d.person_id = ${person} and ${standsNow('d')}`);
  return row?.at ?? null;
}

/** Gives somebody a link in place of the one before. */
export function putCalendar(tx: CommandTx, person: string, digest: Buffer): void {
  endCalendar(tx, person);
  tx.send(sql`
    insert into duty_calendar (organisation_id, id, person_id, from_seq, token_digest, made_at)
    values (${tx.organisation}, ${tx.newId()}, ${person}, ${tx.seq}, ${digest}, ${tx.at})`);
}

export function endCalendar(tx: CommandTx, person: string): void {
  tx.send(sql`
    update duty_calendar d set to_seq = ${tx.seq}
    where d.organisation_id = current_organisation() and d.person_id = ${person} and ${standsNow('d')}`);
}
