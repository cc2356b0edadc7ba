import { addressWith, choosingWords, logDoor, queryIn } from './addresses.ts';
import type { CountedFilter } from '../domain/built-in-filters.ts';

interface SavedProps {
  readonly service: string;
  readonly log: number;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly filters: readonly CountedFilter[];
  /** Of which the first so many are everybody's. */
  readonly builtIn: number;
  readonly mayKeep: boolean;
}

/** The filters that stand above the log: everybody's, and one's own. */
export function SavedFilters({ service, log, path, query, filters, builtIn, mayKeep }: SavedProps) {
  const { rows, 'as-at': asAt } = query;
  const here = choosingWords({ ...query, rows: '' });
  const known = filters.some(({ words }) => wordsOf(words) === here);
  return (
    <nav class="app-saved" aria-labelledby="saved-filters">
      <h2 class="app-saved__heading" id="saved-filters">
        Saved filters
      </h2>
      <ul class="app-saved__list">
        {filters.map(({ name, words, count }) => (
          <li>
            <a
              class="app-saved__link"
              href={addressWith(path, { ...queryIn(words), ...(rows && { rows }), ...(asAt && { 'as-at': asAt }) }, {})}
              aria-current={wordsOf(words) === here ? 'true' : undefined}
            >
              {name}
              {count !== null && ` (${count})`}
            </a>
          </li>
        ))}
        {mayKeep && (!known || filters.length > builtIn) && (
          <li class="app-saved__keep">
            {known ? (
              <a href={logDoor(service, log, 'filters')}>Your filters</a>
            ) : (
              <a href={addressWith(logDoor(service, log, 'filters'), query, { 'as-at': null })}>Save this filter</a>
            )}
          </li>
        )}
      </ul>
    </nav>
  );
}

/** What a filter chooses, whatever it says of how many rows are shown. */
function wordsOf(words: string): string {
  return choosingWords({ ...queryIn(words), rows: '' });
}
