import type { Services } from '../../../platform/feature.ts';
import { TOKEN_FIELD } from '../../../platform/http/form-parts.tsx';
import { ProviderButtons } from '../../../platform/providers/buttons.tsx';
import { Layout, type Shell } from '../../../ui/layout.tsx';
import { Button, ErrorSummary, Input } from '../../../ui/nhsuk/index.ts';
import type { GrantText } from '../domain.ts';
import { Roles } from './members.tsx';

export interface JoinProps {
  readonly shell: Shell;
  readonly organisation: string;
  readonly grants: readonly GrantText[];
  readonly path: string;
  /** Who is signed in, if anybody. */
  readonly who: { readonly name: string; readonly token: string; readonly here: boolean } | null;
  /** Who came from an identity provider, and is the one who was invited. */
  readonly arrival: { readonly provider: string; readonly email: string; readonly action: string } | null;
  /** What was typed as one's name. */
  readonly name: string;
  readonly problem: string | null;
  readonly refusal: string | null;
  readonly providers: Services['providers'];
}

/** What somebody is invited to, and the ways to take it up. */
export function JoinPage(props: JoinProps) {
  const { shell, organisation, grants, who, arrival, problem, refusal } = props;
  const title = `${problem === null && refusal === null ? '' : 'Error: '}Join ${organisation}`;
  return (
    <Layout shell={shell} title={title} path="">
      <div class="app-measure">
        {problem !== null && <ErrorSummary errorList={[{ text: problem, href: '#name' }]} />}
        {refusal !== null && <ErrorSummary heading="Nothing was changed yet" description={refusal} errorList={[]} />}
        <h1 class="nhsuk-heading-l">Join {organisation}</h1>
        <p class="app-lead">{organisation} invites you to work with them in Primum. Your roles will be:</p>
        <Roles grants={grants} />
        {who ? (
          <AsOneself {...props} who={who} />
        ) : arrival ? (
          <WithProvider {...props} arrival={arrival} />
        ) : (
          <AsNew {...props} />
        )}
      </div>
    </Layout>
  );
}

function AsOneself({ organisation, who, shell }: JoinProps & { readonly who: NonNullable<JoinProps['who']> }) {
  return (
    <>
      <p class="nhsuk-u-margin-top-4">
        You are signed in as <strong>{who.name}</strong>. {who.here && 'The roles come to those that you have.'}
        {!who.here &&
          shell.account &&
          `You keep your place in ${shell.account.organisation}, and can go from one to the other.`}
      </p>
      <form method="post" novalidate>
        <input type="hidden" name={TOKEN_FIELD} value={who.token} />
        <Button preventDoubleClick>
          Join {organisation} as {who.name}
        </Button>
      </form>
      <p>If that is not you, sign out, and open the link in the mail again.</p>
    </>
  );
}

function WithProvider(props: JoinProps & { readonly arrival: NonNullable<JoinProps['arrival']> }) {
  const { organisation, arrival, path } = props;
  return (
    <>
      <p class="nhsuk-u-margin-top-4">
        {arrival.provider} says that you are <strong>{arrival.email}</strong>, who was invited. From then on you come in
        with {arrival.provider}.
      </p>
      <form method="post" action={arrival.action} novalidate>
        <NameField {...props} />
        <Button preventDoubleClick>Join {organisation}</Button>
      </form>
      <p>
        <a href={path}>Join in another way</a>
      </p>
    </>
  );
}

function AsNew(props: JoinProps) {
  const { organisation, path, providers } = props;
  return (
    <>
      <h2 class="nhsuk-heading-m nhsuk-u-margin-top-5">If you are new here</h2>
      {providers.size > 0 && (
        <>
          <p>Come in with an account that you have already, at your trust for instance:</p>
          <ProviderButtons providers={providers} to={path} />
          <p>Or make an account here. You then choose how you sign in.</p>
        </>
      )}
      <form method="post" action={path} novalidate>
        <NameField {...props} />
        <Button preventDoubleClick>Make an account and join {organisation}</Button>
      </form>
      <h2 class="nhsuk-heading-m">If you have an account here</h2>
      <p>
        <a href={`/sign-in?to=${encodeURIComponent(path)}`}>Sign in first</a>. You come back to this page.
      </p>
    </>
  );
}

function NameField({ name, problem }: JoinProps) {
  return (
    <Input
      id="name"
      name="name"
      label={{ text: 'Your name', size: 's' }}
      hint="As your colleagues know it. It stands with what you write and sign."
      value={name}
      errorMessage={problem ?? undefined}
      autocomplete="name"
      spellcheck={false}
    />
  );
}

interface Shown {
  readonly shell: Shell;
}

export function NotOpenPage({ shell }: Shown) {
  return (
    <Layout shell={shell} title="This invitation is no longer open" path="">
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">This invitation is no longer open</h1>
        <p>
          It was taken up or withdrawn, a newer mail has another link, or its 7 days are over. If you have just joined
          with it, <a href="/">go to the first page</a>.
        </p>
        <p>Otherwise ask whoever invited you to send it again. It takes them one click.</p>
      </div>
    </Layout>
  );
}

export function LeftPage({ shell }: Shown) {
  return (
    <Layout shell={shell} title="You have left" path="">
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">You have left the organisation</h1>
        <p>You no longer see anything of it. What you wrote and signed stays there, under your name.</p>
        <p>
          If you belong to another organisation, <a href="/sign-in">sign in again</a> to work there. To come back, ask
          an administrator for an invitation.
        </p>
      </div>
    </Layout>
  );
}
