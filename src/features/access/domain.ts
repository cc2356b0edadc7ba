/*
 * The glossary of access: tokens, which programs show instead of a person who signs in, and what assessors looked at. Pure.
 * That a token never may what its owner may not is decided where everything is: `allows` in platform/commands/may.ts.
 */

/** Days that a token lasts at most: what nobody renews was forgotten. */
export const MOST_DAYS = 90;
/** And unless somebody says otherwise. */
export const USUAL_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

/** When a token that is made now ends. @param days whole, 1 to MOST_DAYS */
export function endOfToken(now: Date, days: number): Date {
  return new Date(now.getTime() + Math.min(Math.max(days, 1), MOST_DAYS) * DAY);
}

/** What counts of a token. */
export interface TokenTimes {
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/**
 * How a token stands. `idle`: its owner left, or holds nothing there that a program could make use of; it works again if
 * they are given a role again before it ends.
 */
export type TokenState = 'works' | 'idle' | 'ended' | 'over';

/** @param usable whether its owner holds something that it can make use of */
export function stateOfToken({ expiresAt, revokedAt }: TokenTimes, usable: boolean, now: Date): TokenState {
  if (revokedAt !== null) return 'ended';
  if (expiresAt <= now) return 'over';
  return usable ? 'works' : 'idle';
}

/** What a page or a query is called in the list of what was looked at: "hazards HAZ-12" for /services/:service/hazards/:hazard. */
export function lookWords(page: string, names: Readonly<Record<string, string>>): string {
  if (!page.startsWith('/')) {
    const things = Object.values(names).join(' ');
    return `the list ${page}${things === '' ? '' : ` ${things}`}, as data`;
  }
  const words = page
    .replace(/^\/services\/:service\/?/u, '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(':') ? (names[part.slice(1)] ?? '') : part.replaceAll('-', ' ')))
    .filter((part) => part !== '')
    .join(' ');
  return words === '' ? 'the page of the service' : words;
}

/** The address of a page that was looked at; null where it cannot be said any more, or was no page. */
export function lookAddress(page: string, service: string, names: Readonly<Record<string, string>>): string | null {
  if (!page.startsWith('/')) return null;
  const filled = page.replaceAll(/:(\w+)/gu, (whole, name: string) =>
    name === 'service' ? service : (names[name] ?? whole),
  );
  if (filled.includes(':')) return null;
  const asAt = names['as-at'];
  return asAt === undefined ? filled : `${filled}?as-at=${asAt}`;
}
