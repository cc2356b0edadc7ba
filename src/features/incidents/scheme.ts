import type { ReadTx } from '../../platform/database/database.ts';
import { InputProblem } from '../../platform/commands/problems.ts';
import { schemesUsedAt } from '../hazards/index.ts';
import { NHS_SCHEME, type RiskScheme } from '../schemes/index.ts';
import type { StoredWorst } from './store.ts';

/** The scheme by which a service rates: that of its first hazard log, and where it has none, that of the NHS. @param service its id */
export async function schemeOf(tx: ReadTx, service: string): Promise<RiskScheme> {
  const [used] = await schemesUsedAt(tx, [{ service, seq: null }]);
  return used?.[0] ?? NHS_SCHEME;
}

/**
 * The worst credible harm in the words of a scheme; null where nobody judged it. Both words or none: one alone gives no level.
 * @throws InputProblem
 */
export function worstOf(scheme: RiskScheme, severity: string, likelihood: string): StoredWorst | null {
  if (severity === '' && likelihood === '') return null;
  const places = { severity: scheme.severity.indexOf(severity), likelihood: scheme.likelihood.indexOf(likelihood) };
  const problems = (['severity', 'likelihood'] as const)
    .filter((field) => places[field] < 0)
    .map((field) => ({ field, message: `Choose the ${field}: ${scheme[field].join(', ')}. Or choose neither.` }));
  if (problems.length > 0) throw new InputProblem(problems);
  return { ...places, scheme };
}
