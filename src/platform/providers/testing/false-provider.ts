import { createHash, createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * A provider that can say what no honest one says: an ID token for somebody else, of another time, under no signature. A test
 * brings the answer of the authorization itself; the rest goes over HTTP as always.
 */

/** What stands in an ID token; undefined leaves a claim out. */
export type Claims = Readonly<Record<string, unknown>>;

export interface FalseProvider {
  readonly issuer: string;
  /** What is different in the next token. */
  lie: {
    readonly claims?: (honest: Claims) => Claims;
    readonly algorithm?: 'none' | 'HS256' | 'other key';
    /** The token endpoint answers with this status. */
    readonly status?: number;
  };
  /** The code for an authorization that was asked for like this. */
  readonly codeFor: (asked: URL) => string;
  readonly close: () => Promise<void>;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function falseProvider(secret: string): Promise<FalseProvider> {
  const [honest, other] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  const jwk = {
    ...createPublicKey(honest!.privateKey).export({ format: 'jwk' }),
    kid: 'one',
    use: 'sig',
    alg: 'RS256',
  };
  const asked = new Map<string, URL>();
  const server = createServer((request, response) => {
    const json = (value: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (request.url === '/.well-known/openid-configuration')
      return json({
        issuer: made.issuer,
        authorization_endpoint: `${made.issuer}/authorize`,
        token_endpoint: `${made.issuer}/token`,
        jwks_uri: `${made.issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
        code_challenge_methods_supported: ['S256'],
      });
    if (request.url === '/jwks') return json({ keys: [jwk] });
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      if (made.lie.status !== undefined) return json({ error: 'server_error' }, made.lie.status);
      const sent = new URLSearchParams(body);
      const url = asked.get(sent.get('code') ?? '');
      const challenge = createHash('sha256')
        .update(sent.get('code_verifier') ?? '')
        .digest('base64url');
      if (url?.searchParams.get('code_challenge') !== challenge) return json({ error: 'invalid_grant' }, 400);
      asked.delete(sent.get('code')!);
      return json({ access_token: 'x', token_type: 'Bearer', id_token: token(url) });
    });
    return undefined;
  });
  const token = (url: URL): string => {
    const now = Math.floor(Date.now() / 1000);
    const honestClaims: Claims = {
      iss: made.issuer,
      aud: url.searchParams.get('client_id'),
      sub: 'somebody',
      nonce: url.searchParams.get('nonce'),
      iat: now,
      exp: now + 60,
      auth_time: now,
      name: 'Some Body',
      email: 'some.body@example.org',
      email_verified: true,
    };
    const claims = made.lie.claims?.(honestClaims) ?? honestClaims;
    const { algorithm } = made.lie;
    const alg = algorithm === 'none' || algorithm === 'HS256' ? algorithm : 'RS256';
    const signed = `${encode({ alg, kid: 'one', typ: 'JWT' })}.${encode(claims)}`;
    if (alg === 'none') return `${signed}.`;
    const signature =
      alg === 'HS256'
        ? createHmac('sha256', secret).update(signed).digest()
        : sign('sha256', Buffer.from(signed), (algorithm === 'other key' ? other! : honest!).privateKey);
    return `${signed}.${signature.toString('base64url')}`;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made: FalseProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lie: {},
    codeFor: (url) => {
      const code = `code-${asked.size}-${url.searchParams.get('state')}`;
      asked.set(code, url);
      return code;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return made;
}
