import type { Sentence } from '../../../words/sentence.ts';
import { controlReference, hazardReference } from '../domain.ts';

/*
 * How what waits in hazard logs is said. Pure.
 */

/** Why residual ratings of a log do not count yet, and what would make them count. */
export function waitingSentence(title: string, href: string): Sentence {
  return {
    so: ['Residual ratings of “', { text: title, href }, '” are provisional'],
    because: ['they were taken in from a file and nobody has confirmed them'],
    clears: ['A clinical safety officer or deputy who confirms them clears it.'],
  };
}

/** Why a control does not hold, what rests on it, and what clears it. */
export function withdrawnSentence(
  control: { readonly number: number; readonly hazard: number; readonly hazards: number },
  href: string,
): Sentence {
  const others = control.hazards - 1;
  return {
    so: [
      `Control ${controlReference(control.number)} of `,
      { text: hazardReference(control.hazard), href },
      `${others > 0 ? ` and of ${others} more` : ''} does not hold`,
    ],
    because: ['it was withdrawn'],
    clears: ['Putting it in place again clears it, or another control in its place.'],
  };
}
