import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../feature.ts';
import { sendPage } from '../http/render.ts';
import { shellFor, signedIn } from '../http/visit.ts';
import { ProviderProblem, type Provider } from './connect.ts';
import { ProblemPage } from './pages.tsx';

/** Carries out, or says in words what is wrong with the provider. */
export async function orProblem(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  provider: Provider,
  answer: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error;
    logProblem(request, provider, error);
    const shell = await shellFor(services, request);
    const back = (await signedIn(services, request)) ? '/account/providers' : '/sign-in';
    return sendPage(reply, <ProblemPage shell={shell} problem={error} back={back} />, statusOf(error));
  }
}

/** Which provider, and what in a word: nothing of whoever tried. */
export function logProblem(request: FastifyRequest, { id }: Provider, { kind, code }: ProviderProblem): void {
  request.log.warn({ provider: id, kind, code }, 'identity provider');
}

export function statusOf({ kind }: ProviderProblem): number {
  return kind === 'away' ? 503 : kind === 'declined' ? 403 : 400;
}

export function lead(reply: FastifyReply, to: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(to, 303);
}
