import { hazardReference } from '../domain.ts';
import type { ChangeClass } from './change-class.ts';
import { HAZARD_WEIGHTS } from './weights.ts';

/*
 * One change to many hazards at once: what each says before and after, and of which class that is. Ratings and status are
 * none of it: each needs a reason of its own. Pure.
 */

export const BULK_FIELDS = ['owner', 'component', 'vulnerable'] as const;
export type BulkField = (typeof BULK_FIELDS)[number];

/** What every chosen hazard says from then on; '' takes an owner or a component away, and a vulnerable group is added. */
export interface BulkChange {
  readonly field: BulkField;
  readonly value: string;
}

/** A hazard as far as a change of many needs it. */
export interface BulkHazard {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly name: string;
  readonly retired: boolean;
  readonly owner: string | null;
  readonly component: string | null;
  readonly vulnerable: readonly string[];
}

/** What becomes of one hazard. */
export interface BulkRow {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
  readonly before: string | readonly string[] | null;
  readonly after: string | readonly string[] | null;
  /** Null where nothing is different. */
  readonly class: ChangeClass | null;
}

const WEIGHTS: Readonly<Record<BulkField, ChangeClass>> = {
  owner: HAZARD_WEIGHTS.owner,
  component: HAZARD_WEIGHTS.component,
  vulnerable: HAZARD_WEIGHTS.vulnerable,
};

/** What a change makes of each hazard, in their order. */
export function bulkRows(hazards: readonly BulkHazard[], { field, value }: BulkChange): BulkRow[] {
  return hazards.map((hazard) => {
    const of = { id: hazard.id, reference: hazardReference(hazard.number), name: hazard.name };
    if (field === 'vulnerable') {
      const has = hazard.vulnerable.includes(value);
      const after = has ? hazard.vulnerable : [...hazard.vulnerable, value];
      return { ...of, before: hazard.vulnerable, after, class: has ? null : WEIGHTS[field] };
    }
    const before = hazard[field];
    const after = value === '' ? null : value;
    return { ...of, before, after, class: before === after ? null : WEIGHTS[field] };
  });
}

/** The class of them all together: material where one of them is; null where nothing is different. */
export function bulkClass(rows: readonly BulkRow[]): ChangeClass | null {
  if (rows.some((row) => row.class === 'material')) return 'material';
  return rows.some((row) => row.class === 'editorial') ? 'editorial' : null;
}
