/** @returns the number in "DEC-3", "dec 3" or "3"; null for anything else @param prefix its letters, small */
export function numberIn(prefix: string, reference: string): number | null {
  const match = /^\s*(?:([a-z]{3})[-\s]?)?0*([1-9]\d{0,8})\s*$/iu.exec(reference);
  return match && (match[1] ?? prefix).toLowerCase() === prefix ? Number(match[2]) : null;
}
