import { z } from 'zod';
import { maskText } from '../../../platform/personal-data.ts';

/** A list that is on its way from page to page, in the browser of whoever takes it in. */
const carriedSchema = z.strictObject({
  file: z.string().max(200),
  head: z.int().min(0),
  headings: z.array(z.string()).max(40),
  sheet: z
    .strictObject({ at: z.array(z.int()).max(2_000), rows: z.array(z.array(z.string()).max(40)).max(2_000) })
    .refine(({ at, rows }) => at.length === rows.length),
  masked: z.int().min(0),
  leftOut: z.array(z.string()).max(2_000),
});
export type CarriedList = z.output<typeof carriedSchema>;

/** The list that a page carried; null where it did not arrive whole. What looks like an NHS number is masked once more. */
export function carriedIn(text: string): CarriedList | null {
  try {
    const read = carriedSchema.safeParse(JSON.parse(text));
    if (!read.success) return null;
    const { sheet, ...list } = read.data;
    return { ...list, sheet: { ...sheet, rows: sheet.rows.map((row) => row.map((cell) => maskText(cell).text)) } };
  } catch {
    return null;
  }
}
