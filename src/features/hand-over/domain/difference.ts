/*
 * What a supplier says of hazards in a later log beside the log before: part by part, old and new words. Pure.
 */

/** A hazard of a supplier's log, as far as it is compared. */
export interface SupplierHazard {
  /** HAZ-12 */
  readonly id: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly causes: readonly { readonly text: string }[];
  readonly effects: readonly string[];
  readonly harms: readonly string[];
  readonly controls: readonly { readonly text: string }[];
  readonly initial: SupplierRating | null;
  readonly residual: SupplierRating | null;
  readonly standing: string;
}

interface SupplierRating {
  readonly severity: string | null;
  readonly likelihood: string | null;
  readonly computed: number | string | null;
}

/** A part of a hazard that says something else. */
export interface PartChange {
  readonly part: string;
  readonly before: string;
  readonly after: string;
}

export interface HazardChange {
  /** In the supplier's log. */
  readonly id: string;
  readonly name: string;
  readonly change: 'new' | 'changed' | 'gone';
  /** Of one that changed. */
  readonly parts: readonly PartChange[];
}

/** What is new, changed and gone, in the order of the later log; what is gone comes last. */
export function hazardChanges(before: readonly SupplierHazard[], now: readonly SupplierHazard[]): HazardChange[] {
  const was = new Map(before.map((hazard) => [hazard.id, hazard]));
  const here = new Set(now.map(({ id }) => id));
  return [
    ...now.flatMap((hazard): HazardChange[] => {
      const { id, name } = hazard;
      const earlier = was.get(id);
      if (!earlier) return [{ id: id ?? '', name, change: 'new', parts: [] }];
      const parts = partsBetween(earlier, hazard);
      return parts.length === 0 ? [] : [{ id: id ?? '', name, change: 'changed', parts }];
    }),
    ...before
      .filter(({ id }) => !here.has(id))
      .map(({ id, name }): HazardChange => ({ id: id ?? '', name, change: 'gone', parts: [] })),
  ];
}

function partsBetween(before: SupplierHazard, after: SupplierHazard): PartChange[] {
  const [old, now] = [saidBy(before), saidBy(after)];
  return Object.keys(now).flatMap((part) =>
    old[part] === now[part] ? [] : [{ part, before: old[part]!, after: now[part]! }],
  );
}

function saidBy(hazard: SupplierHazard): Record<string, string> {
  const { name, description, causes, effects, harms, controls, initial, residual, standing } = hazard;
  return {
    Name: name,
    Description: description ?? '',
    Causes: causes.map(({ text }) => text).join('\n'),
    Effects: effects.join('\n'),
    Harms: harms.join('\n'),
    Controls: controls.map(({ text }) => text).join('\n'),
    'Initial rating': ratingWords(initial),
    'Residual rating': ratingWords(residual),
    Status: standing,
  };
}

function ratingWords(rating: SupplierRating | null): string {
  if (rating === null) return '';
  const { severity, likelihood, computed } = rating;
  return [severity, likelihood, computed === null ? null : `risk ${computed}`]
    .filter((word) => word !== null)
    .join(', ');
}
