import { z } from 'zod';
import { line, optionalLine, optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import type { Role } from '../../platform/commands/may.ts';
import { asReference } from '../services/index.ts';
import { AREAS, LENSES, METHODS, ROOM_ROLES, WORKSHOP_KINDS, workshopNumber } from './domain.ts';

/*
 * What commands and queries of workshops share: how a workshop is named, and what can be said of it.
 */

/** Who leads a workshop, writes its minutes, and decides what becomes of draft hazards. */
export const FACILITATORS: readonly Role[] = [
  'clinical safety officer',
  'deputy clinical safety officer',
  'safety engineer',
];

export const serviceField = line(20, 'Name the service by its reference, such as DEMO.').overwrite(asReference);
export const workshopField = z
  .string('Say which workshop: its number, such as WSP-3.')
  .refine((text) => workshopNumber(text) !== null, 'Give the number of a workshop, such as WSP-3.');
/** What a page showed: whoever changed it meanwhile is not overwritten unseen. */
export const versionField = z.coerce.number('Send the version that you saw: "version" of the workshop.').int().min(1);

export const named = { service: serviceField, workshop: workshopField };

/** One value, several or none, as a form sends them. */
function several<Value extends string>(values: readonly Value[], message: string) {
  return z.array(z.enum(values, message), message).max(20).default([]);
}

export const details = {
  kind: z.enum(WORKSHOP_KINDS, 'Say whether it is a hazard workshop or a safety group meeting.'),
  title: line(200, 'Give it a title, such as what you look at.'),
  day: z.string('Give the day of the workshop, such as 2026-03-31.').trim(),
  method: z
    .enum(METHODS, `Choose the method: ${METHODS.join(', ')}.`)
    .nullable()
    .default(null)
    .describe('Of a hazard workshop'),
  scope: optionalParagraph(2_000),
  components: z.array(line(100, 'Choose components of the service.')).max(100).default([]),
  areas: several(AREAS, `Choose areas: ${AREAS.join(', ')}.`),
  lenses: several(LENSES, `Choose further prompts: ${LENSES.join(', ')}.`),
};

export const reasonField = (message: string) => paragraph(2_000, message);

/** What a form calls the rows of a table; the same row keeps its name when the form is shown again. */
const rowKey = z.string().regex(/^[a-z0-9-]{1,60}$/u, 'Name rows with small letters, digits and hyphens.');

export function rowsOf<Row extends z.ZodType>(row: Row, most: number) {
  return z
    .record(rowKey, row)
    .refine((rows) => Object.keys(rows).length <= most, `Send at most ${most} at a time.`)
    .default({});
}

export const attendeeRow = z.strictObject({
  person: z.uuid('Choose a person.').nullable().default(null),
  guest: optionalLine(120).describe('The name of a guest, where it is nobody of the organisation'),
  role: z.enum(ROOM_ROLES, 'Say in which role.'),
});
