import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/*
 * Buttons that ask a device for a passkey. Only a script can do so: without one they are not shown, and there is another
 * way on every page that has one. The answer goes into a hidden field of the form, which is then sent as any other.
 */

/** Shows the buttons where the browser knows passkeys. */
export function offerPasskeys(): void {
  if (!browserSupportsWebAuthn()) return;
  for (const place of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
    const button = place.querySelector('button');
    if (!button) continue;
    place.hidden = false;
    button.addEventListener('click', () => void press(place, button));
  }
}

async function press(place: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const form = button.form;
  const field = form?.elements.namedItem(place.dataset['field'] ?? '');
  if (!form || !(field instanceof HTMLInputElement)) return;
  button.disabled = true;
  say(place, '');
  try {
    const options: unknown = await ask(place.dataset['options'] ?? '');
    field.value = JSON.stringify(
      place.dataset['passkey'] === 'make'
        ? await startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
        : await startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON }),
    );
    form.requestSubmit();
  } catch (error) {
    say(place, wordsFor(error));
    button.disabled = false;
  }
}

async function ask(address: string): Promise<unknown> {
  const response = await fetch(address, { method: 'POST' });
  if (!response.ok) throw new Error(response.status === 401 ? 'signed out' : 'no answer');
  return response.json();
}

function say(place: HTMLElement, words: string): void {
  const line = place.querySelector<HTMLElement>('[role="alert"]');
  if (!line) return;
  line.textContent = words;
  line.hidden = words === '';
}

/** What happened, and what to do. */
function wordsFor(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error('no answer');
  const code = error instanceof WebAuthnError ? error.code : null;
  if (code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return 'This device has a passkey for you already. Use it, or choose another device.';
  if (code === 'ERROR_INVALID_DOMAIN' || code === 'ERROR_INVALID_RP_ID' || name === 'SecurityError')
    return 'A passkey works only at the address that Primum is known by. On your own computer that is http://localhost, not a number.';
  if (code === 'ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT')
    return 'This device cannot check that it is you. Use one with a fingerprint, a face or a PIN.';
  if (message === 'signed out')
    return 'You are no longer signed in. Sign in in another tab, and press the button again.';
  if (name === 'NotAllowedError' || name === 'AbortError' || code !== null)
    return 'Your device did not answer: it was stopped, or it took too long. Press the button again, or use another way.';
  return 'Primum did not answer. Check the connection, and press the button again.';
}
