/*
 * By what a service has its gate asked: how strictly a pipeline takes the answer, what is left out and why, and for how long a
 * declaration on incidents stands. Data, kept version by version.
 */

/** What the shipped step of a pipeline makes of a verdict that is not go. The verdict is the same in all three. */
export const MODES = ['advise', 'warn', 'enforce'] as const;
export type Mode = (typeof MODES)[number];

export const MODE_WORDS: Readonly<Record<Mode, string>> = {
  advise: 'Advises: the pipeline says what the gate answered, and goes on',
  warn: 'Warns: the pipeline warns where the answer is not go, and goes on',
  enforce: 'Enforces: the pipeline stops where the answer is not go',
};

/** What is asked of the service itself, by the ids of checks that features contribute, in the order in which it is said. */
export const SERVICE_CHECKS = [
  'people.officer-nominated',
  'people.officer-registered',
  'plan.approved',
  'plan.follows-changes',
  'approvals.intended-use-approved',
  'hazards.log-approved',
  'hazards.residual-acceptable',
] as const;

export interface LeftOut {
  /** One of `SERVICE_CHECKS`. */
  readonly check: string;
  readonly reason: string;
}

export interface Policy {
  readonly mode: Mode;
  /** What is not asked, each with the reason: it is said beside every answer. */
  readonly leftOut: readonly LeftOut[];
  /** For how many days a declaration stands that no incident undermines the safety case. */
  readonly days: number;
  /** Why it was made weaker; '' where it was not. */
  readonly reason: string;
  /** Who set it, and when; null for what a new service begins with. */
  readonly set: { readonly by: string; readonly at: Date } | null;
  /** The ledger entry that made it so; 0 for what a new service begins with. */
  readonly version: number;
}

export const LEAST_DAYS = 1;
export const MOST_DAYS = 92;

/** What a new service begins with: nothing is left out, and nothing is stopped. */
export const FIRST_POLICY: Policy = { mode: 'advise', leftOut: [], days: 14, reason: '', set: null, version: 0 };

/** Whether a pipeline would be stopped by less than before. */
export function isWeaker(before: Mode, after: Mode): boolean {
  return MODES.indexOf(after) < MODES.indexOf(before);
}

/** What is wrong with a policy that somebody sets, by the fields of its form. */
export function problemsOfPolicy(
  before: Pick<Policy, 'mode'>,
  after: Pick<Policy, 'mode' | 'leftOut' | 'reason'>,
): { readonly field: string; readonly message: string }[] {
  const strange = after.leftOut.filter(({ check }) => !(SERVICE_CHECKS as readonly string[]).includes(check));
  return [
    ...strange.map(({ check }) => ({
      field: `leftOut.${check}`,
      message: `The gate asks no check of this name. It asks: ${SERVICE_CHECKS.join(', ')}.`,
    })),
    ...(isWeaker(before.mode, after.mode) && after.reason === ''
      ? [{ field: 'reason', message: 'Say why a pipeline is to be stopped by less than before.' }]
      : []),
  ];
}

/** Which checks of the service are asked by a policy. */
export function askedOfService(policy: Pick<Policy, 'leftOut'>): readonly string[] {
  const out = new Set(policy.leftOut.map(({ check }) => check));
  return SERVICE_CHECKS.filter((id) => !out.has(id));
}
