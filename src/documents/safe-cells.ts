/*
 * A cell that begins so is run as a formula by Excel, LibreOffice and whatever opens a CSV, also where somebody else wrote
 * it. With an apostrophe before it, which is what Excel itself uses, it is text in all of them; and it comes back without.
 */

/** How a formula begins; wide forms are folded to these by some. Apostrophes before it are our own marks, or look like them. */
const RUNS = /^'*\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

/** @source OWASP, CSV Injection */
export function defused(text: string): string {
  return RUNS.test(text) ? `'${text}` : text;
}

/** The text that `defused` was given. */
export function undefused(text: string): string {
  return text.startsWith("'") && RUNS.test(text) ? text.slice(1) : text;
}
