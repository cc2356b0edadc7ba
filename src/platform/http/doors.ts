import type { Words } from '../../words/sentence.ts';
import { allows, serviceNamedIn, type Asking } from '../commands/may.ts';
import type { DeclaredRoute } from './declared.ts';

/*
 * Nobody is led to a door that is closed to them: whether an address of ours opens to somebody, by what its route declares.
 */

interface Door {
  readonly parts: readonly string[];
  readonly route: DeclaredRoute;
}

const found = new WeakMap<readonly DeclaredRoute[], ReadonlyMap<number, readonly Door[]>>();

/** The pages among these routes, by how many parts their addresses have. */
function doorsOf(routes: readonly DeclaredRoute[]): ReadonlyMap<number, readonly Door[]> {
  const known = found.get(routes);
  if (known) return known;
  const doors = routes
    .filter(({ method }) => method === 'GET')
    .map((route): Door => ({ parts: route.url.split('/'), route }));
  const byLength = Map.groupBy(doors, ({ parts }) => parts.length);
  found.set(routes, byLength);
  return byLength;
}

/**
 * Whether a page of ours opens to whoever asks. What is no page of ours, or is there for anybody, does.
 * @param href an address, with whatever follows it: "/services/DEMO/logs/1/sign?from=2#words"
 */
export function opensTo(routes: readonly DeclaredRoute[], asking: Asking, href: string): boolean {
  const parts = href.replace(/[?#].*$/u, '').split('/');
  const fitting = (doorsOf(routes).get(parts.length) ?? []).filter((door) =>
    door.parts.every((part, index) => part.startsWith(':') || part === parts[index]),
  );
  // "/services/new" is itself, and no service of that name.
  const [door] = fitting.toSorted((a, b) => variable(a) - variable(b));
  const declared = door?.route.declared;
  if (!door || !declared || 'open' in declared) return true;
  const params = Object.fromEntries(
    door.parts.flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), parts[index]!]] : [])),
  );
  return allows(declared.may, asking, serviceNamedIn(params));
}

function variable({ parts }: Door): number {
  return parts.filter((part) => part.startsWith(':')).length;
}

/** Words of which the links that are closed are plain text. @param reaches whether an address opens */
export function withOpenDoors(words: Words, reaches: (href: string) => boolean): Words {
  return words.map((word) => (typeof word === 'string' || reaches(word.href) ? word : word.text));
}
