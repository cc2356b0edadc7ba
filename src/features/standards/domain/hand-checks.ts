import type { AssessedService, At, Check, Found } from '../../../rules/checks.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import { plainWords, tellingWords, wordsBeside } from '../../../words/plain.ts';
import type { Words } from '../../../words/sentence.ts';
import { checkPath } from './addresses.ts';
import type { HandCheck } from './catalogue.ts';

/*
 * Checks that people make: somebody looks, says what they saw, and it stands for as long as the check says. Pure.
 */

/** What was recorded of a check last, of what counts. */
export interface HandRecord {
  readonly outcome: 'passed' | 'failed';
  readonly observedAt: Date;
  /** Who recorded it, by name. */
  readonly by: string;
  /** "EVD-12" */
  readonly evidence: string;
  readonly href: string;
  /** For how many days whoever recorded it lets it stand. */
  readonly validDays: number;
  /** The file that whoever looked kept with it; null where there is none. */
  readonly file: { readonly sha256: string; readonly name: string } | null;
  /** Of what is not so: since when, without a pass between. */
  readonly since: Date | null;
}

/** What was recorded, by the id of the check. What never was is not there. */
export type HandFacts = Readonly<Record<string, HandRecord>>;

const DAY = 86_400_000;

/** A check by hand, as the engine takes it in. */
export function handCheckOf(hand: HandCheck): Check<HandFacts> {
  return {
    id: hand.id,
    asks: hand.asks,
    how: 'by hand',
    reads: [hand.id],
    decide: (facts, at) => decide(hand, facts[hand.id]!, at),
    begins: ({ service }) => [
      'Looking at it, and ',
      { text: 'recording what was seen', href: checkPath(service.reference, hand.id) },
      ', clears it.',
    ],
  };
}

function decide(hand: HandCheck, record: HandRecord, { now, service }: At): Found {
  const { outcome, observedAt, by, evidence, href, file } = record;
  const until = standsUntil(hand, record);
  const looked = `“${hand.asks}” ${by} looked on ${longDate(observedAt)}`;
  const clears = clearsOf(hand, service, outcome);
  const shown = [
    { text: `${evidence}: ${hand.asks}`, href, until },
    ...(file === null ? [] : [{ text: `${evidence}: ${file.name}`, href: `/files/${file.sha256}`, until }]),
  ];
  const named: Words = [' (', { text: evidence, href }, ').'];
  if (outcome === 'failed')
    return {
      result: 'failed',
      says: [`${looked}, and it is not so`, ...named],
      clears,
      until: null,
      since: record.since,
      shown,
    };
  if (until <= now) {
    const says: Words = [`${looked}, and it was so. That stood until ${longDate(until)}`, ...named];
    return { result: 'needs-review', says, clears, until: null, since: until, shown };
  }
  return { result: 'passed', says: [`${looked}, and it is so`, ...named], clears, until, shown };
}

/** Until when a pass stands: as long as the check says, or less where whoever looked said so. */
export function standsUntil({ every }: HandCheck, { observedAt, validDays }: HandRecord): Date {
  return new Date(observedAt.getTime() + Math.min(every, validDays) * DAY);
}

function clearsOf({ id }: HandCheck, { reference }: AssessedService, outcome: HandRecord['outcome']): Words {
  const href = checkPath(reference, id);
  return outcome === 'failed'
    ? ['Putting it right, and ', { text: 'recording that it is so', href }, ', clears it.']
    : ['Looking at it again, and ', { text: 'recording what was seen', href }, ', clears it.'];
}

/** So many words in a row, as in the check, are the check’s. */
const RUN = 4;
const FEWEST_WORDS = 4;

/**
 * Why a text shows nothing of a check, and what to do; null where it may. What the check itself says is no observation: empty
 * or template text never counts, and neither does it with a word beside it.
 */
export function whyShowsNothing({ asks, good, keep }: HandCheck, text: string): string | null {
  const words = plainWords(text);
  // Also put together, and also in part.
  const beside = wordsBeside(words, [plainWords(`${asks} ${good} ${keep} ${asks}`)], RUN);
  const telling = tellingWords(beside);
  if (telling.length >= FEWEST_WORDS && telling.some((word) => /\p{L}{2}/u.test(word))) return null;
  if (beside.length < words.length)
    return 'These are the words of the check itself. Say what you looked at, and what you saw.';
  return 'Say what you looked at, and what you saw: a few words that somebody else could follow.';
}

function longDate(at: Date): string {
  return sayDay(dayIn(at));
}
