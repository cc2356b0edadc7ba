import { Part } from './frame.tsx';

export function SigningIn() {
  return (
    <>
      <p class="app-lead">
        You sign in with a passkey, a password, or the sign-in of your organisation where it was set up. When you sign
        something, you confirm again that it is you.
      </p>
      <Part heading="The first time">
        <p>
          You come in with an invitation, or with a one-time link. Then open “Your account”: your name at the top leads
          there. Set up a passkey or a password, and make recovery codes.
        </p>
        <p>An invitation works for 7 days, and a link once, for an hour. Whoever opens it is you: pass it to nobody.</p>
      </Part>
      <Part heading="Passkey or password">
        <p>
          A passkey is your fingerprint, your face or the PIN of a device, in place of a password. Nobody can guess it,
          and it works on no other site. Add one on each device that you use.
        </p>
        <p>
          A password has 12 characters or more. It never runs out. One that was found in a breach elsewhere is refused.
          After many wrong tries you wait a quarter of an hour; passkeys work meanwhile.
        </p>
      </Part>
      <Part heading="Confirming that it is you">
        <p>
          Whoever signs is asked for their passkey, their password, or the sign-in of their organisation, however long
          they have been signed in. What you typed is kept meanwhile. The answer counts once, for that one signature.
        </p>
        <p>
          Within half an hour of coming in with a link or a recovery code you can set up a new way in. A link alone
          signs nothing.
        </p>
      </Part>
      <Part heading="If you cannot sign in">
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>
            Use <a href="/sign-in/recovery">a recovery code</a>. Each works once.
          </li>
          <li>Without one, ask whoever runs Primum for you to send you a one-time link.</li>
          <li>
            If it says that you belong to no organisation, ask an administrator of yours to give you a role. Your
            account is still there.
          </li>
        </ul>
      </Part>
      <Part heading="Staying signed in">
        <p>
          You are signed out when you do nothing for a while. Your organisation says for how long; you are warned before
          it happens, and what you typed is kept. “Your account” lists where you are signed in, and ends any of those.
        </p>
      </Part>
    </>
  );
}
