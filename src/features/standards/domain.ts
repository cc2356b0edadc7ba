/* What domains of later features take of assessments: their glossary. */
export { criteriaOf, type AssessedCriterion, type AssessedSection, type Assessment } from './domain/assessment.ts';
