/*
 * A letter as data: a page, a PDF and a Word file are made of it, with the same words. Pure.
 */

export interface Letter {
  readonly title: string;
  /** The organisation that writes. */
  readonly from: string;
  readonly to: string;
  /** "3 March 2026" */
  readonly date: string;
  readonly reference: string;
  readonly paragraphs: readonly string[];
  /** A list under a heading of its own. */
  readonly heading: string;
  readonly points: readonly string[];
  readonly signatures: readonly {
    /** "Nominated by" */
    readonly as: string;
    readonly name: string;
    /** How and when they signed, or that they have not yet. */
    readonly said: string;
  }[];
  readonly foot: string;
}
