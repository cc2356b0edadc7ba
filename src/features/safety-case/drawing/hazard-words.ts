import { acceptanceOf, type RiskScheme } from '../../schemes/index.ts';
import { riskOf, type ControlRecord, type HazardRecord } from '../../hazards/index.ts';
import { assumptionReference, type Assumption } from '../../decisions/index.ts';
import { listed } from '../../../words/counting.ts';

/*
 * What a report says of single hazards. Pure.
 */

/** Hazards that a sentence names; the others are counted. */
const FEW = 8;

/** "HAZ-1, HAZ-2 and 14 more" */
export function few(references: readonly string[]): string {
  const [shown, more] = [references.slice(0, FEW), references.length - FEW];
  return more > 0 ? `${shown.join(', ')} and ${more} more` : listed(shown);
}

/** What has to be done, and by whom, before a residual risk may stay as it is; '' where nothing has. */
export function standsInTheWay(
  hazard: HazardRecord,
  scheme: RiskScheme | null,
): 'not known' | 'waits' | 'too high' | '' {
  const { level } = hazard.counts;
  if (level === null) return 'not known';
  const judged = {
    acceptance:
      hazard.acceptance?.finding === 'impractical' || hazard.acceptance?.finding === 'cost'
        ? hazard.acceptance.finding
        : null,
    benefitRisk:
      hazard.benefitRisk?.finding === 'outweighs' || hazard.benefitRisk?.finding === 'does not outweigh'
        ? hazard.benefitRisk.finding
        : null,
  };
  const risk = riskOf(true, acceptanceOf(scheme, level), judged);
  // Of a rating that waits nobody accepts anything yet.
  if (risk === 'waits' && hazard.residual?.provisional === true) return '';
  return risk === 'stays' ? '' : risk;
}

export const VERDICTS = { met: 'holds', 'not-met': 'does not hold', 'not-known': 'not verified' } as const;

/** The controls that the deployer has to put in place. They count in no residual rating (DCB0129 6.3.1). */
export function deployersControls(hazard: HazardRecord): readonly ControlRecord[] {
  return hazard.controls.filter(({ party, state }) => party === 'deployer' && state !== 'withdrawn');
}

/** The assumptions that the rating rests on that counts, as they stood. */
export function assumptionsOf(hazard: HazardRecord, all: ReadonlyMap<string, Assumption>): string[] {
  return (hazard.residual?.assumes ?? []).map((reference) => {
    const one = all.get(reference);
    if (one === undefined) return `${reference}: not known.`;
    return `${reference}${one.state === 'found false' ? ' (found false)' : ''}: ${one.text}`;
  });
}

export function byReference(assumptions: readonly Assumption[]): ReadonlyMap<string, Assumption> {
  return new Map(assumptions.map((one) => [assumptionReference(one.number), one]));
}
