import type * as Client from 'openid-client';
import { identityIn, type Identity } from './claims.ts';
import { isHere, type ProviderSettings } from './settings.ts';

/*
 * The conversation with an identity provider (OpenID Connect, authorization code with PKCE). Nothing is kept of it: no token
 * leaves this file.
 */

/** Seconds until a provider that does not answer is called away. */
const PATIENCE = 8;
/** How long what a provider says of itself is believed. Milliseconds. */
const KNOWN_FOR = 60 * 60 * 1000;
/** How long one that did not answer is left alone. */
const AWAY_FOR = 10 * 1000;

/** Why it did not work, in words for whoever tried. `away`: later it may. */
export class ProviderProblem extends Error {
  override readonly name = 'ProviderProblem';
  readonly kind: 'away' | 'declined' | 'not-believed';
  /** For the log: a word of ours or of the standard, and nothing that the provider sent. */
  readonly code: string;

  constructor(kind: ProviderProblem['kind'], message: string, code: string) {
    super(message);
    this.kind = kind;
    this.code = code;
  }
}

/** What binds an answer to the question: derived from what one browser holds. */
export interface Binding {
  readonly state: string;
  readonly nonce: string;
  /** PKCE. */
  readonly verifier: string;
}

/** One provider that can be talked to. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly settings: ProviderSettings;
  /** Where to send the browser. @param again asks who they are, however long they have been signed in there @throws ProviderProblem */
  readonly begin: (back: string, binding: Binding, again: boolean) => Promise<URL>;
  /** Who came back. @param came the whole address to which the browser was sent @throws ProviderProblem */
  readonly finish: (came: URL, binding: Binding) => Promise<Identity>;
}

/** The providers of an installation, by their ids. */
export function connectProviders(all: readonly ProviderSettings[]): ReadonlyMap<string, Provider> {
  return new Map(all.map((settings) => [settings.id, connect(settings)]));
}

function connect(settings: ProviderSettings): Provider {
  const { id, name, scopes, acrValues } = settings;
  const known = new Known(settings);
  return {
    id,
    name,
    settings,
    begin: async (back, { state, nonce, verifier }, again) => {
      const [client, config] = await known.get();
      return client.buildAuthorizationUrl(config, {
        redirect_uri: back,
        scope: scopes.join(' '),
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(acrValues.length > 0 && { acr_values: acrValues.join(' ') }),
        ...(again && { prompt: 'login', max_age: '0' }),
      });
    },
    finish: async (came, { state, nonce, verifier }) => {
      const [client, config] = await known.get();
      try {
        const tokens = await client.authorizationCodeGrant(config, came, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const proved = tokens.claims();
        if (!proved) throw notBelieved(name, 'no-id-token');
        const { acr } = proved;
        if (acrValues.length > 0 && !(typeof acr === 'string' && acrValues.includes(acr)))
          throw notBelieved(name, 'acr');
        const more = settings.userInfo ? await client.fetchUserInfo(config, tokens.access_token, proved.sub) : {};
        // What the signed token says counts before what was asked for afterwards.
        const identity = identityIn(settings, { ...more, ...proved }, proved.iss);
        if (!identity) throw notBelieved(name, 'no-subject');
        return identity;
      } catch (error) {
        throw problemFrom(error, name);
      }
    },
  };
}

/** What a provider says of itself, asked for when it is needed first and then from time to time. */
class Known {
  readonly #settings: ProviderSettings;
  #asked: Promise<[typeof Client, Client.Configuration]> | undefined;
  #until = 0;

  constructor(settings: ProviderSettings) {
    this.#settings = settings;
  }

  /** @throws ProviderProblem */
  get(): Promise<[typeof Client, Client.Configuration]> {
    const now = performance.now();
    if (this.#asked && now < this.#until) return this.#asked;
    const before = this.#asked;
    this.#until = now + KNOWN_FOR;
    this.#asked = discover(this.#settings).catch(async (error: unknown) => {
      this.#until = performance.now() + AWAY_FOR;
      // What it said an hour ago still lets people in while that one address does not answer.
      const old = await before?.catch(() => undefined);
      if (old) return old;
      throw problemFrom(error, this.#settings.name);
    });
    return this.#asked;
  }
}

async function discover(settings: ProviderSettings): Promise<[typeof Client, Client.Configuration]> {
  const { issuer, clientId, clientSecret, clientAuthentication, idTokenAlgorithm } = settings;
  const client = await import('openid-client');
  const authentication =
    clientSecret === null
      ? client.None()
      : clientAuthentication === 'basic'
        ? client.ClientSecretBasic(clientSecret)
        : client.ClientSecretPost(clientSecret);
  const config = await client.discovery(
    new URL(issuer),
    clientId,
    idTokenAlgorithm === null ? {} : { id_token_signed_response_alg: idTokenAlgorithm },
    authentication,
    {
      timeout: PATIENCE,
      // The signature of an ID token is checked, though it comes over an encrypted connection: a proxy between may end that.
      execute: [client.enableNonRepudiationChecks, ...(isHere(issuer) ? [client.allowInsecureRequests] : [])],
    },
  );
  return [client, config];
}

function notBelieved(name: string, code: string): ProviderProblem {
  return new ProviderProblem(
    'not-believed',
    `What ${name} answered does not fit what we asked, so nobody was signed in. Try again from the start; if it happens again, tell whoever looks after Primum for you.`,
    code,
  );
}

/** What went wrong, in our words. What the provider wrote is not passed on: it may say anything. */
function problemFrom(error: unknown, name: string): ProviderProblem {
  if (error instanceof ProviderProblem) return error;
  const { code, error: said, status } = error as { code?: unknown; error?: unknown; status?: unknown };
  if (said === 'access_denied' || said === 'login_required' || said === 'interaction_required')
    return new ProviderProblem('declined', `You did not sign in with ${name}, or it did not let you in.`, said);
  if (said === 'temporarily_unavailable' || said === 'server_error' || isAway(error, status))
    return new ProviderProblem('away', `${name} does not answer at the moment. Try again in a few minutes.`, 'away');
  return notBelieved(name, typeof code === 'string' && /^[A-Z_]{1,60}$/u.test(code) ? code : 'unknown');
}

function isAway(error: unknown, status: unknown): boolean {
  if (typeof status === 'number' && status >= 500) return true;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true;
  // Of a connection that failed: fetch says no more than this.
  if (error instanceof TypeError && error.message === 'fetch failed') return true;
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' && cause instanceof Response && cause.status >= 500) return true;
  return cause instanceof TypeError && cause.message === 'fetch failed';
}
