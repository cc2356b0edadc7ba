import { Layout, type Shell } from '../../ui/layout.tsx';
import { Button, ErrorSummary, VisuallyHidden } from '../../ui/nhsuk/index.ts';
import type { Services } from '../feature.ts';
import { Notice, TOKEN_FIELD } from '../http/form-parts.tsx';
import { sayDate } from '../london-time.ts';
import type { LinkedIdentity } from './store.ts';

interface AccountProvidersProps {
  readonly shell: Shell;
  readonly notice: string | null;
  readonly problem: string | null;
  readonly providers: Services['providers'];
  readonly linked: readonly LinkedIdentity[];
  readonly token: string;
}

/** The identity providers through which a person comes in, and those that they could add. */
export function AccountProvidersPage(props: AccountProvidersProps) {
  const { shell, notice, problem, providers, linked, token } = props;
  const others = [...providers.values()].filter(({ id }) => !linked.some(({ provider }) => provider === id));
  return (
    <Layout shell={shell} title="Sign in through your organisation" path="/account">
      {problem !== null && <ErrorSummary heading="Nothing was changed" description={problem} errorList={[]} />}
      <Notice notice={notice} />
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Sign in through your organisation</h1>
        <p>
          An account that you have elsewhere, at your trust for instance, can be a way in here. You add it yourself, and
          nobody is added because an email address is the same.
        </p>
        {linked.length === 0 && <p>None is added yet.</p>}
        {linked.map(({ issuer, subject, provider, linkedAt, lastUsedAt }) => {
          const name = providers.get(provider)?.name ?? `${provider} (no longer offered)`;
          return (
            <section class="app-invitation" aria-label={name}>
              <h2 class="nhsuk-heading-s">{name}</h2>
              <p class="app-note">
                Added on {sayDate(linkedAt)}
                {lastUsedAt && `, last used on ${sayDate(lastUsedAt)}`}
              </p>
              <form method="post" action="/account/providers/unlink" novalidate>
                <input type="hidden" name={TOKEN_FIELD} value={token} />
                <input type="hidden" name="issuer" value={issuer} />
                <input type="hidden" name="subject" value={subject} />
                <button class="app-link">
                  Take it away<VisuallyHidden>: {name}</VisuallyHidden>
                </button>
              </form>
            </section>
          );
        })}
        {others.map(({ id, name }) => (
          <form method="post" action={`/account/providers/${id}/link`} novalidate>
            <input type="hidden" name={TOKEN_FIELD} value={token} />
            <Button variant="secondary" preventDoubleClick>
              Add {name}
            </Button>
          </form>
        ))}
        {providers.size === 0 && <p>This installation knows no such place. Whoever looks after it can add one.</p>}
      </div>
    </Layout>
  );
}
