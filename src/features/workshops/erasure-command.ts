import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { NotPossible } from '../../platform/commands/problems.ts';
import { actionsFrom } from '../actions/index.ts';
import { about, changed, found, type Changed } from './commands.ts';
import { erasableField } from './domain.ts';
import { eraseTexts, textsOfField } from './erasure-store.ts';
import { named, reasonField } from './fields.ts';
import { draftsOf } from './room-store.ts';

export const eraseWorkshopText = command({
  feature: 'workshops',
  name: 'eraseWorkshopText',
  summary: 'Erases a text of a workshop for good, in every version and in all minutes, where the law asks for it',
  past: ['a text of a workshop was erased', '# texts of workshops were erased'],
  input: z.strictObject({
    ...named,
    field: z
      .string('Choose the text to erase.')
      .refine((name) => erasableField(name) !== null, 'Choose a text of the workshop, such as draft-2-cause.'),
    reason: reasonField('Say why the text is erased. Do not repeat what it says.'),
  }),
  may: { roles: ['administrator'], where: 'service', operator: true },
  subject: about,
  run: async (tx, _actor, { field, reason, ...input }) => {
    const { service, stored } = await found(tx, input);
    const texts = await textsOfField(tx, stored.id, erasableField(field)!);
    if (texts.length === 0)
      throw new NotPossible('There is no such text, or it was erased already. Nothing was changed.');
    tx.text(reason);
    const erased = await eraseTexts(tx, stored.id, texts);
    // The same words, written by the same command, have one home: what else may point at it stands otherwise now.
    const [actions, drafts] = await Promise.all([
      actionsFrom(tx, 'workshop', [stored.id]),
      draftsOf(tx, stored.id, { seq: null, now: tx.at }),
    ]);
    for (const { id } of actions) tx.touch({ kind: 'action', id });
    for (const { hazard } of drafts) if (hazard) tx.touch({ kind: 'hazard', id: hazard.id });
    // Named in the ledger, so that a text that is gone can be told from one that was taken away.
    return { ...changed(service.reference, stored, tx), erased, erasedTexts: texts } satisfies Changed & {
      erased: number;
      erasedTexts: string[];
    };
  },
});
