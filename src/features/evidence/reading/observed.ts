/** Before then nobody wrote JUnit XML: "0001-01-01" and "1970-01-01" are what tools write that do not know. */
const EARLIEST = Date.UTC(2000, 0, 1);
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?)\s*(Z|[+-]\d\d:?\d\d)?$/iu;

/**
 * When something ran, as a report says it; null where it says nothing that can be believed. A time without its zone is taken
 * as UTC, which is what the schema of most tools asks for. Whether it lies in the future is for whoever has a clock.
 */
export function observedOf(said: string | undefined): Date | null {
  const text = (said ?? '').trim();
  const [, day, time, zone = 'Z'] = ISO.exec(text) ?? [];
  // Mocha's own reporter writes the date of a mail: "Fri, 27 Nov 2026 17:46:18 GMT".
  const at =
    day === undefined
      ? /\bGMT$/u.test(text)
        ? Date.parse(text)
        : Number.NaN
      : Date.parse(`${day}T${time!.replace(',', '.')}${zone}`);
  return Number.isNaN(at) || at < EARLIEST ? null : new Date(at);
}
