import { dayIn, sayDay } from '../../../words/days.ts';
import type { Sentence, Words } from '../../../words/sentence.ts';
import type { Reason, Unreliable } from './holding.ts';

/*
 * What speaks against a hazard as it is rated, or against a control, and comes from elsewhere: an incident. It takes a claim
 * away and puts none in its place: what the rating is now, a person says. Pure.
 */

/** A challenge that nobody has answered. */
export interface Challenge {
  /** "INC-3" */
  readonly source: string;
  readonly href: string;
  readonly at: Date;
  /** What whoever brought it said: why it speaks against this. */
  readonly words: string;
}

/** A challenge and its answer, as it is told afterwards. */
export interface AnsweredChallenge extends Challenge {
  readonly answer: string;
  readonly by: string;
  readonly answeredAt: Date;
}

const RATING_CLEARS = 'Rating it again, or saying with a reason that the rating stays, clears it.';

/** Why a residual rating waits for somebody to look at it again. */
export function reopenedBy(challenge: Challenge): Unreliable {
  return { because: [...broughtBy(challenge), ' speaks against the rating'], clears: RATING_CLEARS };
}

/** Why a control does not count as holding; null where nothing is open. The oldest is named, the others are counted. */
export function challengedControl(challenges: readonly Challenge[]): Reason | null {
  const [first, ...others] = challenges;
  if (!first) return null;
  return {
    verdict: 'not-met',
    because: ['failed in ', ...named(first), ...andMore(others.length)],
    clears: [
      others.length > 0
        ? 'A reasoned answer to each by a safety engineer clears it: what was put right, and what shows that it works now.'
        : 'A reasoned answer by a safety engineer clears it: what was put right, and what shows that it works now.',
    ],
  };
}

/** What is so of a challenged hazard; null where nothing is open. */
export function challengedSentence(reference: string, href: string, challenges: readonly Challenge[]): Sentence | null {
  const [first, ...others] = challenges;
  if (!first) return null;
  return {
    so: [{ text: reference, href }, ' is challenged'],
    because: [...broughtBy(first), ...andMore(others.length), ' speaks against how it is rated'],
    clears: [RATING_CLEARS],
  };
}

/** "INC-3 on 9 March 2026": what challenges, as part of a sentence without links. */
export function challengeText({ source, at }: Pick<Challenge, 'source' | 'at'>): string {
  return `${source} on ${sayDay(dayIn(at))}`;
}

function broughtBy(challenge: Challenge): Words {
  return ['incident ', ...named(challenge)];
}

/** Its day is the one on which it came to bear on the case: when it happened, the incident says. */
function named({ source, href, at }: Challenge): Words {
  return [{ text: source, href }, ` (since ${sayDay(dayIn(at))})`];
}

function andMore(others: number): Words {
  return others === 0 ? [] : [others === 1 ? ', as in one other incident,' : `, as in ${others} other incidents,`];
}
