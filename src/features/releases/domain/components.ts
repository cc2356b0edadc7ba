import type { ComponentChange } from '../domain.ts';

/*
 * Third-party components of a release, beside those of the release before it (DCB0129 2.5). Pure.
 */

/** A component as a bill of materials lists it. */
export interface ListedComponent {
  /** What makes it the same from release to release: its package URL without the version, else its name. */
  readonly key: string;
  readonly name: string;
  /** '' where the file names none; "4.17.20, 4.17.21" where it is there twice. */
  readonly version: string;
  /** An organisation; '' where the file names none. A person is never kept. */
  readonly supplier: string;
}

export interface ComparedComponent extends ListedComponent {
  readonly change: ComponentChange;
}

/**
 * What makes a component the same one in the next release.
 * @param purl its package URL, "pkg:npm/%40angular/core@17.0.1?arch=x"; null where the file gives none
 */
export function componentKey(name: string, purl: string | null): string {
  if (purl === null) return name;
  // What stands behind ? and # says where it was found and for which machine, and often names a version again.
  const bare = purl.replace(/[?#].*$/su, '').replace('/@', '/%40');
  const at = bare.lastIndexOf('@');
  return at > bare.lastIndexOf('/') ? bare.slice(0, at) : bare;
}

/** The version that a package URL ends in; '' for none. */
export function versionInPurl(purl: string): string {
  const bare = purl.replace(/[?#].*$/su, '').replace('/@', '/%40');
  const at = bare.lastIndexOf('@');
  if (at <= bare.lastIndexOf('/')) return '';
  const version = bare.slice(at + 1);
  try {
    return decodeURIComponent(version);
  } catch {
    return version;
  }
}

/** Characters of a name, where several go by one key. */
const MOST_NAMES = 500;

/** Each key once, in the order of the keys: a component that is there in several versions has all of them. */
export function mergedComponents(listed: readonly ListedComponent[]): readonly ListedComponent[] {
  const byKey = Map.groupBy(listed, ({ key }) => key);
  return [...byKey]
    .map(([key, same]) => ({
      key,
      // Whatever goes by the key of another one is named beside it, and not hidden behind it.
      name: [...new Set(same.map(({ name }) => name))].join(', ').slice(0, MOST_NAMES),
      version: versionsOf(same),
      supplier: same.find(({ supplier }) => supplier !== '')?.supplier ?? '',
    }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** One that names no version beside others that do is not known: then none of them is. */
function versionsOf(same: readonly ListedComponent[]): string {
  const versions = [...new Set(same.map(({ version }) => version))].toSorted();
  return versions.includes('') ? '' : versions.join(', ');
}

/** When a release was recorded, and went live: by entries of the ledger. */
interface InOrder {
  readonly id: string;
  readonly firstSeq: number;
  /** Null where it never did. */
  readonly liveSeq: number | null;
}

/** The release before one of them: the last that went live before it, else the last that was recorded before it. */
export function releaseBefore<Line extends InOrder>(lines: readonly Line[], one: Line): Line | null {
  const others = lines.filter(({ id }) => id !== one.id);
  const until = one.liveSeq ?? Number.POSITIVE_INFINITY;
  const latest = (of: readonly Line[], seq: (line: Line) => number) =>
    of.toSorted((a, b) => seq(b) - seq(a))[0] ?? null;
  return (
    latest(
      others.filter(({ liveSeq }) => liveSeq !== null && liveSeq < until),
      ({ liveSeq }) => liveSeq!,
    ) ??
    latest(
      others.filter(({ firstSeq }) => firstSeq < one.firstSeq),
      ({ firstSeq }) => firstSeq,
    )
  );
}

/**
 * The components of a release beside those of the one before: what is gone stands last. One whose version is not known is
 * never the same: nobody can say that it did not change.
 * @param before null where there is no release before it, or nobody said what that one consists of: then all are new
 */
export function comparedComponents(
  now: readonly ListedComponent[],
  before: readonly ListedComponent[] | null,
): readonly ComparedComponent[] {
  const earlier = new Map((before ?? []).map((one) => [one.key, one]));
  const present = new Set(now.map(({ key }) => key));
  const changeOf = ({ key, version }: ListedComponent): ComponentChange => {
    const old = earlier.get(key);
    if (!old) return 'new';
    return version !== '' && old.version === version ? 'same' : 'changed';
  };
  return [
    ...now.map((one) => ({ ...one, change: changeOf(one) })),
    ...[...earlier.values()].filter(({ key }) => !present.has(key)).map((one) => ({ ...one, change: 'gone' as const })),
  ];
}

/** How many components there are now, and how they stand beside those of the release before. */
export function componentCounts(
  components: readonly Pick<ComparedComponent, 'change'>[],
): Readonly<Record<ComponentChange | 'total', number>> {
  const count = (change: ComponentChange) => components.filter((one) => one.change === change).length;
  const gone = count('gone');
  return { total: components.length - gone, new: count('new'), changed: count('changed'), same: count('same'), gone };
}

/**
 * Of what a finding speaks: this version of the component, in whatever release it is. Of a version that is not known, of this
 * one release: with the next one it is asked again.
 */
export function findingOf({ version }: Pick<ListedComponent, 'version'>, release: string): string {
  return version === '' ? `release ${release}` : `version ${version}`;
}

/** Lines as somebody types them: "name, version, supplier", the last two where they are known. */
export function typedComponents(lines: string): readonly ListedComponent[] {
  return lines.split('\n').flatMap((line) => {
    const [name = '', version = '', ...supplier] = line.split(',').map((part) => part.trim());
    return name === '' ? [] : [{ key: name, name, version, supplier: supplier.join(', ') }];
  });
}

/** The same, as they can be typed again. */
export function componentLines(components: readonly ListedComponent[]): string {
  return components
    .map(({ name, version, supplier }) => [name, version, supplier].join(', ').replace(/(?:, )+$/u, ''))
    .join('\n');
}
