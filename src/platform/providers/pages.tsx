import type { ComponentChildren } from 'preact';
import { Layout, type Shell } from '../../ui/layout.tsx';
import { Button, SummaryList } from '../../ui/nhsuk/index.ts';
import type { FormValues } from '../http/form-body.ts';
import { KEY_FIELD, KeptFields, TOKEN_FIELD } from '../http/form-parts.tsx';
import { sayTime } from '../london-time.ts';
import type { Identity } from './claims.ts';
import type { ProviderProblem } from './connect.ts';

interface FrameProps {
  readonly shell: Shell;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Frame({ shell, title, children }: FrameProps) {
  return (
    <Layout shell={shell} title={title} path="">
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">{title}</h1>
        {children}
      </div>
    </Layout>
  );
}

interface Shown {
  readonly shell: Shell;
}

/** The provider was away, said no, or said something that does not fit. */
export function ProblemPage({
  shell,
  problem,
  back,
}: Shown & { readonly problem: ProviderProblem; readonly back: string }) {
  const title = problem.kind === 'away' ? 'It does not answer' : 'That did not work';
  return (
    <Frame shell={shell} title={title}>
      <p>{problem.message}</p>
      <p>Nothing was changed.</p>
      <p>
        <a href={back}>{back === '/sign-in' ? 'Back to signing in' : 'Back to how you sign in'}</a>
      </p>
    </Frame>
  );
}

/** Somebody came back on a way that was not begun in this browser, or too long ago, or for the second time. */
export function NotBegunPage({ shell }: Shown) {
  return (
    <Frame shell={shell} title="Start again">
      <p>
        This answer was asked for more than 10 minutes ago, or in another browser, or it was used already. Nobody was
        signed in by it.
      </p>
      <p>
        <a href="/sign-in">Sign in</a>
      </p>
    </Frame>
  );
}

/** The provider knows somebody whom Primum does not. */
export function NobodyKnownPage({ shell, provider }: Shown & { readonly provider: string }) {
  return (
    <Frame shell={shell} title="We do not know you yet">
      <p>
        {provider} told us who you are, but no account here belongs to that. Nobody gets in by that alone: somebody in
        your organisation has to invite you.
      </p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        <li>
          If you have an account here, <a href="/sign-in">sign in another way</a>, and then add {provider} to it under
          “How you sign in”.
        </li>
        <li>If you were invited, open the link in that mail, and choose {provider} there.</li>
        <li>Otherwise ask an administrator of your organisation for an invitation.</li>
      </ul>
    </Frame>
  );
}

/** On the way to the provider: the page leads there by itself, and by its link. */
export function OnTheWayPage({ shell, provider, href }: Shown & { readonly provider: string; readonly href: string }) {
  return (
    <Frame shell={shell} title={`On to ${provider}`}>
      <p>You are being taken to {provider}. It asks you again who you are, and then brings you back.</p>
      <p>
        <Button href={href}>Go on to {provider}</Button>
      </p>
    </Frame>
  );
}

interface LinkProps extends Shown {
  readonly provider: string;
  readonly identity: Pick<Identity, 'name' | 'email'>;
  readonly person: string;
  readonly token: string;
}

/** Whether the person at the provider is to be able to come in as this person. */
export function LinkPage({ shell, provider, identity, person, token }: LinkProps) {
  return (
    <Frame shell={shell} title={`Sign in with ${provider} from now on?`}>
      <p>
        {provider} says that you are this person. From then on, whoever signs in there as this person comes in here as{' '}
        <strong>{person}</strong>.
      </p>
      <SummaryList
        rows={[
          { key: 'Name there', value: identity.name || 'Not said' },
          { key: 'Email address there', value: identity.email ?? 'Not said' },
        ]}
      />
      <form method="post" novalidate>
        <input type="hidden" name={TOKEN_FIELD} value={token} />
        <Button preventDoubleClick>Add {provider} to my account</Button>
      </form>
      <p>
        <a href="/account/providers">Leave it as it was</a>
      </p>
    </Frame>
  );
}

export interface KeptForm {
  /** Where the form leads. */
  readonly action: string;
  /** What is about to be done. */
  readonly sentence: string;
  readonly values: FormValues;
  readonly key: string | null;
}

interface ConfirmedProps extends Shown {
  readonly provider: string;
  readonly at: Date;
  readonly form: KeptForm;
  readonly token: string;
  /** The one-time proof. */
  readonly confirmation: string;
}

/** Back from the provider: what was typed is here again, and one button does it. */
export function ConfirmedPage({ shell, provider, at, form, token, confirmation }: ConfirmedProps) {
  return (
    <Frame shell={shell} title="You confirmed who you are">
      <p class="app-lead">{form.sentence}</p>
      <p>
        You confirmed with {provider} at {sayTime(at)}. Nothing was changed yet. The confirmation counts for 2 minutes,
        for this alone.
      </p>
      <form method="post" action={form.action} novalidate>
        <Typed form={form} token={token} />
        <input type="hidden" name="_confirmation" value={confirmation} />
        <Button preventDoubleClick>Sign now</Button>
      </form>
    </Frame>
  );
}

interface NotConfirmedProps extends Shown {
  readonly problem: string;
  readonly form: KeptForm;
  readonly token: string;
}

/** Back from the provider without a proof: what was typed is not lost. */
export function NotConfirmedPage({ shell, problem, form, token }: NotConfirmedProps) {
  return (
    <Frame shell={shell} title="You are not confirmed yet">
      <p class="app-lead">{problem}</p>
      <p>Nothing was changed. What you typed is kept on this page, as long as you leave it open.</p>
      <form method="post" action={form.action} novalidate>
        <Typed form={form} token={token} />
        <Button preventDoubleClick>Choose how to confirm</Button>
      </form>
    </Frame>
  );
}

function Typed({ form, token }: { readonly form: KeptForm; readonly token: string }) {
  return (
    <>
      <input type="hidden" name={TOKEN_FIELD} value={token} />
      {form.key !== null && <input type="hidden" name={KEY_FIELD} value={form.key} />}
      <KeptFields values={form.values} />
    </>
  );
}

/** What was typed cannot be opened any more. */
export function LostFormPage({ shell }: Shown) {
  return (
    <Frame shell={shell} title="This confirmation is over">
      <p>
        It was used already, it is more than 10 minutes old, or you signed in again meanwhile. Nothing was changed by
        it.
      </p>
      <p>Go to what you wanted to sign, and sign it from there.</p>
      <p>
        <a href="/">Go to the first page</a>
      </p>
    </Frame>
  );
}
