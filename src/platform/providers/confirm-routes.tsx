import { OWN_ACCOUNT } from '../http/declared.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Services } from '../feature.ts';
import { FORM_LIMIT, formOf, one, typedIn } from '../http/form-body.ts';
import { FROM_FIELD, KEY_FIELD, SENTENCE_FIELD, TOKEN_FIELD } from '../http/form-parts.tsx';
import { sendPage } from '../http/render.ts';
import { ownPath, refuseOtherSites, shellOf, signedIn, toSignIn } from '../http/visit.ts';
import { formToken, isFormToken, type SignedIn } from '../sessions/sessions.ts';
import { lead, logProblem, statusOf } from './answers.tsx';
import { problemWithProof } from './claims.ts';
import { ProviderProblem, type Provider } from './connect.ts';
import { formDigest, providersOf } from './confirm-provider.tsx';
import { beginWay, keepReturn, returned, type CameBack } from './flow.ts';
import { ConfirmedPage, LostFormPage, NotConfirmedPage, OnTheWayPage, type KeptForm } from './pages.tsx';
import { identityOf } from './store.ts';

/** Longer than any sentence of ours. */
const LONGEST_SENTENCE = 500;

const Kept = z.object({
  action: z.string(),
  sentence: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  key: z.string().nullable(),
});
const Confirmed = z.object({ form: Kept, name: z.string(), at: z.number() });

/** Who signs proves who they are at their identity provider, and comes back to what they typed. */
export function registerConfirming(app: FastifyInstance, services: Services): void {
  app.post<{ Params: { provider: string } }>(
    '/confirm/with/:provider',
    { bodyLimit: FORM_LIMIT, config: OWN_ACCOUNT },
    async (request, reply) => {
      refuseOtherSites(request);
      const who = await signedIn(services, request);
      if (!who) return toSignIn(request, reply);
      const sent = formOf(request);
      const action = ownPath(one(sent, FROM_FIELD));
      const provider = (await providersOf(services, who)).find(({ id }) => id === request.params.provider);
      if (!provider || action === null || !isFormToken(who, one(sent, TOKEN_FIELD)))
        return sendPage(reply, <LostFormPage shell={shellOf(services, who)} />, 400);
      const form: KeptForm = {
        action,
        sentence: (one(sent, SENTENCE_FIELD) ?? '').slice(0, LONGEST_SENTENCE),
        values: typedIn(sent),
        key: one(sent, KEY_FIELD) ?? null,
      };
      try {
        const session = who.session.id;
        const url = await beginWay(services, request, reply, { provider, purpose: 'confirm', session, kept: form });
        // A form must not lead to another site, so this page does. No delay: nobody is taken away from what they read.
        reply.header('refresh', `0;url=${url.href}`);
        return sendPage(
          reply,
          <OnTheWayPage shell={shellOf(services, who)} provider={provider.name} href={url.href} />,
        );
      } catch (error) {
        return notConfirmed(services, request, reply, { provider, who, form }, error);
      }
    },
  );

  app.get<{ Params: { id: string } }>('/confirm/:id', { config: OWN_ACCOUNT }, async (request, reply) => {
    const who = await signedIn(services, request);
    if (!who) return toSignIn(request, reply);
    const { id } = request.params;
    const kept = await returned(services, request, id, { purpose: 'confirm', session: who.session.id }, 'look');
    const confirmed = Confirmed.safeParse(kept).data;
    const shell = shellOf(services, who);
    if (!confirmed) return sendPage(reply, <LostFormPage shell={shell} />, 410);
    return sendPage(
      reply,
      <ConfirmedPage
        shell={shell}
        provider={confirmed.name}
        at={new Date(confirmed.at)}
        form={confirmed.form}
        token={formToken(who)}
        confirmation={id}
      />,
    );
  });
}

/** Somebody came back who wanted to sign. What they typed is theirs in any case. */
export async function cameBackToConfirm(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  provider: Provider,
  way: CameBack,
): Promise<FastifyReply> {
  const who = await signedIn(services, request);
  if (!who) return toSignIn(request, reply);
  const form = Kept.safeParse(way.kept).data;
  if (!form || way.session !== who.session.id)
    return sendPage(reply, <LostFormPage shell={shellOf(services, who)} />, 410);
  try {
    const identity = await way.identity();
    const { name } = provider;
    const linked = await services.ground.database.platform((tx) => identityOf(tx, identity));
    if (linked?.person !== who.actor.id)
      throw declined(`${name} knows you as somebody else than here. Confirm as the person who is signed in here.`);
    const problem = problemWithProof(identity, name, services.now());
    if (problem !== null) throw declined(problem);
    const at = services.now().getTime();
    const digest = formDigest(form.action, form.values);
    const id = await keepReturn(
      services,
      request,
      { purpose: 'confirm', session: who.session.id },
      {
        form,
        name,
        provider: name,
        at,
        digest,
      },
    );
    return lead(reply, `/confirm/${id}`);
  } catch (error) {
    return notConfirmed(services, request, reply, { provider, who, form }, error);
  }
}

function declined(message: string): ProviderProblem {
  return new ProviderProblem('declined', message, 'no-proof');
}

function notConfirmed(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { provider, who, form }: { readonly provider: Provider; readonly who: SignedIn; readonly form: KeptForm },
  error: unknown,
): FastifyReply {
  if (!(error instanceof ProviderProblem)) throw error;
  logProblem(request, provider, error);
  const shell = shellOf(services, who);
  const page = <NotConfirmedPage shell={shell} problem={error.message} form={form} token={formToken(who)} />;
  return sendPage(reply, page, statusOf(error));
}
