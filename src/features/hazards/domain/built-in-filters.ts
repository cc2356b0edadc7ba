import { choiceOf, queryIn } from './log-choice.ts';
import { filtered, type LogLine } from './log-view.ts';

/*
 * The filters that stand above every log, and those that a person keeps: what each is called, chooses, and finds. Pure.
 */

export interface NamedFilter {
  readonly name: string;
  /** The words of an address that choose. */
  readonly words: string;
}

/** One that a person keeps for the logs of a service. */
export interface SavedFilter extends NamedFilter {
  readonly id: string;
}

export const BUILT_IN: readonly NamedFilter[] = [
  { name: 'All hazards', words: '' },
  { name: 'Stale first', words: 'status=not+closed&sort=freshness' },
  { name: 'Provisional or failing', words: 'verdict=provisional+or+failing' },
  { name: 'Not verified', words: 'status=not+closed&verdict=not+verified' },
  { name: 'Deployer’s controls', words: 'party=deployer' },
];

export interface CountedFilter extends NamedFilter {
  /** Null where words are looked for: those are found by the database alone. */
  readonly count: number | null;
}

/** How many hazards each filter finds. */
export function counted(filters: readonly NamedFilter[], lines: readonly LogLine[], now: Date): CountedFilter[] {
  return filters.map(({ name, words }) => {
    const query = queryIn(words);
    return { name, words, count: query['q'] ? null : filtered(lines, choiceOf(query), now).length };
  });
}
