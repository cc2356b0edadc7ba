/*
 * What a supplier says later beside what they said before, of hazards and of items: part by part, old and new words. Pure.
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
      const parts = changedParts(saidBy(earlier), saidBy(hazard));
      return parts.length === 0 ? [] : [{ id: id ?? '', name, change: 'changed', parts }];
    }),
    ...before
      .filter(({ id }) => !here.has(id))
      .map(({ id, name }): HazardChange => ({ id: id ?? '', name, change: 'gone', parts: [] })),
  ];
}

/** The parts of which one side says something else, in the order of the later one; those that are gone come last. */
export function changedParts(old: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): PartChange[] {
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((part) => {
    const [before, after] = [old.get(part) ?? '', now.get(part) ?? ''];
    return before === after ? [] : [{ part, before, after }];
  });
}

function saidBy(hazard: SupplierHazard): ReadonlyMap<string, string> {
  const { name, description, causes, effects, harms, controls, initial, residual, standing } = hazard;
  return new Map([
    ['Name', name],
    ['Description', description ?? ''],
    ['Causes', causes.map(({ text }) => text).join('\n')],
    ['Effects', effects.join('\n')],
    ['Harms', harms.join('\n')],
    ['Controls', controls.map(({ text }) => text).join('\n')],
    ['Initial rating', ratingWords(initial)],
    ['Residual rating', ratingWords(residual)],
    ['Status', standing],
  ]);
}

function ratingWords(rating: SupplierRating | null): string {
  if (rating === null) return '';
  const { severity, likelihood, computed } = rating;
  return [severity, likelihood, computed === null ? null : `risk ${computed}`]
    .filter((word) => word !== null)
    .join(', ');
}
