import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../../platform/feature.ts';
import { open } from '../../platform/http/declared.ts';
import { sendPage } from '../../platform/http/render.ts';
import { cookieOptions, leadOn, refuseOtherSites, sessionCookie, shellFor } from '../../platform/http/visit.ts';
import { sayDateTime } from '../../platform/london-time.ts';
import { cameFrom, sessionGround } from '../../platform/sessions/entering.tsx';
import { beginSession, resolveSession, standing } from '../../platform/sessions/sessions.ts';
import { belongingsOf } from '../../platform/sessions/store.ts';
import { linkTokens } from '../organisations/index.ts';
import { standardNames, standardPath } from '../standards/index.ts';
import { opensNoMore, stateOf } from './domain.ts';
import { ClosedPage, LinkPage } from './pages/link.tsx';
import { invitationByLink, type StoredInvitation } from './store.ts';

/** What an assessor's link opens, as things stand now. */
interface Opened {
  readonly invitation: StoredInvitation;
  readonly organisation: { readonly id: string; readonly name: string };
}

/**
 * The way in of an assessor: a page that says what it is, and a button that begins a session of their own. The link may be
 * used again until its last day; the session is over with it at the latest.
 */
export function registerLink(app: FastifyInstance, services: Services): void {
  const config = open('Whoever holds an assessor’s link looks at what it is before they are signed in.');
  app.get<{ Params: { token: string } }>('/assess/:token', { config }, async (request, reply) => {
    const opened = await openedBy(services, request.params.token);
    const shell = await shellFor(services, request);
    if (!opened) return closed(services, request, reply);
    const { invitation, organisation } = opened;
    const names = await standardNames();
    return sendPage(
      reply,
      <LinkPage
        shell={shell}
        organisation={organisation.name}
        service={invitation.service.name}
        invitation={invitation}
        standards={invitation.standards.map((id) => names.find((one) => one.id === id)?.name ?? id)}
        action={`/assess/${request.params.token}`}
      />,
    );
  });

  app.post<{ Params: { token: string } }>('/assess/:token', { config }, async (request, reply) => {
    refuseOtherSites(request);
    const opened = await openedBy(services, request.params.token);
    if (!opened) return closed(services, request, reply);
    const { person, until, service, standards } = opened.invitation;
    const ground = sessionGround(services);
    const entry = { by: 'link', organisation: opened.organisation.id, until, ...cameFrom(services, request) } as const;
    const secret = await ground.database.platform((tx) => beginSession(ground, tx, person.id, entry));
    const who = await resolveSession(ground, secret);
    // Ended in this very moment.
    if (!who) return closed(services, request, reply);
    reply.setCookie(sessionCookie(services), secret, cookieOptions(services));
    return leadOn(services, reply, who, {
      href: standardPath(service.reference, standards[0] ?? 'point-16'),
      notice: `You can read everything about ${service.name} until ${sayDateTime(until)}. Each page that you open is recorded.`,
    });
  });
}

/** @returns null where it opens nothing: it never did, it is over, it was ended, or its person holds more than it was made for */
async function openedBy(services: Services, token: string): Promise<Opened | null> {
  const { digestOfToken, organisationOfToken } = await linkTokens();
  const id = organisationOfToken(token);
  if (id === null) return null;
  const { ground, now: clock } = services;
  const now = clock();
  const invitation = await ground.database.read(id, (tx) => invitationByLink(tx, digestOfToken(token)));
  if (!invitation || stateOf(invitation, now) !== 'open') return null;
  const belongings = await ground.database.platform((tx) => belongingsOf(tx, invitation.person.id));
  const held = belongings.flatMap(({ id: organisation, grants }) =>
    standing(grants, now).map(({ role, service }) => ({ organisation, role, service })),
  );
  const organisation = belongings.find((one) => one.id === id);
  if (!organisation || !opensNoMore(held, { organisation: id, service: invitation.service.reference })) return null;
  return { invitation, organisation };
}

async function closed(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return sendPage(reply, <ClosedPage shell={await shellFor(services, request)} />, 410);
}
