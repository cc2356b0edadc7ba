import { Table } from '../../../ui/nhsuk/index.ts';
import { InWords } from '../../../ui/sentence.tsx';
import { criteriaOf, type Assessment } from '../domain/assessment.ts';
import { answerCounts, PART_WORDS, type Beside, type SchemeAnswer } from '../domain/beside.ts';
import { countsText } from '../domain/summary.ts';

/** One answer, where its criterion is opened. */
export function AnswerLine({ part, answer, because, clears }: SchemeAnswer) {
  return (
    <p class="app-criterion__note">
      Answer{part !== null && ` for the ${PART_WORDS[part]}`}: <strong>{answer}.</strong> <InWords words={because} />{' '}
      <InWords words={clears} />
    </p>
  );
}

interface AnswersProps {
  readonly assessment: Assessment;
  readonly answers: Beside['answers'];
}

/** All answers in the scheme of the standard: counted, and as a table for whoever fills in the form. */
export function Answers({ assessment, answers }: AnswersProps) {
  if (answers.size === 0) return null;
  const rows = criteriaOf(assessment).flatMap(({ criterion }) =>
    (answers.get(criterion.id) ?? []).map(({ part, answer, because }) => ({ criterion, part, answer, because })),
  );
  return (
    <details class="nhsuk-details">
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">
          Answers for the compliance assessment: {countsText(answerCounts(answers))}
        </span>
      </summary>
      <div class="nhsuk-details__text">
        <p>
          The NHS compliance assessment asks apart for evidence of the management system and of the project. These are
          read off what stands below. They claim nothing: people answer the assessment.
        </p>
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Answers, in the order of the standard', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Clause' }, { text: 'For the' }, { text: 'Answer' }, { text: 'Because' }]}
          rows={rows.map(({ criterion, part, answer, because }) => [
            {
              text: (
                <>
                  <span class="app-ref">{criterion.clause}</span> {criterion.title}
                </>
              ),
            },
            { text: part === null ? 'whole' : PART_WORDS[part] },
            { text: <strong>{answer}</strong> },
            { text: <InWords words={because} /> },
          ])}
        />
      </div>
    </details>
  );
}
