import sql from 'sql-template-tag';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { standsNow, stateAt } from '../../platform/ledger/moment-store.ts';
import { schemeVersion, type RiskScheme } from '../schemes/index.ts';
import type { ControlState, HazardStatus, Party, Phase, Verdict } from './domain.ts';
import type { AcceptedBecause, Conclusion } from './domain/accepting.ts';
import type { ControlToRelyOn, Placed } from './domain/rating.ts';
import { levelOf } from './domain/ratings.ts';
import type { HarmKind } from './domain/severity.ts';
import { lookedUp } from './import/words.ts';
import { elsewhere, lastChanged } from './residual-store.ts';
import { referenceOfControl } from './store.ts';

/*
 * What a person's rating of a hazard is measured against, and writing it; and what was decided about the risk that stays.
 */

/** A control of a hazard, with how it stands at this moment. */
export interface ControlOf extends ControlToRelyOn {
  readonly id: string;
  /** At this moment: evidence that has lapsed shows nothing any more. */
  readonly verdict: Verdict;
}

export interface HazardToRate {
  readonly id: string;
  readonly number: number;
  readonly log: { readonly id: string; readonly number: number; readonly scheme: RiskScheme | null };
  readonly status: HazardStatus;
  readonly receiver: string | null;
  readonly retired: boolean;
  /** The last entry that changed it, its ratings, its controls or which they are: what somebody saw must not be older. */
  readonly version: number;
  readonly initial: ReturnType<typeof levelOf>;
  readonly residual: {
    readonly level: ReturnType<typeof levelOf>;
    readonly confirmed: boolean;
    /** How many controls it relies on; null where nobody has said. */
    readonly reliesOn: number | null;
    /** The entry at which a person gave or confirmed it; null where nobody did. */
    readonly seq: number | null;
  } | null;
  readonly controls: readonly ControlOf[];
}

/** The hazard of this number in a service; null where there is none. */
export async function hazardToRate(
  tx: ReadTx,
  service: string,
  number: number,
  now: Date,
): Promise<HazardToRate | null> {
  interface Row extends Omit<HazardToRate, 'initial' | 'residual' | 'controls'> {
    readonly initial: string | null;
    readonly residual: { level: string | null; confirmed: boolean; reliesOn: number | null; seq: number | null } | null;
  }
  const [row] = await tx.rows<Row>(sql`
    select h.id, h.number, h.status, h.receiver, h.retired,
      json_build_object('id', g.id, 'number', g.number, 'scheme', g.scheme) as log,
      (select i.level from hazard_rating i where i.organisation_id = h.organisation_id and i.hazard_id = h.id
        and i.phase = 'initial' and ${standsNow('i')}) as initial,
      (select json_build_object('level', r.level, 'confirmed', r.confirmed_seq is not null,
          'reliesOn', cardinality(r.relies_on), 'seq', r.confirmed_seq)
        from hazard_rating r where r.organisation_id = h.organisation_id and r.hazard_id = h.id
          and r.phase = 'residual' and ${standsNow('r')}) as residual,
      ${lastChanged('h')} as version
    from hazard h
    join hazard_log g on g.organisation_id = h.organisation_id and g.id = h.log_id and ${standsNow('g')}
    where h.organisation_id = current_organisation() and h.service_id = ${service} and h.number = ${number}
      and ${standsNow('h')}`);
  if (!row) return null;
  const { initial, residual, ...rest } = row;
  return {
    ...rest,
    initial: levelOf(initial),
    residual: residual && { ...residual, level: levelOf(residual.level) },
    controls: (await controlsOf(tx, [row.id], service, now)).get(row.id) ?? [],
  };
}

