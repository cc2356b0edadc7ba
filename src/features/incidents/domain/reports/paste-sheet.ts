import { sayDay } from '../../../../words/days.ts';
import { capital } from '../../../../words/counting.ts';
import {
  associationCode,
  codedOf,
  EVENT_TYPES,
  IT_AGENT,
  IT_THEME,
  numberOf,
  physicalCode,
  PHYSICAL_LIST,
  psychologicalCode,
  PSYCHOLOGICAL_LIST,
  questionsOf,
  validAnswers,
  type Answers,
  type LfpseTaxonomy,
  type QuestionKey,
} from './lfpse.ts';
import type { ReportSheet, SheetRow } from './sheet.ts';
import type { ReportSource } from './source.ts';

/** An incident to be typed into the online form of LFPSE, in the order in which the parts of the taxonomy follow each other. */
export function pasteSheetOf(source: ReportSource, given: Answers, taxonomy: LfpseTaxonomy): ReportSheet {
  const { incident } = source;
  const { sort } = incident;
  const answers = validAnswers(given, sort, taxonomy);
  const label = (list: string, code: string) =>
    taxonomy.codeSystems[list]?.codes.find((one) => one.code === code)?.display ?? code;
  const answered = (key: QuestionKey): SheetRow[] =>
    questionsOf(sort)
      .filter((question) => question.key === key)
      .map(({ asks, list }) => {
        const code = answers[key];
        return code === undefined
          ? { label: asks, value: null, note: 'Say it in LFPSE, or choose it on the page of this report.' }
          : { label: asks, value: label(list, code) };
      });
  const codedRow = (name: string, list: string): SheetRow => {
    const said = codedOf(source).filter((one) => one.list === list);
    return said.length === 0
      ? { label: name, value: null, note: 'Nobody said. Say it in triage, or in LFPSE.' }
      : { label: name, value: said.map(({ code }) => label(list, code)).join('; ') };
  };
  const happened = sort !== 'risk';
  const graded = sort === 'incident' || sort === 'near miss' || sort === 'outcome';
  return {
    title: `LFPSE: what to enter for ${numberOf(source)}`,
    notes: [
      'Made to be copied into the online form. It is not connected to LFPSE: nothing was sent.',
      `The order follows the taxonomy of ${taxonomy.asOf}, which somebody else wrote down. The form of today was not seen: it may ask otherwise.`,
      'Enter no name and nothing that says who somebody is.',
    ],
    parts: [
      {
        heading: 'What kind of event',
        rows: [
          {
            label: 'Type of event',
            value: EVENT_TYPES[sort],
            ...(sort === 'near miss'
              ? { note: 'Here it is a near miss. LFPSE takes that as an incident without harm.' }
              : {}),
          },
        ],
      },
      {
        heading: 'What happened',
        rows: [
          { label: 'Describe it', value: incident.what },
          ...(happened
            ? [
                incident.occurredOn === null
                  ? { label: 'When it happened', value: null, note: 'Nobody said. An estimate can be given.' }
                  : { label: 'When it happened', value: sayDay(incident.occurredOn) },
              ]
            : []),
          ...(graded
            ? [
                source.immediate.length === 0
                  ? { label: 'What was done at once', value: null, note: 'Nothing is written down.' }
                  : { label: 'What was done at once', value: source.immediate.join('\n') },
              ]
            : []),
          ...answered('location'),
          ...answered('process'),
          ...answered('challenge'),
        ],
      },
      ...(sort === 'risk'
        ? [
            {
              heading: 'The risk',
              rows: [
                { label: 'Theme', value: label('risk-themes-5', IT_THEME) },
                ...answered('imminent'),
                ...answered('timeframe'),
              ],
            },
          ]
        : []),
      ...(sort === 'incident' || sort === 'near miss'
        ? [
            {
              heading: 'What was involved',
              rows: [
                { label: 'What was involved', value: label('agent-type-5', IT_AGENT) },
                codedRow('How software was involved', 'it-systems-and-software-involved-5'),
                {
                  label: 'Describe the problem',
                  value: incident.cause,
                  ...(incident.cause === null
                    ? { note: 'The cause is not known yet. A report can be changed later.' }
                    : {}),
                },
              ],
            },
          ]
        : []),
      ...(graded
        ? [
            {
              heading: 'Who was affected',
              rows: [
                gradeRow('Physical harm', incident.physical && label(PHYSICAL_LIST, physicalCode(incident.physical))),
                gradeRow(
                  'Psychological harm',
                  incident.psychological && label(PSYCHOLOGICAL_LIST, psychologicalCode(incident.psychological)),
                ),
                gradeRow(
                  'How far the incident led to it',
                  incident.association && label('strength-of-association-5', associationCode(incident.association)),
                ),
                {
                  label: 'Age, gender, ethnicity',
                  value: null,
                  note: 'Primum holds nothing of patients. Give it from the patient\u2019s record.',
                },
              ],
            },
          ]
        : []),
      {
        heading: 'Your record',
        rows: [
          ...(sort === 'good care' ? [] : [codedRow('How concerned you are', 'worry-scale-5')]),
          { label: 'Local reference', value: numberOf(source) },
          ...answered('sharing'),
          { label: 'Your organisation', value: source.organisation, note: 'LFPSE asks for it by its code.' },
        ],
      },
    ],
  };
}

function gradeRow(label: string, grade: string | null): SheetRow {
  return grade === null
    ? { label, value: null, note: 'Nobody graded it yet. Grade it in triage: LFPSE has no word for not graded.' }
    : { label, value: capital(grade) };
}
