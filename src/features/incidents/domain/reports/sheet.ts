/*
 * A report to be typed into somebody else's form, or to be worked through: headings, and under each what to put where. From the
 * same rows come page, text, PDF and Word. Pure.
 */

export interface ReportSheet {
  readonly title: string;
  /** What has to be known before it is used: what nobody verified, what it is not. */
  readonly notes: readonly string[];
  readonly parts: readonly SheetPart[];
}

export interface SheetPart {
  readonly heading: string;
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  readonly label: string;
  /** Null where it is not known: then `note` says what to do. */
  readonly value: string | null;
  readonly note?: string;
}

/** What stands where nothing is known. Unknown is never left empty, for an empty field looks like a no. */
export const NOT_KNOWN = 'Not known';

/** The sheet as plain text, to copy from line by line. */
export function sheetText({ title, notes, parts }: ReportSheet): string {
  const lines = [
    title,
    ...notes,
    ...parts.flatMap(({ heading, rows }) => [
      '',
      heading.toUpperCase(),
      ...rows.flatMap(({ label, value, note }) => [
        '',
        label,
        ...indented(value ?? NOT_KNOWN),
        ...(note === undefined ? [] : indented(`(${note})`)),
      ]),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`.trimEnd());
}
