/*
 * What every verb has in common; nothing here loads anything, so that a cold start stays short.
 */

/** What a verb ends with. */
export const EXIT = { done: 0, refused: 1, wrong: 2, unreachable: 4 } as const;

/** "closeHazard" is `close-hazard`. */
export function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z\d])[A-Z]/gu, (letter) => `-${letter}`).toLowerCase();
}

/** Without what a terminal would obey: text comes from many hands. Ends of lines stay. */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
}
