import type { Reach, Reporters } from '../../platform/mail/reporters.ts';
import { contactsSaid } from './concern-store.ts';
import { addressIn, safeContactOf } from './contact.ts';
import { NOTHING_ANSWERED } from './domain.ts';
import { openContact } from './sealed.ts';

/** Where whoever left something comes back to it: an address that says nothing. */
const BACK = '/q/back';

/** How those can be reached who left something by the public form, for whoever tells them what came of it. */
export const reporters: Reporters = {
  by: 'concern',
  reach: async (tx, ids, sealing) =>
    new Map(
      (await contactsSaid(tx, ids)).map(({ id, at, contact }): [string, Reach] => {
        const answers = { ...NOTHING_ANSWERED, ...openContact(sealing, tx.organisation, id, contact) };
        return [
          id,
          { contact: { ...safeContactOf(answers), saidAt: at }, address: addressIn(answers.where), path: BACK },
        ];
      }),
    ),
};
