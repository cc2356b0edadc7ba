import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** The one way to write a value down, so that its digest is always the same (RFC 8785). */
export function canonical(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('nothing cannot be written down');
  return text;
}

/** SHA-256. One-shot: nearly twice as quick as a hash object for what we hash. */
export function sha256(data: string | Uint8Array): Buffer {
  return hash('sha256', data, 'buffer');
}

/** SHA-256 over the canonical form. */
export function digestOf(value: Json): Buffer {
  return sha256(canonical(value));
}
