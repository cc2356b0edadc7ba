import type { FastifyInstance } from 'fastify';
import { anyCommand, type AnyCommand } from '../../platform/commands/command.ts';
import { isOnlyAssessor, servicesSeen, WHOEVER_BELONGS } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, type PageContext } from '../../platform/http/forms.ts';
import { fewServices } from '../services/index.ts';
import { collect } from './collecting.ts';
import { chooseWeeklyMail } from './commands.ts';
import { capital, lookNow, sayCount, servicesOnDesk, type Told } from './domain.ts';
import { ChangesPage, type ChangesProps } from './pages/changes.tsx';
import { DeskPage, type DeskProps } from './pages/desk.tsx';
import { MailPage } from './pages/mail.tsx';
import { changesBefore, countsSince, looksOf, mailingOf, MOST_LOOKED_AT, rememberLook } from './store.ts';

/** How many services stand beside the list. */
const SERVICES = 8;
/** How many sorts of changes are counted beside the list. */
const SAID = 6;
/** Changes on one page. */
const CHANGES = 50;

/** The desk, what changed, and the weekly mail. */
export function routes(app: FastifyInstance, services: Services): void {
  const told = toldOf(services.commands);
  registerPage(app, services, {
    path: '/',
    may: WHOEVER_BELONGS,
    leadsOn: {
      why: 'It leads on: an assessor to what they were given, and whoever is not signed in to the first door.',
      to: (actor) => {
        if (actor === null) return '/check';
        return isOnlyAssessor(actor.grants.map(({ role }) => role)) ? '/given' : null;
      },
    },
    load: (tx, context) => loadDesk(tx, context, services, told),
    page: DeskPage,
  });
  registerPage(app, services, {
    path: '/changes',
    may: WHOEVER_BELONGS,
    load: (tx, context) => loadChanges(tx, context, told),
    page: ChangesPage,
  });
  registerForm(app, services, {
    path: '/desk/mail',
    command: anyCommand(chooseWeeklyMail),
    load: (tx, { actor }) => mailingOf(tx, actor.id),
    values: ({ wanted }) => ({ wanted: wanted ? 'yes' : 'no' }),
    input: (values) => ({ wanted: valueOf({ values }, 'wanted') }),
    page: MailPage,
    done: ({ wanted }) => ({
      href: '/',
      notice: wanted === true ? 'You get a mail when something waits.' : 'You get no more of these mails.',
    }),
  });
}

async function loadDesk(
  tx: ReadTx,
  { actor, now }: PageContext,
  services: Services,
  told: ReadonlyMap<string, Told>,
): Promise<DeskProps> {
  const seen = servicesSeen(actor);
  // What waits is asked for at once; what is new since the last look waits for when that was.
  const collecting = collect(tx, services.onDesk, {
    actor,
    now,
    gate: services.ground.kinds.gate,
    sealing: services.ground.sealing,
  });
  collecting.catch(() => undefined);
  const [{ head, looks }, mailing] = await Promise.all([looksOf(tx, actor.id), mailingOf(tx, actor.id)]);
  const { since, remember } = lookNow(looks, now, head);
  const [desk, counts] = await Promise.all([
    collecting,
    since ? countsSince(tx, { seq: since.seq, person: actor.id, services: seen }) : [],
  ]);
  const mine = await fewServices(tx, seen, servicesOnDesk(desk), SERVICES);
  const ids = mine.services.map(({ id }) => id);
  const lines = await Promise.all(services.onServices.flatMap(({ line }) => (line ? [line(tx, ids, now)] : [])));
  if (remember)
    await services.ground.database.write(actor.organisation, (own) => rememberLook(own, actor.id, remember));
  return {
    desk,
    mailing,
    services: mine.services.map(({ id, reference, name }) => ({
      reference,
      name,
      // What was built last rests on what came before it: how the safety case stands comes first, who and what it needs next.
      lines: lines.toReversed().flatMap((line) => line.get(id) ?? []),
    })),
    total: mine.total,
    since: since && {
      at: since.at,
      said: counts.slice(0, SAID).map(({ command, count }) => sayCount(tellingOf(told, command), count)),
      cut: counts.length > SAID || counts.reduce((sum, { count }) => sum + count, 0) >= MOST_LOOKED_AT,
    },
  };
}

async function loadChanges(
  tx: ReadTx,
  { actor, query }: PageContext,
  told: ReadonlyMap<string, Told>,
): Promise<ChangesProps> {
  const seen = servicesSeen(actor);
  const before = /^[1-9]\d{0,14}$/u.test(query['before'] ?? '') ? Number(query['before']) : null;
  const { lines, next } = await changesBefore(tx, { services: seen, before, limit: CHANGES });
  return {
    changes: lines.map(({ at, who, command, service }) => ({
      at,
      who,
      what: capital(tellingOf(told, command).one),
      service,
    })),
    next,
    later: before !== null,
    all: seen === null,
  };
}

/** How every command is told once it was done, by its name. */
function toldOf(commands: readonly AnyCommand[]): ReadonlyMap<string, Told> {
  return new Map(
    commands.map(({ name, summary, past }) => [
      name,
      past ? { one: past[0], several: past[1] } : { one: summary, several: `${summary} (# times)` },
    ]),
  );
}

/** A command of an earlier version, which nobody knows any more, is told by its name. */
function tellingOf(told: ReadonlyMap<string, Told>, command: string): Told {
  return told.get(command) ?? { one: command, several: `${command} (# times)` };
}
