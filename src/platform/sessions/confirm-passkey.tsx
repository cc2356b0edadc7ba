import { PasskeyButton } from '../../ui/passkey-button.tsx';
import { passkeysOf } from '../accounts/passkey-store.ts';
import { ownerOfAnswer } from '../accounts/passkeys.ts';
import type { ConfirmWay } from './confirming.tsx';

const PROBLEM = 'That passkey was not taken: it took more than two minutes, or is not yours. Press the button again.';

/** A passkey of the person, asked for on the page. */
export const passkeyWay: ConfirmWay = {
  field: '_passkey',
  has: async ({ ground }, { actor }) => (await ground.database.platform((tx) => passkeysOf(tx, actor.id))).length > 0,
  controls: ({ first, problem }) => (
    <>
      {problem && (
        <p class="nhsuk-error-message" id="_passkey">
          {problem}
        </p>
      )}
      <PasskeyButton
        act="get"
        options="/account/passkeys/ask?for=confirm"
        field="_passkey"
        text="Confirm with your passkey"
        green={first}
      />
      <noscript>
        <p>A passkey needs JavaScript, which this browser does not run here.</p>
      </noscript>
    </>
  ),
  check: async ({ services: { ground, now, url }, who, request, given }) => {
    const owner = await ownerOfAnswer(
      { database: ground.database, now },
      { url, host: request.host },
      { purpose: 'confirm', holder: who.session.id },
      given,
    );
    return owner === who.actor.id ? { at: now(), method: 'passkey' } : { problem: PROBLEM };
  },
};