/** The controls of these hazards, with how they stand now, in the order in which their hazard has them. */
export async function controlsOf(
  tx: ReadTx,
  hazards: readonly string[],
  service: string,
  now: Date,
): Promise<ReadonlyMap<string, ControlOf[]>> {
  interface Row {
    readonly hazard: string;
    readonly id: string;
    readonly number: number;
    readonly elsewhere: string | null;
    readonly state: ControlState;
    readonly party: Party | null;
    readonly retired: boolean;
    readonly verdict: Verdict | null;
    readonly lapsed: boolean;
  }
  const rows = await tx.rows<Row>(sql`
    select l.hazard_id as hazard, k.id, k.number, ${elsewhere('k', service)} as elsewhere, k.state, k.party, k.retired,
      s.verdict, coalesce(s.lapses_at <= ${now}, false) or coalesce(s.holds_from > ${now}, false) as lapsed
    from hazard_control l
    join control k on k.organisation_id = l.organisation_id and k.id = l.control_id and ${standsNow('k')}
    left join lateral ${stateAt('control', 'l.control_id', { seq: null, now })} s on true
    where l.organisation_id = current_organisation() and l.hazard_id = any(${hazards}::uuid[]) and ${standsNow('l')}
    order by l.hazard_id, l.position, k.number`);
  const of = rows.map(({ hazard, number, elsewhere: service_, lapsed, verdict, ...row }) => ({
    hazard,
    control: {
      ...row,
      reference: referenceOfControl({ number, elsewhere: service_ }),
      verdict: verdict === 'met' && lapsed ? ('not-known' as const) : (verdict ?? 'not-known'),
    },
  }));
  return new Map(
    [...Map.groupBy(of, (one) => one.hazard)].map(([hazard, all]) => [hazard, all.map(({ control }) => control)]),
  );
}

/** A person's rating. */
export interface NewRating {
  readonly phase: Phase;
  readonly placed: Placed;
  readonly harm: HarmKind | null;
  readonly justification: string;
  /** The ids of controls; null where a phase relies on none. */
  readonly reliesOn: readonly string[] | null;
  /** The ids of assumptions; undefined for those that the rating before rested on. */
  readonly assumes?: readonly string[] | undefined;
  readonly giver: string;
}

/** Writes a rating as the next version of its phase: the person's, and confirmed by giving it. */
export async function putRating(tx: CommandTx, hazard: string, scheme: RiskScheme, rating: NewRating): Promise<void> {
  const { phase, placed, harm } = rating;
  const { band } = lookedUp(scheme, placed.severity, placed.likelihood);
  await tx.rows(sql`
    with ended as (
      update hazard_rating r set to_seq = ${tx.seq}
      where r.organisation_id = current_organisation() and r.hazard_id = ${hazard} and r.phase = ${phase}
        and ${standsNow('r')}
      returning r.assumes
    )
    insert into hazard_rating (organisation_id, hazard_id, phase, from_seq, severity, likelihood, severity_index,
      likelihood_index, level, band, justification_id, giver, given_at, confirmed_seq, scheme, harm_class, patients,
      relies_on, assumes)
    values (${tx.organisation}, ${hazard}, ${phase}, ${tx.seq}, ${placed.severity}, ${placed.likelihood},
      ${placed.severityIndex}, ${placed.likelihoodIndex}, ${String(placed.level)}, ${band},
      ${tx.text(rating.justification)}::uuid, ${rating.giver}, ${tx.at}, ${tx.seq}, ${schemeVersion(scheme)},
      ${harm?.class ?? null}, ${harm?.patients ?? null}, ${rating.reliesOn?.toSorted() ?? null}::uuid[], 
      -- Always of the one before, so that it ends first.
      (select case when ${rating.assumes !== undefined}::boolean then ${rating.assumes ?? null}::uuid[] else e.assumes end
      from (select 1) as one left join ended e on true))`);
  if (phase === 'residual') tx.touch({ kind: 'residual', id: hazard });
  tx.touch({ kind: 'hazard', id: hazard });
}

/** What a person decided about the residual rating that stands. */
export interface NewJudgement {
  readonly kind: 'acceptance' | 'benefit-risk';
  /** The entry at which a person gave or confirmed the rating: in other words or another scheme it is still that one. */
  readonly rating: number;
  readonly finding: AcceptedBecause | Conclusion;
  readonly text: string;
  readonly giver: string;
}

export async function putJudgement(tx: CommandTx, hazard: string, judgement: NewJudgement): Promise<void> {
  await tx.rows(sql`
    with ended as (
      update hazard_judgement u set to_seq = ${tx.seq}
      where u.organisation_id = current_organisation() and u.hazard_id = ${hazard} and u.kind = ${judgement.kind}
        and ${standsNow('u')}
      returning 1
    )
    insert into hazard_judgement (organisation_id, hazard_id, kind, from_seq, rating_seq, finding, text_id, giver, given_at)
    select ${tx.organisation}, ${hazard}, ${judgement.kind}, ${tx.seq}, ${judgement.rating}, ${judgement.finding},
      ${tx.text(judgement.text)}::uuid, ${judgement.giver}, ${tx.at}
    -- The one before ends first.
    from (select count(*) from ended) as e`);
  tx.touch({ kind: 'hazard', id: hazard });
}
