import { createHash } from 'node:crypto';
import { newSecret } from '../../platform/sessions/sessions.ts';

/*
 * What stands in the link of an invitation: which organisation it is of, so that it can be looked for there and nowhere
 * else, and a secret that is kept as its digest.
 */

const TOKEN = /^([\w-]{22})([\w-]{43})$/u;

export function newInvitationToken(organisation: string): string {
  return tokenOf(organisation, newSecret());
}

/** @param secret of 256 random bits, as `newSecret` makes them */
export function tokenOf(organisation: string, secret: string): string {
  return Buffer.from(organisation.replaceAll('-', ''), 'hex').toString('base64url') + secret;
}

/** How a token is kept: whoever reads the database cannot use it. */
export function digestOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The organisation that a link is of; null where it is no link of ours. */
export function organisationOfToken(token: string): string | null {
  const [, organisation] = TOKEN.exec(token) ?? [];
  if (organisation === undefined) return null;
  const hex = Buffer.from(organisation, 'base64url').toString('hex');
  return hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5') : null;
}
