import { digestOf, type Json } from '../../platform/canonical.ts';
import type { RiskScheme } from './domain.ts';

/**
 * A scheme and its version, as a rating keeps it: "NHS-DCB-5x5@3f1c09ab". The version is the beginning of a digest over all
 * that makes a level of two words, and over what the level means; a scheme of the same name with one other cell has another.
 */
export function schemeVersion({ id, kind, severity, likelihood, matrix, levels }: RiskScheme): string {
  const digest = digestOf({ kind, severity, likelihood, matrix, levels } as unknown as Json);
  return `${id}@${digest.toString('hex').slice(0, 8)}`;
}
