/*
 * Who of an organisation is named in what somebody wrote: whoever reads it may be whom it is about. Pure.
 */

/** The people whose whole name stands in one of the texts, whatever stands between its parts. */
export function namedIn<Person extends { readonly name: string }>(
  texts: readonly string[],
  people: readonly Person[],
): Person[] {
  const all = texts.map((text) => ` ${tokens(text).join(' ')} `);
  return people.filter(({ name }) => {
    const parts = tokens(name);
    return parts.length > 1 && all.some((text) => text.includes(` ${parts.join(' ')} `));
  });
}

function tokens(text: string): string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’‘`´]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');
}
