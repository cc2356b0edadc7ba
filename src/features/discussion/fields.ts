import { z } from 'zod';
import { line, optionalParagraph, paragraph } from '../../platform/commands/fields.ts';

/** Fields that several commands have. */

/** Characters of one comment: more is a document, and can be attached. */
const LONG = 10_000;

export const serviceField = line(20, 'Name the service by its reference, such as DEMO.').overwrite((text) =>
  text.toUpperCase(),
);

/** A number as an address or a record has it. */
function numbered(message: string) {
  return z.coerce.number(message).int(message).min(1, message).max(999_999_999, message);
}

export const threadField = numbered('Say which discussion: its number in this service, such as 3.');
export const commentField = numbered('Say which comment: its number in the discussion, such as 2.');
export const attachmentField = numbered('Say which attachment: its number in this service, such as 4.');

export const textField = paragraph(LONG, 'Write what you want to say.');
/** Words that may be left out. */
export const optionalTextField = optionalParagraph(LONG);
export const reasonField = (message: string) => paragraph(2_000, message);

export const mentionsField = z
  .array(z.uuid('Choose somebody from the list.'), 'Give a list of ids of people.')
  .max(20, 'Mention at most 20 people at a time.')
  .default([])
  .describe('Ids of people who are to answer, besides those whose names stand in the text behind an @');
