import { open } from '../http/declared.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../feature.ts';
import { sendPage } from '../http/render.ts';
import { ownPath } from '../http/visit.ts';
import { enter, keepWanted, wantedCookie } from '../sessions/entering.tsx';
import { registerLinking } from './account-routes.tsx';
import type { Identity } from './claims.ts';
import type { Provider } from './connect.ts';
import { lead, orProblem } from './answers.tsx';
import { cameBackToConfirm, registerConfirming } from './confirm-routes.tsx';
import { beginWay, comeBack, keepReturn } from './flow.ts';
import { NobodyKnownPage, NotBegunPage } from './pages.tsx';
import { useIdentity } from './store.ts';

/** Coming in through an identity provider. Two addresses for each: the one that leads there, and the one that it leads back to. */
export function registerProviders(app: FastifyInstance, services: Services): void {
  const config = open('It is the way in through an identity provider.');
  app.get<{ Params: { provider: string } }>('/sign-in/with/:provider', { config }, async (request, reply) => {
    const provider = services.providers.get(request.params.provider);
    if (!provider) return reply.callNotFound();
    const to = ownPath((request.query as Record<string, unknown>)['to']);
    if (to) keepWanted(services, reply, to);
    return orProblem(services, request, reply, provider, async () => {
      const url = await beginWay(services, request, reply, { provider, purpose: 'sign-in', session: null });
      return lead(reply, url.href);
    });
  });

  app.get<{ Params: { provider: string } }>('/sign-in/with/:provider/back', { config }, async (request, reply) => {
    const provider = services.providers.get(request.params.provider);
    if (!provider) return reply.callNotFound();
    const way = await comeBack(services, request, provider);
    if (!way) return sendPage(reply, <NotBegunPage shell={services.shell} />, 400);
    if (way.purpose === 'confirm') return cameBackToConfirm(services, request, reply, provider, way);
    return orProblem(services, request, reply, provider, async () => {
      const identity = await way.identity();
      if (way.purpose === 'sign-in') return comeIn(services, request, reply, provider, identity);
      const id = await keepReturn(
        services,
        request,
        { purpose: 'link', session: way.session },
        {
          provider: provider.id,
          identity,
        },
      );
      return lead(reply, `/account/providers/link/${id}`);
    });
  });

  registerLinking(app, services);
  registerConfirming(app, services);
}

/** Begins a session for whoever is linked. Somebody who is not linked gets no right by it, whatever the provider says of them. */
async function comeIn(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  provider: Provider,
  identity: Identity,
): Promise<FastifyReply> {
  const { database } = services.ground;
  const { issuer, subject } = identity;
  const to = ownPath(request.cookies[wantedCookie(services)]);
  const known = await database.platform((tx) =>
    useIdentity(tx, { issuer, subject, provider: provider.id }, services.now()),
  );
  if (!known) {
    // With an invitation in hand, the next page asks whether to join with this.
    if (to === null || !/^\/join\/[\w-]+$/u.test(to))
      return sendPage(reply, <NobodyKnownPage shell={services.shell} provider={provider.name} />, 403);
    const kept = { provider: provider.id, identity };
    const id = await keepReturn(services, request, { purpose: 'join', session: null }, kept);
    return lead(reply, `${to}?with=${id}`);
  }
  for (const told of services.onProviderSignIn)
    await told(services, { person: known.person, provider, roles: identity.roles });
  return enter(services, request, reply, { person: known.person, by: 'provider' });
}
