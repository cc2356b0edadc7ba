import { randomBytes } from 'node:crypto';
import { hashPassword, isPassword, type Cost } from '../../platform/accounts/hashing.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { SealBroken, type Sealing } from '../../platform/sealed/sealing.ts';
import {
  BYTES_FOR_REFERENCE,
  BYTES_FOR_WORDS,
  NOTHING_ANSWERED,
  asWords,
  referenceFrom,
  wordsFrom,
  type Answers,
  type ConcernWords,
} from './domain.ts';
import { plainWords } from './data.ts';
import { sealedWords, type SealedConcern } from './concern-store.ts';

/*
 * What of a concern stands in the database, and how it comes to be words again. Each part opens in its own place alone.
 */

const place = {
  answers: (id: string) => `concern ${id} answers`,
  contact: (id: string) => `concern ${id} contact`,
  verifier: (id: string) => `concern ${id} verifier`,
  told: (id: string) => `concern ${id} told`,
  by: (id: string) => `concern ${id} by`,
  addition: (id: string) => `concern addition ${id}`,
};

/** Which answers say how somebody may be reached: they may change. */
const CONTACT = ['reach', 'ways', 'where', 'times', 'message', 'callOurselves', 'needs', 'needsMore'] as const;

/**
 * 2.6 ms of a processor and 4.5 MiB, measured on our bench machine: far less than a password costs, because the words are random and not
 * chosen (45 bits: some 1,400 years of a processor for half of them), the hash is sealed besides, tries are counted, and fifty people
 * may send in one second. @see bench/concerns
 */
const COST: Cost = { memory: 4_608, passes: 1, lanes: 1 };

/** Words and a reference that nobody had before. */
export function newPassphrase(): { readonly reference: string; readonly words: string } {
  return {
    reference: referenceFrom(randomBytes(BYTES_FOR_REFERENCE)),
    words: wordsFrom(randomBytes(BYTES_FOR_WORDS), plainWords()),
  };
}

/** Seals what somebody sent, with the words that open it. Takes its time, and so is done before the command. */
export async function sealConcern(
  sealing: Sealing,
  organisation: string,
  { id, answers, words }: { readonly id: string; readonly answers: Answers; readonly words: string },
): Promise<SealedConcern> {
  const { hash, salt } = await hashPassword(asWords(words), COST);
  return {
    answers: sealing.seal(organisation, place.answers(id), JSON.stringify(answers)),
    contact: sealContact(sealing, organisation, id, answers),
    salt,
    verifier: sealing.seal(organisation, place.verifier(id), hash.toString('base64')),
  };
}

export function sealContact(sealing: Sealing, organisation: string, id: string, answers: Answers): Buffer {
  const contact = Object.fromEntries(CONTACT.map((field) => [field, answers[field]]));
  return sealing.seal(organisation, place.contact(id), JSON.stringify(contact));
}

/** All that somebody answered, as it was sealed when they sent it. */
export function openAnswers(sealing: Sealing, organisation: string, id: string, sealed: Buffer): Answers {
  const answers = JSON.parse(sealing.open(organisation, place.answers(id), sealed)) as Partial<Answers>;
  return { ...NOTHING_ANSWERED, ...answers };
}

/** How somebody may be reached, in the answers that say it; the others are empty. */
export function openContact(sealing: Sealing, organisation: string, id: string, sealed: Buffer): Answers {
  const contact = JSON.parse(sealing.open(organisation, place.contact(id), sealed)) as Partial<Answers>;
  return { ...NOTHING_ANSWERED, ...contact };
}

export function sealAddition(sealing: Sealing, organisation: string, id: string, words: string): Buffer {
  return sealing.seal(organisation, place.addition(id), words);
}

export function sealTold(sealing: Sealing, organisation: string, id: string, words: string): Buffer {
  return sealing.seal(organisation, place.told(id), words);
}

/** Who dealt with it: a person's id. */
export function sealBy(sealing: Sealing, organisation: string, id: string, person: string): Buffer {
  return sealing.seal(organisation, place.by(id), person);
}

/** Whether the key is here under which a concern was kept. */
export function isOpenable(
  sealing: Sealing,
  organisation: string,
  { id, verifier }: { readonly id: string; readonly verifier: Uint8Array },
): boolean {
  try {
    sealing.open(organisation, place.verifier(id), Buffer.from(verifier));
    return true;
  } catch (error) {
    if (error instanceof SealBroken) return false;
    throw error;
  }
}

/** Whether these words open it. Takes as long where there is no such concern. */
export async function opensWith(
  sealing: Sealing,
  organisation: string,
  kept: { readonly id: string; readonly salt: Buffer; readonly verifier: Buffer } | null,
  typed: string,
): Promise<boolean> {
  const words = asWords(typed);
  if (kept === null) {
    await hashPassword(words, COST);
    return false;
  }
  const hash = Buffer.from(sealing.open(organisation, place.verifier(kept.id), kept.verifier), 'base64');
  return isPassword(words, { ...COST, salt: kept.salt, hash });
}

/** A concern's words: whoever asks has recorded that they read them. */
export async function wordsOf(tx: ReadTx, sealing: Sealing, id: string): Promise<ConcernWords> {
  const { answers, contact, told, toldAt, by, additions } = await sealedWords(tx, id);
  const open = (where: string, sealed: Buffer) => sealing.open(tx.organisation, where, sealed);
  return {
    answers: {
      ...NOTHING_ANSWERED,
      ...(JSON.parse(open(place.answers(id), answers)) as Answers),
      ...(JSON.parse(open(place.contact(id), contact)) as Partial<Answers>),
    },
    additions: additions.map((one) => ({ ...one, words: open(place.addition(one.id), one.words) })),
    told: told === null ? '' : open(place.told(id), told),
    toldAt,
    toldBy: by === null ? null : open(place.by(id), by),
  };
}
