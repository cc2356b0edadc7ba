import type { GrantText, Member } from '../domain.ts';

/*
 * Roles as they are given and taken. Pure: whoever calls brings the time.
 */

const DAY = 24 * 60 * 60 * 1000;
/** How long an assessor looks at most before somebody has to decide again. Days. */
const LONGEST_LOOK = 366;

export const ADMINISTRATOR = 'administrator';
/** Looks from outside: ends by itself. */
export const ASSESSOR = 'assessor';
/** Reads what was disclosed. */
export const SAFEGUARDING_LEAD = 'safeguarding lead';

/** Whether somebody comes to be a safeguarding lead somewhere where they were none, or for longer. */
export function becomesLead(before: readonly GrantText[], after: readonly GrantText[]): boolean {
  const leads = (grants: readonly GrantText[]) => grants.filter(({ role }) => role === SAFEGUARDING_LEAD);
  const same = (one: GrantText) => (other: GrantText) => one.service === other.service && one.until === other.until;
  return leads(after).some((one) => !leads(before).some(same(one)));
}

/**
 * What no list of an identity provider can prove: somebody is nominated for it, or registered, or gives these roles to
 * others. A provider gives none of them.
 */
export const NEVER_FROM_A_PROVIDER: readonly string[] = [
  ADMINISTRATOR,
  'clinical safety officer',
  'deputy clinical safety officer',
  'clinical reviewer',
  'accountable executive',
  ASSESSOR,
];

/**
 * Members as somebody sees them who holds roles in some services only: the people of these, with their roles there and those
 * that count for the whole organisation. Who works elsewhere is not theirs to know.
 * @param seen references, in capitals; null for all
 */
export function membersSeen<One extends Pick<Member, 'grants'>>(
  members: readonly One[],
  seen: readonly string[] | null,
): readonly One[] {
  if (seen === null) return members;
  const isSeen = ({ service }: Place) => service === null || seen.includes(service.toUpperCase());
  return members
    .map((member) => ({ ...member, grants: member.grants.filter(isSeen) }))
    .filter(({ grants }) => grants.length > 0);
}

/** Where a role is held, apart from until when. */
export type Place = Pick<GrantText, 'role' | 'service'>;

/** What is wrong with a part of a role, in a sentence. */
export interface GrantProblem {
  readonly field: 'service' | 'until';
  readonly message: string;
}

/** Why a role cannot be given like this, part by part; nothing where it can. */
export function problemsWithGrant(grant: GrantText, now: Date): readonly GrantProblem[] {
  const problems: GrantProblem[] = [];
  const until = grant.until === null ? null : new Date(grant.until);
  if (grant.role === ADMINISTRATOR && grant.service !== null)
    problems.push({
      field: 'service',
      message: 'An administrator looks after the whole organisation. Choose the whole organisation, or another role.',
    });
  if (grant.role === ASSESSOR && grant.service === null)
    problems.push({ field: 'service', message: 'An assessor looks at one service: say which one.' });
  if (until !== null && until <= now)
    problems.push({ field: 'until', message: 'Choose a day that is still to come, or leave it empty.' });
  if (grant.role === ASSESSOR && until === null)
    problems.push({ field: 'until', message: 'Say until when: an assessor looks for a time, and not for ever.' });
  if (grant.role === ASSESSOR && until !== null && until.getTime() - now.getTime() > LONGEST_LOOK * DAY)
    problems.push({
      field: 'until',
      message: 'Choose a day within a year. Somebody can give the role again then.',
    });
  return problems;
}

/** Whether both are the same role, held in the same place. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.role === other.role && folded(one.service) === folded(other.service);
}

function folded(service: string | null): string | null {
  return service === null ? null : service.trim().toUpperCase();
}

/** Roles after one more is given. Given again, it holds as it is given last. */
export function withGrant(grants: readonly GrantText[], given: GrantText): readonly GrantText[] {
  return [...withoutGrant(grants, given), given];
}

/** Roles after one is taken back. */
export function withoutGrant(grants: readonly GrantText[], taken: Place): readonly GrantText[] {
  return grants.filter((grant) => !isSamePlace(grant, taken));
}

/** The roles that hold now: those that are over left out. */
export function standingGrants(grants: readonly GrantText[], now: Date): readonly GrantText[] {
  return grants.filter(({ until }) => until === null || new Date(until) > now);
}

/**
 * Whether somebody looks after the organisation for good. What ends by itself does not count: nobody would be left to give
 * it again.
 */
export function isLookedAfter(members: readonly Pick<Member, 'grants'>[]): boolean {
  return members.some(({ grants }) =>
    grants.some(({ role, service, until }) => role === ADMINISTRATOR && service === null && until === null),
  );
}

/** Whether the organisation is looked after now, and no longer would be with these roles of one member. */
export function wouldBeLeftAlone(
  members: readonly Pick<Member, 'person' | 'grants'>[],
  person: string,
  grants: readonly GrantText[],
): boolean {
  const after = members.map((member) => (member.person === person ? { ...member, grants } : member));
  return isLookedAfter(members) && !isLookedAfter(after);
}

/** How long roles from a provider hold after the last time that somebody came in through it: who left there, leaves here. Days. */
const FROM_PROVIDER_LASTS = 7;

/**
 * Roles after somebody came in through an identity provider: what it says now, for a week, and nothing that it said before.
 * @returns null where they hold as they are, and for most of the week yet: nothing has to be written
 */
export function withProviderRoles(
  grants: readonly GrantText[],
  provider: string,
  said: readonly Place[],
  now: Date,
): readonly GrantText[] | null {
  const until = new Date(now.getTime() + FROM_PROVIDER_LASTS * DAY).toISOString();
  const soon = new Date(now.getTime() + (FROM_PROVIDER_LASTS - 1) * DAY);
  const before = grants.filter((grant) => grant.provider === provider);
  const others = grants.filter((grant) => grant.provider !== provider);
  const given = said
    .filter(({ role }) => !NEVER_FROM_A_PROVIDER.includes(role))
    // What a person gave stands on its own: the provider neither shortens nor ends it.
    .filter((place) => !others.some((grant) => isSamePlace(grant, place)))
    .filter((place, index, all) => all.findIndex((one) => isSamePlace(one, place)) === index)
    .map(({ role, service }) => ({ role, service, until, provider }));
  const asBefore =
    given.length === before.length &&
    given.every((grant) => before.some((one) => isSamePlace(one, grant) && new Date(one.until!) > soon));
  return asBefore ? null : [...others, ...given];
}
