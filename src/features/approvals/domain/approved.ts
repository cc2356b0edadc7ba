import type { Found, Shown } from '../../../rules/checks.ts';
import { wholeOf } from '../../../words/naming.ts';
import type { Words } from '../../../words/sentence.ts';
import {
  lineText,
  neverSentence,
  standingAt,
  standingSentence,
  the,
  type ApprovedStanding,
  type SaidOf,
} from './standing.ts';

/*
 * Whether something that is signed has an approved version that stands, as the standards ask it: the same standing and the same
 * words as on its page. Pure.
 */

/** Something that is signed, and how its latest approved version stands but for the time. */
export interface Approved {
  /** "Hazard log of Willowbank Wound Care" */
  readonly title: string;
  readonly href: string;
  /** It is signed at `/sign` below it, its versions stand at `/versions`. */
  readonly path: string;
  readonly whoSigns: string;
  /** Null where nobody has approved a version. */
  readonly version: ApprovedVersion | null;
}

export interface ApprovedVersion {
  readonly said: Omit<SaidOf, 'standing'>;
  readonly kept: Pick<ApprovedStanding, 'void' | 'outOfDate' | 'challenged' | 'editorialDrift'>;
  readonly validUntil: Date | null;
  /** Since when it is void, out of date or challenged, where that is known. */
  readonly since: Date | null;
}

/** What a check finds of it. What speaks against it fails; what only has to be signed again needs review. */
export function approvedFound(approved: Approved, now: Date): Found {
  const { title, href, path, whoSigns, version } = approved;
  if (version === null) {
    const sentence = neverSentence(title, href, whoSigns);
    return { result: 'failed', says: wholeOf(sentence), clears: linked(sentence.clears, path), until: null, shown: [] };
  }
  const { kept, validUntil } = version;
  const standing = standingAt(kept, validUntil, now);
  const said: SaidOf = { ...version.said, standing };
  const text = `Version ${said.number}`;
  const sentence = standingSentence(said);
  if (sentence === null) {
    const line = `${lineText(said)}.`;
    const shown: Shown[] = [{ text: `${text} of ${the(title)}`, href: said.href, until: validUntil }];
    const next = `Version ${said.number + 1}, signed by ${whoSigns}, clears it.`;
    return {
      result: 'passed',
      says: [{ text, href: said.href }, line.slice(text.length)],
      clears: linked([next], path),
      until: validUntil,
      shown,
    };
  }
  const onlyLate = standing.expired && !standing.void && !standing.outOfDate && !standing.challenged;
  return {
    result: standing.void || standing.challenged ? 'failed' : 'needs-review',
    says: wholeOf(sentence),
    // Of what is retired the page says nothing more.
    clears: sentence.clears.length === 0 ? ['Taking it up again clears it.'] : linked(sentence.clears, path),
    until: null,
    since: onlyLate ? validUntil : version.since,
    shown: [],
  };
}

/** The same where nothing beside it says what was approved: "Version 4 of the hazard log of Willowbank Wound Care, approved by ...". */
export function approvedNamed(approved: Approved, now: Date): Found {
  const found = approvedFound(approved, now);
  const [version, line] = found.says;
  if (found.result !== 'passed' || version === undefined || typeof line !== 'string') return found;
  return { ...found, says: [version, ` of ${the(approved.title)},${line}`] };
}

/** The same words, of which those that name the next version lead to where it is signed. */
function linked(words: Words, path: string): Words {
  return words.flatMap((word): Words => {
    if (typeof word !== 'string') return [word];
    const found = /version \d+/iu.exec(word);
    if (!found) return [word];
    const [before, after] = [word.slice(0, found.index), word.slice(found.index + found[0].length)];
    return [before, { text: found[0], href: `${path}/sign` }, after].filter((part) => part !== '');
  });
}
