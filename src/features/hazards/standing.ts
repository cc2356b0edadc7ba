import type { ReadTx } from '../../platform/database/database.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import { textOf } from '../../words/sentence.ts';
import { actionReference, actionsFrom } from '../actions/index.ts';
import { acceptanceOf, type RiskScheme } from '../schemes/index.ts';
import { hazardReference } from './domain.ts';
import { riskOf, type AcceptedBecause, type Conclusion, type Risk } from './domain/accepting.ts';
import { provisionalSentence, sayLevel } from './domain/ratings.ts';
import type { HazardRecord } from './domain/record.ts';
import type { ToClose } from './domain/standing.ts';
import { schemesOf } from './scheme-store.ts';
import { hazardsOf } from './store.ts';

/** Whether the residual risk of a hazard may stay as it is rated. */
export function riskOfRecord({ residual, acceptance, benefitRisk }: HazardRecord, scheme: RiskScheme | null): Risk {
  const level = residual?.level ?? null;
  return riskOf(level !== null, acceptanceOf(scheme, level), {
    acceptance: (acceptance?.finding ?? null) as AcceptedBecause | null,
    benefitRisk: (benefitRisk?.finding ?? null) as Conclusion | null,
  });
}

/** What closing looks at: for the command, and for the page that says beforehand what is left. @throws NotFound */
export async function toClose(tx: ReadTx, service: string, number: number, now: Date): Promise<ToClose> {
  const moment = { seq: null, now };
  const [found] = await hazardsOf(tx, { service, numbers: [number] }, moment);
  if (!found) throw new NotFound(`There is no hazard ${hazardReference(number)} in this service.`);
  const { id, log, record, sentence } = found;
  const [schemes, actions] = await Promise.all([schemesOf(tx, [log], moment), actionsFrom(tx, 'hazard', [id])]);
  const scheme = schemes.get(log) ?? null;
  const { residual } = record;
  const level = residual?.level ?? null;
  return {
    reference: record.id,
    residualCounts: residual?.counts === true && level !== null,
    provisional: sentence
      ? {
          so: textOf(sentence.so),
          because: `because ${textOf(sentence.because)}.`,
          clears: textOf(sentence.clears),
        }
      : provisionalSentence(record.id, residual && { ...residual, holds: !residual.provisional }),
    risk: riskOfRecord(record, scheme),
    level: sayLevel(scheme, level),
    acceptance: acceptanceOf(scheme, level),
    openActions: actions.filter(({ state }) => state === 'open').map((one) => actionReference(one.number)),
  };
}
