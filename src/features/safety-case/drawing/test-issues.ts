import type { Block } from '../../../documents/booklet.ts';
import { sentenceText } from '../../../words/sentence.ts';
import { heading, list, paragraphs, table } from './blocks.ts';
import type { ReportFacts } from './facts.ts';

/** Faults that go along with the release, and what evidence speaks against now. */
export function testIssues({ report, release, failing }: ReportFacts): Block[] {
  const issues = release?.testIssues ?? null;
  return [
    heading('Open test issues'),
    ...(issues === null
      ? paragraphs('Not known: nobody has said which faults are known.')
      : table(
          {
            caption: `Faults that are known of release ${report.release ?? ''}`.trim(),
            head: ['Fault', 'What it means for safety', 'Hazards'],
            rows: issues.map(({ reference, title, meaning, hazards }) => [
              `${reference}: ${title}`,
              meaning.trim() || 'Not known',
              hazards.length === 0 ? 'None named' : hazards.join(', '),
            ]),
            widths: [4, 6, 2],
          },
          `Release ${report.release ?? ''} was declared to have no known fault.`,
        )),
    heading('Controls that do not hold'),
    ...(failing.length === 0
      ? paragraphs('Of no control of the service does evidence say that it does not hold.')
      : list(failing.map(sentenceText))),
  ];
}
