import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import type { Feature } from 'write-excel-file/node';
import {
  getCellAddress,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeAttributeValue,
  sanitizeTextContent,
} from 'write-excel-file/utility';

/** Cells of a column that are chosen from a list. */
export interface Choice {
  /** From 0. */
  readonly column: number;
  /** Where the list stands: "Lists!$A$2:$A$6". */
  readonly list: string;
  readonly heading: string;
}

/** Rows beneath the headings for which there are lists: those that are written, and many that somebody adds. */
const ROWS = 5_000;

const SHEET = 'xl/worksheets/sheet{id}.xml';

/**
 * Lists to choose from, and a filter on the headings, on the sheet of that name: our writer of workbooks has neither. What
 * is not in a list is asked about and may stay: a log may hold words that its scheme does not have.
 */
export function choicesOn(
  { sheet, lists: hidden }: { readonly sheet: string; readonly lists: string },
  choices: readonly Choice[],
  { columns, rows }: { readonly columns: number; readonly rows: number },
): Feature<Stream | Buffer | Blob> {
  const last = Math.max(rows, ROWS);
  const lists = choices.map(({ column, list, heading }) => {
    const area = `${getCellAddress(1, column)}:${getCellAddress(last, column)}`;
    const title = sanitizeAttributeValue(heading.slice(0, 32));
    const error = sanitizeAttributeValue('This is not in the list. Primum may not be able to read it.');
    return `<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" errorTitle="${title}" error="${error}" sqref="${area}"><formula1>${sanitizeTextContent(list)}</formula1></dataValidation>`;
  });
  const filter = `<autoFilter ref="A1:${getCellAddress(rows, columns - 1)}"/>`;
  const order = getOrderOfSiblings(SHEET, 'worksheet') ?? [];
  return {
    files: {
      transform: {
        'xl/workbook.xml': {
          // Nobody reads the lists themselves.
          transformElementAttributes: (tag, attributes) =>
            tag === 'sheet' && attributes['name'] === hidden ? { ...attributes, state: 'hidden' } : attributes,
        },
        [SHEET]: {
          transform: (xml, options) => {
            if (options.sheet !== sheet) return xml;
            const filtered = insertElementMarkupAccordingToOrderOfSiblings(xml, filter, order, 'worksheet');
            if (lists.length === 0) return filtered;
            const validations = `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`;
            return insertElementMarkupAccordingToOrderOfSiblings(filtered, validations, order, 'worksheet');
          },
        },
      },
    },
  };
}
