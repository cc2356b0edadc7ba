import { z } from 'zod';
import { line, optionalParagraph, seenVersion } from '../../platform/commands/fields.ts';
import type { May } from '../../platform/commands/may.ts';
import { AUTHORISING_ROLES, LEAST_DAYS, MATTERS, METHODS, MOST_DAYS, NATURES } from './domain.ts';

/** Who writes the plan. */
export const WRITES: May = {
  roles: ['clinical safety officer', 'deputy clinical safety officer', 'safety engineer', 'product owner'],
  where: 'service',
};

export const serviceField = line(60, 'Say which service: its reference, such as DEMO.');
export const partField = optionalParagraph(20_000);
export const versionField = seenVersion();
export const natureField = z.enum(NATURES, 'Choose what kind of project it is.').nullable();
export const methodsField = z
  .array(z.enum(METHODS, `Choose methods among: ${METHODS.join(', ')}.`), 'Give a list of methods.')
  .max(METHODS.length, 'Name each method once.')
  .transform((methods) => METHODS.filter((method) => methods.includes(method)));
export const reviewField = z.coerce
  .number('Give the number of days, such as 182.')
  .int('Give whole days, such as 182.')
  .min(LEAST_DAYS, `Give at least ${LEAST_DAYS} days.`)
  .max(MOST_DAYS, `Give at most ${MOST_DAYS} days: what nobody looks at for longer is not known.`);
export const tableField = z
  .array(
    z.strictObject({
      matter: z.enum(MATTERS, `Choose a matter: ${MATTERS.join(', ')}.`),
      role: z.enum(AUTHORISING_ROLES, `Choose a role: ${AUTHORISING_ROLES.join(', ')}.`),
      person: z.uuid('Choose a person who holds that role here.').nullable().default(null),
    }),
    'Give a list of who may authorise what.',
  )
  .max(100, 'Give at most 100 lines.');
