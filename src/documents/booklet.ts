/*
 * A longer document as data: a PDF and a Word file are made of it, with the same words. Pure.
 */

export interface Booklet {
  readonly title: string;
  /** Who it is from: a service, an organisation. */
  readonly from: string;
  /** What stands beneath the title: as at when, approved by whom. */
  readonly lines: readonly string[];
  /** Stands at the foot of every page. */
  readonly reference: string;
  /** Words that stand on every page, so that nobody takes it for what it is not: "Draft"; without them, nothing does. */
  readonly watermark?: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3 | 4; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly numbered: boolean }
  | Table;

export interface Table {
  readonly kind: 'table';
  /** Says what the table is, above it. */
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Shares of the width of the page. */
  readonly widths: readonly number[];
  /** Its caption and head say what the heading above it says: read aloud, and on a page in a browser not shown. */
  readonly quiet?: true;
}

/** A cell; one with a tone is a level of risk, from 1 (least) to 5. */
export type TableCell = string | { readonly text: string; readonly tone: 1 | 2 | 3 | 4 | 5 };

/** The five steps of a rating, as on the pages: light to dark, so that they survive a printer without colours. */
export const TONES: readonly { readonly fill: string; readonly ink: string }[] = [
  { fill: '#fdf7e3', ink: '#212b32' },
  { fill: '#f8d98a', ink: '#212b32' },
  { fill: '#ea9a45', ink: '#212b32' },
  { fill: '#b8431a', ink: '#ffffff' },
  { fill: '#5c0d14', ink: '#ffffff' },
];
