import { Notice, Problems, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { sayDate, sayDateTime } from '../../../platform/london-time.ts';
import type { ListedToken } from '../../../platform/sessions/token-store.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import type { TokenState } from '../domain.ts';
import { SCOPE_WORDS, STATE_WORDS } from './words.ts';

export const OWN = '/account/tokens';
export const ALL = '/organisation/tokens';

export interface TokenLine extends ListedToken {
  readonly state: TokenState;
}

export interface TokensProps {
  readonly tokens: readonly TokenLine[];
}

/** The programs of one person. */
export function TokensPage({ tokens }: TokensProps, { shell, notice }: PageContext) {
  return (
    <Layout shell={shell} title="Your tokens" path="">
      <Notice notice={notice} />
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Your tokens</h1>
        <div class="app-title__action">
          <Button href={`${OWN}/new`}>Make a token</Button>
        </div>
      </div>
      <div class="app-measure">
        <p class="app-lead">
          A token lets a program do some of what you may do here, such as take in a hazard log every night.
        </p>
        <p>
          It never may what you may not. It never signs, judges or erases. It stops when it ends, when you end it, and
          when you leave. <a href="/help/api">How a program uses it</a>
        </p>
      </div>
      {tokens.length === 0 ? (
        <p>You have none. Make one when a program needs it, and one for each program.</p>
      ) : (
        <Listed tokens={tokens} />
      )}
    </Layout>
  );
}

/** The programs of everybody, for administrators. */
export function AllTokensPage({ tokens }: TokensProps, { shell, notice }: PageContext) {
  return (
    <Layout shell={shell} title="Tokens of the organisation" path="">
      <Notice notice={notice} />
      <h1 class="nhsuk-heading-l">Tokens of the organisation</h1>
      <div class="app-measure">
        <p class="app-lead">
          Programs that act here, and who made each. End one that nobody knows, or that nothing has used for a long
          time: whoever needs it makes another one.
        </p>
      </div>
      {tokens.length === 0 ? (
        <p>
          There is none. Each person makes their own, at <a href={OWN}>Your tokens</a>.
        </p>
      ) : (
        <Listed tokens={tokens} owners />
      )}
    </Layout>
  );
}

function Listed({ tokens, owners = false }: TokensProps & { readonly owners?: boolean }) {
  return (
    <Table
      responsive
      firstCellIsHeader
      classes="app-services"
      caption={{ text: 'Tokens, the newest first', classes: 'nhsuk-u-visually-hidden' }}
      head={[
        { text: 'What it is for' },
        ...(owners ? [{ text: 'Owner' }] : []),
        { text: 'May' },
        { text: 'Where' },
        { text: 'State' },
        { text: 'Last used' },
        { text: 'To do' },
      ]}
      rows={tokens.map((token) => [
        { text: token.label },
        ...(owners ? [{ text: token.owner ?? 'Nobody' }] : []),
        { text: token.scopes.map((one) => SCOPE_WORDS[one]).join(', ') },
        { text: placeOf(token.service) },
        { text: stateText(token) },
        { text: token.lastUsedAt === null ? 'Never' : sayDateTime(token.lastUsedAt) },
        token.state === 'works' || token.state === 'idle'
          ? { text: <EndLink label={token.label} />, href: `${OWN}/${token.id}/end` }
          : { text: 'Nothing' },
      ])}
    />
  );
}

function EndLink({ label }: { readonly label: string }) {
  return (
    <>
      End it<span class="nhsuk-u-visually-hidden">{label}</span>
    </>
  );
}

function placeOf(service: string | null) {
  return service === null ? 'Wherever its owner may' : <span class="app-ref">{service}</span>;
}

function stateText({ state, expiresAt, revokedAt }: TokenLine): string {
  if (state === 'works') return `Works until ${sayDate(expiresAt)}`;
  if (state === 'ended' && revokedAt !== null) return `Ended on ${sayDate(revokedAt)}`;
  if (state === 'over') return `Over since ${sayDate(expiresAt)}`;
  return STATE_WORDS[state];
}

export interface MadeProps {
  readonly token: string;
  readonly until: Date;
}

/** Shown this once: the token is kept nowhere. */
export function MadePage({ token, until }: MadeProps, { shell }: PageContext) {
  return (
    <Layout shell={shell} title="Your new token" path="">
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Your new token</h1>
        <p class="app-lead">Copy it now. It is shown this once, and kept nowhere: if it is lost, make another one.</p>
        <pre class="app-command">{token}</pre>
        <p>
          It works until {sayDateTime(until)}. Put it where your program keeps its secrets, and nowhere else: whoever
          has it can do what it may do.
        </p>
        <p>
          <a href={OWN}>I have copied it: go to my tokens</a>
        </p>
      </div>
    </Layout>
  );
}

/** Ending a token, once more looked at. */
export function EndPage(token: TokenLine, form: FormContext) {
  return (
    <Layout shell={form.shell} title="End a token" path="" back={{ text: 'Your tokens', href: OWN }}>
      <div class="app-measure">
        <Problems form={form} />
        <h1 class="nhsuk-heading-l">End this token</h1>
        <SummaryList
          rows={[
            { key: 'What it is for', value: token.label },
            { key: 'Owner', value: token.owner ?? 'Nobody' },
            { key: 'May', value: token.scopes.map((one) => SCOPE_WORDS[one]).join(', ') },
            { key: 'Where', value: placeOf(token.service) },
            { key: 'State', value: stateText(token) },
            { key: 'Last used', value: token.lastUsedAt === null ? 'Never' : sayDateTime(token.lastUsedAt) },
          ]}
        />
        <p>The program that uses it is turned away from then on. It cannot be taken back: make another one instead.</p>
        <form method="post" novalidate>
          {form.hidden}
          <Button preventDoubleClick>End this token</Button>
        </form>
      </div>
    </Layout>
  );
}
