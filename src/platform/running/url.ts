/**
 * Where browsers reach Primum, as PRIMUM_URL says it; null where it says nothing.
 * @throws in words for whoever started it
 */
export function urlFrom(given: string | undefined): string | null {
  const text = given?.trim();
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/u.test(url.protocol) && url.pathname === '/' && url.search === '') return url.origin;
  // Not quoted: there may be a password in it.
  throw new Error('PRIMUM_URL takes an address such as https://primum.example.org, without a path.');
}
