/* What domains of later features take of assessments: their glossary, and what a section of a standard is called. */
export { criteriaOf, type AssessedCriterion, type AssessedSection, type Assessment } from './domain/assessment.ts';
export { sectionNoun } from './domain/showing.ts';
