import type { KnownFacts } from '../../../rules/conditions.ts';

/*
 * The tier of the evidence standards framework that a service reaches by what it does. Three-valued: a tier is given only
 * where no open answer could raise it. Pure. (NICE ECD7, August 2022, section B; that the highest function wins is our rule.)
 */

/** A frees time or money, B helps people to look after their own health, C treats, diagnoses or guides care. Lowest first. */
export const TIERS = ['A', 'B', 'C'] as const;
export type Tier = (typeof TIERS)[number];

/** The answers to `esf_functions`, each with the tier that it reaches. */
export const TIER_OF_FUNCTION: Readonly<Record<string, Tier>> = {
  system_service: 'A',
  communicating: 'B',
  health_diary: 'B',
  promoting_health: 'B',
  inform_management: 'C',
  drive_management: 'C',
  diagnose: 'C',
  treat: 'C',
};

/** What the answers come to. It says nothing of whether the framework applies: that is `esf_in_scope`. */
export interface ReachedTier {
  /** Null while an open answer could raise it. */
  readonly tier: Tier | null;
  /** What it reaches already, whatever is answered to what is open; null where no function was named. */
  readonly atLeast: Tier | null;
  /** The facts that made it so, each once. */
  readonly because: readonly string[];
  /** The facts that are open and could raise it; none where it is settled. */
  readonly missing: readonly string[];
}

const DEVICE = 'is_medical_device';
const FUNCTIONS = 'esf_functions';

/** The tier that what is known reaches: the highest of any function, and C for a medical device. */
export function tierOf(facts: KnownFacts): ReachedTier {
  if (facts[DEVICE] === 'yes') return { tier: 'C', atLeast: 'C', because: [DEVICE], missing: [] };
  const named = functionsIn(facts);
  const atLeast = highest(named);
  const becauseOfNamed = atLeast === null ? [] : [FUNCTIONS];
  if (atLeast === 'C') return { tier: 'C', atLeast, because: becauseOfNamed, missing: [] };
  // To name no function, or one that this version does not know, is no answer. A device that nobody has decided on may be one.
  const isNamed = named.length > 0 && named.every((one) => TIER_OF_FUNCTION[one] !== undefined);
  const isDecided = facts[DEVICE] === 'no';
  const missing = [...(isNamed ? [] : [FUNCTIONS]), ...(isDecided ? [] : [DEVICE])];
  if (missing.length > 0) return { tier: null, atLeast, because: becauseOfNamed, missing };
  return { tier: atLeast, atLeast, because: [FUNCTIONS, DEVICE], missing: [] };
}

function functionsIn(facts: KnownFacts): readonly string[] {
  const value = facts[FUNCTIONS];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

function highest(functions: readonly string[]): Tier | null {
  const reached = new Set(functions.map((one) => TIER_OF_FUNCTION[one]));
  return TIERS.findLast((tier) => reached.has(tier)) ?? null;
}
