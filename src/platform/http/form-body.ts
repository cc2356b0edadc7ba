import type { FastifyRequest } from 'fastify';
import { Refusal } from './errors.tsx';

/** Fields of a form as they were typed; several values of one name stand in their order. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** Bytes of one form without files: some forty pages of text. */
export const FORM_LIMIT = 256 * 1024;
const MOST_FIELDS = 2_000;

/**
 * Reads a form that a browser sent as `application/x-www-form-urlencoded`. Line ends are those of text, not of forms.
 * @throws Refusal where there is more in it than any form of ours has
 */
export function parseForm(body: string): FormValues {
  // Without a prototype: a field may be called anything.
  const values = Object.create(null) as Record<string, string | string[]>;
  let count = 0;
  for (const [name, raw] of new URLSearchParams(body)) {
    if (++count > MOST_FIELDS)
      throw new Refusal(413, 'There is more in this form than it has room for. Send less at a time.');
    const value = raw.replaceAll('\r\n', '\n').replaceAll('\0', '');
    const before = values[name];
    if (before === undefined) values[name] = value;
    else if (typeof before === 'string') values[name] = [before, value];
    else before.push(value);
  }
  return values;
}

/** What a request brought; nothing, where it brought no form. */
export function formOf(request: FastifyRequest): FormValues {
  return (request.body ?? Object.create(null)) as FormValues;
}

/** One value of a field; the last one, where there are several. */
export function one(values: FormValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : value?.at(-1);
}

/** What a person typed: without fields of our own, whose names begin with "_", such as tokens, keys and proofs. */
export function typedIn(sent: FormValues): FormValues {
  const typed = Object.create(null) as Record<string, string | readonly string[]>;
  for (const [name, value] of Object.entries(sent)) if (!name.startsWith('_')) typed[name] = value;
  return typed;
}
