/*
 * Whether, how and with what words somebody may be contacted. What they said of it is a matter of their safety, and no preference:
 * unknown means nothing goes out. Pure.
 */

/** The ways by which somebody could be reached. `place`: they come back by themselves, with what only they know. */
export const WAYS = ['place', 'e-mail', 'text message', 'call', 'post'] as const;
export type Way = (typeof WAYS)[number];

/** What somebody said of one way. */
export type Safety = 'safe' | 'unsafe' | 'unknown' | 'safe at times';

/** How somebody said that they can be reached. Nobody has to say anything; what is not said is unknown. */
export interface SafeContact {
  readonly ways: Readonly<Partial<Record<Way, Safety>>>;
  /** When it is safe, in their words; null for not said. */
  readonly times: string | null;
  /** Whether a message may be left where somebody else could find it; null for not said. */
  readonly mayLeaveMessage: boolean | null;
  /** What we may call ourselves: "the library"; null for not said, and then no name is given at all. */
  readonly callOurselves: string | null;
  /** In which form they need to be answered: large print, easy read, BSL, an interpreter; none where nothing was said. */
  readonly needs: readonly string[];
}

export const NOTHING_SAID: SafeContact = {
  ways: {},
  times: null,
  mayLeaveMessage: null,
  callOurselves: null,
  needs: [],
};
