import { afterDay } from '../../platform/london-time.ts';
import type { At, Check } from '../../rules/checks.ts';
import { dayAfter, dayIn, sayDay, type Day } from '../../words/days.ts';
import { addMonths } from '../people/index.ts';
import {
  hasBegun,
  missingFrom,
  ROOM_ROLE_WORDS,
  sayMissing,
  workshopPath,
  workshopReference,
  workshopsPath,
  type RoomRole,
} from './domain.ts';
import { capital, listed } from '../../words/counting.ts';

/*
 * What the standards ask of workshops: that people of several professions looked for hazards together, and not too long ago.
 * Pure.
 */

/** A hazard workshop that was not called off. */
export interface HeldWorkshop {
  readonly number: number;
  readonly day: Day;
  /** Whether its minutes are closed. */
  readonly closed: boolean;
  /** Whether somebody said why it was right without some of those who should be in the room. */
  readonly explained: boolean;
  /** The roles that anybody in the room had. */
  readonly roles: readonly RoomRole[];
}

export interface WorkshopFacts {
  /** The latest first; not known where there never was one. */
  readonly workshops: readonly HeldWorkshop[];
}

/** For how many months a workshop is recent. Ours: no standard gives a number. */
const RECENT_MONTHS = 12;

const PLANNING = 'Planning a hazard workshop';

function rolesOf({ roles }: HeldWorkshop): { readonly role: RoomRole }[] {
  return roles.map((role) => ({ role }));
}

function linkTo({ number }: HeldWorkshop, { service }: At) {
  return { text: workshopReference(number), href: workshopPath(service.reference, number) };
}

function isRoomRight(workshop: HeldWorkshop): boolean {
  return workshop.roles.length > 0 && (workshop.explained || missingFrom(rolesOf(workshop)).length === 0);
}

const held: Check<WorkshopFacts> = {
  id: 'workshops.held',
  asks: `People of several professions looked for hazards together in the last ${RECENT_MONTHS} months, and there is a record of it.`,
  how: 'automatic',
  reads: ['workshops'],
  begins: (at) => [
    { text: PLANNING, href: `${workshopsPath(at.service.reference)}/new` },
    ', holding it and closing its minutes clears it.',
  ],
  decide: ({ workshops }, at) => {
    const today = dayIn(at.now);
    const recent = (one: HeldWorkshop) => addMonths(one.day, RECENT_MONTHS) >= today;
    const closed = workshops.filter((one) => one.closed);
    const right = closed.filter(isRoomRight);
    const [latest, wrong, open] = [right[0], closed[0], workshops.find((one) => !one.closed)];
    if (latest) {
      const until = afterDay(addMonths(latest.day, RECENT_MONTHS));
      const shown = [{ text: `Minutes of ${workshopReference(latest.number)}`, href: linkTo(latest, at).href, until }];
      const room = latest.roles.map((role) => ROOM_ROLE_WORDS[role].toLowerCase());
      const missing = missingFrom(rolesOf(latest));
      const again = [
        { text: 'Another workshop', href: `${workshopsPath(at.service.reference)}/new` },
        `, with its minutes closed, clears it. The ${RECENT_MONTHS} months are ours: no standard gives a number.`,
      ];
      const who =
        missing.length === 0
          ? `In the room were: ${listed(room)}.`
          : `${capital(sayMissing(missing))}, and it is said why that was right.`;
      if (recent(latest))
        return {
          result: 'passed',
          says: ['A hazard workshop was held on ', sayDay(latest.day), ': ', linkTo(latest, at), `. ${who}`],
          clears: again,
          until,
          shown,
        };
      return {
        result: 'needs-review',
        since: until,
        says: [
          'The last hazard workshop of several professions, ',
          linkTo(latest, at),
          `, was held on ${sayDay(latest.day)}, more than ${RECENT_MONTHS} months ago.`,
        ],
        clears: again,
        until: null,
        shown,
      };
    }
    if (wrong) {
      const missing = missingFrom(rolesOf(wrong));
      return {
        result: 'failed',
        says: [
          linkTo(wrong, at),
          ` of ${sayDay(wrong.day)} is not multi-disciplinary, as we read DCB0129 4.1.2: ${wrong.roles.length === 0 ? 'nobody is named' : sayMissing(missing)}.`,
        ],
        clears: [
          'A workshop with them, or saying in its minutes who else was there or why it was right without them, clears it.',
        ],
        until: null,
        shown: [{ text: `Minutes of ${workshopReference(wrong.number)}`, href: linkTo(wrong, at).href, until: null }],
      };
    }
    const one = open!;
    const begun = hasBegun(one, today);
    return {
      result: 'not-run',
      says: begun
        ? ['The minutes of ', linkTo(one, at), `, which took place on ${sayDay(one.day)}, are not closed.`]
        : [linkTo(one, at), ` is planned for ${sayDay(one.day)}.`],
      clears: begun
        ? ['Closing them clears it.']
        : ['Holding it, with several professions in the room, and closing its minutes clears it.'],
      until: begun ? null : afterDay(dayAfter(one.day, -1)),
      shown: [],
    };
  },
};

export const checks: readonly Check<WorkshopFacts>[] = [held];
