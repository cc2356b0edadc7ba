import type { FastifyInstance } from 'fastify';
import { sha256 } from '../../platform/canonical.ts';
import { anyCommand } from '../../platform/commands/command.ts';
import { servicesSeen } from '../../platform/commands/may.ts';
import type { Services } from '../../platform/feature.ts';
import { open } from '../../platform/http/declared.ts';
import { registerForm } from '../../platform/http/forms.ts';
import { standing } from '../../platform/sessions/sessions.ts';
import { linkTokens } from '../organisations/index.ts';
import { closeDutyCalendar, openDutyCalendar } from './calendar-commands.ts';
import { calendarOwner, calendarSince } from './calendar-store.ts';
import { calendarText, type CalendarEntry } from './domain/calendar.ts';
import { DEADLINES } from './domain/saying.ts';
import { boardRows } from './open-store.ts';
import { CalendarLinkPage, CalendarPage, CloseCalendarPage } from './pages/calendar.tsx';

/** As many deadlines as a calendar shows: what is wanted first. */
const MOST_ENTRIES = 500;

/** The calendar of deadlines: the link to it, and what whoever holds the link is shown. */
export async function calendarRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { digestOfToken, tokenOf } = await linkTokens();
  registerForm(app, services, {
    path: `${DEADLINES}/calendar`,
    command: anyCommand(openDutyCalendar),
    load: async (tx, { actor }) => ({ since: await calendarSince(tx, actor.id) }),
    input: (_values, { organisation }, secret) => ({
      digest: digestOfToken(tokenOf(organisation, secret())).toString('hex'),
    }),
    page: CalendarPage,
    done: (_result, context, secret) => ({
      page: CalendarLinkPage(
        { link: `${services.url}/calendar/${tokenOf(context.organisation, secret())}.ics` },
        context,
      ),
    }),
  });
  registerForm(app, services, {
    path: `${DEADLINES}/calendar/close`,
    command: anyCommand(closeDutyCalendar),
    load: async (tx, { actor }) => ({ since: await calendarSince(tx, actor.id) }),
    input: () => ({}),
    page: CloseCalendarPage,
    done: () => ({ href: DEADLINES, notice: 'The link is ended. It opens nothing any more.' }),
  });

  const config = open(
    'A calendar holds the secret link and cannot sign in; it is told that there are deadlines, and not of what.',
  );
  app.get<{ Params: { token: string } }>('/calendar/:token', { config }, async (request, reply) => {
    reply.header('cache-control', 'private, no-store');
    const entries = await entriesFor(services, request.params.token.replace(/\.ics$/u, ''));
    if (entries === null) return reply.code(404).type('text/plain; charset=utf-8').send('There is no such calendar.\n');
    return reply.type('text/calendar; charset=utf-8').send(calendarText(entries, services.url, services.now()));
  });
}

/** What whoever holds a link is shown, by what its person may see now; null where it opens nothing. */
async function entriesFor(services: Services, token: string): Promise<CalendarEntry[] | null> {
  const { digestOfToken, organisationOfToken } = await linkTokens();
  const organisation = organisationOfToken(token);
  if (organisation === null) return null;
  const now = services.now();
  return services.ground.database.read(organisation, async (tx) => {
    const owner = await calendarOwner(tx, digestOfToken(token));
    const grants = owner ? standing(owner.grants, now) : [];
    if (!owner || grants.length === 0) return null;
    const seen = servicesSeen({ kind: 'person', id: owner.id, name: owner.name, organisation, grants });
    const rows = await boardRows(
      tx,
      { services: seen, standings: ['owed'], until: null },
      { offset: 0, limit: MOST_ENTRIES },
    );
    return rows.flatMap(({ case: id, duty, due, target }) => {
      const at = due ?? target;
      const uid = sha256(`${id} ${duty}`).toString('hex').slice(0, 32);
      return at ? [{ uid: `${uid}@primum`, at }] : [];
    });
  });
}
