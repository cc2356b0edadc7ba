import type { Block } from '../../../documents/booklet.ts';
import { FIELD_NAMES, INTENDED_USE } from '../../services/index.ts';
import { heading, list, pairs, paragraphs, table } from './blocks.ts';
import type { ReportFacts } from './facts.ts';

/** What the service is, for whom and where, and what it consists of. */
export function system({ service }: ReportFacts): Block[] {
  const fields = ['summary', ...INTENDED_USE, 'notFor'] as const;
  return [
    ...pairs(
      'Intended use',
      fields.map((field) => [FIELD_NAMES[field], service[field].trim() || 'Not known: nobody has said it.'] as const),
    ),
    heading('Components'),
    ...table(
      {
        caption: 'What the service consists of',
        head: ['Component', 'What it does'],
        rows: service.components.map(({ name, purpose }) => [name, purpose.trim() || 'Not known']),
        widths: [1, 3],
      },
      'Not known: nobody has listed them.',
    ),
    heading('Where it is reached'),
    ...(service.addresses.length === 0 ? paragraphs('No address is on record.') : list(service.addresses)),
  ];
}
