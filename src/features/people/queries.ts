import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { servicesSeen, TEAM, WHOEVER_BELONGS, WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import { sentenceText } from '../../words/sentence.ts';
import { findService } from '../services/index.ts';
import type { Holder } from './domain.ts';
import { service } from './fields.ts';
import { loadsOf } from './load.ts';
import { officeHoldersOf } from './reading.ts';

const feature = 'people';

const holder = z.object({
  person: z.string(),
  name: z.string(),
  since: z.string(),
  until: z.string().nullable(),
  couldSign: z.boolean(),
  why: z.array(z.string()),
});

function said({ term, signer, couldSign, why }: Holder): z.infer<typeof holder> {
  return {
    person: signer.person,
    name: signer.name,
    since: term.from.toISOString(),
    until: term.to?.toISOString() ?? null,
    couldSign,
    why: why.map(sentenceText),
  };
}

/** The one answer to "who was clinical safety officer on 3 March, and who could sign?" */
export const officers = query({
  feature,
  name: 'officers',
  summary: 'Who is clinical safety officer of a service, who stands beside them, and who could sign',
  input: z.strictObject({
    service,
    asAt: z.iso
      .date('Give the date as year-month-day, such as 2026-03-03.')
      .optional()
      .describe('As it was known at the end of this day'),
  }),
  output: z.object({
    service: z.string(),
    at: z.string(),
    accountable: holder.nullable(),
    deputies: z.array(holder),
    problem: z.string().nullable(),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service: reference, asAt }, now) => {
    const moment = await momentOf(tx, asAt === undefined ? null : endOfDay(asAt), now);
    const found = await findService(tx, reference, moment);
    const [one] = await officeHoldersOf(tx, [found.id], moment);
    const { accountable, deputies, problem } = one!.holders;
    return {
      service: found.reference,
      at: moment.now.toISOString(),
      accountable: accountable && said(accountable),
      deputies: deputies.map(said),
      problem: problem && sentenceText(problem),
    };
  },
});

export const officerLoad = query({
  feature,
  name: 'officerLoad',
  summary: 'For how many services each clinical safety officer is accountable, and which services have none',
  input: z.strictObject({}),
  output: z.object({
    officers: z.array(
      z.object({ person: z.string(), name: z.string(), accountable: z.number(), services: z.array(z.string()) }),
    ),
    without: z.array(z.object({ service: z.string(), why: z.string() })),
    withoutTotal: z.number(),
  }),
  may: { ...WHOEVER_BELONGS, roles: TEAM },
  run: async (tx, _input, now, actor) => {
    const { loads, without, withoutTotal } = await loadsOf(tx, servicesSeen(actor), now);
    return {
      officers: loads.map(({ person, name, accountable, held }) => ({
        person,
        name,
        accountable,
        services: held.map(({ reference }) => reference),
      })),
      without: without.map(({ reference, problem }) => ({ service: reference, why: sentenceText(problem) })),
      withoutTotal,
    };
  },
});
