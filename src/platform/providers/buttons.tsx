import type { Services } from '../feature.ts';
import { Button } from '../../ui/nhsuk/index.ts';

interface ProviderButtonsProps {
  readonly providers: Services['providers'];
  /** Where to go when it is done: a path of this installation. */
  readonly to?: string;
}

/** A way in for each identity provider. Links, since a form must not lead to another site. */
export function ProviderButtons({ providers, to }: ProviderButtonsProps) {
  const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
  return (
    <>
      {[...providers.values()].map(({ id, name }) => (
        <div>
          <Button variant="secondary" href={`/sign-in/with/${id}${query}`}>
            Sign in with {name}
          </Button>
        </div>
      ))}
    </>
  );
}

/** On the sign-in page. */
export const providerOffer = {
  button: async ({ providers }: Services) => <ProviderButtons providers={providers} />,
};
