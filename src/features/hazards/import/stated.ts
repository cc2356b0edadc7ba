import { foldWord } from '../../schemes/index.ts';
import type { ControlState } from '../domain.ts';

/*
 * What a file says of the state of a control, in our words. What cannot be read for certain is "not stated"; the file's own
 * words are kept beside it.
 */

const WITHDRAWN = /\b(?:withdrawn|removed|retired|superseded|rejected|no longer|decommissioned|not needed)\b/u;
const PROPOSED =
  /\b(?:propos\w+|suggest\w+|planned|recommended|considered|to do|todo|to be|tbc|tbd|future|backlog|roadmap|deferred)\b|^(?:new|open)$/u;
const NOT_YET = /\b(?:not|no|cannot|un|awaiting|pending|before)\b/u;
const AGREED =
  /\b(?:agreed|accepted|approved|in progress|in development|under way|underway|ongoing|started|part\w*|being)\b/u;
const IN_PLACE =
  /\b(?:in place|implemented|implement(?:ation)? complete|complete|completed|done|live|deployed|released|operational|existing|active|embedded)\b/u;

/** The declared state that a file's words come to. */
export function controlStateOf(stated: string | null | undefined): ControlState {
  const folded = foldWord(stated ?? '');
  if (folded === '') return 'not stated';
  if (WITHDRAWN.test(folded)) return 'withdrawn';
  if (PROPOSED.test(folded)) return 'proposed';
  // "Not implemented" is no state that anybody declared, and must never be read as one that holds.
  if (NOT_YET.test(folded))
    return /\b(?:implemented|in place|started|done|complete\w*)\b/u.test(folded) ? 'proposed' : 'not stated';
  if (AGREED.test(folded)) return 'agreed';
  return IN_PLACE.test(folded) ? 'in place' : 'not stated';
}
