/** Where the rules that are in force are listed. */
export const RULES = '/duties';

/** Where one of them is explained. @param id "MHRA-10D" */
export function rulePath(id: string): string {
  return `${RULES}/${encodeURIComponent(id)}`;
}
