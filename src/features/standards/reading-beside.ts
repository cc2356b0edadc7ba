import type { KnownFacts } from '../../rules/conditions.ts';
import { listed } from '../../words/counting.ts';
import type { Words } from '../../words/sentence.ts';
import { factQuestions } from './catalogues.ts';
import { aboutPath } from './domain/addresses.ts';
import { answersOf, beforeSupply } from './domain/answers.ts';
import { criteriaOf, type Assessment } from './domain/assessment.ts';
import { NOTHING_BESIDE, type Beside } from './domain/beside.ts';
import { tierOf } from './domain/tier.ts';

/*
 * What the pages of those standards show besides that have a scheme of their own: the answers of the NHS compliance
 * assessment, the tier of the evidence standards framework.
 */

/** What else is read off an assessment. @param facts what is known of the service */
export function besideOf(assessment: Assessment, facts: KnownFacts): Beside {
  const { id } = assessment.catalogue;
  if (id === 'dcb0129' || id === 'dcb0160') return answersBeside(assessment);
  if (id === 'esf') return { ...NOTHING_BESIDE, notes: [tierWords(assessment, facts)] };
  return NOTHING_BESIDE;
}

function answersBeside(assessment: Assessment): Beside {
  const criteria = criteriaOf(assessment);
  const answered = answersOf(assessment);
  return {
    notes: beforeSupply(answered.flat()).against,
    answers: new Map(criteria.map(({ criterion }, index) => [criterion.id, answered[index]!])),
  };
}

function tierWords({ service }: Assessment, facts: KnownFacts): Words {
  const { tier, atLeast, missing } = tierOf(facts);
  if (tier !== null) return [`By what was answered, this service reaches tier ${tier}.`];
  const questions = factQuestions().filter(({ id }) => missing.includes(id));
  return [
    atLeast === null
      ? 'Which tier this service reaches is not known. '
      : `This service reaches at least tier ${atLeast}. `,
    'Answering ',
    { text: listed(questions.map(({ question }) => `“${question}”`)), href: aboutPath(service.reference, missing[0]) },
    ' settles it.',
  ];
}
