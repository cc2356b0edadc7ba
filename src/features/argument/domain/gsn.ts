/*
 * The glossary of arguments: the claims structure of the GSN Community Standard, version 3, with what its dialectic extension
 * adds (challenges and what is defeated) and what the modular one does (modules that use and extend each other). Pure.
 */

/** Plain data that is carried along and means nothing here. */
export type Carried = string | number | boolean | null | readonly Carried[] | { readonly [name: string]: Carried };

export const SORTS = [
  'goal',
  'strategy',
  'solution',
  'context',
  'assumption',
  'justification',
  'counter goal',
  'counter solution',
] as const;
export type Sort = (typeof SORTS)[number];

/** What challenges what: an element, or the relation between two. */
export type Challenge = { readonly element: string } | { readonly from: string; readonly to: string };

/** "G2", or "G2 -> CG1" for the relation between two: as it is written. */
export function challengeText(one: Challenge): string {
  return 'element' in one ? one.element : `${one.from} -> ${one.to}`;
}

export interface Element {
  /** "G1", "Sn-CTL-31". Unique in an argument. */
  readonly id: string;
  /** Null where neither its name nor the file says what it is. */
  readonly sort: Sort | null;
  readonly text: string;
  readonly supportedBy: readonly string[];
  readonly inContextOf: readonly string[];
  readonly challenges: readonly Challenge[];
  /** Said to be not argued yet. */
  readonly undeveloped: boolean;
  /** What challenges it was found to be right; of what challenges: it was answered. */
  readonly defeated: boolean;
  /** What it points at by a relation that does not stand. */
  readonly defeatedRelation: readonly string[];
  /** Where its own name in the file does not say its sort. */
  readonly named?: Sort;
  /** Fields of the file that mean nothing here: where it is drawn, further layers, classes. Kept as they are. */
  readonly other: Readonly<Record<string, Carried>>;
}

/** What a module says of itself. */
export interface ModuleInfo {
  readonly name: string | null;
  /** Files of the modules whose elements it refers to. */
  readonly uses: readonly string[];
  /** What was left undeveloped in another module, and is developed here. */
  readonly extends: readonly {
    readonly module: string;
    readonly develops: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly other: Readonly<Record<string, Carried>>;
}

export interface Argument {
  /** Null where a file says nothing of its module. */
  readonly module: ModuleInfo | null;
  readonly elements: readonly Element[];
}

/** An element of which nothing more is said. */
export function element(id: string, more: Partial<Omit<Element, 'id'>> = {}): Element {
  return {
    id,
    sort: sortOf(id),
    text: '',
    supportedBy: [],
    inContextOf: [],
    challenges: [],
    undeveloped: false,
    defeated: false,
    defeatedRelation: [],
    other: {},
    ...more,
  };
}

/** The longest beginnings first: "Sn1" is no strategy, and "CG1" no context. */
const BEGINNINGS: readonly (readonly [string, Sort])[] = [
  ['CSn', 'counter solution'],
  ['CG', 'counter goal'],
  ['Sn', 'solution'],
  ['G', 'goal'],
  ['S', 'strategy'],
  ['C', 'context'],
  ['A', 'assumption'],
  ['J', 'justification'],
];

/** The sort that an id says: "Sn1" is a solution. Null where it says none. */
export function sortOf(id: string): Sort | null {
  return BEGINNINGS.find(([beginning]) => id.startsWith(beginning))?.[1] ?? null;
}

/** What argues, and is argued: it needs support. */
export function isClaim({ sort }: Pick<Element, 'sort'>): boolean {
  return sort === 'goal' || sort === 'strategy' || sort === 'counter goal';
}

/** What stands against an argument, and not for it. */
export function isCounter({ sort }: Pick<Element, 'sort'>): boolean {
  return sort === 'counter goal' || sort === 'counter solution';
}

/** Whatever nothing points at, in the order of the argument; counter-arguments point at what they challenge. */
export function tops({ elements }: Pick<Argument, 'elements'>): Element[] {
  const reached = new Set(elements.flatMap(({ supportedBy, inContextOf }) => [...supportedBy, ...inContextOf]));
  return elements.filter((one) => !reached.has(one.id) && one.challenges.length === 0);
}

export function byId({ elements }: Pick<Argument, 'elements'>): Map<string, Element> {
  return new Map(elements.map((one) => [one.id, one]));
}
