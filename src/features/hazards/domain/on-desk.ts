import type { Sentence } from '../../../words/sentence.ts';
import { controlReference, hazardReference } from '../domain.ts';

/*
 * How what waits in hazard logs is said. Pure.
 */

/** Why residual ratings of a log do not count yet, and what would make them count. */
export function waitingSentence(log: { readonly title: string; readonly ratings: number }, href: string): Sentence {
  const one = log.ratings === 1;
  return {
    so: [
      `${one ? '1 residual rating' : `${log.ratings.toLocaleString('en-GB')} residual ratings`} of “`,
      { text: log.title, href },
      `” ${one ? 'is' : 'are'} provisional`,
    ],
    because: [`${one ? 'it was' : 'they were'} taken in from a file and nobody has confirmed ${one ? 'it' : 'them'}`],
    clears: [`A clinical safety officer or deputy who confirms ${one ? 'it' : 'them'} clears it.`],
  };
}

/** Why a control does not hold, what rests on it, and what clears it. */
export function failingSentence(
  control: { readonly number: number; readonly state: string; readonly hazard: number; readonly hazards: number },
  href: string,
): Sentence {
  const others = control.hazards - 1;
  return {
    so: [
      `Control ${controlReference(control.number)} of `,
      { text: hazardReference(control.hazard), href },
      `${others > 0 ? ` and ${others} more` : ''} does not hold`,
    ],
    because: [control.state === 'withdrawn' ? 'it was withdrawn' : 'what was observed of it says otherwise'],
    clears: ['Putting it in place again clears it, or another control in its place.'],
  };
}
