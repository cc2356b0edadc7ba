import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, stands, stateAt, type Moment } from '../../platform/ledger/moment-store.ts';
import { hazardReference } from './domain.ts';
import type { ControlByItself } from './domain/record.ts';
import { controlRecord, textsOf, type ControlRow } from './store.ts';

/*
 * A control by itself, with the hazards that rest on it, as it stands at a moment.
 */

interface Row extends Omit<ControlRow, 'hazard' | 'causeIds' | 'acts' | 'elsewhere'> {
  readonly id: string;
  readonly retired: boolean;
  readonly version: number;
}

/** The control of this number with the id under which its subject is kept; null where there is none. */
export async function controlOf(
  tx: ReadTx,
  service: string,
  number: number,
  moment: Moment,
): Promise<{ readonly id: string; readonly record: ControlByItself } | null> {
  const [row] = await tx.rows<Row>(sql`
    select k.id, k.number, k.text_id as "textId", k.existing, k.type, k.state, k.stated_state as "statedState", k.owner,
      k.party, k.evidence_id as "evidenceId", k.action_id as "actionId", k.action_status as "actionStatus",
      k.new_hazards as "newHazards", k.new_hazards_note_id as "newHazardsNoteId", k.links, k.shared, s.verdict,
      s.lapses_at as "lapsesAt", k.place, k.retired, k.from_seq as version
    from control k
    left join lateral ${stateAt('control', 'k.id', moment)} s on true
    where k.organisation_id = current_organisation() and k.service_id = ${service} and k.number = ${number}
      and ${stands('k', moment)}`);
  if (!row) return null;
  const { id, retired, version, ...control } = row;
  const [texts, hazards] = await Promise.all([
    textsOf(tx, [row.textId, row.evidenceId, row.actionId, row.newHazardsNoteId]),
    hazardsOn(tx, service, id, moment),
  ]);
  const {
    causes: _causes,
    acts: _acts,
    ...record
  } = controlRecord({ ...control, causeIds: [], acts: null, elsewhere: null }, [], (text) =>
    text === null ? null : (texts.get(text) ?? null),
  );
  return { id, record: { ...record, retired, hazards, version } };
}

/** Those of its own service: who sees a shared control need not see the services whose hazards rest on it. */
async function hazardsOn(
  tx: ReadTx,
  service: string,
  control: string,
  moment: Moment,
): Promise<ControlByItself['hazards']> {
  const rows = await tx.rows<{ number: number; name: string | null; log: number }>(sql`
    select h.number, ${said('n')} as name, g.number as log
    from hazard_control l
    join hazard h on h.organisation_id = l.organisation_id and h.id = l.hazard_id and ${stands('h', moment)}
      and not h.retired and h.service_id = ${service}
    join hazard_log g on g.organisation_id = h.organisation_id and g.id = h.log_id and ${stands('g', moment)}
    left join text_value n on n.organisation_id = h.organisation_id and n.id = h.name_id
    where l.organisation_id = current_organisation() and l.control_id = ${control} and ${stands('l', moment)}
    order by h.number`);
  return rows.map(({ number, name, log }) => ({ id: hazardReference(number), name: name ?? '', log }));
}
