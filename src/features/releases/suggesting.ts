import type { ControlOnRelease } from '../hazards/index.ts';
import { failedOn, type KeptRelease } from './domain.ts';

/** A control that is not named among what a release touches, and whose tests say something else on it. */
export interface Suggested {
  readonly reference: string;
  readonly href: string;
  readonly text: string;
  /** "EVD-12 failed here" */
  readonly because: string;
}

/** Controls whose tests failed on a release, or pass there and fail on what is in use. */
export function suggestedControls(
  controls: readonly ControlOnRelease[],
  { touches }: Pick<KeptRelease, 'touches'>,
): readonly Suggested[] {
  return controls.flatMap((control) => {
    const { reference, href, text } = control;
    if (touches?.controls.includes(reference)) return [];
    const [failed] = failedOn(control);
    if (failed !== undefined) return [{ reference, href, text, because: `${failed} failed here` }];
    const changed = control.questions.find(
      ({ here, counts }) => here !== null && counts !== null && here.outcome !== counts.outcome,
    );
    if (changed)
      return [{ reference, href, text, because: `${changed.reference} passed here, and failed where it is in use` }];
    return [];
  });
}
