import { csvTable } from '../../documents/csv.ts';
import {
  criteriaIn,
  type PackCriterion,
  type PackDocument,
  type PackSection,
  type PackStandard,
} from './domain/document.ts';
import { isNotKnown, RESULT_WORDS, VERDICT_WORDS } from './domain/saying.ts';

interface Row {
  readonly document: PackDocument;
  readonly standard: PackStandard;
  readonly section: PackSection;
  readonly criterion: PackCriterion;
}

/** One row for each thing that a standard asks. Each says as at when and of which edition it is: rows are taken out of files. */
const COLUMNS: readonly (readonly [heading: string, of: (row: Row) => string])[] = [
  ['As at', ({ document }) => document.asAt],
  ['Service', ({ document }) => document.service.reference],
  ['Standard', ({ standard }) => standard.id],
  ['Edition', ({ standard }) => standard.edition],
  ['Section', ({ section }) => section.id],
  ['Section title', ({ section }) => section.title],
  ['Section verdict', ({ section }) => VERDICT_WORDS[section.verdict]],
  ['Id', ({ criterion }) => criterion.id],
  ['Clause', ({ criterion }) => criterion.clause],
  ['Title', ({ criterion }) => criterion.title],
  ['What is asked', ({ criterion }) => criterion.text],
  ['Asked as', ({ criterion }) => criterion.level ?? ''],
  ['Applies', ({ criterion }) => APPLIES[criterion.applies]],
  ['Stands', ({ criterion }) => RESULT_WORDS[criterion.result]],
  ['Freshness', ({ criterion }) => criterion.freshness.state],
  ['Until', ({ criterion }) => criterion.freshness.until ?? ''],
  ['Since', ({ criterion }) => criterion.freshness.since ?? ''],
  ['Due from', ({ criterion }) => criterion.freshness.from ?? ''],
  ['Judgement', ({ criterion }) => criterion.judgement?.value ?? ''],
  ['Judged by', ({ criterion }) => criterion.judgement?.by ?? ''],
  ['Judged on', ({ criterion }) => criterion.judgement?.on ?? ''],
  ['Reason of the judgement', ({ criterion }) => criterion.judgement?.reason ?? ''],
  ['Judgement out of date', ({ criterion }) => criterion.judgement?.outOfDate ?? ''],
  ['What is so', ({ criterion }) => criterion.says.join('\n')],
  ['What clears it', ({ criterion }) => criterion.clears.join('\n')],
  ['Shown by', ({ criterion }) => criterion.evidence.map(({ text }) => text).join('\n')],
  ['Answer for the compliance assessment', answersIn],
  ['Checks', ({ criterion }) => criterion.observations.map(({ check, result }) => `${check}: ${result}`).join('\n')],
  ['Not known in this standard', ({ standard }) => String(criteriaIn(standard).filter(isNotKnown).length)],
  ['How sure the line is', ({ criterion }) => criterion.confidence],
  ['Source', ({ criterion }) => criterion.source],
];

/** "system: Yes, project: Awaiting"; '' where the standard is not answered so. */
function answersIn({ standard, criterion }: Row): string {
  return standard.answers
    .filter((one) => one.criterion === criterion.id)
    .map(({ part, answer }) => (part === null ? answer : `${part}: ${answer}`))
    .join(', ');
}

const APPLIES = { yes: 'Yes', no: 'No', unknown: 'Not known' } as const;

/** A pack as rows, one for each thing that is asked. */
export function packCsv(document: PackDocument): string {
  const rows = document.standards.flatMap((standard) =>
    standard.sections.flatMap((section) =>
      section.criteria.map((criterion) => COLUMNS.map(([, of]) => of({ document, standard, section, criterion }))),
    ),
  );
  return csvTable([COLUMNS.map(([heading]) => heading), ...rows]);
}
