import { v5 as madeUp } from 'uuid';
import type { Ground } from '../commands/execute.ts';
import { serviceNamedIn, type Actor } from '../commands/may.ts';
import type { Ref } from '../subjects/kinds.ts';
import { recordRead } from './reads.ts';

/** What the chain of reads calls a look of an assessor. */
export const LOOK = 'look';

/** What names a thing in an address or an input: a reference, a number, a day, the digest of a file. Never typed words. */
const NAME =
  /^(?:[A-Za-z]{1,10}-?\d{1,7}|\d{1,7}|\d{4}-\d\d-\d\d|[\da-f]{64}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/u;
const MOST_NAMES = 20;
/** What a reference of a service can look like, whatever else was put there. */
const SERVICE = /^[A-Z0-9][A-Z0-9-]{0,39}$/u;

/**
 * Records what an assessor is about to be shown, before it is loaded: which page or list, of which service, and which
 * thing in it. What somebody typed to search with is not kept: it may be anything.
 * @param what the address of the page as it is declared, or the query as in the API
 * @param given the words of the address, or the input of the query
 */
export async function recordLook(
  ground: Ground,
  request: { readonly actor: Actor; readonly organisation: string },
  what: string,
  given: unknown,
): Promise<void> {
  const { service: _service, ...named } = namesIn(given);
  const service = serviceNamedIn(given)?.trim().toUpperCase() ?? '';
  const subject = SERVICE.test(service) ? serviceLookedAt(request.organisation, service) : null;
  const content = { page: what, service: subject && service, names: named };
  await recordRead(ground, request, LOOK, subject, content);
}

/**
 * What looks at a service are filed under. A look is recorded before anything is loaded, so not under the id of the
 * service, but under one that follows from its reference, which never changes.
 */
export function serviceLookedAt(organisation: string, reference: string): Ref {
  return { kind: 'service-looked-at', id: madeUp(reference.toUpperCase(), organisation) };
}

function namesIn(given: unknown): Record<string, string> {
  const names = Object.entries(given ?? {}).flatMap(([name, value]) => {
    const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
    return NAME.test(text) && /^[A-Za-z-]{1,40}$/u.test(name) ? [[name, text] as const] : [];
  });
  return Object.fromEntries(names.slice(0, MOST_NAMES));
}
