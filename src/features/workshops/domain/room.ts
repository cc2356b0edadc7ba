import { listed } from '../../../words/counting.ts';

/*
 * Who is in the room, and whether it is multi-disciplinary (DCB0129 4.1.2: SHOULD). The standard does not list who makes it
 * so; the four points of view below are our reading, and are said to be.
 */

export const ROOM_ROLES = [
  'clinician',
  'user or patient representative',
  'developer',
  'designer',
  'safety',
  'operations',
  'product',
  'information governance',
  'other',
] as const;
export type RoomRole = (typeof ROOM_ROLES)[number];

/** As it stands on pages and in minutes. */
export const ROOM_ROLE_WORDS: Readonly<Record<RoomRole, string>> = {
  clinician: 'Clinician',
  'user or patient representative': 'User or patient representative',
  developer: 'Developer',
  designer: 'Designer',
  safety: 'Clinical safety',
  operations: 'Operations or support',
  product: 'Product',
  'information governance': 'Information governance',
  other: 'Other',
};

export interface Attendee {
  readonly id: string;
  /** Somebody of the organisation; null for a guest. */
  readonly person: { readonly id: string; readonly name: string } | null;
  /** The name of a guest; '' for somebody of the organisation. */
  readonly guest: string;
  readonly role: RoomRole;
}

export function nameOf({ person, guest }: Pick<Attendee, 'person' | 'guest'>): string {
  return person?.name ?? guest;
}

/** A point of view that a room should have, and how its absence is said. */
const VIEWS: readonly { readonly by: readonly RoomRole[]; readonly missing: string }[] = [
  { by: ['clinician'], missing: 'nobody who looks after patients' },
  {
    by: ['user or patient representative', 'operations'],
    missing: 'nobody who uses the service or runs it from day to day',
  },
  { by: ['developer', 'designer'], missing: 'nobody who builds it' },
  { by: ['safety'], missing: 'nobody for clinical safety' },
];

/** The points of view that nobody in the room has: "nobody who builds it". Empty where it is multi-disciplinary. */
export function missingFrom(attendees: readonly Pick<Attendee, 'role'>[]): string[] {
  return VIEWS.filter(({ by }) => !attendees.some(({ role }) => by.includes(role))).map(({ missing }) => missing);
}

/** "nobody who looks after patients and nobody who builds it was in the room" */
export function sayMissing(missing: readonly string[]): string {
  return `${listed(missing)} was in the room`;
}

/** Who raised a draft hazard: a person of the organisation, or the role of a guest; null where nobody said. */
export interface Raiser {
  readonly role: RoomRole;
  /** Null for a guest: of them the role is kept, not the name. */
  readonly person: { readonly id: string; readonly name: string } | null;
}

/** "Wren Applewhite (Clinical safety)"; "a guest: User or patient representative" */
export function sayRaiser({ role, person }: Raiser): string {
  return person ? `${person.name} (${ROOM_ROLE_WORDS[role]})` : `a guest: ${ROOM_ROLE_WORDS[role]}`;
}

/** Who can have raised something, each under the value that stands in a form: guests of one role are one. */
export function raisers(attendees: readonly Attendee[]): { readonly value: string; readonly raiser: Raiser }[] {
  const byValue = new Map(
    attendees.map(({ person, role }) => {
      const raiser = { role, person };
      return [raiserValue(raiser), { value: raiserValue(raiser), raiser }] as const;
    }),
  );
  return [...byValue.values()];
}

export function raiserValue(
  raiser: Pick<Raiser, 'role'> & { readonly person: { readonly id: string } | null },
): string {
  return raiser.person ? `person:${raiser.person.id}` : `guest:${raiser.role}`;
}
