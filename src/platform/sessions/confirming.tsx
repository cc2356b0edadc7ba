import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { Confirmed } from '../commands/command.ts';
import type { Services } from '../feature.ts';
import { one, type FormValues } from '../http/form-body.ts';
import { providerWay } from '../providers/confirm-provider.tsx';
import { passkeyWay } from './confirm-passkey.tsx';
import { passwordWay } from './confirm-password.tsx';
import type { SignedIn } from './sessions.ts';

/*
 * Who signs confirms at that moment who they are, however long they have been signed in (ASVS 7.5.3). There are several ways
 * to do so; each puts its controls into one form that carries on what was typed, and looks at the one field that it sends.
 */

/** One way in which somebody can prove that it is they. */
export interface ConfirmWay {
  /** The field in which its proof comes back: it begins with "_", so that no command ever sees it. */
  readonly field: `_${string}`;
  /** Whether this person has it. */
  readonly has: (services: Services, who: SignedIn) => Promise<boolean>;
  /**
   * Its controls, for inside of the form that carries on what was typed. The form leads back to where it came from; a way
   * that leads elsewhere first gives its button a `formaction`, and finds everything that was typed in the body.
   */
  readonly controls: (offered: Offered) => ComponentChildren | Promise<ComponentChildren>;
  /** Looks at the proof. */
  readonly check: (proof: Proof) => Promise<Confirmed | ConfirmProblem>;
}

export interface Offered {
  readonly services: Services;
  readonly who: SignedIn;
  /** What went wrong with this way, the last time. */
  readonly problem: string | null;
  /** Only one button of a page is green: that of the first way. */
  readonly first: boolean;
}

export interface Proof {
  readonly services: Services;
  readonly who: SignedIn;
  readonly request: FastifyRequest;
  /** What stood in the field. */
  readonly given: string;
}

/** Why a proof is none: what happened, and what to do. */
export interface ConfirmProblem {
  readonly problem: string;
}

/** Every way, in the order in which the page shows them. */
export const confirmWays: readonly ConfirmWay[] = [passkeyWay, passwordWay, providerWay];

/** What was sent to prove who somebody is. */
export type ConfirmAnswer = { readonly confirmed: Confirmed } | { readonly way: ConfirmWay; readonly problem: string };

/** Looks at the proof in a form; null where there is none in it. */
export async function proofIn(
  services: Services,
  request: FastifyRequest,
  who: SignedIn,
  sent: FormValues,
): Promise<ConfirmAnswer | null> {
  for (const way of confirmWays) {
    const given = one(sent, way.field);
    if (given === undefined) continue;
    // An empty field of a way that was not chosen.
    if (given === '' && confirmWays.some((other) => other !== way && one(sent, other.field))) continue;
    const answer = await way.check({ services, who, request, given });
    return 'problem' in answer ? { way, problem: answer.problem } : { confirmed: answer };
  }
  return null;
}

/** The ways that a person has. */
export async function waysOf(services: Services, who: SignedIn): Promise<readonly ConfirmWay[]> {
  const has = await Promise.all(confirmWays.map((way) => way.has(services, who)));
  return confirmWays.filter((_way, index) => has[index]);
}
