import { z } from 'zod';
import { line, optionalParagraph, seenVersion } from '../../platform/commands/fields.ts';
import { TEAM, type May, type Role } from '../../platform/commands/may.ts';
import {
  ASSOCIATIONS,
  CONCERNS,
  DANGERS,
  incidentNumber,
  incidentReference,
  INVOLVEMENTS,
  PHYSICAL_HARMS,
  PSYCHOLOGICAL_HARMS,
  RESPONSES,
  SORTS,
} from './domain.ts';

/** Anybody of the team may say that something is wrong. */
export const REPORTS: May = { roles: TEAM, where: 'service' };

/** What was learned is shared with everybody of the team, wherever they hold a role. */
export const TEAM_ANYWHERE: May = { roles: TEAM, where: 'anywhere' };

/** Who handles incidents: triage, what is done at once, the journal. */
export const HANDLERS: readonly Role[] = [
  'clinical safety officer',
  'deputy clinical safety officer',
  'incident handler',
  'safety engineer',
  'clinical reviewer',
  'product owner',
];
export const HANDLES: May = { roles: HANDLERS, where: 'service' };

/** Who signs what an incident means for the safety case. */
export const OFFICERS: readonly Role[] = ['clinical safety officer', 'deputy clinical safety officer'];

/** Who says how a service wants to be told, and by when. */
export const ARRANGES: May = {
  roles: [
    'clinical safety officer',
    'deputy clinical safety officer',
    'product owner',
    'accountable executive',
    'incident handler',
  ],
  where: 'service',
};

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const incidentField = z
  .string('Say which incident: its reference, such as INC-3.')
  .trim()
  .refine((text) => incidentNumber(text) !== null, 'Give the reference of an incident, such as INC-3.')
  .transform((text) => incidentReference(incidentNumber(text)!));
export const versionField = seenVersion();
export const sortField = z.enum(SORTS, 'Choose what it is: an incident, a near miss, a risk, good care or an outcome.');
export const dangerField = z.enum(DANGERS, 'Choose whether anybody is in danger now. “I do not know” is an answer.');
export const harmedField = z.enum(DANGERS, 'Choose whether anybody was harmed. “I do not know” is an answer.');
export const physicalField = z.enum(PHYSICAL_HARMS, 'Choose the physical harm that came of it.').nullable();
export const psychologicalField = z
  .enum(PSYCHOLOGICAL_HARMS, 'Choose the psychological harm that came of it.')
  .nullable();
export const associationField = z.enum(ASSOCIATIONS, 'Choose how far the incident led to it.').nullable();
export const concernField = z.enum(CONCERNS, 'Choose how concerned you are.').nullable();
export const involvedField = z.array(z.enum(INVOLVEMENTS, 'Choose how the system was involved.')).max(7).default([]);
export const responseField = z.enum(RESPONSES, 'Choose how it is looked into.').nullable();
export const reasonField = optionalParagraph(2_000);

/** A day, or nothing: then nobody knows. */
export const dayField = z
  .string()
  .trim()
  .default('')
  .transform((text) => (text === '' ? null : text));

/** References, each once. What stands on one line with others is taken apart. */
export const referencesField = z
  .array(z.string().max(200))
  .max(50, 'Give at most 50.')
  .default([])
  .transform((typed) => [
    ...new Set(typed.flatMap((one) => one.split(/[,;\s]+/u)).flatMap((one) => (one === '' ? [] : [one.toUpperCase()]))),
  ]);

/** The version of a release, or nothing. */
export const versionOfRelease = z
  .string()
  .trim()
  .regex(
    /^(?:[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,78}[A-Za-z0-9])?)?$/u,
    'Give the version of the release in letters, digits, dots and dashes, such as 1.4.0. Or leave it empty.',
  )
  .default('');
