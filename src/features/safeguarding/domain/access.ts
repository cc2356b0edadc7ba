import type { Compartment } from './compartment.ts';

/*
 * Who may open what was disclosed. Whatever is not said here is denied, and to whoever may not it is as if there were nothing.
 */

/** What those who look after compartments said, one after the other; kept as sealed as the compartments. */
export type KeepingEntry = { readonly at: string; readonly by: string } & (
  | {
      readonly kind: 'deputy';
      readonly person: string;
      /** The reference of a service; null for the whole organisation. */
      readonly service: string | null;
      /** Whether they are named, or it is over. */
      readonly named: boolean;
    }
  | {
      readonly kind: 'glass';
      readonly service: string;
      readonly incident: string;
      /** The compartment that it opened; null where there was none. */
      readonly compartment: string | null;
      readonly reason: string;
    }
  | { readonly kind: 'looked' }
);

export type KeepingOf<Kind extends KeepingEntry['kind']> = Extract<KeepingEntry, { readonly kind: Kind }>;

export interface Keeping {
  readonly deputies: readonly KeepingOf<'deputy'>[];
  readonly glass: readonly KeepingOf<'glass'>[];
  readonly looked: readonly KeepingOf<'looked'>[];
}

export function keepingOf(entries: readonly KeepingEntry[]): Keeping {
  const of = <Kind extends KeepingEntry['kind']>(kind: Kind) =>
    entries.filter((entry): entry is KeepingOf<Kind> => entry.kind === kind);
  const last = new Map(of('deputy').map((entry) => [`${entry.person} ${entry.service ?? ''}`, entry]));
  return { deputies: [...last.values()].filter(({ named }) => named), glass: of('glass'), looked: of('looked') };
}

/** Who asks: what they hold now. */
export interface Asking {
  readonly person: string;
  readonly grants: readonly { readonly role: string; readonly service: string | null }[];
}

export type OpenedAs = 'lead' | 'deputy' | 'emergency';

/** The one role that opens. */
export const LEAD = 'safeguarding lead';
/** Who may break the glass. */
export const BREAKERS = ['clinical safety officer', 'accountable executive'] as const;

/** How long a broken glass stays open. Milliseconds. */
export const GLASS_LASTS = 60 * 60 * 1000;

function covers(place: string | null, service: string): boolean {
  return place === null || place.toUpperCase() === service.toUpperCase();
}

function holds({ grants }: Asking, roles: readonly string[], service: string): boolean {
  return grants.some((grant) => roles.includes(grant.role) && covers(grant.service, service));
}

/** As what somebody opens a compartment; null where they do not. Who is implicated never does, whatever they hold. */
export function opensAs(
  asking: Asking,
  of: Pick<Compartment, 'id' | 'implicated'> & { readonly service: { readonly reference: string } },
  keeping: Keeping,
  now: Date,
): OpenedAs | null {
  if (of.implicated.has(asking.person)) return null;
  const service = of.service.reference;
  if (holds(asking, [LEAD], service)) return 'lead';
  // Whoever left the organisation, or holds nothing in this service any more, is no deputy either.
  const belongs = asking.grants.some((grant) => grant.role !== 'assessor' && covers(grant.service, service));
  if (belongs && keeping.deputies.some((one) => one.person === asking.person && covers(one.service, service)))
    return 'deputy';
  const open = keeping.glass.some(
    (one) =>
      one.by === asking.person && one.compartment === of.id && isOpen(one, now) && holds(asking, BREAKERS, service),
  );
  return open ? 'emergency' : null;
}

function isOpen({ at }: KeepingOf<'glass'>, now: Date): boolean {
  const since = now.getTime() - new Date(at).getTime();
  return since >= 0 && since < GLASS_LASTS;
}

/** Whether somebody looks after compartments at all, and may see the list of those that open to them. */
export function keeps(asking: Asking, keeping: Keeping, now: Date): boolean {
  const inTeam = asking.grants.some(({ role }) => role !== 'assessor');
  return (
    asking.grants.some(({ role }) => role === LEAD) ||
    (inTeam && keeping.deputies.some(({ person }) => person === asking.person)) ||
    (asking.grants.some(({ role }) => (BREAKERS as readonly string[]).includes(role)) &&
      keeping.glass.some((one) => one.by === asking.person && one.compartment !== null && isOpen(one, now)))
  );
}

/** Whether somebody is a lead, and names deputies and reviews reads: for a service, or for any. */
export function leads(asking: Asking, service: string | null): boolean {
  return asking.grants.some(
    (grant) => grant.role === LEAD && (grant.service === null || (service !== null && covers(grant.service, service))),
  );
}
