/**
 * Defuses a text for spreadsheets: Excel runs a cell that begins so as a formula, also one that came out of a file that
 * somebody else wrote. The apostrophe is what Excel itself uses for "this is text".
 * @source OWASP, CSV Injection
 */
export function defused(text: string): string {
  return /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u.test(text) ? `'${text}` : text;
}
