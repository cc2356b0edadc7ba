import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import { labelOf } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, stands, standsNow, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Day } from '../../words/days.ts';
import { incidentRef } from './domain.ts';
import type { CandourSaid, CandourState, CandourStep, Strength } from './domain/closing.ts';

/*
 * What closing an incident asks, as far as it is kept here.
 */

/** An action against an incident, by the ids of the two actions. */
export interface StoredAction {
  readonly incident: string;
  readonly action: string;
  readonly strength: Strength;
  readonly check: string;
}

export async function incidentActions(
  tx: ReadTx,
  incidents: readonly string[],
  moment: Moment,
): Promise<readonly StoredAction[]> {
  return tx.rows<StoredAction>(sql`
    select a.incident_id as incident, a.action_id as action, a.strength, a.check_id as check from incident_action a
    where a.organisation_id = current_organisation() and a.incident_id = any(${incidents}::uuid[]) and ${stands('a', moment)}
    order by a.id`);
}

export function putIncidentAction(tx: CommandTx, one: StoredAction): void {
  tx.send(sql`
    insert into incident_action (organisation_id, id, from_seq, incident_id, action_id, strength, check_id)
    values (${tx.organisation}, ${tx.newId()}, ${tx.seq}, ${one.incident}, ${one.action}, ${one.strength}, ${one.check})`);
  tx.touch(incidentRef(one.incident));
}

/** Why nothing has to be done, and whether the duty of candour applies. */
export interface StoredClosing {
  readonly noAction: string | null;
  readonly candour: { readonly applies: boolean; readonly reason: string } | null;
}

export async function closingsOf(
  tx: ReadTx,
  incidents: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, StoredClosing>> {
  type Row = { incident: string; noAction: string | null; candour: string | null; reason: string | null };
  const rows = await tx.rows<Row>(sql`
    select c.incident_id as incident, ${said('n')} as "noAction", c.candour, ${said('r')} as reason
    from incident_closing c
    left join text_value n on n.organisation_id = c.organisation_id and n.id = c.no_action_id
    left join text_value r on r.organisation_id = c.organisation_id and r.id = c.candour_reason_id
    where c.organisation_id = current_organisation() and c.incident_id = any(${incidents}::uuid[]) and ${stands('c', moment)}`);
  return new Map(
    rows.map(({ incident, noAction, candour, reason }) => [
      incident,
      { noAction, candour: candour === null ? null : { applies: candour === 'applies', reason: reason ?? '' } },
    ]),
  );
}

/** Says why nothing has to be done; what is said of candour stays. */
export async function putNoAction(tx: CommandTx, incident: string, reason: string): Promise<void> {
  await putClosing(tx, incident, { noAction: reason });
}

/** Says whether the duty of candour applies; why nothing has to be done stays. */
export async function putCandour(
  tx: CommandTx,
  incident: string,
  candour: { readonly applies: boolean; readonly reason: string },
): Promise<void> {
  await putClosing(tx, incident, { candour });
}

async function putClosing(tx: CommandTx, incident: string, now: Partial<StoredClosing>): Promise<void> {
  const { noAction, candour } = now;
  await tx.rows(sql`
    with ended as (
      update incident_closing c set to_seq = ${tx.seq}
      where c.organisation_id = current_organisation() and c.incident_id = ${incident} and ${standsNow('c')}
      returning c.*
    )
    insert into incident_closing (organisation_id, incident_id, from_seq, no_action_id, candour, candour_reason_id)
    select ${tx.organisation}, ${incident}, ${tx.seq},
      coalesce(${noAction === undefined ? null : tx.text(noAction)}::uuid, e.no_action_id),
      coalesce(${candour === undefined || candour === null ? null : candour.applies ? 'applies' : 'does not apply'}, e.candour),
      coalesce(${candour === undefined || candour === null ? null : tx.text(candour.reason)}::uuid, e.candour_reason_id)
    from (select 1) as one left join ended e on true`);
  tx.touch(incidentRef(incident));
}

/** The steps of the duty of candour that were recorded of an incident. */
export async function candourOf(tx: ReadTx, incident: string, moment: Moment): Promise<readonly CandourSaid[]> {
  return tx.rows<CandourSaid>(sql`
    select c.step, c.state, c.done_on::text as on, ${said('n')} as note, ${actorName('c.written_by')} as by
    from incident_candour c
    left join text_value n on n.organisation_id = c.organisation_id and n.id = c.note_id
    where c.organisation_id = current_organisation() and c.incident_id = ${incident} and ${stands('c', moment)}
    order by array_position(array['told', 'account', 'apology', 'support', 'record', 'follow-up'], c.step)`);
}

export function putCandourStep(
  tx: CommandTx,
  incident: string,
  one: { readonly step: CandourStep; readonly state: CandourState; readonly on: Day; readonly note: string },
): void {
  tx.send(sql`
    update incident_candour c set to_seq = ${tx.seq}
    where c.organisation_id = current_organisation() and c.incident_id = ${incident} and c.step = ${one.step}
      and ${standsNow('c')}`);
  tx.send(sql`
    insert into incident_candour (organisation_id, incident_id, step, from_seq, state, done_on, note_id, written_by)
    values (${tx.organisation}, ${incident}, ${one.step}, ${tx.seq}, ${one.state}, ${one.on}, ${tx.text(one.note)}::uuid,
      ${labelOf(tx.actor)})`);
  tx.touch(incidentRef(incident));
}
