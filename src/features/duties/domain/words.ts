import { sayDay } from '../../../words/days.ts';
import { asSentence, counted } from '../../../words/counting.ts';
import type { Area, Confidence, Duty, Span, Strength } from './pack.ts';

/*
 * What a duty rests on, as it is said on a page, in a terminal and in a draft. Pure.
 */

const STRENGTH_WORDS: Readonly<Record<Strength, string>> = {
  law: 'Law',
  contract: 'Contract',
  required: 'Required by a standard, policy or guidance',
  'best practice': 'Best practice',
  voluntary: 'Voluntary',
};

/** "Law: UK GDPR, article 33." */
export function strengthWords({ strength, basis }: Pick<Duty, 'strength' | 'basis'>): string {
  return `${STRENGTH_WORDS[strength]}: ${asSentence(basis)}`;
}

/** "Law" */
export function sayStrength(strength: Strength): string {
  return STRENGTH_WORDS[strength];
}

const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  high: 'High: the text of the rule was seen.',
  medium: 'Medium: a good source was seen, and not the passage of the law itself.',
  low: 'Low: it is from memory.',
};

export function sayConfidence(confidence: Confidence): string {
  return CONFIDENCE_WORDS[confidence];
}

/** What nobody verified says so; '' for what was held against its source. */
export function unverifiedWords({
  verified_on: verified,
  confidence,
}: Pick<Duty, 'verified_on' | 'confidence'>): string {
  return verified === null || confidence === 'low'
    ? 'Nobody has verified this rule: check it before you rely on it.'
    : '';
}

/** "22 November 2026", or that nobody did. */
export function verifiedWords({ verified_on: verified }: Pick<Duty, 'verified_on'>): string {
  return verified === null ? 'by nobody' : sayDay(verified);
}

const AREA_WORDS: Readonly<Record<Area, string>> = {
  danger: 'Somebody is in danger',
  'patient safety': 'Patient safety',
  CQC: 'Care Quality Commission',
  MHRA: 'Medical devices',
  data: 'Personal data and systems',
  safeguarding: 'Safeguarding',
  'deaths, work and others': 'Deaths, accidents at work and others',
};

export function sayArea(area: Area): string {
  return AREA_WORDS[area];
}

/** "2 working days" */
export function saySpan(span: Span): string {
  if ('hours' in span) return counted(span.hours, 'hour');
  if ('days' in span) return counted(span.days, 'day');
  if ('months' in span) return counted(span.months, 'month');
  return counted(span.working_days, 'working day');
}
