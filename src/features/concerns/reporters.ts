import type { Reporters } from '../../platform/mail/reporters.ts';
import { contactsOf } from './concern-store.ts';
import { addressIn, safeContactOf } from './contact.ts';
import { openContact } from './sealed.ts';

/** Where somebody comes back to, with what only they know: an address that says nothing. */
const BACK = '/q/back';

/** How those can be reached who wrote without an account: what they said of it last, and when. */
export const reporters: Reporters = {
  by: 'concern',
  reach: async (tx, ids, sealing) => {
    const rows = await contactsOf(tx, ids);
    return new Map(
      rows.map(({ id, at, contact }) => {
        const answers = openContact(sealing, tx.organisation, id, contact);
        const said = { ...safeContactOf(answers), saidAt: at };
        return [id, { contact: said, address: addressIn(answers.where), path: BACK }];
      }),
    );
  },
};
