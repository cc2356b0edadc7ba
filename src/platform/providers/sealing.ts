import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { digestOfSecret } from '../sessions/sessions.ts';
import type { Binding } from './connect.ts';

/*
 * What one browser holds while somebody is on their way to a provider and back: one secret, from which all else is derived.
 * Whoever reads the database learns neither what binds the answer nor what was typed.
 */

const IV = 12;
const TAG = 16;

/** What binds the answer to this browser and to this one question. */
export function bindingOf(browser: string, state: string): Binding {
  return { state, nonce: derived(browser, `nonce ${state}`), verifier: derived(browser, `verifier ${state}`) };
}

/** How a browser is known in the database. */
export function digestOfBrowser(browser: string): Buffer {
  return digestOfSecret(`browser ${browser}`);
}

/** Seals what this browser alone can open, and for this use alone (AES-256-GCM). */
export function sealFor(browser: string, use: string, value: unknown): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', keyOf(browser, use), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** @returns what was sealed; null where another browser sealed it, for another use, or it was changed */
export function openFor(browser: string, use: string, sealed: Buffer): unknown {
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(browser, use), sealed.subarray(0, IV), {
      authTagLength: TAG,
    });
    decipher.setAuthTag(sealed.subarray(IV, IV + TAG));
    const opened = Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]);
    return JSON.parse(opened.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

function keyOf(browser: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', browser, '', `primum ${use}`, 32));
}

function derived(browser: string, what: string): string {
  return createHmac('sha256', browser).update(what).digest('base64url');
}
