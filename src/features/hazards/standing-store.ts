import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, standsNow } from '../../platform/ledger/moment-store.ts';
import { schemeVersion, type RiskScheme } from '../schemes/index.ts';
import type { HazardStatus } from './domain.ts';
import { levelOf } from './domain/ratings.ts';
import { lastChanged } from './residual-store.ts';

/*
 * What a person decides of hazards as they stand now: that one is closed, transferred or open again, and that residual ratings
 * are theirs.
 */

/** A hazard as far as a change of its standing needs it. */
export interface HazardStanding {
  readonly id: string;
  readonly version: number;
  readonly status: HazardStatus;
  readonly receiver: string | null;
  readonly reason: string | null;
}

export async function standingOf(tx: ReadTx, service: string, number: number): Promise<HazardStanding | null> {
  const [row] = await tx.rows<HazardStanding>(sql`
    select h.id, h.from_seq as version, h.status, h.receiver, ${said('t')} as reason
    from hazard h
    left join text_value t on t.organisation_id = h.organisation_id and t.id = h.standing_reason_id
    where h.organisation_id = current_organisation() and h.service_id = ${service} and h.number = ${number}
      and ${standsNow('h')} and not h.retired`);
  return row ?? null;
}

/** Closes a hazard or opens it again: a new version of it. */
export async function putStanding(
  tx: CommandTx,
  id: string,
  to: { readonly status: HazardStatus; readonly reason: string; readonly receiver: string | null },
): Promise<void> {
  const reason = tx.text(to.reason);
  await tx.rows(sql`
    with ended as (
      update hazard h set to_seq = ${tx.seq}
      where h.organisation_id = current_organisation() and h.id = ${id} and ${standsNow('h')}
      returning h.*
    )
    insert into hazard (organisation_id, id, from_seq, service_id, log_id, number, name_id, description_id, component,
      arises_in, effect_ids, harm_ids, status, stated_status, standing_reason_id, owner, receiver, notes_id, evidence_id,
      extra_id, file_ref, place, retired, counting_name_id, counting_description_id, counting_effect_ids,
      counting_harm_ids, harmed_id, vulnerable, harm_kinds)
    select organisation_id, id, ${tx.seq}, service_id, log_id, number, name_id, description_id, component, arises_in,
      effect_ids, harm_ids, ${to.status}, stated_status, ${reason}::uuid, owner, ${to.receiver}, notes_id, evidence_id,
      extra_id, file_ref, place, retired, counting_name_id, counting_description_id, counting_effect_ids,
      counting_harm_ids, harmed_id, vulnerable, harm_kinds
    from ended`);
  tx.touch({ kind: 'hazard', id });
}

/** The residual rating of a hazard, as far as confirming it needs it. */
export interface ResidualStanding {
  readonly id: string;
  readonly number: number;
  /** The last entry that changed it, a rating of it, its controls or which they are: what somebody saw must not be older. */
  readonly version: number;
  readonly rating: { readonly level: ReturnType<typeof levelOf>; readonly confirmed: boolean } | null;
  readonly initial: ReturnType<typeof levelOf>;
  readonly scheme: RiskScheme | null;
}

/** One that a person confirms, with the ids of the controls that they rely on. */
export interface Confirmed extends ResidualStanding {
  readonly relied: readonly string[];
}

export async function residualsOf(
  tx: ReadTx,
  service: string,
  numbers: readonly number[],
): Promise<ResidualStanding[]> {
  type Row = Omit<ResidualStanding, 'rating' | 'initial'> & {
    rated: boolean;
    level: string | null;
    confirmed: boolean;
    initialLevel: string | null;
  };
  const rows = await tx.rows<Row>(sql`
    select h.id, h.number, ${lastChanged('h')} as version, r.hazard_id is not null as rated, r.level,
      r.confirmed_seq is not null as confirmed, i.level as "initialLevel", g.scheme
    from hazard h
    join hazard_log g on g.organisation_id = h.organisation_id and g.id = h.log_id and ${standsNow('g')}
    left join hazard_rating i on i.organisation_id = h.organisation_id and i.hazard_id = h.id and i.phase = 'initial'
      and ${standsNow('i')}
    left join hazard_rating r on r.organisation_id = h.organisation_id and r.hazard_id = h.id and r.phase = 'residual'
      and ${standsNow('r')}
    where h.organisation_id = current_organisation() and h.service_id = ${service} and h.number = any(${numbers}::int[])
      and ${standsNow('h')} and not h.retired`);
  return rows.map(({ rated, level, confirmed, initialLevel, ...row }) => ({
    ...row,
    initial: levelOf(initialLevel),
    rating: rated ? { level: levelOf(level), confirmed } : null,
  }));
}

/** A person confirms residual ratings: they are that person's from now on, and rest on the controls that are named. */
export async function confirmResiduals(
  tx: CommandTx,
  hazards: readonly Pick<Confirmed, 'id' | 'relied' | 'scheme'>[],
  giver: string,
): Promise<void> {
  const relied = JSON.stringify(
    hazards.map(({ id, relied: controls, scheme }) => ({
      id,
      relied: controls,
      scheme: scheme && schemeVersion(scheme),
    })),
  );
  await tx.rows(sql`
    with relied as (
      select n.* from json_to_recordset(${relied}::json) as n (id uuid, relied uuid[], scheme text)
    ), ended as (
      update hazard_rating r set to_seq = ${tx.seq}
      where r.organisation_id = current_organisation() and r.hazard_id in (select id from relied) and r.phase = 'residual'
        and ${standsNow('r')}
      returning r.*
    )
    insert into hazard_rating (organisation_id, hazard_id, phase, from_seq, severity, likelihood, severity_index,
      likelihood_index, stated, level, band, justification_id, giver, given_at, confirmed_seq, scheme, harm_class,
      patients, relies_on, assumes)
    select e.organisation_id, e.hazard_id, e.phase, ${tx.seq}, e.severity, e.likelihood, e.severity_index,
      e.likelihood_index, e.stated, e.level, e.band, e.justification_id, ${giver}, ${tx.at}, ${tx.seq}, n.scheme,
      e.harm_class, e.patients, n.relied, e.assumes
    from ended e join relied n on n.id = e.hazard_id`);
  for (const { id } of hazards) {
    tx.touch({ kind: 'residual', id });
    tx.touch({ kind: 'hazard', id });
  }
}
