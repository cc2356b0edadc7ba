import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { TEAM } from '../../platform/commands/may.ts';
import { Denied } from '../../platform/commands/problems.ts';
import { endCalendar, putCalendar } from './calendar-store.ts';

const feature = 'duties';
const may = { roles: TEAM, where: 'anywhere' } as const;
const subject = (_input: unknown, { person }: { person: string }) => ({ kind: 'person', id: person });

/** The link is made by whoever is shown it, and only its digest is kept. */
export const openDutyCalendar = command({
  feature,
  name: 'openDutyCalendar',
  summary: 'Makes a secret link to your deadlines for a calendar; the one before it opens nothing any more',
  past: ['a calendar of deadlines was opened', '# calendars of deadlines were opened'],
  input: z.strictObject({
    digest: z
      .string('Give the SHA-256 of the link’s token, in hex.')
      .regex(/^[\da-f]{64}$/u, 'Give the SHA-256 of the link’s token, in hex: 64 of 0 to 9 and a to f.')
      .describe('SHA-256 of the token in the link, in hex'),
  }),
  may,
  subject,
  run: async (tx, actor, { digest }) => {
    if (actor.kind !== 'person') throw new Denied('Only a person has a calendar.');
    putCalendar(tx, actor.id, Buffer.from(digest, 'hex'));
    return { person: actor.id };
  },
});

export const closeDutyCalendar = command({
  feature,
  name: 'closeDutyCalendar',
  summary: 'Ends your link to your deadlines for a calendar',
  past: ['a calendar of deadlines was closed', '# calendars of deadlines were closed'],
  input: z.strictObject({}),
  may,
  subject,
  run: async (tx, actor) => {
    if (actor.kind !== 'person') throw new Denied('Only a person has a calendar.');
    endCalendar(tx, actor.id);
    return { person: actor.id };
  },
});
