import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticatorTransport,
} from '@simplewebauthn/server';
import { parse as uuidBytes, stringify as uuidText } from 'uuid';
import { z } from 'zod';
import { sha256 } from '../canonical.ts';
import type { SessionGround } from '../sessions/sessions.ts';
import { addChallenge, addPasskey, consumeChallenge, markUsed, passkeyById, passkeysOf } from './passkey-store.ts';

/*
 * Passkeys (WebAuthn). The device checks its owner by a finger, a face or a PIN, and signs what it is asked: once, within two
 * minutes, for whoever asked and what it was for. It says who its owner is, so that nobody types a name.
 */

/** How long a device may take to answer. Milliseconds. */
const CHALLENGE_LASTS = 2 * 60 * 1000;
/** Characters of an answer: those with an attestation are the longest. */
const LONGEST_ANSWER = 20_000;

/** Where passkeys are asked for: they belong to a host, and are of no use at another (that is what stops phishing). */
export interface Place {
  /** The installation's address. */
  readonly url: string;
  /** The host that the request came to. */
  readonly host: string;
}

/** What a device is asked for, and by whom: a session by its id, or a browser by the secret that it was given. */
export interface AskedFor {
  readonly purpose: 'sign-in' | 'confirm' | 'enrol';
  readonly holder: string;
}

function hostOf({ url }: Place): string {
  return new URL(url).hostname;
}

function originsOf({ url, host }: Place): string[] {
  // On one's own computer the port may be another than the one that is announced: nobody else is there.
  return hostOf({ url, host }) === 'localhost' && /^localhost:\d{1,5}$/u.test(host) ? [url, `http://${host}`] : [url];
}

function boundTo({ purpose, holder }: AskedFor): Buffer {
  return sha256(`${purpose}\n${holder}`);
}

async function remember(ground: SessionGround, asked: AskedFor, challenge: string): Promise<void> {
  const expiresAt = new Date(ground.now().getTime() + CHALLENGE_LASTS);
  await ground.database.platform((tx) =>
    addChallenge(tx, { digest: sha256(challenge), boundTo: boundTo(asked) }, expiresAt),
  );
}

/**
 * The challenge that a device says it signed, used up: it was given out for this, and has not come back before. The library
 * is then told to expect it, and so the signature is over it.
 */
async function challengeOf(ground: SessionGround, asked: AskedFor, clientDataJSON: string): Promise<string | null> {
  const challenge = parsed(ClientData, Buffer.from(clientDataJSON, 'base64url').toString('utf8'))?.challenge;
  if (challenge === undefined) return null;
  const ours = await ground.database.platform((tx) =>
    consumeChallenge(tx, { digest: sha256(challenge), boundTo: boundTo(asked) }, ground.now()),
  );
  return ours ? challenge : null;
}

/** What an answer has to be about: this question, asked here, of a device that checked who holds it. */
function expected(place: Place, challenge: string) {
  return {
    expectedChallenge: challenge,
    expectedOrigin: originsOf(place),
    expectedRPID: hostOf(place),
    requireUserVerification: true,
  };
}

/** What a browser needs to ask a device to sign. @param person whose passkeys will do; null for anybody's */
export async function askToSign(ground: SessionGround, place: Place, asked: AskedFor, person: string | null) {
  const known = person === null ? [] : await ground.database.platform((tx) => passkeysOf(tx, person));
  const options = await generateAuthenticationOptions({
    rpID: hostOf(place),
    userVerification: 'required',
    timeout: CHALLENGE_LASTS,
    allowCredentials: known.map(({ id, transports }) => ({ id, transports: asTransports(transports) })),
  });
  await remember(ground, asked, options.challenge);
  return options;
}

