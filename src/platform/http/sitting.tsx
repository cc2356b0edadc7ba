import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { AnyCommand, Confirmed, Result } from '../commands/command.ts';
import type { May } from '../commands/may.ts';
import { execute } from '../commands/execute.ts';
import { InputProblem, isProblem } from '../commands/problems.ts';
import type { ReadTx } from '../database/database.ts';
import type { Services } from '../feature.ts';
import { logDefect } from '../running/requests.ts';
import { proofIn } from '../sessions/confirming.tsx';
import { isFormToken, type SignedIn } from '../sessions/sessions.ts';
import { confirmPage } from './confirm-page.tsx';
import { pageFor } from './declared.ts';
import { FORM_LIMIT, formOf, one, typedIn, type FormValues } from './form-body.ts';
import { hiddenFields, KEY_FIELD, TOKEN_FIELD } from './form-parts.tsx';
import type { FormContext, PageContext } from './forms.ts';
import { mayLook, mayOrDenied, orRefusal, renderingOf, SignedOutPage, STALE } from './pages.tsx';
import { sendPage } from './render.ts';
import { contextOf, refuseOtherSites, renewSession, signedIn, toSignIn } from './visit.ts';

/*
 * Several things done in one sitting, each by its own command and with its own ledger entry, after the person has confirmed
 * once who they are. The proof is looked at in the one request that carries them out, for what was sent with it, and goes no
 * further: the next sitting asks again.
 */

/** One of the things that are done. */
export interface Step {
  /** Tells it from the others of the same page: the id of what it is done to. */
  readonly id: string;
  readonly command: AnyCommand;
  readonly input: unknown;
}

/** How one of them ended: another one that could not be done does not keep it from being done. */
export type Outcome<One extends Step> =
  | { readonly step: One; readonly result: Result }
  /** Why it was not done, and that nothing of it was. */
  | { readonly step: One; readonly refused: string };

export interface Sitting<Props, One extends Step> {
  readonly path: string;
  readonly may: May;
  /** Everything that the page shows, of one moment. */
  readonly load: (tx: ReadTx, context: PageContext) => Promise<Props>;
  readonly page: (props: Props, context: FormContext) => VNode;
  /** What was decided to be done. @throws InputProblem where that is nothing, or cannot be */
  readonly chosen: (tx: ReadTx, values: FormValues, context: PageContext) => Promise<readonly One[]>;
  /** What somebody is about to do, in a sentence. */
  readonly confirming: (steps: readonly One[]) => string;
  /** What was done, and what was not: shown once. */
  readonly done: (outcomes: readonly Outcome<One>[], context: PageContext) => VNode;
}

/** A page on which several things are decided, and then carried out one after the other with one confirmation. */
export function registerSitting<Props, One extends Step>(
  app: FastifyInstance,
  services: Services,
  sitting: Sitting<Props, One>,
): void {
  const { database } = services.ground;
  const config = pageFor(sitting.may);

  async function show(
    reply: FastifyReply,
    who: SignedIn,
    context: PageContext,
    shown: Pick<FormContext, 'values' | 'problems' | 'refusal'>,
    status: number,
  ): Promise<FastifyReply> {
    const props = await database.read(context.organisation, (tx) => sitting.load(tx, context));
    const form = { ...context, ...shown, conflict: null, hidden: hiddenFields(who, {}) };
    return sendPage(reply, sitting.page(props, form), status);
  }

  app.get(sitting.path, { config }, async (request, reply) => {
    const who = await signedIn(services, request);
    if (!who) return toSignIn(request, reply);
    return orRefusal(services, reply, who, async () => {
      await mayLook(services, sitting.may, who, request);
      const context = contextOf(services, request, who);
      return show(reply, who, context, { values: {}, problems: [], refusal: null }, 200);
    });
  });

  app.post(sitting.path, { bodyLimit: FORM_LIMIT, config }, async (request, reply) => {
    refuseOtherSites(request);
    const sent = formOf(request);
    const values = typedIn(sent);
    const who = await signedIn(services, request);
    if (!who)
      return sendPage(reply, <SignedOutPage shell={services.shell} action={request.url} values={values} />, 401);
    return orRefusal(services, reply, who, async () => {
      mayOrDenied(sitting.may, who, request);
      const context = contextOf(services, request, who);
      if (!isFormToken(who, one(sent, TOKEN_FIELD)))
        return show(reply, who, context, { values, problems: [], refusal: STALE.refusal }, STALE.status);
      try {
        const steps = await database.read(context.organisation, (tx) => sitting.chosen(tx, values, context));
        const answer = await proofIn(services, request, who, sent);
        if (answer && 'confirmed' in answer) {
          await renewSession(services, reply, who);
          const rendering = renderingOf(sent);
          const outcomes = await carryOut(services, request, who, steps, answer.confirmed, rendering);
          return sendPage(reply, sitting.done(outcomes, context));
        }
        const asking = { services, shell: context.shell, who, action: request.url, values, answer };
        const sentence = sitting.confirming(steps);
        const page = await confirmPage({ ...asking, sentence, key: one(sent, KEY_FIELD) });
        return sendPage(reply, page, answer ? 422 : 200);
      } catch (error) {
        if (!(error instanceof InputProblem)) throw error;
        return show(reply, who, context, { values, problems: error.problems, refusal: null }, 422);
      }
    });
  });
}

/** One after the other: each is whole by itself, and what was acknowledged is stored whatever becomes of the next. */
async function carryOut<One extends Step>(
  services: Services,
  request: FastifyRequest,
  who: SignedIn,
  steps: readonly One[],
  confirmed: Confirmed,
  rendering: string | null,
): Promise<Outcome<One>[]> {
  const outcomes: Outcome<One>[] = [];
  for (const step of steps) {
    const { feature, name } = step.command;
    try {
      const { result } = await execute(services.ground, step.command, step.input, {
        actor: who.actor,
        organisation: who.actor.organisation,
        confirmed,
        // Sent twice, each is still done once.
        ...(rendering !== null && { key: `form:${feature}/${name}:${rendering}:${step.id}` }),
      });
      outcomes.push({ step, result });
    } catch (error) {
      if (!isProblem(error)) logDefect(request, error);
      outcomes.push({ step, refused: isProblem(error) ? error.message : DEFECT });
    }
  }
  return outcomes;
}

const DEFECT = 'Something went wrong on our side. It is not your fault, and this was not done. Try it again.';
