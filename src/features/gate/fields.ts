import { z } from 'zod';
import { line, paragraph, seenVersion } from '../../platform/commands/fields.ts';
import { ROLES, TEAM, type May, type Role } from '../../platform/commands/may.ts';
import { gateNumber, MOST_OVERRIDE_DAYS } from './domain.ts';

const OFFICERS: readonly Role[] = ['clinical safety officer', 'deputy clinical safety officer'];

/** Who sets the policy, and declares. */
export const OFFICERS_MAY: May = { roles: OFFICERS, where: 'service' };

/** Who says that an incident may undermine the safety case: whoever would hear of one. */
export const DOUBTERS_MAY: May = {
  roles: [...OFFICERS, 'safety engineer', 'product owner', 'incident handler', 'clinical reviewer'],
  where: 'service',
};

/** Who has an answer kept: those who release, and their pipelines. */
export const ASKERS_MAY: May = {
  roles: [...OFFICERS, 'developer', 'safety engineer', 'product owner'],
  where: 'service',
  operator: true,
  token: 'pipeline',
};

/** Whom the plan names may override; whom it can name at all are people of the team. */
export const NAMED_MAY: May = { roles: TEAM, where: 'service' };

/** Who reads answers: a pipeline that asks for one has it as well. */
export const READERS_MAY: May = { roles: ROLES, where: 'service', operator: true, token: ['read', 'pipeline'] };

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const versionField = line(100, 'Say which version, such as 1.4.0.').describe('The version of the release');
export const gateField = z
  .string('Say which answer: its number, such as GATE-12.')
  .refine((text) => gateNumber(text) !== null, 'Give the number of an answer, such as GATE-12.');
export const seenField = seenVersion();
export const reasonField = (message: string) => paragraph(2_000, message);
export const daysField = z.coerce
  .number('Give the number of days, such as 7.')
  .int('Give whole days, such as 7.')
  .min(1, 'Give at least one day.')
  .max(
    MOST_OVERRIDE_DAYS,
    `Give at most ${MOST_OVERRIDE_DAYS} days. What has to last longer is put right, or asked anew.`,
  );
