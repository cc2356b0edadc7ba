import type { Json } from '../../platform/canonical.ts';
import { subject } from '../../platform/subjects/kinds.ts';
import { missingIn, type Plan } from './domain.ts';
import { loadPlans } from './subject-store.ts';

/** A column of a plan, and what it takes in from elsewhere; what it weighs stands with the kind. */
export interface PlanRow {
  readonly nature: string | null;
  readonly purpose: string | null;
  readonly lifecycle: string | null;
  readonly impact: string | null;
  readonly team: string | null;
  readonly authorises: Json;
  readonly scheme: Json;
  readonly criteria: string | null;
  readonly methods: Json;
  readonly methodsWhy: string | null;
  readonly reviewDays: number;
  readonly monitoring: string | null;
  readonly incidents: string | null;
  readonly keyPeople: readonly string[];
  readonly otherSchemes: readonly string[];
}

/**
 * Claims that a plan is written. It is looked at again when a nomination or a hazard log of the service changes: who its officers
 * are and by which scheme risks are rated are among its words (DCB0129 3.2.3; the scheme and the intended use by our own rule).
 * No verdict flows in: that a hazard is not controlled makes no plan untrue.
 */
export const planKind = subject<PlanRow>({
  kind: 'plan',
  names: { service: ['words'] },
  collects: { nomination: { by: 'service', flows: [] }, 'hazard-log': { by: 'service', flows: [] } },
  // Its own words depend on what it collects.
  reload: true,
  load: loadPlans,
  words: {
    nature: 'material',
    purpose: 'material',
    lifecycle: 'material',
    impact: 'material',
    team: 'material',
    authorises: 'material',
    scheme: 'material',
    criteria: 'material',
    methods: 'material',
    methodsWhy: 'material',
    reviewDays: 'material',
    monitoring: 'material',
    incidents: 'material',
    keyPeople: 'material',
    otherSchemes: 'material',
  },
  own: (row) => ({ facts: { whole: missingIn(written(row)).length === 0 } }),
  verdict: (facts) => ((facts as { readonly whole: boolean }).whole ? 'met' : 'not-known'),
});

/** A row as a plan, for asking what is written of it. */
function written(row: PlanRow): Plan {
  const said = Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value ?? '']));
  return { ...said, nature: row.nature, scheme: row.scheme } as unknown as Plan;
}
