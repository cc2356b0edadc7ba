import { z } from 'zod';
import { line, seenVersion } from '../../platform/commands/fields.ts';
import type { May, Role } from '../../platform/commands/may.ts';
import { REPORT_SORTS, reportNumber, SECTIONS, type SectionId } from './domain.ts';

/** Whose words the summary statement is. */
export const OFFICERS: readonly Role[] = ['clinical safety officer', 'deputy clinical safety officer'];

/** Who writes reports, and keeps the register of who received them. */
const WRITERS: readonly Role[] = [...OFFICERS, 'clinical reviewer', 'safety engineer', 'product owner'];
export const WRITES: May = { roles: WRITERS, where: 'service' };

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const reportField = z
  .string('Say which report: its reference, such as CSCR-3.')
  .refine((text) => reportNumber(text) !== null, 'Give the reference of a report, such as CSCR-3.');
export const sortField = z.enum(
  REPORT_SORTS,
  'Choose whose report it is: of who makes the service, or of who deploys it.',
);
export const sectionField = z.enum(
  SECTIONS.map(({ id }) => id) as [SectionId, ...SectionId[]],
  'Say which section: as in its address, such as introduction.',
);
export const recipientField = z.coerce.number('Give the number of the entry, such as 1.').int().min(1).max(1_000_000);
export const logField = z.coerce.number('Give the number of a log, such as 1.').int().min(1).max(1_000_000);
/** A release as its version is written, or none. */
export const releaseField = z
  .string()
  .trim()
  .regex(
    /^(?:[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,78}[A-Za-z0-9])?)?$/u,
    'Give the version of the release in letters, digits, dots and dashes, such as 1.4.0.',
  )
  .default('');
export const versionField = seenVersion();