/** Who owns the device that signed this; null where it is not to be believed. */
export async function ownerOfAnswer(
  ground: SessionGround,
  place: Place,
  asked: AskedFor,
  given: string,
): Promise<string | null> {
  const response = parsed(Assertion, given);
  if (!response) return null;
  const passkey = await ground.database.platform((tx) => passkeyById(tx, response.id));
  if (!passkey) return null;
  const { id, person, publicKey, uses, transports } = passkey;
  const { userHandle, clientDataJSON } = response.response;
  if (userHandle !== undefined && handleOf(userHandle) !== person) return null;
  const challenge = await challengeOf(ground, asked, clientDataJSON);
  if (challenge === null) return null;
  const verified = await verifyAuthenticationResponse({
    response,
    ...expected(place, challenge),
    credential: { id, publicKey: new Uint8Array(publicKey), counter: uses, transports: asTransports(transports) },
  }).catch(asRefused);
  if (!verified?.verified) return null;
  await ground.database.platform((tx) => markUsed(tx, id, verified.authenticationInfo.newCounter, ground.now()));
  return person;
}

/** The library says by throwing that an answer is not what it should be; the word of a device is never a defect of ours. */
function asRefused(): null {
  return null;
}

/** What a browser needs to make a passkey for somebody. */
export async function askToEnrol(
  ground: SessionGround,
  place: Place,
  asked: AskedFor,
  owner: { readonly id: string; readonly name: string; readonly email: string | null },
) {
  const known = await ground.database.platform((tx) => passkeysOf(tx, owner.id));
  const options = await generateRegistrationOptions({
    rpName: 'Primum',
    rpID: hostOf(place),
    userID: Uint8Array.from(uuidBytes(owner.id)),
    userName: owner.email ?? owner.name,
    userDisplayName: owner.name,
    timeout: CHALLENGE_LASTS,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: asTransports(transports) })),
  });
  await remember(ground, asked, options.challenge);
  return options;
}

/** Keeps a passkey that a device has made. @returns whether it was to be believed, and is new */
export async function enrol(
  ground: SessionGround,
  place: Place,
  asked: AskedFor,
  { person, label, given }: { readonly person: string; readonly label: string; readonly given: string },
): Promise<boolean> {
  const response = parsed(Attestation, given);
  if (!response) return false;
  const challenge = await challengeOf(ground, asked, response.response.clientDataJSON);
  if (challenge === null) return false;
  const made = await verifyRegistrationResponse({
    response,
    ...expected(place, challenge),
  }).catch(asRefused);
  if (!made?.verified) return false;
  const { id, publicKey, counter, transports = [] } = made.registrationInfo.credential;
  return ground.database.platform((tx) =>
    addPasskey(tx, {
      id,
      person,
      publicKey: Buffer.from(publicKey),
      uses: counter,
      transports,
      label,
      createdAt: ground.now(),
    }),
  );
}

const ClientData = z.object({ challenge: z.string().max(200) });
const common = { id: z.string().max(1_400), rawId: z.string(), type: z.literal('public-key') };
const Assertion = z.object({
  ...common,
  response: z.object({
    clientDataJSON: z.string(),
    authenticatorData: z.string(),
    signature: z.string(),
    userHandle: z.string().optional(),
  }),
  clientExtensionResults: z.object({}).default({}),
});
const Attestation = z.object({
  ...common,
  response: z.object({
    clientDataJSON: z.string(),
    attestationObject: z.string(),
    transports: z.array(z.string().max(20)).max(10).catch([]).transform(asTransports),
  }),
  clientExtensionResults: z.object({}).default({}),
});

/** What a browser sent as JSON; null for anything else. */
function parsed<Schema extends z.ZodType>(schema: Schema, given: string): z.output<Schema> | null {
  if (given.length > LONGEST_ANSWER) return null;
  try {
    return schema.safeParse(JSON.parse(given)).data ?? null;
  } catch {
    return null;
  }
}

const TRANSPORTS: readonly AuthenticatorTransport[] = ['ble', 'hybrid', 'internal', 'nfc', 'usb'];

/** Hints for the browser; one that we do not know is left out. */
function asTransports(given: readonly string[]): AuthenticatorTransport[] {
  return TRANSPORTS.filter((one) => given.includes(one));
}

/** Whose passkey a device says that it is. */
function handleOf(userHandle: string): string | null {
  const bytes = Buffer.from(userHandle, 'base64url');
  return bytes.length === 16 ? uuidText(bytes) : null;
}
