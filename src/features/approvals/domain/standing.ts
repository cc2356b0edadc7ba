import type { Sentence, Words } from '../../../words/sentence.ts';
import { counted, listed } from '../domain.ts';

/*
 * How an approved version stands beside the working copy: the definition, and its words. A signature does not die; the work
 * drifts from it. Pure: the state of every approval, recomputed from nothing, is what stands here.
 */

/** What has to be known of an approved version and of the work to say how it stands. */
export interface Compared {
  /** The words that were signed, and the words as they are: whatever can be told to be the same. */
  readonly signed: { readonly material: string; readonly editorial: string };
  readonly now: { readonly material: string; readonly editorial: string };
  /** Whether the subject was retired. */
  readonly retired: boolean;
  /** The entry of the signature, and that of the latest contrary evidence that nobody has answered. */
  readonly signedSeq: number;
  readonly challengedSeq: number | null;
  /** How many of the things that supported it have fallen since. */
  readonly fallen: number;
  /** How many signatures its rule asked for, and how many of those it has were given by people who were registered then. */
  readonly needed: number;
  readonly held: number;
  readonly validUntil: Date | null;
}

/** What is true of an approved version. Several can be true at once. */
export interface ApprovedStanding {
  readonly void: boolean;
  readonly outOfDate: boolean;
  readonly challenged: boolean;
  readonly expired: boolean;
  readonly editorialDrift: boolean;
  /** None of the first four. */
  readonly current: boolean;
}

/** How an approved version stands at a moment, from all that it depends on: the definition. */
export function standingOf(one: Compared, now: Date): ApprovedStanding {
  const kept = {
    void: one.held < one.needed,
    outOfDate: one.retired || one.signed.material !== one.now.material,
    challenged: one.fallen > 0 || (one.challengedSeq !== null && one.challengedSeq > one.signedSeq),
    editorialDrift: one.signed.editorial !== one.now.editorial,
  };
  return standingAt(kept, one.validUntil, now);
}

/** The same, from what is kept of it: only the time is asked for. */
export function standingAt(
  kept: Pick<ApprovedStanding, 'void' | 'outOfDate' | 'challenged' | 'editorialDrift'>,
  validUntil: Date | null,
  now: Date,
): ApprovedStanding {
  const expired = validUntil !== null && now >= validUntil;
  return { ...kept, expired, current: !kept.void && !kept.outOfDate && !kept.challenged && !expired };
}

/** What changed since a version was signed, counted. */
export interface Drift {
  /** "2 hazards changed", "the intended use changed": each a part of a sentence. */
  readonly material: readonly string[];
  /** Which of it, by name, as a part of a sentence: "control CTL-31 of HAZ-12"; empty where the count says it all. */
  readonly named: Words;
  readonly editorial: number;
}

export const NO_DRIFT: Drift = { material: [], named: [], editorial: 0 };

/** What is said of an approved version, wherever it is named. */
export interface SaidOf {
  /** "The hazard log of Willowbank Wound Care" */
  readonly what: string;
  readonly href: string;
  readonly number: number;
  /** By whom, as what: "Wren Applewhite (clinical safety officer)". */
  readonly by: readonly string[];
  readonly byAuthor: boolean;
  readonly outside: boolean;
  /** "3 March 2026" */
  readonly on: string;
  /** "3 March 2027"; null where it has no end. */
  readonly until: string | null;
  readonly standing: ApprovedStanding;
  readonly drift: Drift;
  /** Why it is challenged, as parts of a sentence: "control CTL-31 does not hold since 9 March 2026". */
  readonly challenges: readonly string[];
  /** Why it is void: "the registration of Wren Applewhite was not held on 3 March 2026". */
  readonly voided: readonly string[];
  readonly retired: boolean;
  /** Who can sign the next version: "a clinical safety officer or deputy". */
  readonly whoSigns: string;
}

/** "Version 4 approved by Wren Applewhite (clinical safety officer) on 3 March 2026" */
export function approvedLine({ number, by, on, outside, byAuthor }: SaidOf): string {
  const how = outside ? 'approved outside Primum by' : byAuthor ? 'approved by its author,' : 'approved by';
  return `Version ${number} ${how} ${listed(by)} on ${on}`;
}

/** What happened since, in a few words: "unchanged since", "out of date: 2 hazards changed". */
export function driftLine({ standing, drift, challenges, until, retired, voided }: SaidOf): string {
  const parts = [
    standing.void && `void: ${listed(voided)}`,
    standing.outOfDate && `out of date: ${retired ? 'it is retired' : materialWords(drift)}`,
    standing.challenged && `challenged: ${challengeWords(challenges)}`,
    standing.expired && `expired on ${until}`,
  ].filter((part) => part !== false);
  if (standing.editorialDrift && !standing.outOfDate) parts.push(editorialWords(drift));
  return parts.length === 0 ? 'unchanged since' : parts.join('; ');
}

/** "Version 4 approved by ... on ..., unchanged since" */
export function lineText(said: SaidOf): string {
  return `${approvedLine(said)}, ${driftLine(said)}`;
}

