import { createHash } from 'node:crypto';
import { lookup } from 'node:dns';
import { get as getPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { get as getSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/*
 * Reads what a link leads to, for its digest and for nothing else: whoever looks again later can tell whether it is still the
 * same. Nothing of it is kept, shown or followed. It is asked for before anything is locked.
 */

/** What was found behind a link. */
export type Reached =
  | { readonly reached: true; readonly sha256: string; readonly size: number }
  /** Why not, as part of a sentence: "it asked us to sign in". */
  | { readonly reached: false; readonly why: string };

/** Bytes that are read of it. */
const MOST = 20 * 1024 * 1024;
/** Milliseconds that it may take, from the question to the last byte. */
const PATIENCE = 10_000;

export interface LinkLimits {
  readonly isAllowed: (address: string) => boolean;
  readonly ports: readonly string[];
  readonly most: number;
  readonly patience: number;
}

const LIMITS: LinkLimits = { isAllowed: isPublicAddress, ports: ['', '80', '443'], most: MOST, patience: PATIENCE };

/** Why a link is none that can be kept, as a sentence for the field; null where it is one. */
export function whyNoLink(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/u.test(url.protocol)) return 'Give the whole address, beginning with https:// or http://.';
  if (url.username !== '' || url.password !== '') return 'Take the name and the password out of the address.';
  return null;
}

/**
 * The digest of what stands at an address. Redirects are not followed: they lead where nobody looked.
 * It never throws for what the other side does.
 */
export async function readLink(text: string, limits: LinkLimits = LIMITS): Promise<Reached> {
  const wrong = whyNoLink(text);
  if (wrong !== null) return { reached: false, why: 'it is no address on the web' };
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  if (!limits.ports.includes(url.port)) return { reached: false, why: 'it is on a port that Primum does not ask' };
  if (isIP(host) !== 0 && !limits.isAllowed(host)) return { reached: false, why: PRIVATE };
  try {
    return await digestAt(url, limits);
  } catch (error) {
    return { reached: false, why: error instanceof NotReached ? error.message : 'it does not answer' };
  }
}

const PRIVATE = 'it is in a private network, where Primum does not look';

class NotReached extends Error {}

function digestAt(url: URL, limits: LinkLimits): Promise<Reached> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      // Every connection is to an address that was looked at in that moment: a name cannot point elsewhere afterwards.
      lookup: lookingOnly(limits.isAllowed),
      agent: false,
      signal: AbortSignal.timeout(limits.patience),
      headers: { 'user-agent': 'Primum', accept: '*/*', 'accept-encoding': 'identity' },
    };
    const request = (url.protocol === 'https:' ? getSecure : getPlain)(url, options, (answer) => {
      const why = whyNotRead(answer, limits.most);
      if (why !== null) {
        answer.destroy();
        reject(new NotReached(why));
        return;
      }
      const digest = createHash('sha256');
      let size = 0;
      answer.on('data', (bytes: Buffer) => {
        size += bytes.length;
        if (size > limits.most) answer.destroy(new NotReached(TOO_LARGE));
        else digest.update(bytes);
      });
      answer.on('error', reject);
      answer.on('end', () => resolve({ reached: true, sha256: digest.digest('hex'), size }));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.name === 'AbortError' || error.name === 'TimeoutError'
          ? new NotReached('it took too long to answer')
          : error,
      );
    });
  });
}

const TOO_LARGE = 'it is larger than 20 MB';

function whyNotRead(answer: IncomingMessage, most: number): string | null {
  const status = answer.statusCode ?? 0;
  if (status >= 300 && status < 400) return 'it leads on to another address: give that one';
  if (status === 401 || status === 403) return 'it asks whoever looks to sign in';
  if (status === 404 || status === 410) return 'there is nothing at this address';
  if (status !== 200) return `it answers with status ${status}`;
  return Number(answer.headers['content-length'] ?? 0) > most ? TOO_LARGE : null;
}

function lookingOnly(isAllowed: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(new NotReached('there is no such address'), '', 0);
      const [address] = addresses;
      // One private address among several is enough: which of them would be asked is not ours to say.
      if (!address || addresses.some((one) => !isAllowed(one.address))) return done(new NotReached(PRIVATE), '', 0);
      return options.all ? done(null, addresses) : done(null, address.address, address.family);
    });
  };
}
