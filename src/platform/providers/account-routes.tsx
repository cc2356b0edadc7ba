import { OWN_ACCOUNT } from '../http/declared.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { registerChange } from '../accounts/changing.tsx';
import { NotPossible } from '../commands/problems.ts';
import type { Services } from '../feature.ts';
import { formOf, one } from '../http/form-body.ts';
import { TOKEN_FIELD } from '../http/form-parts.tsx';
import { sendPage } from '../http/render.ts';
import { refuseOtherSites, shellOf, signedIn, takeNotice, toSignIn } from '../http/visit.ts';
import { confirmWays } from '../sessions/confirming.tsx';
import { formToken, isFormToken, type SignedIn } from '../sessions/sessions.ts';
import { AccountProvidersPage } from './account-pages.tsx';
import { lead, orProblem } from './answers.tsx';
import { Arrived } from './arrived.ts';
import { providerWay } from './confirm-provider.tsx';
import { beginWay, returned } from './flow.ts';
import { LinkPage, NotBegunPage, OnTheWayPage } from './pages.tsx';
import { identitiesOf, identityOf, linkIdentity, unlinkIdentity } from './store.ts';

const PAGE = '/account/providers';

/** A person adds a provider to their account, by an act of their own on both sides; and takes it away again. */
export function registerLinking(app: FastifyInstance, services: Services): void {
  const { database } = services.ground;

  app.get(PAGE, { config: OWN_ACCOUNT }, async (request, reply) => {
    const who = await signedIn(services, request);
    if (!who) return toSignIn(request, reply);
    return show(services, request, reply, who, null);
  });

  // Only from a form of ours: whoever sent somebody's browser here could have them add an account that is not theirs.
  app.post<{ Params: { provider: string } }>(
    `${PAGE}/:provider/link`,
    { config: OWN_ACCOUNT },
    async (request, reply) => {
      const who = await sender(services, request, reply);
      if (!who) return reply;
      const provider = services.providers.get(request.params.provider);
      if (!provider) return reply.callNotFound();
      return orProblem(services, request, reply, provider, async () => {
        const url = await beginWay(services, request, reply, { provider, purpose: 'link', session: who.session.id });
        reply.header('refresh', `0;url=${url.href}`);
        return sendPage(
          reply,
          <OnTheWayPage shell={shellOf(services, who)} provider={provider.name} href={url.href} />,
        );
      });
    },
  );

  app.get<{ Params: { id: string } }>(`${PAGE}/link/:id`, { config: OWN_ACCOUNT }, async (request, reply) => {
    const who = await signedIn(services, request);
    if (!who) return toSignIn(request, reply);
    const session = who.session.id;
    const kept = await returned(services, request, request.params.id, { purpose: 'link', session }, 'look');
    const linking = Arrived.safeParse(kept).data;
    const provider = linking && services.providers.get(linking.provider);
    if (!provider) return sendPage(reply, <NotBegunPage shell={shellOf(services, who)} />, 410);
    const { identity } = linking;
    const already = await database.platform((tx) => identityOf(tx, identity));
    if (already) {
      const own = already.person === who.actor.id;
      const problem = own
        ? `${provider.name} is part of your account already.`
        : `This person at ${provider.name} belongs to another account here. Sign in with that one, and take it away there first.`;
      return show(services, request, reply, who, problem, 409);
    }
    return sendPage(
      reply,
      <LinkPage
        shell={shellOf(services, who)}
        provider={provider.name}
        identity={identity}
        person={who.actor.name}
        token={formToken(who)}
      />,
    );
  });

  registerChange(app, services, {
    path: `${PAGE}/link/:id`,
    sentence: 'You are about to add a way to sign in.',
    run: async ({ who, request }) => {
      const { id } = request.params as { id: string };
      const kept = await returned(services, request, id, { purpose: 'link', session: who.session.id }, 'take');
      const linking = Arrived.safeParse(kept).data;
      if (!linking) throw new NotPossible('This was done already, or took more than 10 minutes. Begin again.');
      const { provider, identity } = linking;
      const row = { ...identity, provider, person: who.actor.id };
      if (!(await database.platform((tx) => linkIdentity(tx, row, services.now()))))
        throw new NotPossible('It belongs to an account already.');
      const name = services.providers.get(provider)?.name ?? provider;
      return { href: PAGE, notice: `You can sign in with ${name} from now on.` };
    },
  });

  registerChange(app, services, {
    path: `${PAGE}/unlink`,
    sentence: 'You are about to take away a way to sign in.',
    run: async ({ who, field }) => {
      const { id: person } = who.actor;
      const own = await database.platform((tx) => identitiesOf(tx, person));
      if (own.length <= 1 && !(await hasAnotherWay(services, who)))
        throw new NotPossible('This is your only way in, so it stays. Set up a password or a passkey first.');
      const named = { issuer: field('issuer'), subject: field('subject') };
      await database.platform((tx) => unlinkIdentity(tx, person, named));
      return { href: PAGE, notice: 'It is no longer a way into your account.' };
    },
  });
}

/** Whether somebody can come in without any provider. */
async function hasAnotherWay(services: Services, who: SignedIn): Promise<boolean> {
  const others = confirmWays.filter((way) => way !== providerWay);
  return (await Promise.all(others.map((way) => way.has(services, who)))).includes(true);
}

async function show(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  who: SignedIn,
  problem: string | null,
  status = 200,
): Promise<FastifyReply> {
  const linked = await services.ground.database.platform((tx) => identitiesOf(tx, who.actor.id));
  const notice = takeNotice(services, request, reply, who);
  return sendPage(
    reply,
    <AccountProvidersPage
      shell={shellOf(services, who)}
      notice={notice}
      problem={problem}
      providers={services.providers}
      linked={linked}
      token={formToken(who)}
    />,
    status,
  );
}

/** Who sent a form of ours; null where the answer was sent instead. */
async function sender(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | null> {
  refuseOtherSites(request);
  const who = await signedIn(services, request);
  if (who && isFormToken(who, one(formOf(request), TOKEN_FIELD))) return who;
  if (who) lead(reply, PAGE);
  else toSignIn(request, reply);
  return null;
}
