import type { ReadTx } from '../database/database.ts';
import type { Ref } from './kinds.ts';

/*
 * What records of a feature can point at by the reference that people use: "this decision touches HAZ-12". Whoever owns the
 * kind contributes it, so that a feature points at what stands in a later one without knowing it.
 */

/** A thing that was found by its reference, or by its id. */
export interface Linked {
  readonly id: string;
  /** "HAZ-12" */
  readonly reference: string;
  /** What it is called, as it stands now; '' where it has no words of its own. */
  readonly title: string;
  readonly href: string;
}

/** One sort of thing that can be pointed at. */
export interface Linkable {
  /** The kind of subject. */
  readonly kind: string;
  /** As people call it: "Hazard". */
  readonly word: string;
  /** How its references look, for a hint: "HAZ-12"; null for what nobody names by itself. */
  readonly example: string | null;
  /** The reference in its one form, however it was typed; null for what is no reference of these. */
  readonly read: (typed: string) => string | null;
  /** Those of a service that have these references, where there are any. One query. @param service its id */
  readonly find: (tx: ReadTx, service: string, references: readonly string[]) => Promise<readonly Linked[]>;
  /** How these are called now, and where they stand. One query. */
  readonly named: (tx: ReadTx, ids: readonly string[]) => Promise<readonly Linked[]>;
}

/** What was pointed at: a thing that is there, or the words for something that is kept elsewhere. */
export type Link =
  | { readonly kind: string; readonly id: string; readonly reference: string }
  | { readonly words: string };

/** "HAZ-12", "EVD 3": whoever types this means something here, and no document. */
const LOOKS_LIKE_ONE = /^\s*[a-z]{3}[-\s]?\d{1,9}\s*$/iu;

/**
 * What typed lines point at, each once and in their order. A query for each sort of thing that is named.
 * @param service the id of the service that they have to be in
 * @returns what was found, and the lines that look like a reference of which there is nothing
 */
export async function readLinks(
  tx: ReadTx,
  linkables: readonly Linkable[],
  service: string,
  lines: readonly string[],
): Promise<{ readonly links: readonly Link[]; readonly missing: readonly string[] }> {
  const typed = [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))];
  const read = typed.map((line) => {
    for (const linkable of linkables) {
      const reference = linkable.read(line);
      if (reference !== null) return { line, kind: linkable.kind, reference };
    }
    return { line, kind: null, reference: line };
  });
  const found = await Promise.all(
    linkables.map(async ({ kind, find }) => {
      const references = [...new Set(read.flatMap((one) => (one.kind === kind ? [one.reference] : [])))];
      if (references.length === 0) return [];
      return (await find(tx, service, references)).map(({ id, reference }) => ({ kind, id, reference }));
    }),
  );
  const byReference = new Map(found.flat().map((link) => [`${link.kind} ${link.reference}`, link]));
  const missing: string[] = [];
  const links = new Map<string, Link>();
  for (const { line, kind, reference } of read) {
    const link = kind === null ? undefined : byReference.get(`${kind} ${reference}`);
    if (link) links.set(`${kind} ${link.id}`, link);
    else if (kind !== null || LOOKS_LIKE_ONE.test(line)) missing.push(line);
    else links.set(line, { words: line });
  }
  return { links: [...links.values()], missing };
}

/** How subjects are called now, by "kind id". A query for each kind among them; what no feature names is not there. */
export async function namesOf(
  tx: ReadTx,
  linkables: readonly Linkable[],
  refs: readonly Ref[],
): Promise<ReadonlyMap<string, Linked & { readonly word: string }>> {
  const named = await Promise.all(
    linkables.map(async ({ kind, word, named: name }) => {
      const ids = [...new Set(refs.flatMap((ref) => (ref.kind === kind ? [ref.id] : [])))];
      if (ids.length === 0) return [];
      return (await name(tx, ids)).map((one) => [keyOf({ kind, id: one.id }), { ...one, word }] as const);
    }),
  );
  return new Map(named.flat());
}

export function keyOf({ kind, id }: Ref): string {
  return `${kind} ${id}`;
}
