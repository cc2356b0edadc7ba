import type { ProviderSettings, RoleLine } from './settings.ts';

/*
 * What a provider says of somebody, in our words. Pure.
 */

export type Claims = Readonly<Record<string, unknown>>;

/** Somebody as a provider knows them. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** '' where it says none. */
  readonly name: string;
  /** In small letters; null where it says none, or has not looked whether it is theirs. */
  readonly email: string | null;
  /** The roles of the provider's table that its values stand for. A value that nobody mapped gives none. */
  readonly roles: readonly RoleLine[];
  /** When they proved who they are; null where the provider does not say. */
  readonly authenticatedAt: Date | null;
}

const LONGEST = 200;

/** @returns null where the provider says not even who it is */
export function identityIn(settings: ProviderSettings, claims: Claims, issuer: string): Identity | null {
  const { claims: names } = settings;
  const subject = text(valueAt(claims, names.subject));
  if (subject === '' || subject.length > 255) return null;
  const email = text(valueAt(claims, names.email)).toLowerCase();
  const verified = valueAt(claims, names.emailVerified);
  const isVerified = settings.trustEmail || verified === true || verified === 'true';
  const values = new Set(roleValues(claims, names.roles));
  const authTime = claims['auth_time'];
  return {
    issuer,
    subject,
    name: text(valueAt(claims, names.name)).replaceAll(/\p{C}/gu, '').slice(0, LONGEST),
    email: email !== '' && isVerified ? email : null,
    roles: settings.roles.filter(({ value }) => values.has(value)),
    authenticatedAt: typeof authTime === 'number' && Number.isFinite(authTime) ? new Date(authTime * 1000) : null,
  };
}

/** How old a proof may be that somebody signs with. Milliseconds. */
const FRESH = 2 * 60 * 1000;
/** How far the clocks of two computers may be apart. */
const APART = 60 * 1000;

/** Why a proof is not good enough to sign with; null where it is. */
export function problemWithProof(
  { authenticatedAt }: Pick<Identity, 'authenticatedAt'>,
  name: string,
  now: Date,
): string | null {
  if (authenticatedAt === null)
    return `${name} did not say when you proved who you are, so nothing can be signed with it. Confirm in another way; whoever looks after Primum for you can ask ${name} for “auth_time”.`;
  const age = now.getTime() - authenticatedAt.getTime();
  if (age > FRESH)
    return `${name} did not ask you again who you are: its last proof is more than 2 minutes old. Sign out there, and confirm again.`;
  if (age < -APART)
    return `The clock of ${name} runs ahead of ours, so its proof cannot be taken. Confirm in another way.`;
  return null;
}

/** The values of the claim that roles come from. */
function roleValues(claims: Claims, from: ProviderSettings['claims']['roles']): readonly string[] {
  if (from === null) return [];
  if (typeof from === 'string') return listed(valueAt(claims, from)).map(text).filter(Boolean);
  return listed(valueAt(claims, from.list)).flatMap((record) => {
    const parts = from.fields.map((field) => text(valueAt(record, field)));
    return parts.every(Boolean) ? [parts.join(' ')] : [];
  });
}

/** A claim of this name, or one level after the other where there are dots in it. */
function valueAt(claims: unknown, name: string): unknown {
  if (typeof claims !== 'object' || claims === null) return undefined;
  if (Object.hasOwn(claims, name)) return (claims as Claims)[name];
  const [first = '', ...rest] = name.split('.');
  if (rest.length === 0 || !Object.hasOwn(claims, first)) return undefined;
  return valueAt((claims as Claims)[first], rest.join('.'));
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}
