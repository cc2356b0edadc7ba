import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { RiskScheme } from '../schemes/index.ts';

/** How likely somebody judged what remains of a hazard to be. */
export interface JudgedLikelihood {
  /** In the words of the scheme. */
  readonly likelihood: string;
  /** Null for a log of which no scheme is known. */
  readonly scheme: RiskScheme | null;
}

/** The likelihood of the residual rating that a person gave, at a moment; null where there is none. @param hazard its id */
export async function judgedLikelihood(tx: ReadTx, hazard: string, moment: Moment): Promise<JudgedLikelihood | null> {
  const [row] = await tx.rows<JudgedLikelihood>(sql`
    select r.likelihood, g.scheme from hazard h
    join hazard_log g on g.organisation_id = h.organisation_id and g.id = h.log_id and ${stands('g', moment)}
    join hazard_rating r on r.organisation_id = h.organisation_id and r.hazard_id = h.id and r.phase = 'residual'
      and r.confirmed_seq is not null and r.likelihood is not null and ${stands('r', moment)}
    where h.organisation_id = current_organisation() and h.id = ${hazard} and ${stands('h', moment)}`);
  return row ?? null;
}
