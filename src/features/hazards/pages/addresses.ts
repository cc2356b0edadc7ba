import { HAZARD_STATUSES, type HazardStatus, type MapPhase } from '../domain.ts';
import { SORTS, type LogChoice, type SortBy, type SquareAt } from '../domain/log-view.ts';

/*
 * A choice of hazards as it stands in an address, so that it can be sent to somebody, kept, and gone back to.
 */

type Query = Readonly<Record<string, string>>;

/** The words of an address that choose hazards; the page and the day stand beside them. */
export const CHOOSING = [
  'q',
  'component',
  'status',
  'level',
  'owner',
  'provisional',
  'initial',
  'residual',
  'sort',
  'order',
] as const;

/** What narrows the list, without its order. */
export const NARROWING = CHOOSING.filter((word) => word !== 'sort' && word !== 'order');

/** What an address asks for. What it says that makes no sense is not said. */
export function choiceOf(query: Query): LogChoice {
  const status = query['status'];
  const sort = SORTS.find((one) => one === query['sort']) ?? 'number';
  return {
    status: status === 'not closed' ? status : (HAZARD_STATUSES.find((one: HazardStatus) => one === status) ?? null),
    level: said(query['level']),
    owner: said(query['owner']),
    component: said(query['component']),
    provisional: query['provisional'] === 'yes',
    square: squareOf('initial', query['initial']) ?? squareOf('residual', query['residual']),
    sort,
    descending: query['order'] === 'down',
  };
}

function said(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

/** "4-3": the fourth likelihood and the third severity, from the least. */
function squareOf(phase: MapPhase, text: string | undefined): SquareAt | null {
  const match = /^(\d{1,2})-(\d{1,2})$/u.exec(text ?? '');
  return match ? { phase, likelihood: Number(match[1]) - 1, severity: Number(match[2]) - 1 } : null;
}

/** What an address says of a square. */
export function squareText({ likelihood, severity }: Omit<SquareAt, 'phase'>): string {
  return `${likelihood + 1}-${severity + 1}`;
}

/** The same address with other words in it; null takes a word out. The page begins anew unless it is said. */
export function addressWith(path: string, query: Query, words: Readonly<Record<string, string | null>>): string {
  const kept = [...CHOOSING, 'as-at'].map((word) => [word, word in words ? words[word] : query[word]] as const);
  const page = words['page'] ?? null;
  const parts = new URLSearchParams();
  for (const [word, value] of kept) if (value) parts.set(word, value);
  if (page !== null && page !== '1') parts.set('page', page);
  const text = parts.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Where a heading leads: the other way round, where the list is in its order already. */
export function sortAddress(path: string, query: Query, sort: SortBy): string {
  const choice = choiceOf(query);
  // The worst first is what somebody wants who orders by a rating.
  const worstFirst = sort === 'initial' || sort === 'residual';
  const down = choice.sort === sort ? !choice.descending : worstFirst;
  return addressWith(path, query, { sort: sort === 'number' ? null : sort, order: down ? 'down' : null });
}

export function logPath(service: string, log: number): string {
  return `/services/${encodeURIComponent(service)}/logs/${log}`;
}

/** @param asAt keeps the day that is looked at */
export function hazardPath(service: string, hazard: string, asAt: string | null = null): string {
  const path = `/services/${encodeURIComponent(service)}/hazards/${hazard}`;
  return asAt === null ? path : `${path}?as-at=${encodeURIComponent(asAt)}`;
}

/**
 * @param control CTL-31; or PLATFORM/CTL-3, which leads to the service that it belongs to
 * @param asAt keeps the day that is looked at
 */
export function controlPath(service: string, control: string, asAt: string | null = null): string {
  const [own = control, elsewhere = null] = control.split('/').toReversed();
  const path = `/services/${encodeURIComponent(elsewhere ?? service)}/controls/${own}`;
  return asAt === null ? path : `${path}?as-at=${encodeURIComponent(asAt)}`;
}
