/*
 * A record as data, such as the minutes of a workshop: facts, and sections with text, lists and tables. A PDF and a Word file
 * are made of it, with the same words. Pure.
 */

export interface RecordTable {
  /** Read aloud with each cell; never empty. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface RecordPart {
  /** '' for none. */
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

export interface RecordSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly points: readonly string[];
  readonly table: RecordTable | null;
  readonly parts: readonly RecordPart[];
}

export interface RecordDocument {
  readonly title: string;
  /** The organisation whose record it is. */
  readonly from: string;
  readonly reference: string;
  readonly facts: readonly { readonly name: string; readonly says: string }[];
  readonly sections: readonly RecordSection[];
  readonly foot: string;
}
