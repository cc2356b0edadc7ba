import type { ComponentChildren } from 'preact';
import { Layout, type Shell } from '../../ui/layout.tsx';
import { Button, SummaryList, Table, VisuallyHidden } from '../../ui/nhsuk/index.ts';
import { Notice, type PageContext } from '../http/forms.ts';
import { TOKEN_FIELD } from '../http/form-parts.tsx';
import { sayDate, sayDateTime } from '../london-time.ts';
import type { SessionLine } from '../sessions/store.ts';
import { sayMinutes, type SessionLimits, type WayIn } from './domain.ts';
import type { PasskeyLine } from './passkey-store.ts';
import type { Means } from './store.ts';

export interface AccountProps {
  readonly means: Means;
  readonly passkeys: readonly PasskeyLine[];
  readonly sessions: readonly SessionLine[];
  /** The identity providers that are part of the account, by their names; null where there are none to add. */
  readonly providers: readonly string[] | null;
  /** What else is this person's own: pages of features. */
  readonly rooms: readonly { readonly text: string; readonly href: string; readonly says: string }[];
}

const BEGUN: Readonly<Record<WayIn, string>> = {
  link: 'with a one-time link',
  password: 'with your password',
  passkey: 'with a passkey',
  recovery: 'with a recovery code',
  provider: 'with your organisation’s sign-in',
};

/** How somebody signs in, and where they are signed in. */
export function AccountPage(
  { means, passkeys, sessions, providers, rooms }: AccountProps,
  { shell, actor, session, notice }: PageContext,
) {
  return (
    <Layout shell={shell} title="Your account" path="/account">
      <Notice notice={notice} />
      <h1 class="nhsuk-heading-l">
        <span class="nhsuk-caption-l">Your account</span> {actor.name}
      </h1>
      <HowYouSignIn means={means} passkeys={passkeys} providers={providers} shell={shell} />
      <WhatIsYours rooms={rooms} organisation={shell.account?.organisation ?? ''} />
      <WhereYouAre sessions={sessions} limits={session} here={session.id} shell={shell} />
    </Layout>
  );
}

function HowYouSignIn({
  means,
  passkeys,
  providers,
  shell,
}: Omit<AccountProps, 'sessions' | 'rooms'> & { readonly shell: Shell }) {
  const { email, passwordSetAt, codesLeft, codesMadeAt } = means;
  const nothing = passwordSetAt === null && passkeys.length === 0 && !providers?.length;
  const link = (text: string, href: string, visuallyHiddenText: string) => [{ text, href, visuallyHiddenText }];
  return (
    <section aria-labelledby="how">
      <h2 class="nhsuk-heading-m" id="how">
        How you sign in
      </h2>
      {nothing && (
        <p class="app-measure">
          You came in with a one-time link. Set up a passkey or a password: with one of them you come in without a link,
          and confirm who you are when you sign something.
        </p>
      )}
      <SummaryList
        rows={[
          {
            key: 'Email address',
            value: email ?? 'None yet. You need one to sign in with a password or a recovery code.',
            actions: link(email ? 'Change' : 'Give one', '/account/email', 'email address'),
          },
          {
            key: 'Password',
            value: passwordSetAt ? `Set on ${sayDate(passwordSetAt)}` : 'None',
            actions: link(passwordSetAt ? 'Change' : 'Set one', '/account/password', 'password'),
          },
          {
            key: 'Recovery codes',
            value:
              codesMadeAt === null
                ? 'None. With one of them you come in when you lost everything else.'
                : `${codesLeft} of 10 left, made on ${sayDate(codesMadeAt)}`,
            actions: link(codesMadeAt ? 'Make new ones' : 'Make them', '/account/recovery-codes', 'recovery codes'),
          },
          providers !== null && {
            key: 'Through your organisation',
            value: providers.join(', ') || 'None yet. An account that you have at your trust can be a way in here.',
            actions: link(
              providers.length > 0 ? 'Change' : 'Add one',
              '/account/providers',
              'sign-in of your organisation',
            ),
          },
        ]}
      />
      <h3 class="nhsuk-heading-s">Passkeys</h3>
      {passkeys.length === 0 ? (
        <p class="app-measure">
          None. A passkey is your fingerprint, your face or the PIN of a device, in place of a password. Nobody can
          guess it, and it works on no other site.
        </p>
      ) : (
        <Table
          responsive
          caption={{ text: 'Your passkeys', classes: 'nhsuk-u-visually-hidden' }}
          head={['Name', 'Added', 'Last used', { text: <VisuallyHidden>Remove</VisuallyHidden> }]}
          rows={passkeys.map(({ id, label, createdAt, lastUsedAt }) => [
            label,
            sayDate(createdAt),
            lastUsedAt ? sayDateTime(lastUsedAt) : 'Never',
            <Act shell={shell} action="/account/passkeys/remove" id={id} hidden={label}>
              Remove
            </Act>,
          ])}
        />
      )}
      <Button href="/account/passkeys/new" variant="secondary" small>
        Add a passkey
      </Button>
    </section>
  );
}

