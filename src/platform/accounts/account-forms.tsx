import type { ComponentChildren } from 'preact';
import { Layout, type Shell } from '../../ui/layout.tsx';
import { Button, ErrorSummary, Input } from '../../ui/nhsuk/index.ts';
import { PasskeyButton } from '../../ui/passkey-button.tsx';
import type { FieldProblem } from '../commands/problems.ts';
import { TOKEN_FIELD } from '../http/form-parts.tsx';
import { LONGEST, SHORTEST } from './domain.ts';
import { EmailField } from './email-field.tsx';

/** One of the forms behind "Your account". */
export interface AccountFormProps {
  readonly shell: Shell;
  /** What was typed, but for secrets. */
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
}

interface FrameProps extends Pick<AccountFormProps, 'shell' | 'problems'> {
  readonly title: string;
  readonly before?: ComponentChildren;
  readonly children: ComponentChildren;
}

function Frame({ shell, problems, title, before, children }: FrameProps) {
  return (
    <Layout shell={shell} title={title} path="/account" back={{ text: 'Your account', href: '/account' }}>
      <div class="app-measure">
        {problems.length > 0 && (
          <ErrorSummary
            heading="There is a problem"
            errorList={problems.map(({ field, message }) => ({ text: message, ...(field && { href: `#${field}` }) }))}
          />
        )}
        <h1 class="nhsuk-heading-l">{title}</h1>
        {before}
        <form method="post" novalidate>
          <input type="hidden" name={TOKEN_FIELD} value={shell.account?.token} />
          {children}
        </form>
      </div>
    </Layout>
  );
}

function problemAt({ problems }: Pick<AccountFormProps, 'problems'>, field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.message;
}

export function EmailForm(props: AccountFormProps) {
  return (
    <Frame {...props} title="Your email address">
      <EmailField
        value={props.values['email']}
        problem={problemAt(props, 'email')}
        hint="You sign in with it. It is nobody else’s, and a shared mailbox will not do."
        autocomplete="email"
      />
      <Button preventDoubleClick>Save</Button>
    </Frame>
  );
}

/** @param email that of the account, for whatever keeps passwords; null where it has none */
export function PasswordForm({ email, ...props }: AccountFormProps & { readonly email: string | null }) {
  return (
    <Frame
      {...props}
      title="Choose a password"
      before={
        <p>
          {SHORTEST} to {LONGEST} characters, whichever you like. Three or four words that have nothing to do with each
          other are easy to keep and hard to guess. It never runs out. Elsewhere you are signed out.
        </p>
      }
    >
      {email === null ? (
        <EmailField
          value={props.values['email']}
          problem={problemAt(props, 'email')}
          hint="You sign in with it, and with the password."
        />
      ) : (
        <input type="text" autocomplete="username" value={email} hidden readonly />
      )}
      <Input
        id="_new"
        name="_new"
        type="password"
        label="New password"
        autocomplete="new-password"
        width={30}
        errorMessage={problemAt(props, '_new')}
      />
      <Input
        id="_again"
        name="_again"
        type="password"
        label="The same once more"
        autocomplete="new-password"
        width={30}
        errorMessage={problemAt(props, '_again')}
      />
      <Button preventDoubleClick>Set this password</Button>
    </Frame>
  );
}

export function PasskeyForm(props: AccountFormProps) {
  return (
    <Frame
      {...props}
      title="Add a passkey"
      before={
        <p>
          Your device, or what keeps your passwords, asks for your fingerprint, your face or its PIN, and keeps the
          passkey. On a computer that you share, use your phone or a security key.
        </p>
      }
    >
      <Input
        id="label"
        name="label"
        label="What you call it"
        hint="So that you know it again, such as “Blue phone”."
        value={props.values['label']}
        errorMessage={problemAt(props, 'label')}
        autocomplete="off"
        width={20}
      />
      <PasskeyButton act="make" options="/account/passkeys/ask?for=enrol" field="_made" text="Make the passkey" green />
      <noscript>
        <p>A passkey needs JavaScript, which this browser does not run here. A password works without.</p>
      </noscript>
    </Frame>
  );
}

export function RecoveryCodesForm({ has, ...props }: AccountFormProps & { readonly has: boolean }) {
  return (
    <Frame {...props} title="Recovery codes">
      <p>
        With a recovery code you come in when you lost your passkey and forgot your password. You are shown ten, once.
        Each one works once.
      </p>
      {has && <p>The codes that you have now stop working.</p>}
      <input type="hidden" name="make" value="yes" />
      <Button preventDoubleClick>Make ten codes</Button>
    </Frame>
  );
}

export function RecoveryCodesPage({ shell, codes }: { readonly shell: Shell; readonly codes: readonly string[] }) {
  return (
    <Layout shell={shell} title="Your recovery codes" path="/account">
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Your recovery codes</h1>
        <p class="app-lead">Print this page or write them down now: they are not shown again.</p>
        <ol class="nhsuk-list app-codes">
          {codes.map((code) => (
            <li>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p>
          Keep them where you keep what matters, and not on the device with which you sign in. Each one works once, with
          your email address.
        </p>
        <p>
          <a href="/account">I have kept them: back to your account</a>
        </p>
      </div>
    </Layout>
  );
}
