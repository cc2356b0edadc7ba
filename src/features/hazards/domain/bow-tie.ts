/*
 * Which controls of a hazard stand before it, which behind it, and of which nobody has said it. Pure.
 */

/** What a control does about a hazard, as far as somebody has said it. */
export interface Acting {
  /** CTL-31 */
  readonly id: string;
  readonly acts: 'prevents' | 'limits' | null;
  /** The causes that it acts on: their places among the causes, from 1. */
  readonly causes: readonly number[];
}

export interface PlacedControls<Control> {
  /** Before the hazard. */
  readonly prevents: readonly Control[];
  /** Behind the hazard. */
  readonly limits: readonly Control[];
  /** It is not said whether they prevent or limit, and they name no cause. Nothing is made of that. */
  readonly unplaced: readonly Control[];
  /** Whether a cause that no control names may have one all the same. */
  readonly causesMay: boolean;
  /** Whether harm that no control limits may have one all the same. */
  readonly harmMay: boolean;
}

/**
 * Puts controls where their log says that they act. One that names a cause can only prevent. Where nothing is said, a control
 * is not put anywhere: then nobody can say that a cause has none, and its way only may be open.
 */
export function placeControls<Control extends Acting>(controls: readonly Control[]): PlacedControls<Control> {
  const of = (control: Control) => control.acts ?? (control.causes.length > 0 ? 'prevents' : null);
  const prevents = controls.filter((control) => of(control) === 'prevents');
  const limits = controls.filter((control) => of(control) === 'limits');
  const unplaced = controls.filter((control) => of(control) === null);
  return {
    prevents,
    limits,
    unplaced,
    causesMay: unplaced.length > 0 || prevents.some(({ causes }) => causes.length === 0),
    harmMay: unplaced.length > 0,
  };
}
