import type { SafeContact, Safety, Way } from '../../platform/mail/safe-contact.ts';
import { WAYS_ASKED, type Answers } from './domain.ts';

/** How somebody may be reached, from what they answered. What they did not say is not known, and then nothing goes out. */
export function safeContactOf(answers: Answers): SafeContact {
  const { reach, ways, times, message, callOurselves, needs, needsMore } = answers;
  const safe: Safety = times === '' ? 'safe' : 'safe at times';
  const said = (way: (typeof WAYS_ASKED)[number]): Safety => {
    if (reach === 'no') return 'unsafe';
    if (reach === 'any') return safe;
    if (reach === 'some') return ways.includes(way) ? safe : 'unsafe';
    return 'unknown';
  };
  const asked: Partial<Record<Way, Safety>> = Object.fromEntries(WAYS_ASKED.map((way) => [way, said(way)]));
  return {
    // They come back by themselves, with what only they know: nothing of that reaches them unasked.
    ways: { ...asked, place: 'safe' },
    times: times || null,
    mayLeaveMessage: message === '' ? null : message === 'yes',
    callOurselves: callOurselves || null,
    needs: needsMore === '' ? needs : [...needs, needsMore],
  };
}

const ADDRESS = /[^\s@<>,;:"\\()]+@[^\s@<>,;:"\\()]+\.[^\s@<>,;:"\\()]*[^\s@<>,;:"\\().]/gu;

/** The e-mail address in what somebody wrote; null where there is none, or not one alone: which of them is safe, nobody knows. */
export function addressIn(where: string): string | null {
  const found = new Set(where.match(ADDRESS) ?? []);
  return found.size === 1 ? [...found][0]! : null;
}
