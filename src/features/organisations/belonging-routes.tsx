import { open, OWN_ACCOUNT } from '../../platform/http/declared.ts';
import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { Services } from '../../platform/feature.ts';
import { formOf, one } from '../../platform/http/form-body.ts';
import { hiddenFields, TOKEN_FIELD } from '../../platform/http/form-parts.tsx';
import { registerForm } from '../../platform/http/forms.ts';
import { sendPage } from '../../platform/http/render.ts';
import {
  contextOf,
  cookieOptions,
  leadOn,
  refuseOtherSites,
  sessionCookie,
  shellFor,
  signedIn,
  takeNotice,
  toSignIn,
} from '../../platform/http/visit.ts';
import { isFormToken, moveSession } from '../../platform/sessions/sessions.ts';
import { belongingsOf } from '../../platform/sessions/store.ts';
import { standingGrants } from './domain/membership.ts';
import { leaveOrganisation } from './member-commands.ts';
import { LeavePage, OrganisationsPage } from './pages/organisations.tsx';
import { LeftPage } from './pages/join.tsx';
import { organisationNow } from './store.ts';
import { isId } from '../../platform/ids.ts';

const PAGE = '/account/organisations';

/** The organisations of a person: to see them, to go from one to another, and to leave one. */
export function registerBelonging(app: FastifyInstance, services: Services): void {
  const { database } = services.ground;
  const ground = { database, now: services.now };

  app.get(PAGE, { config: OWN_ACCOUNT }, async (request, reply) => {
    const who = await signedIn(services, request);
    if (!who) return toSignIn(request, reply);
    const context = { ...contextOf(services, request, who), notice: takeNotice(services, request, reply, who) };
    const all = await database.platform((tx) => belongingsOf(tx, who.actor.id));
    const organisations = all
      .map((each) => ({ ...each, grants: standingGrants(each.grants, context.now) }))
      .filter(({ grants }) => grants.length > 0);
    return sendPage(reply, OrganisationsPage({ organisations, hidden: hiddenFields(who, {}) }, context));
  });

  app.post(PAGE, { config: OWN_ACCOUNT }, async (request, reply) => {
    refuseOtherSites(request);
    const who = await signedIn(services, request);
    if (!who) return toSignIn(request, reply);
    const sent = formOf(request);
    const organisation = one(sent, 'organisation') ?? '';
    // Another tab went elsewhere meanwhile: the list is shown as it is now.
    if (!isFormToken(who, one(sent, TOKEN_FIELD))) return reply.redirect(PAGE, 303);
    const secret = isId(organisation) ? await moveSession(ground, who, organisation) : null;
    if (secret === null) return reply.redirect(PAGE, 303);
    reply.setCookie(sessionCookie(services), secret, cookieOptions(services));
    const belongs = await database.platform((tx) => belongingsOf(tx, who.actor.id));
    const name = belongs.find(({ id }) => id === organisation)?.name ?? 'another organisation';
    return leadOn(services, reply, who, { href: '/services', notice: `You are in ${name} now.` });
  });

  registerForm(app, services, {
    path: `${PAGE}/leave`,
    command: anyCommand(leaveOrganisation),
    load: async (tx) => {
      const organisation = await organisationNow(tx);
      if (!organisation) throw new NotFound('There is no such organisation.');
      return organisation;
    },
    input: () => ({}),
    page: LeavePage,
    // The session belonged to the organisation, and is of no use any more.
    done: () => ({ href: '/left', notice: '' }),
  });

  app.get('/left', { config: open('Whoever has left belongs nowhere any more.') }, async (request, reply) =>
    sendPage(reply, <LeftPage shell={await shellFor(services, request)} />),
  );
}
