import { open } from '../../platform/http/declared.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { execute } from '../../platform/commands/execute.ts';
import { InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import type { Actor } from '../../platform/commands/may.ts';
import type { Services } from '../../platform/feature.ts';
import { formOf, one } from '../../platform/http/form-body.ts';
import { TOKEN_FIELD } from '../../platform/http/form-parts.tsx';
import { sendPage } from '../../platform/http/render.ts';
import { cookieOptions, refuseOtherSites, sessionCookie, shellFor, signedIn } from '../../platform/http/visit.ts';
import { newId } from '../../platform/ids.ts';
import { Arrived } from '../../platform/providers/arrived.ts';
import { returned } from '../../platform/providers/flow.ts';
import { linkIdentity } from '../../platform/providers/store.ts';
import {
  beginSession,
  formToken,
  isFormToken,
  moveSession,
  personOfSession,
  type SessionPerson,
} from '../../platform/sessions/sessions.ts';
import { isOpen, isSameAddress, type Invitation } from './domain/invitation.ts';
import { acceptInvitation } from './invitation-commands.ts';
import { invitationByToken } from './invitation-store.ts';
import { digestOfToken, organisationOfToken } from './invitation-token.ts';
import { JoinPage, NotOpenPage, type JoinProps } from './pages/join.tsx';
import { organisationNow } from './store.ts';

const JOIN = { purpose: 'join', session: null } as const;

/** The page behind the link of an invitation. Looking at it, as mail scanners do, takes nothing up: its button does. */
export function registerJoining(app: FastifyInstance, services: Services): void {
  const config = open('Whoever holds an invitation looks at it before they have an account.');
  app.get<{ Params: { token: string } }>('/join/:token', { config }, async (request, reply) =>
    show(services, request, reply, {}),
  );

  app.post<{ Params: { token: string } }>('/join/:token', { config }, async (request, reply) => {
    refuseOtherSites(request);
    const organisation = organisationOfToken(request.params.token);
    if (organisation === null) return notOpen(services, request, reply);
    const who = await visitorOf(services, request);
    if (who && !isFormToken(who, one(formOf(request), TOKEN_FIELD))) return show(services, request, reply, {});
    const arrival = who ? null : await arrivalIn(services, request, 'look');
    try {
      return await join(services, request, reply, { organisation, who, arrival });
    } catch (error) {
      if (error instanceof NotFound) return notOpen(services, request, reply);
      if (error instanceof InputProblem)
        return show(services, request, reply, { problem: error.problems[0]!.message, status: 422 });
      if (error instanceof NotPossible) return show(services, request, reply, { refusal: error.message, status: 409 });
      throw error;
    }
  });
}

/** Who is signed in, also where they belong to no organisation: this is how they come to one. */
async function visitorOf(services: Services, request: FastifyRequest): Promise<SessionPerson | null> {
  const ground = { database: services.ground.database, now: services.now };
  return (await signedIn(services, request)) ?? personOfSession(ground, request.cookies[sessionCookie(services)]);
}

interface Joining {
  readonly organisation: string;
  readonly who: SessionPerson | null;
  readonly arrival: Arrived | null;
}

/** Takes the invitation up: as who is signed in, or as somebody new, with the provider that they came from as their way in. */
async function join(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { organisation, who, arrival }: Joining,
): Promise<FastifyReply> {
  const { ground, now } = services;
  const { token } = request.params as { token: string };
  const found = await openInvitation(services, token);
  if (!found) throw new NotFound('This invitation is no longer open.');
  if (arrival && !isMeant(found.invitation, arrival)) throw new NotPossible(sayNotMeant(services, arrival));
  const name = one(formOf(request), 'name') ?? '';
  const actor: Actor = who
    ? { kind: 'person', ...who.actor, organisation, grants: [] }
    : { kind: 'person', id: newId(), name, organisation, grants: [] };
  await execute(ground, anyCommand(acceptInvitation), { token, ...(!who && { name }) }, { actor, organisation });

  const session = { database: ground.database, now };
  const cookie = sessionCookie(services);
  if (who) {
    const moved = await moveSession(session, who, organisation);
    if (moved !== null) reply.setCookie(cookie, moved, cookieOptions(services));
    return reply.header('cache-control', 'no-store').redirect('/account/organisations', 303);
  }
  const used = arrival && (await arrivalIn(services, request, 'take'));
  const secret = await ground.database.platform(async (tx) => {
    if (used) await linkIdentity(tx, { ...used.identity, provider: used.provider, person: actor.id }, now());
    return beginSession(session, tx, actor.id, {
      by: used ? 'provider' : 'link',
      userAgent: request.headers['user-agent'],
      held: request.cookies[cookie],
      organisation,
    });
  });
  reply.setCookie(cookie, secret, cookieOptions(services));
  // Who came without a provider sets up next how they come in again.
  return reply.header('cache-control', 'no-store').redirect(used ? '/' : '/account', 303);
}

/** The provider itself has looked whether the address is theirs, and it is the one that was invited. */
function isMeant(invitation: Invitation, { identity: { email } }: Arrived): boolean {
  return email !== null && isSameAddress(email, invitation.address);
}

function sayNotMeant({ providers }: Services, { provider, identity: { email } }: Arrived): string {
  const name = providers.get(provider)?.name ?? provider;
  return email === null
    ? `${name} does not say which email address is yours, so it cannot be compared with the one that was invited. Make an account here first, and add ${name} to it afterwards.`
    : `${name} knows you by another email address than the one that was invited. Make an account here first, and add ${name} to it afterwards; or ask for an invitation to that address.`;
}

/** Who came from a provider, as the address says; null for nobody. */
async function arrivalIn(services: Services, request: FastifyRequest, use: 'look' | 'take'): Promise<Arrived | null> {
  const { with: id } = request.query as Record<string, unknown>;
  if (typeof id !== 'string') return null;
  return Arrived.safeParse(await returned(services, request, id, JOIN, use)).data ?? null;
}

async function openInvitation(services: Services, token: string) {
  const organisation = organisationOfToken(token);
  if (organisation === null) return null;
  return services.ground.database.read(organisation, async (tx) => {
    const invitation = await invitationByToken(tx, digestOfToken(token));
    const named = await organisationNow(tx);
    return invitation && named && isOpen(invitation, services.now()) ? { invitation, organisation: named } : null;
  });
}

interface Shown {
  readonly problem?: string;
  readonly refusal?: string;
  readonly status?: number;
}

async function show(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { problem, refusal, status = 200 }: Shown,
): Promise<FastifyReply> {
  const { token } = request.params as { token: string };
  const found = await openInvitation(services, token);
  if (!found) return notOpen(services, request, reply);
  const who = await visitorOf(services, request);
  const arrival = who ? null : await arrivalIn(services, request, 'look');
  const meant = arrival !== null && isMeant(found.invitation, arrival);
  const props: JoinProps = {
    shell: await shellFor(services, request),
    organisation: found.organisation.name,
    grants: found.invitation.grants,
    path: `/join/${token}`,
    who: who && {
      name: who.actor.name,
      token: formToken(who),
      here: who.actor.organisation === found.organisation.id,
    },
    arrival:
      arrival && meant
        ? {
            provider: services.providers.get(arrival.provider)?.name ?? arrival.provider,
            email: arrival.identity.email ?? '',
            action: request.url,
          }
        : null,
    name: one(formOf(request), 'name') ?? arrival?.identity.name ?? '',
    problem: problem ?? null,
    refusal: refusal ?? (arrival && !meant ? sayNotMeant(services, arrival) : null),
    providers: services.providers,
  };
  return sendPage(reply, <JoinPage {...props} />, status);
}

async function notOpen(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return sendPage(reply, <NotOpenPage shell={await shellFor(services, request)} />, 410);
}
