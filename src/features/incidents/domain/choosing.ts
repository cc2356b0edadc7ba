import { SORTS, type Sort } from '../domain.ts';

/*
 * What narrows the list of incidents, as its address says it. Pure.
 */

/** What is chosen; null for all. */
export interface Chosen {
  readonly stage: string | null;
  readonly sort: string | null;
  readonly harm: string | null;
  readonly owner: string | null;
  /** Those that are open, or overdue; null for whatever they are. */
  readonly which: 'open' | 'overdue' | null;
}

/** As an owner: with nobody. */
export const NOBODY = 'nobody';
/** As a harm: nobody graded it. */
export const NOT_GRADED = 'not graded';

/** What an address says. What it says otherwise than this, it does not say. */
export function chosenIn(query: Readonly<Record<string, string>>): Chosen {
  const one = (word: string) => query[word]?.trim() || null;
  const which = one('which');
  return {
    stage: one('stage'),
    sort: one('sort'),
    harm: one('harm'),
    owner: one('owner'),
    which: which === 'open' || which === 'overdue' ? which : null,
  };
}

/** What follows the address of the list for a page of it. */
export function chosenAddress(chosen: Chosen, page: number): string {
  const words = Object.entries({ ...chosen, page: page > 1 ? String(page) : null }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return words.length === 0 ? '' : `?${new URLSearchParams(words).toString()}`;
}

/** The sort that an address names in one tap: "?sort=near-miss"; null for none. */
export function sortIn(query: Readonly<Record<string, string>>): Sort | null {
  return SORTS.find((one) => one.replaceAll(' ', '-') === query['sort']) ?? null;
}

/** How many incidents a page of the list shows. */
export const ON_A_PAGE = 100;

/** The page that an address names, from 1; the first one where it names none of them. */
export function pageIn(query: Readonly<Record<string, string>>, total: number): { page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(total / ON_A_PAGE));
  const asked = Number(query['page']);
  return { page: Number.isInteger(asked) && asked >= 1 && asked <= pages ? asked : 1, pages };
}
