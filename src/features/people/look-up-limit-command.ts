import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { LOOK_UP_LASTS } from './domain.ts';
import { putLookUpMonths } from './look-up-limit-store.ts';

const message = `Choose from 1 to ${LOOK_UP_LASTS} months.`;

/** A policy may ask for a look more often than Primum does, and never less often. */
export const setLookUpLimit = command({
  feature: 'people',
  name: 'setLookUpLimit',
  summary: 'Says for how many months a look-up of a registration counts at most',
  past: ['how long a look-up counts was changed', 'how long a look-up counts was changed # times'],
  input: z.strictObject({
    months: z.coerce.number(message).int(message).min(1, message).max(LOOK_UP_LASTS, message),
  }),
  may: { roles: ['administrator'], where: 'organisation', operator: true },
  subject: (_input, output: { organisation: string }) => ({ kind: 'organisation', id: output.organisation }),
  run: async (tx, _actor, { months }) => {
    await putLookUpMonths(tx, months);
    return { organisation: tx.organisation };
  },
});
