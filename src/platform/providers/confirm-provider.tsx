import { z } from 'zod';
import { Button } from '../../ui/nhsuk/index.ts';
import { digestOf, type Json } from '../canonical.ts';
import type { Services } from '../feature.ts';
import { formOf, typedIn, type FormValues } from '../http/form-body.ts';
import type { ConfirmWay } from '../sessions/confirming.tsx';
import type { SignedIn } from '../sessions/sessions.ts';
import type { Provider } from './connect.ts';
import { returned } from './flow.ts';
import { identitiesOf } from './store.ts';

/** What a proof from a provider is for: this form, as it was typed, and no other. */
export function formDigest(action: string, values: FormValues): string {
  return digestOf({ action, values: { ...values } as Json }).toString('hex');
}

/** The providers through which this person comes in, and which are still among the settings. */
export async function providersOf(
  services: Services,
  { actor }: Pick<SignedIn, 'actor'>,
): Promise<readonly Provider[]> {
  if (services.providers.size === 0) return [];
  const linked = await services.ground.database.platform((tx) => identitiesOf(tx, actor.id));
  return [...services.providers.values()].filter(({ id }) => linked.some(({ provider }) => provider === id));
}

const Confirmation = z.object({ provider: z.string(), at: z.number(), digest: z.string() });

/** The identity provider, which asks once more and brings its answer back (docs/running.md). */
export const providerWay: ConfirmWay = {
  field: '_confirmation',
  has: async (services, who) => (await providersOf(services, who)).length > 0,
  controls: async ({ services, who, problem, first }) => (
    <>
      {problem !== null && (
        <p class="nhsuk-error-message" id="_confirmation">
          {problem}
        </p>
      )}
      {(await providersOf(services, who)).map(({ id, name }, index) => (
        <div>
          <Button
            preventDoubleClick
            variant={first && index === 0 ? undefined : 'secondary'}
            attributes={{ formaction: `/confirm/with/${id}` }}
          >
            Confirm with {name}
          </Button>
        </div>
      ))}
    </>
  ),
  check: async ({ services, who, request, given }) => {
    const kept = await returned(services, request, given, { purpose: 'confirm', session: who.session.id }, 'take');
    const confirmation = Confirmation.safeParse(kept).data;
    if (!confirmation) return { problem: 'This confirmation was used already, or is too old. Confirm again.' };
    if (confirmation.digest !== formDigest(request.url, typedIn(formOf(request))))
      return { problem: 'What you sent is not what you confirmed. Look at it, and confirm again.' };
    return { at: new Date(confirmation.at), method: confirmation.provider };
  },
};