function WhatIsYours({ rooms, organisation }: Pick<AccountProps, 'rooms'> & { readonly organisation: string }) {
  return (
    <section aria-labelledby="yours">
      <h2 class="nhsuk-heading-m" id="yours">
        Your work
      </h2>
      <SummaryList
        rows={[
          ...rooms.map(({ text, href, says }) => ({
            key: text,
            value: says,
            actions: [{ text: 'Open', href, visuallyHiddenText: text.toLowerCase() }],
          })),
          {
            key: 'Your organisations',
            value: organisation,
            actions: [{ text: 'Open', href: '/account/organisations', visuallyHiddenText: 'your organisations' }],
          },
        ]}
      />
    </section>
  );
}

interface WhereProps extends Pick<AccountProps, 'sessions'> {
  readonly limits: SessionLimits;
  /** The session of this browser. */
  readonly here: string;
  readonly shell: Shell;
}

function WhereYouAre({ sessions, limits, here, shell }: WhereProps) {
  return (
    <section aria-labelledby="where">
      <h2 class="nhsuk-heading-m" id="where">
        Where you are signed in
      </h2>
      <Table
        responsive
        caption={{ text: 'Browsers in which you are signed in', classes: 'nhsuk-u-visually-hidden' }}
        head={['Browser', 'Organisation', 'Since', 'Last used', { text: <VisuallyHidden>End</VisuallyHidden> }]}
        rows={sessions.map(({ id, browser, organisation, begunBy, begunAt, seenAt }) => [
          id === here ? <strong>{browser}, this one</strong> : browser,
          organisation,
          `${sayDateTime(begunAt)}, ${BEGUN[begunBy]}`,
          sayDateTime(seenAt),
          <Act
            shell={shell}
            action="/account/sessions/end"
            id={id}
            hidden={`of ${browser}, last used ${sayDateTime(seenAt)}`}
          >
            Sign out
          </Act>,
        ])}
      />
      <p class="app-measure">
        Your organisation says for how long: you are signed out once you have done nothing for{' '}
        {sayMinutes(limits.idleMinutes)}, and {sayMinutes(limits.absoluteMinutes)} after you signed in. You can be
        signed in at several places at once.
      </p>
      <p class="app-measure">If one of these browsers is not yours, sign out everywhere and change your password.</p>
      <div class="app-actions__row">
        {sessions.length > 1 && (
          <Act shell={shell} action="/account/sessions/end-others">
            Sign out everywhere else
          </Act>
        )}
        <Act shell={shell} action="/account/sessions/end-all">
          Sign out everywhere
        </Act>
      </div>
    </section>
  );
}

interface ActProps {
  readonly shell: Shell;
  readonly action: string;
  /** Of what it is about. */
  readonly id?: string;
  /** What a screen reader says besides, where several look alike. */
  readonly hidden?: string;
  readonly children: ComponentChildren;
}

function Act({ shell, action, id, hidden, children }: ActProps) {
  return (
    <form class="app-act" method="post" action={action} novalidate>
      <input type="hidden" name={TOKEN_FIELD} value={shell.account?.token} />
      {id !== undefined && <input type="hidden" name="id" value={id} />}
      <Button variant="secondary" small preventDoubleClick>
        {children}
        {hidden && <VisuallyHidden> {hidden}</VisuallyHidden>}
      </Button>
    </form>
  );
}
