import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { ROLES } from '../../platform/commands/may.ts';
import { Denied } from '../../platform/commands/problems.ts';
import { putWeeklyMail } from './store.ts';

/** Everybody says for themselves whether they want it, in each organisation. */
export const chooseWeeklyMail = command({
  feature: 'desk',
  name: 'chooseWeeklyMail',
  summary: 'Says whether you want a mail once a week when something waits on your desk',
  past: ['somebody chose whether they get the weekly mail', 'the weekly mail was chosen # times'],
  input: z.strictObject({ wanted: z.enum(['yes', 'no'], 'Say whether you want the mail.') }),
  may: { roles: ROLES, where: 'anywhere' },
  subject: (_input, { person }: { person: string; wanted: boolean }) => ({ kind: 'person', id: person }),
  run: async (tx, actor, input) => {
    if (actor.kind !== 'person') throw new Denied('Only a person can choose this, for themselves.');
    const wanted = input.wanted === 'yes';
    await putWeeklyMail(tx, actor.id, wanted);
    return { person: actor.id, wanted };
  },
});
