/* What domains of later features take of assessments: the rules, and their glossary. */
export { assess, type Known } from './domain/assess.ts';
export { criteriaOf, type AssessedSection, type Assessment } from './domain/assessment.ts';
export type { Catalogue } from './domain/catalogue.ts';
