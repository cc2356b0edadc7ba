import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import IdentityProvider, { type Configuration } from 'oidc-provider';

/*
 * A real identity provider in this process. It asks nobody: whoever comes is the person that the test says, so that a test can
 * go through it with or without a browser.
 */

/** Somebody whom it knows. */
export interface Account {
  readonly sub: string;
  readonly name: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly groups?: readonly string[];
}

export interface TestProvider {
  readonly issuer: string;
  /** Who comes next; null for somebody who goes back without signing in. */
  account: Account | null;
  /** What it was asked for, the last time that somebody came. */
  readonly asked: () => Readonly<Record<string, unknown>>;
  readonly close: () => Promise<void>;
}

export const CLIENT = { id: 'primum', secret: 'a-secret-of-the-test-client' };

/** Starts it. @param backs where it may send people back to */
export async function testProvider(backs: readonly string[]): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const accounts = new Map<string, Account>();
  let asked: Readonly<Record<string, unknown>> = {};
  const state: { account: Account | null } = { account: null };

  const configuration: Configuration = {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [...backs],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'email', 'groups'],
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['a key of the test'] },
    features: { devInteractions: { enabled: false } },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 60, Session: 600, Grant: 600 },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ ...(accounts.get(id) ?? { name: '' }), sub: id }),
    }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    // Whoever signs in has agreed to everything that is asked for.
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile email groups');
      await grant.save();
      return grant;
    },
    renderError: (context, out) => {
      context.type = 'text';
      context.body = `${out.error}: ${out.error_description ?? ''}`;
    },
  };
  const provider = new IdentityProvider(issuer, configuration);
  const handle = provider.callback();

  const interact = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { params } = await provider.interactionDetails(request, response);
    asked = params;
    const { account } = state;
    if (account === null) {
      const declined = { error: 'access_denied', error_description: '<b>nobody is to see this</b>' };
      return provider.interactionFinished(request, response, declined, { mergeWithLastSubmission: false });
    }
    accounts.set(account.sub, account);
    return provider.interactionFinished(request, response, { login: { accountId: account.sub } });
  };
  server.on('request', (request, response) => {
    const answer = request.url?.startsWith('/interaction/') ? interact(request, response) : handle(request, response);
    Promise.resolve(answer).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  return {
    issuer,
    get account() {
      return state.account;
    },
    set account(account) {
      state.account = account;
    },
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Goes where a provider leads, as a browser does, until it leads back. @returns the address that it leads back to */
export async function goThrough(from: string, back: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = from;
  for (let steps = 0; steps < 12; steps++) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${response.status} at ${new URL(url).pathname}: ${await response.text()}`);
    url = new URL(location, url).href;
    if (url.startsWith(back)) return url;
  }
  throw new Error('the provider leads nowhere');
}
