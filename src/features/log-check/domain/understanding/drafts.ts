import type { Cause, Control, Extra, Meaning, Phase, Place, StatedValue } from '../../domain.ts';

/** A rating as found, before any scheme is applied. */
export interface DraftRating {
  readonly phase: Phase;
  readonly severity?: StatedValue;
  readonly likelihood?: StatedValue;
  readonly risk?: StatedValue;
  readonly place: Place;
}

/** A hazard as found, before any scheme is applied. */
export interface DraftHazard {
  ref: string | null;
  name: string;
  description: string | null;
  effects: string[];
  harms: string[];
  causes: Cause[];
  controls: Control[];
  existingControls: string | null;
  evidence: string | null;
  /** All ratings that were found for it, in the order of the file; those that say the same are one. */
  ratings: DraftRating[];
  status: string | null;
  owner: string | null;
  receiver: string | null;
  justification: { initial: string | null; residual: string | null };
  notes: string | null;
  extra: Extra[];
  otherNames: { name: string; place: Place }[];
  has: ReadonlySet<Meaning>;
  place: Place;
  rows: number;
}

export function newDraft(place: Place, has: ReadonlySet<Meaning>): DraftHazard {
  return {
    ref: null,
    name: '',
    description: null,
    effects: [],
    harms: [],
    causes: [],
    controls: [],
    existingControls: null,
    evidence: null,
    ratings: [],
    status: null,
    owner: null,
    receiver: null,
    justification: { initial: null, residual: null },
    notes: null,
    extra: [],
    otherNames: [],
    has,
    place,
    rows: 0,
  };
}
