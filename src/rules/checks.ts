import type { Day } from '../words/days.ts';
import type { Words } from '../words/sentence.ts';

/*
 * The words of "what the standards ask": facts, which a feature reads, and checks, which are pure functions over them. What
 * is not known is not there, and nothing passes on it. The engine that puts them beside the criteria of a standard is the
 * feature `standards`; whoever contributes knows no standard.
 */

/** What a check can come to; the words of its six values are those of Gemara's evaluation log. */
export const RESULTS = ['passed', 'failed', 'needs-review', 'not-applicable', 'not-run', 'unknown'] as const;
export type Result = (typeof RESULTS)[number];

/** The service that is looked at, as it was at the moment that is asked about. */
export interface AssessedService {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
  readonly phase: 'discovery' | 'alpha' | 'beta' | 'live' | 'retired';
  readonly role: 'manufacturer' | 'deployer' | 'both';
}

/** What is known of a service, by name. What is not known is not there: never null, never a default. */
export type Facts = Readonly<Record<string, unknown>>;

/** What a check is asked at. */
export interface At {
  readonly now: Date;
  readonly service: AssessedService;
  /** The version of the release, where one is asked about. */
  readonly release?: string;
}

/** Something that shows it: a signed version, a test, a record, a document. */
export interface Shown {
  readonly text: string;
  readonly href: string;
  /** Until when it stands; null for no end. */
  readonly until: Date | null;
  /** On which day it was done, where something turns on that. */
  readonly on?: Day;
}

/** What a check found. */
export interface Found {
  readonly result: Exclude<Result, 'unknown'>;
  /** What is so, as a whole sentence: "Posy Thackray has been clinical safety officer since 3 March 2026." */
  readonly says: Words;
  /** What clears it, as a whole sentence, with a link; of what passed, what has to be done once it no longer stands. */
  readonly clears: Words;
  /**
   * The first time after `now` at which the same facts would give anything else: when what it rests on lapses, or becomes due.
   * What passed, or did not apply, needs review from then on, unless the check says otherwise then. Null for never.
   */
  readonly until: Date | null;
  /** Since when it is so, where that is known and says something: when it failed, when it was due. */
  readonly since?: Date | null;
  readonly shown: readonly Shown[];
}

/** One thing that is looked at. `F` are the facts of the feature that contributes it. */
export interface Check<F extends object = Facts> {
  /** Of the feature and what it is: "people.officer-registered". Never given to another; catalogues name it. */
  readonly id: string;
  /** What has to be so, as a whole sentence: "The clinical safety officer holds a registration that is current." */
  readonly asks: string;
  readonly how: 'automatic' | 'by hand';
  /** The facts that it turns on. Where one of them is not known, the answer is unknown, and `decide` is not asked. */
  readonly reads: readonly (keyof F & string)[];
  /** Pure; of the time, only what `at` says. */
  readonly decide: (facts: F, at: At) => Found;
  /** What clears it while nothing is known, as a whole sentence, with a link. */
  readonly begins: (at: At) => Words;
}

/** A check with what it came to. */
export interface Observation {
  readonly check: string;
  readonly asks: string;
  readonly how: Check['how'];
  readonly result: Result;
  readonly says: Words;
  /** Empty where it passed or does not apply. */
  readonly clears: Words;
  /** The first time at which the same facts give anything else; null for never. */
  readonly until: Date | null;
  /** Since when it is so, where that says something; of what lapsed, when it did. */
  readonly since: Date | null;
  readonly shown: readonly Shown[];
}

/** Asks one check. What is not known is unknown, and what no longer stands needs review: no check can say otherwise. */
export function observe(check: Check, facts: Facts, at: At): Observation {
  const of = { check: check.id, asks: check.asks, how: check.how };
  if (check.reads.some((name) => facts[name] === undefined))
    return {
      ...of,
      result: 'unknown',
      says: unknownOf(check),
      clears: check.begins(at),
      until: null,
      since: null,
      shown: [],
    };
  const { result, says, clears, until, since = null, shown } = check.decide(facts, at);
  const isFine = result === 'passed' || result === 'not-applicable';
  // Whatever is not fine says what clears it, also where a check forgot to.
  const wayOut = clears.length > 0 ? clears : check.begins(at);
  if (until !== null && until <= at.now)
    return isFine
      ? { ...of, result: 'needs-review', says, clears: wayOut, until: null, since: until, shown }
      : { ...of, result, says, clears: wayOut, until: null, since, shown };
  return { ...of, result, says, clears: isFine ? [] : wayOut, until, since, shown };
}

/** A sentence that says of what nothing is known: it also stands where nothing else names the check. */
function unknownOf({ asks }: Check): Words {
  return [`“${asks}” Nothing is known of this yet.`];
}
