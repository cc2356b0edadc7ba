import { listed } from '../../../words/counting.ts';
import { lastDayTo, sayDay, type Day } from '../../../words/days.ts';

/*
 * Letting a release go against the answer of the gate: by whom the plan names, with a reason, for a while. It changes no
 * verdict, and stays to be seen for ever.
 */

/** An override, or an urgent safety fix: the harm of waiting is the greater one. */
export const OVERRIDE_SORTS = ['override', 'urgent safety fix'] as const;
export type OverrideSort = (typeof OVERRIDE_SORTS)[number];

export interface Override {
  readonly id: string;
  readonly number: number;
  readonly sort: OverrideSort;
  /** The version of the one release that it is for. */
  readonly release: string;
  readonly reason: string;
  readonly by: string;
  /** As what the plan names them: "clinical safety officer". */
  readonly role: string;
  readonly at: Date;
  /** It ends by itself. */
  readonly until: Date;
  /** Of an urgent safety fix: when it has to be looked at afterwards, and the action that says so. */
  readonly review: { readonly due: string; readonly action: number } | null;
}

/** The longest that anything is overridden. */
export const MOST_OVERRIDE_DAYS = 14;
/** Within how many working days an urgent safety fix is looked at afterwards. */
export const REVIEW_WORKING_DAYS = 5;

export function isInForce({ until }: Pick<Override, 'until'>, now: Date): boolean {
  return now < until;
}

/** The action in which somebody looks at an urgent safety fix afterwards. */
export interface Review {
  readonly action: number;
  readonly due: Day;
  readonly done: boolean;
}

/**
 * Why nothing more goes as an urgent safety fix; null where it may. What went before it was looked at is looked at in time, or the
 * exception becomes the way in which everything goes.
 */
export function whyNoMoreFixes(reviews: readonly Review[], today: Day): string | null {
  const late = reviews.find(({ done, due }) => !done && due < today);
  if (!late) return null;
  return `An urgent safety fix that went before was to be looked at by ${sayDay(late.due)}, and nobody has (ACT-${late.action}). Look at it first; or let this release go as an override, which says so.`;
}

/** Who may authorise something, as the plan has it. */
export interface Authorising {
  readonly role: string;
  readonly person: { readonly id: string; readonly name: string } | null;
}

/** As what somebody may authorise something; null where the plan does not name them, or nobody. */
export function authorisedAs(
  authorised: readonly Authorising[] | null,
  who: { readonly id: string; readonly roles: readonly string[] },
): string | null {
  const found = (authorised ?? []).find(
    ({ role, person }) => who.roles.includes(role) && (person === null || person.id === who.id),
  );
  return found?.role ?? null;
}

const OVERRIDES: Readonly<Record<OverrideSort, string>> = {
  override: 'override the gate',
  'urgent safety fix': 'authorise an urgent safety fix',
};

/** Who may, in a sentence, for whoever may not and for whoever waits for somebody. */
export function whoAuthorises(authorised: readonly Authorising[] | null, sort: OverrideSort): string {
  const what = OVERRIDES[sort];
  if (authorised === null)
    return `Nobody may ${what}, because no clinical risk management plan is approved that names who may. Approving one clears it.`;
  if (authorised.length === 0)
    return `Nobody may ${what}, because the plan that is approved names nobody for it. Naming somebody, and approving the plan anew, clears it.`;
  const named = authorised.map(({ role, person }) => (person ? `${person.name} (${role})` : `the ${role}`));
  return `By the plan that is approved, this is for: ${listed(named, 'or')}.`;
}

/** "Overridden by Wren Applewhite (clinical safety officer) until 26 March 2026" */
export function overrideLine(
  { sort, by, role, until }: Pick<Override, 'sort' | 'by' | 'role' | 'until'>,
  now: Date,
): string {
  const what = sort === 'override' ? 'Overridden' : 'Let go as an urgent safety fix';
  return `${what} by ${by} (${role}) ${isInForce({ until }, now) ? 'until' : 'and ended on'} ${sayDay(lastDayTo(until))}`;
}
