import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ROLES } from '../commands/may.ts';
import { PRESETS } from './presets.ts';

/*
 * Which identity providers an installation knows: from PRIMUM_PROVIDERS, the path of a JSON file or the JSON itself.
 * docs/running.md says what may stand there.
 */

/**
 * What no list of a provider proves: for these somebody is nominated, registered or invited by a person. Membership claims
 * say that somebody belongs to a profession or a place, and not that they are on a register today.
 */
export const NOT_FROM_A_PROVIDER = [
  'administrator',
  'clinical safety officer',
  'deputy clinical safety officer',
  'clinical reviewer',
  'accountable executive',
  'assessor',
] as const satisfies readonly (typeof ROLES)[number][];

const words = z.string().trim().min(1).max(200);
const claim = z.string().regex(/^[\w:./-]{1,200}$/u, 'the name of a claim, with dots between the levels');

/** Where the client's secret stands. Never in these settings themselves, which people show to each other. */
const secret = z.union([z.strictObject({ env: words }), z.strictObject({ file: words })], {
  error: 'says where the secret stands: {"env": "NAME"} or {"file": "/path"}',
});

const roleLine = z.strictObject({
  value: words,
  role: z
    .enum(ROLES)
    .refine(
      (role) => !(NOT_FROM_A_PROVIDER as readonly string[]).includes(role),
      `no list of a provider proves it: ${NOT_FROM_A_PROVIDER.join(', ')} are given by a person in Primum`,
    ),
  organisation: words,
  service: words
    .transform((reference) => reference.toUpperCase())
    .nullable()
    .default(null),
});

const claims = z.strictObject({
  subject: claim,
  name: claim,
  email: claim,
  emailVerified: claim,
  /** A claim with one or several values; or a list of records, of which these fields make the value, with spaces between. */
  roles: z.union([claim, z.strictObject({ list: claim, fields: z.array(claim).min(1) })]).nullable(),
});

const provider = z.strictObject({
  id: z.string().regex(/^[a-z\d][a-z\d-]{0,39}$/u, 'small letters, digits and hyphens: it stands in addresses'),
  name: words.max(60),
  preset: z.enum(Object.keys(PRESETS) as [keyof typeof PRESETS]).optional(),
  issuer: z.url().refine(isSafe, 'has to begin with https://'),
  clientId: words,
  clientSecret: secret.optional(),
  clientAuthentication: z.enum(['basic', 'post']).optional(),
  scopes: z.array(words).optional(),
  claims: claims.partial().optional(),
  /** The provider looks after the addresses itself, and says so nowhere. */
  trustEmail: z.boolean().default(false),
  /** Asks for what stands in no ID token. */
  userInfo: z.boolean().optional(),
  /** How the ID token has to be signed, where the provider names several ways. */
  idTokenAlgorithm: z.enum(['RS256', 'PS256', 'ES256', 'Ed25519', 'RS384', 'RS512', 'ES384', 'ES512']).optional(),
  /** How well somebody has to prove who they are: one of these has to come back as `acr`. */
  acrValues: z.array(words).default([]),
  roles: z.array(roleLine).max(1_000).default([]),
});

const settings = z.union([z.array(provider), z.strictObject({ providers: z.array(provider) })]);

type Claims = z.output<typeof claims>;
/** A role that a value of the provider's claim stands for. */
export type RoleLine = z.output<typeof roleLine>;

/** One identity provider, complete. */
export interface ProviderSettings {
  /** As in its addresses: /sign-in/with/<id>. */
  readonly id: string;
  /** As on its button. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a client that has none. Never shown or logged. */
  readonly clientSecret: string | null;
  readonly clientAuthentication: 'basic' | 'post';
  readonly scopes: readonly string[];
  readonly claims: Claims;
  readonly trustEmail: boolean;
  readonly userInfo: boolean;
  readonly idTokenAlgorithm: string | null;
  readonly acrValues: readonly string[];
  readonly roles: readonly RoleLine[];
}

const USUAL: Claims = {
  subject: 'sub',
  name: 'name',
  email: 'email',
  emailVerified: 'email_verified',
  roles: null,
};

