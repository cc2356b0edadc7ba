import type { ReadTx } from '../../platform/database/database.ts';
import { keyOf, namesOf, type Linkable } from '../../platform/subjects/linkable.ts';
import type { Touched } from './domain.ts';
import { linksOf, type StoredLink } from './store.ts';

/** What these decisions touch, as it is called now, by the id of the decision. A fixed number of queries. */
export async function touchedBy(
  tx: ReadTx,
  linkables: readonly Linkable[],
  decisions: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, readonly Touched[]>> {
  if (decisions.length === 0) return new Map();
  const links = await linksOf(
    tx,
    decisions.map(({ id }) => id),
  );
  const refs = links.flatMap(({ kind, id }) => (kind !== null && id !== null ? [{ kind, id }] : []));
  const names = await namesOf(tx, linkables, refs);
  const touched = links.map((link) => [link.decision, touchedOf(link, names)] as const);
  return new Map(
    [...Map.groupBy(touched, ([decision]) => decision)].map(([decision, of]) => [decision, of.map(([, one]) => one)]),
  );
}

function touchedOf(link: StoredLink, names: Awaited<ReturnType<typeof namesOf>>): Touched {
  const { kind, id, reference, words } = link;
  if (kind === null || id === null) return { word: 'Document', reference: null, title: words ?? '', href: null };
  const found = names.get(keyOf({ kind, id }));
  // What cannot be found any more is still called as it was.
  if (!found) return { word: kind, reference, title: '', href: null };
  return { word: found.word, reference: found.reference, title: found.title, href: found.href };
}

/** The same as it is typed: one on a line. */
export function touchesLines(links: readonly StoredLink[]): string {
  return links.map(({ reference, words }) => reference ?? words ?? '').join('\n');
}
