import type { ComponentChildren } from 'preact';
import { Layout, type Shell } from '../../ui/layout.tsx';
import { Button, Details, ErrorSummary, Input } from '../../ui/nhsuk/index.ts';
import { PasskeyButton } from '../../ui/passkey-button.tsx';
import { EmailField } from '../accounts/email-field.tsx';
import { TOKEN_FIELD } from '../http/form-parts.tsx';

interface FrameProps {
  readonly shell: Shell;
  readonly title: string;
  readonly problem?: string | null;
  readonly children: ComponentChildren;
}

function Frame({ shell, title, problem, children }: FrameProps) {
  return (
    <Layout shell={shell} title={title} path="">
      <div class="app-measure">
        {problem && <ErrorSummary heading="There is a problem" errorList={[{ text: problem, href: '#email' }]} />}
        <h1 class="nhsuk-heading-l">{title}</h1>
        {children}
      </div>
    </Layout>
  );
}

function HowToGetALink() {
  return (
    <>
      <p>
        A new link is made on the computer that holds Primum’s data, with this command. The link works once, for one
        hour.
      </p>
      <pre class="app-command">bin/primum sign-in-link</pre>
      <p>If that computer is not yours, ask whoever runs Primum for you to send you a link.</p>
    </>
  );
}

export interface SignInPageProps {
  readonly shell: Shell;
  /** Whether somebody came from a page that needs it. */
  readonly wanted: boolean;
  /** What was typed: never the password. */
  readonly email: string;
  readonly problem: string | null;
  /** Ways that lead to another site first. */
  readonly offers: ComponentChildren;
}

export function SignInPage({ shell, wanted, email, problem, offers }: SignInPageProps) {
  return (
    <Frame shell={shell} title="Sign in" problem={problem}>
      {wanted && <p class="app-lead">You need to be signed in for that page. You will be taken there afterwards.</p>}
      <form method="post" action="/sign-in/passkey" novalidate>
        <PasskeyButton
          act="get"
          options="/sign-in/passkey/ask"
          field="_passkey"
          text="Sign in with a passkey"
          green={false}
        />
      </form>
      {offers}
      <form method="post" action="/sign-in" novalidate>
        <EmailField value={email} problem={problem} />
        <Input
          id="_password"
          name="_password"
          type="password"
          label="Password"
          width={30}
          autocomplete="current-password"
        />
        <Button preventDoubleClick>Sign in</Button>
      </form>
      <Details summary="You cannot sign in">
        <p>
          If you wrote down recovery codes, <a href="/sign-in/recovery">use a recovery code</a>.
        </p>
        <p>
          You can also come in with a one-time link. When Primum was started for the first time, it printed one: open it
          in this browser.
        </p>
        <HowToGetALink />
      </Details>
      <p>
        To check a hazard log you need no account: <a href="/check">check a hazard log</a>.
      </p>
    </Frame>
  );
}

export interface RecoveryPageProps {
  readonly shell: Shell;
  readonly email: string;
  readonly problem: string | null;
}

export function RecoveryPage({ shell, email, problem }: RecoveryPageProps) {
  return (
    <Frame shell={shell} title="Use a recovery code" problem={problem}>
      <p>You were shown ten codes when you made them. Each one works once. You set up a new way in afterwards.</p>
      <form method="post" action="/sign-in/recovery" novalidate>
        <EmailField value={email} problem={problem} />
        <Input
          id="_code"
          name="_code"
          label="Recovery code"
          hint="Such as k7wm-2ghq-9tcb-4ndx-y3pv-6rsf. Capitals and lines do not matter."
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          width={30}
          code
        />
        <Button preventDoubleClick>Sign in with this code</Button>
      </form>
      <p>
        <a href="/sign-in">Other ways to sign in</a>
      </p>
    </Frame>
  );
}

export function LinkPage({
  shell,
  name,
  action,
}: {
  readonly shell: Shell;
  readonly name: string;
  readonly action: string;
}) {
  return (
    <Frame shell={shell} title="Sign in">
      <p class="app-lead">
        This link signs you in as <strong>{name}</strong>.
      </p>
      <p>
        If that is not you, close this page. The link works once. To come in without one next time, and to sign
        anything, set up a passkey or a password: your name at the top leads there.
      </p>
      <form method="post" action={action} novalidate>
        <Button preventDoubleClick>Sign in as {name}</Button>
      </form>
    </Frame>
  );
}

export function UsedLinkPage({ shell }: { readonly shell: Shell }) {
  return (
    <Frame shell={shell} title="This link no longer works">
      <p>
        It was used before, or it is too old: each link works once and only for a while. If you have just signed in with
        it in this browser, <a href="/">go to the first page</a>.
      </p>
      <HowToGetALink />
    </Frame>
  );
}

/** Somebody is who they say, and belongs to no organisation. */
export function NoPlacePage({ shell }: { readonly shell: Shell }) {
  return (
    <Frame shell={shell} title="You do not belong to an organisation">
      <p>
        Your account works, but it has no role in any organisation at the moment, so there is nothing to show you. Ask
        an administrator of your organisation to give you one, and sign in again.
      </p>
    </Frame>
  );
}

export function SignOutPage({ shell, token }: { readonly shell: Shell; readonly token: string }) {
  return (
    <Frame shell={shell} title="Sign out">
      <p>You are still signed in.</p>
      <form method="post" action="/sign-out" novalidate>
        <input type="hidden" name={TOKEN_FIELD} value={token} />
        <Button preventDoubleClick>Sign out</Button>
      </form>
    </Frame>
  );
}
