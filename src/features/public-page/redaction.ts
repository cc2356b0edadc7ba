import { capital } from '../../words/counting.ts';
import { sayLevel, type HazardRecord } from '../hazards/index.ts';
import type { ReportDocument } from '../safety-case/index.ts';
import { levelRank, type RiskScheme } from '../schemes/index.ts';
import type { Choices, PublicDocument, PublicHazard, PublicSection } from './domain.ts';
import { SHOWABLE_SECTIONS } from './domain.ts';

/*
 * From what is on record to what everybody may read. It is a list of what is allowed: each field that is shown is named here, and
 * whatever a later version of a record holds besides stays inside. Pure.
 */

/** A hazard as anybody may read it. @param controls whether the words of its controls are shown */
export function publicHazard(record: HazardRecord, scheme: RiskScheme | null, controls: boolean): PublicHazard {
  return {
    name: record.name,
    effects: [...record.effects],
    harms: [...record.harms],
    initial: capital(sayLevel(scheme, record.initial?.level ?? null)),
    now: capital(sayLevel(scheme, record.counts.level)),
    waits: record.residual?.provisional === true,
    status: record.status,
    controls: controls ? record.controls.filter(({ state }) => state !== 'withdrawn').map(({ text }) => text) : null,
  };
}

/** The hazards that are shown, the worst first, and how many are not, for each reason. What was taken out of its log counts for neither. */
export function publicHazards(
  records: readonly HazardRecord[],
  schemeOf: (log: number) => RiskScheme | null,
  withheld: ReadonlyMap<string, string>,
  controls: boolean,
): Pick<PublicDocument, 'hazards' | 'withheld'> {
  const living = records.filter(({ retired }) => !retired);
  const kept = living.filter(({ id }) => withheld.has(id));
  return {
    hazards: living
      .filter(({ id }) => !withheld.has(id))
      .toSorted((a, b) => rank(schemeOf(b.log), b) - rank(schemeOf(a.log), a))
      .map((record) => publicHazard(record, schemeOf(record.log), controls)),
    withheld: [...Map.groupBy(kept, ({ id }) => withheld.get(id)!)].map(([reason, some]) => ({
      reason,
      hazards: some.length,
    })),
  };
}

/** How bad the risk is that counts: one that is not known may be worse than the worst. */
function rank(scheme: RiskScheme | null, { counts }: HazardRecord): number {
  const known = scheme === null || counts.level === null ? null : levelRank(scheme, counts.level);
  return known ?? Number.MAX_SAFE_INTEGER;
}

/** Tables of a report that hold no person and no single hazard, by section and caption. */
const SHOWN_TABLES: Readonly<Record<string, readonly string[]>> = {
  system: ['What the service consists of'],
  evaluation: ['How many hazards stand at which risk', 'What each risk is called'],
  control: ['Controls by type, and whether they hold'],
};

/** The sections that the officer chose, of those that can be shown: their prose, and the tables above. */
export function publicSections(
  { sections }: Pick<ReportDocument, 'sections'>,
  chosen: Choices['sections'],
): PublicSection[] {
  return sections
    .filter(({ id }) => (SHOWABLE_SECTIONS as readonly string[]).includes(id) && chosen.includes(id))
    .map(({ id, title, prose, blocks }) => ({
      title,
      prose,
      tables: blocks.flatMap((block) =>
        block.kind === 'table' && SHOWN_TABLES[id]?.includes(block.caption)
          ? [
              {
                caption: block.caption,
                head: [...block.head],
                rows: block.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.text))),
              },
            ]
          : [],
      ),
    }))
    .filter(({ prose, tables }) => prose.trim() !== '' || tables.length > 0);
}
