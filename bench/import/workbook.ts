import { utils, write } from '@e965/xlsx';
import { NHS_SCHEME } from '../../src/features/schemes/domain.ts';

const HEADINGS = [
  ['Hazard Number', 'Hazard Name', 'Hazard Description', 'Harm', 'Cause', 'Control', 'Control Type', 'Control Owner'],
  [
    'Initial Severity',
    'Initial Likelihood',
    'Initial Risk',
    'Residual Severity',
    'Residual Likelihood',
    'Residual Risk',
  ],
  ['Owner', 'Status'],
].flat();

const TYPES = ['Design', 'Test', 'Training'];

/** A log of so many hazards with three controls each, one row a control, as an Excel workbook. */
export function workbook(hazards: number): Uint8Array {
  const rows = Array.from({ length: hazards }, (_hazard, index) => {
    const [severity, likelihood] = [index % 5, (index * 3) % 5];
    const rating = (s: number, l: number) => [
      NHS_SCHEME.severity[s],
      NHS_SCHEME.likelihood[l],
      NHS_SCHEME.matrix[l]![s],
    ];
    return TYPES.map((type, position) => [
      `H${index + 1}`,
      `Hazard ${index + 1}: what is shown at step ${index % 97} is not what was recorded`,
      `On ward ${index % 41} the value of step ${index % 97} is taken from the patient seen before, number ${index}.`,
      `Treatment ${index} is late or wrong.`,
      `The list of step ${index % 97} keeps its last entry (${index})`,
      `Control ${position + 1} of hazard ${index + 1}: the name is shown again before step ${index % 89}`,
      type,
      ['Product lead', 'Design lead', 'Ward lead'][position],
      ...rating(severity, likelihood),
      ...rating(severity, Math.max(0, likelihood - 2)),
      'Product lead',
      'Open',
    ]);
  }).flat();
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([HEADINGS, ...rows]), 'Hazard log');
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Uint8Array;
}