/** What PRIMUM_PROVIDERS says. @throws in words for whoever started it, without what stood there */
export function providersFrom(env: NodeJS.ProcessEnv): readonly ProviderSettings[] {
  const complete = givenIn(env).map((one) => completed(one, env));
  const twice = complete.find(({ id }, index) => complete.findIndex((one) => one.id === id) !== index);
  if (twice) throw new Error(`PRIMUM_PROVIDERS: two providers have the id ${twice.id}.`);
  // A subject is known by its issuer: both have to mean the same by it.
  const clash = complete.find((one) =>
    complete.some(({ issuer, claims: { subject } }) => issuer === one.issuer && subject !== one.claims.subject),
  );
  if (clash)
    throw new Error(`PRIMUM_PROVIDERS: providers of one issuer need the same claim as the subject: ${clash.id}.`);
  return complete;
}

/** The files in which their secrets stand. @throws as `providersFrom` */
export function secretFilesOf(env: NodeJS.ProcessEnv): readonly string[] {
  return givenIn(env).flatMap(({ clientSecret }) =>
    clientSecret && 'file' in clientSecret ? [clientSecret.file] : [],
  );
}

function givenIn(env: NodeJS.ProcessEnv): readonly z.output<typeof provider>[] {
  const given = env['PRIMUM_PROVIDERS']?.trim();
  if (!given) return [];
  const parsed = settings.safeParse(jsonIn(given));
  if (!parsed.success) throw new Error(`PRIMUM_PROVIDERS: ${sayWhere(parsed.error)}`);
  return Array.isArray(parsed.data) ? parsed.data : parsed.data.providers;
}

function completed(given: z.output<typeof provider>, env: NodeJS.ProcessEnv): ProviderSettings {
  const preset = given.preset ? PRESETS[given.preset] : null;
  const scopes = given.scopes ?? preset?.scopes ?? ['profile', 'email'];
  return {
    id: given.id,
    name: given.name,
    issuer: given.issuer,
    clientId: given.clientId,
    clientSecret: given.clientSecret ? secretOf(given.clientSecret, env, given.id) : null,
    clientAuthentication: given.clientAuthentication ?? 'basic',
    scopes: [...new Set(['openid', ...scopes])],
    claims: { ...USUAL, ...preset?.claims, ...given.claims },
    trustEmail: given.trustEmail,
    userInfo: given.userInfo ?? preset?.userInfo ?? false,
    idTokenAlgorithm: given.idTokenAlgorithm ?? null,
    acrValues: given.acrValues,
    roles: given.roles,
  };
}

function jsonIn(given: string): unknown {
  const text = /^[[{]/u.test(given) ? given : readOrNull(given);
  if (text === null)
    throw new Error('PRIMUM_PROVIDERS: the file cannot be read. Give the path of a JSON file that Primum may read.');
  const parsed = parsedOrNothing(text);
  if (parsed === undefined) throw new Error('PRIMUM_PROVIDERS: this is not JSON.');
  return parsed;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** What the reader says of what is no JSON quotes from it, so it goes no further. */
function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function secretOf(given: z.output<typeof secret>, env: NodeJS.ProcessEnv, id: string): string {
  const problem = (why: string) => new Error(`PRIMUM_PROVIDERS: the secret of ${id} ${why}.`);
  if ('env' in given) {
    const value = env[given.env]?.trim();
    if (!value) throw problem(`is to stand in the variable ${given.env}, which is empty`);
    return value;
  }
  const value = readOrNull(given.file)?.trim();
  if (value) return value;
  throw problem('is to stand in a file that is empty or cannot be read');
}

/** Only on this computer may a provider be reached without encryption. */
function isSafe(issuer: string): boolean {
  const { protocol } = new URL(issuer);
  return protocol === 'https:' || isHere(issuer);
}

export function isHere(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function sayWhere({ issues }: z.ZodError): string {
  const [first] = issues.flatMap((issue) =>
    issue.code === 'invalid_union'
      ? (issue.errors.find((one) => one.length > 0 && one[0]!.path.length > 0) ?? [issue])
      : [issue],
  );
  return `${first!.path.map(String).join('.') || 'the settings'}: ${first!.message}.`;
}
