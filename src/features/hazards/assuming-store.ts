import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';

/** The ids of the assumptions that the residual rating of a hazard rests on at a moment, or now. @param hazard its id */
export async function assumedBy(
  tx: ReadTx,
  hazard: string,
  moment: Moment = { seq: null, now: new Date(0) },
): Promise<readonly string[]> {
  const [row] = await tx.rows<{ assumes: readonly string[] | null }>(sql`
    select r.assumes from hazard_rating r
    where r.organisation_id = current_organisation() and r.hazard_id = ${hazard} and r.phase = 'residual'
      and ${stands('r', moment)}`);
  return row?.assumes ?? [];
}

/**
 * A person rates what remains as before, and says on which assumptions that rests: a new rating of theirs, with all that the
 * one before relied on.
 */
export async function putAssumed(
  tx: CommandTx,
  hazard: string,
  rating: { readonly assumes: readonly string[]; readonly justification: string; readonly giver: string },
): Promise<void> {
  await tx.rows(sql`
    with ended as (
      update hazard_rating r set to_seq = ${tx.seq}
      where r.organisation_id = current_organisation() and r.hazard_id = ${hazard} and r.phase = 'residual'
        and ${standsNow('r')}
      returning r.*
    )
    insert into hazard_rating (organisation_id, hazard_id, phase, from_seq, severity, likelihood, severity_index,
      likelihood_index, stated, level, band, justification_id, giver, given_at, confirmed_seq, scheme, harm_class,
      patients, relies_on, assumes)
    select e.organisation_id, e.hazard_id, e.phase, ${tx.seq}, e.severity, e.likelihood, e.severity_index,
      e.likelihood_index, e.stated, e.level, e.band, ${tx.text(rating.justification)}::uuid, ${rating.giver}, ${tx.at},
      ${tx.seq}, e.scheme, e.harm_class, e.patients, e.relies_on, ${rating.assumes}::uuid[]
    from ended e`);
  tx.touch({ kind: 'residual', id: hazard });
  tx.touch({ kind: 'hazard', id: hazard });
}