/** The same without what happened, for where only that much is known: "out of date", "unchanged since". */
export function standingWords(standing: ApprovedStanding): string[] {
  const words = [
    standing.void && 'void',
    standing.outOfDate && 'out of date',
    standing.challenged && 'challenged',
    standing.expired && 'expired',
    standing.editorialDrift && !standing.outOfDate && 'editorial changes since',
  ].filter((word) => word !== false);
  return words.length === 0 ? ['unchanged since'] : words;
}

function materialWords({ material }: Drift): string {
  return material.length === 0 ? 'what it says changed' : listed(material);
}

function editorialWords({ editorial }: Drift): string {
  return editorial === 0 ? 'editorial changes since' : `${counted(editorial, 'editorial change')} since`;
}

/** What a sentence names of what fell; the rest is counted. A control can be behind hundreds of hazards. */
const MOST_FALLEN = 4;

function challengeWords(challenges: readonly string[]): string {
  if (challenges.length === 0) return 'something that supported it no longer holds';
  const more = challenges.length - MOST_FALLEN;
  // To count a single one takes as long as to name it.
  if (more <= 1) return listed(challenges);
  return listed([...challenges.slice(0, MOST_FALLEN), `${more} others do not stand either`]);
}

/** What is so of a version that does not stand, because of what, and what clears it; null for one that stands. */
export function standingSentence(said: SaidOf): Sentence | null {
  const { standing, number, href, what, whoSigns } = said;
  if (standing.current) return null;
  const version: Words = [{ text: `Version ${number}`, href }, ` of ${the(what)} `];
  const next = `Version ${number + 1}, signed by ${whoSigns}, clears it.`;
  if (standing.void)
    return {
      so: [...version, 'is void'],
      because: [
        said.voided.length === 0 ? 'a registration that it required was not held that day' : listed(said.voided),
      ],
      clears: [`A new signature clears it: ${lowerFirst(next)}`],
    };
  if (said.retired)
    return { so: [...version, 'no longer says how things are'], because: ['it is retired'], clears: [] };
  if (standing.outOfDate)
    return {
      so: [...version, `is out of date${standing.challenged ? ' and challenged' : ''}`],
      because: [
        `${materialWords(said.drift)} since it was signed on ${said.on}`,
        ...(said.drift.named.length === 0 ? [] : [': ', ...said.drift.named]),
        ...(standing.challenged ? [`, and ${challengeWords(said.challenges)}`] : []),
      ],
      clears: [`${next} Only the difference is shown.`],
    };
  if (standing.challenged)
    return {
      so: [...version, 'is challenged'],
      because: [challengeWords(said.challenges)],
      clears: [`When that holds again, or when ${whoSigns} signs version ${number + 1} knowing it, this is cleared.`],
    };
  return {
    so: [...version, 'has expired'],
    because: [`it was valid until ${said.until}`],
    clears: [next],
  };
}

/** What is so of a subject that nobody has approved yet. */
export function neverSentence(what: string, href: string, whoSigns: string): Sentence {
  return {
    so: [{ text: `The ${lowerFirst(what)}`, href }, ' is not approved'],
    because: ['nobody has signed a version of it yet'],
    clears: [`Version 1, signed by ${whoSigns}, clears it.`],
  };
}

/** What somebody said who did not approve a version. */
export interface Refused {
  readonly what: string;
  /** Where all that was said stands. */
  readonly href: string;
  readonly number: number;
  readonly by: string;
  /** "3 March 2026" */
  readonly on: string;
  /** What has to change. */
  readonly reason: string;
  /** Whether its words are other ones by now. */
  readonly changed: boolean;
  readonly whoSigns: string;
}

/** Longer than this, the reason is read where it stands. Characters. */
const MOST_OF_A_REASON = 300;

/** What is so of a version that somebody did not approve, until somebody signs again. */
export function refusedSentence({ what, href, number, by, on, reason, changed, whoSigns }: Refused): Sentence {
  const words = reason.replaceAll(/\s+/gu, ' ').replace(/[.\s]+$/u, '');
  const shown = words.length > MOST_OF_A_REASON ? `${words.slice(0, MOST_OF_A_REASON).trimEnd()}...` : words;
  return {
    so: [{ text: `Version ${number}`, href }, ` of ${the(what)} was not approved on ${on}`],
    because: [`${by} says: “${shown}”`],
    clears: [
      changed
        ? `It was changed since. A signature by ${whoSigns} clears it.`
        : `Changing what it asks for, and then a signature by ${whoSigns}, clears it.`,
    ],
  };
}

/** Says when a version that stands has to be looked at again; null where that is far. */
export function dueSentence(said: SaidOf): Sentence | null {
  if (said.until === null || !said.standing.current) return null;
  return {
    so: [{ text: `Version ${said.number}`, href: said.href }, ` of ${the(said.what)} is valid until ${said.until}`],
    because: [`it was signed on ${said.on}`],
    clears: [`Version ${said.number + 1}, signed by ${said.whoSigns} before then, clears it.`],
  };
}

/** "the hazard log of Willowbank Wound Care", from its title. */
export function the(title: string): string {
  return `the ${lowerFirst(title)}`;
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
