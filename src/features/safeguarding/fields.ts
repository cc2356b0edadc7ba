import { z } from 'zod';
import { line, optionalLine, optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import type { May } from '../../platform/commands/may.ts';
import { TEAM } from '../../platform/commands/may.ts';
import { isId } from '../../platform/ids.ts';
import { isDay } from '../../words/days.ts';
import {
  ADULT_CONCERNS,
  AGES,
  ANSWERS,
  BASES,
  BREAKERS,
  CAPACITIES,
  CHILD_CONCERNS,
  CONSENTS,
  CPIS,
  LEAD,
  OVERRIDES,
  SIGNIFICANT_HARMS,
  SURFACED,
} from './domain.ts';

/** Whoever works on a service may say that somebody may need protecting. */
export const FLAGGERS_MAY: May = { roles: TEAM, where: 'service' };

/**
 * Declared so that it says nothing: whom a compartment opens to follows from what is sealed, deputies among them, and to everybody
 * else there is no such thing.
 */
export const ASKED_BY_ANYBODY: May = { roles: TEAM, where: 'anywhere' };

export const LEADS_MAY: May = { roles: [LEAD], where: 'anywhere' };
export const BREAKERS_MAY: May = { roles: BREAKERS, where: 'service' };

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const incidentField = line(40, 'Say which incident: its reference, such as INC-3.');
export const compartmentField = z
  .string('Say which record, by its id.')
  .refine(isId, 'Say which record, by its id.')
  .describe('The record, by its id');
export const answerField = (message: string) => z.enum(ANSWERS, message);
export const personField = z.string('Choose a person.').refine(isId, 'Choose a person.');
export const optionalPersonField = z
  .string()
  .refine((text) => text === '' || isId(text), 'Choose a person from the list.')
  .default('');
export const referenceField = optionalLine(200);
export const reasonField = (message: string) => paragraph(4_000, message);

const MOST_WORDS = 10_000;
const several = <const Of extends readonly [string, ...string[]]>(of: Of) =>
  z.array(z.enum(of, 'Choose from the list.')).default([]);
const one = <const Of extends readonly [string, ...string[]]>(of: Of, unless: Of[number]) =>
  z.enum(of, 'Choose from the list.').default(unless as never);
const answer = one(ANSWERS, 'unknown');

function whole(most: number, message: string) {
  return z
    .union([
      z.literal('').transform(() => null),
      z.coerce.number(message).int(message).min(0, message).max(most, message),
    ])
    .nullable()
    .default(null);
}

/** The fields of a record. What is left out is not known. */
export const recordFields = {
  surfaced: one(SURFACED, 'other'),
  words: paragraph(MOST_WORDS, 'Write down what was said, in the words that were used.'),
  opinion: optionalParagraph(MOST_WORDS),
  danger: answer,
  emergency: optionalParagraph(MOST_WORDS),
  who: optionalLine(200),
  ageGroup: one(AGES, 'unknown'),
  age: whole(130, 'Give the age in whole years, such as 17.'),
  adultConcerns: several(ADULT_CONCERNS),
  childConcerns: several(CHILD_CONCERNS),
  serviceUser: answer,
  needs: answer,
  canProtectSelf: answer,
  wishes: optionalParagraph(MOST_WORDS),
  capacity: one(CAPACITIES, 'presumed'),
  decision: optionalLine(500),
  assessedBy: optionalLine(200),
  bestInterests: optionalParagraph(MOST_WORDS),
  consent: one(CONSENTS, 'not asked'),
  overrides: several(OVERRIDES),
  overrideWhy: optionalParagraph(MOST_WORDS),
  bases: several(BASES),
  source: optionalParagraph(MOST_WORDS),
  sourceSees: answer,
  sourceSeesHow: optionalLine(500),
  implicated: z.array(personField).default([]).describe('Members who are named in it, and cannot open it: their ids'),
  staffAllegation: answer,
  children: optionalParagraph(MOST_WORDS),
  significantHarm: one(SIGNIFICANT_HARMS, 'unknown'),
  childInNeed: answer,
  sexualAbuseDisclosed: answer,
  fgmUnder18: answer,
  professional: optionalPersonField.describe('The regulated professional whose own duty it is: a member’s id'),
  dashScore: whole(24, 'Give the number of ticks on the DASH checklist, from 0 to 24.'),
  judgedHighRisk: answer,
  escalating: answer,
  cpis: one(CPIS, 'not asked'),
  cpisBy: optionalLine(200),
  feedbackDue: z
    .string()
    .trim()
    .refine((text) => text === '' || isDay(text), 'Give a day, such as 2026-03-19.')
    .default(''),
};
