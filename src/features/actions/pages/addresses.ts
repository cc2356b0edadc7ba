import { ACTION_STATES, SORTS, type ActionState, type SortBy } from '../domain.ts';
import { isId } from '../../../platform/ids.ts';

/*
 * A choice of actions as it stands in an address, so that it can be sent to somebody, kept, and gone back to.
 */

type Query = Readonly<Record<string, string>>;

export interface ActionChoice {
  /** `open`, or overdue among those; null for any. */
  readonly state: ActionState | 'overdue' | null;
  /** The id of a person; null for anyone. */
  readonly owner: string | null;
  readonly service: string | null;
  /** A kind of source; "hand" for none; null for any. */
  readonly source: string | null;
  readonly sort: SortBy;
  readonly descending: boolean;
}

const WORDS = ['state', 'owner', 'service', 'source', 'sort', 'order'] as const;

/** What an address asks for; what it says that makes no sense is not said. Without an owner in it, it is whoever looks. */
export function choiceOf(query: Query, self: string): ActionChoice {
  const { state, owner = self, service = '', source = '' } = query;
  return {
    state: state === '' ? null : ([...ACTION_STATES, 'overdue' as const].find((one) => one === state) ?? 'open'),
    owner: isId(owner) ? owner : null,
    service: service.trim() === '' ? null : service.trim().toUpperCase().slice(0, 20),
    source: source === '' ? null : source.slice(0, 100),
    sort: SORTS.find((one) => one === query['sort']) ?? 'due',
    descending: query['order'] === 'down',
  };
}

/** The same list with other words in its address; null takes a word out. It begins at its first page unless that is said. */
export function listAddress(query: Query, words: Readonly<Record<string, string | null>> = {}): string {
  const parts = new URLSearchParams();
  for (const word of WORDS) {
    const value = word in words ? words[word] : query[word];
    if (value !== null && value !== undefined) parts.set(word, value);
  }
  const page = words['page'];
  if (page && page !== '1') parts.set('page', page);
  const text = parts.toString();
  return text === '' ? '/actions' : `/actions?${text}`;
}

/** Where a heading leads: the other way round, where the list is in its order already. */
export function sortAddress(query: Query, choice: ActionChoice, sort: SortBy): string {
  const down = choice.sort === sort && !choice.descending;
  return listAddress(query, { sort: sort === 'due' ? null : sort, order: down ? 'down' : null });
}
