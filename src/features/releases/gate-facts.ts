import type { ReadTx } from '../../platform/database/database.ts';
import type { GateAsked } from '../../platform/gate.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { controlsOnRelease, type ControlOnRelease } from '../hazards/index.ts';
import { componentCounts, failedOn, touchedPath, unsaid, type KeptRelease } from './domain.ts';
import type { GateFacts } from './gate-checks.ts';
import { keptRelease } from './record-store.ts';

/** What the register knows of a release at a moment. What nobody has said is not there. A fixed number of queries. */
export async function gateFacts(
  tx: ReadTx,
  { service, release }: GateAsked,
  moment: Moment,
): Promise<Partial<GateFacts>> {
  const kept = await keptRelease(tx, service.id, release.version, moment);
  if (!kept) return {};
  const controls =
    kept.touches === null
      ? null
      : await controlsOnRelease(tx, service, { release: kept.id, named: kept.touches.controls }, moment);
  return factsOf(kept, controls, service.reference);
}

/** The same of a release that is loaded. @param controls those of the service, observed on it; null where nobody said what it touches */
export function factsOf(
  { impact, components, touches, touchesSaid, testIssues, recordedAt }: KeptRelease,
  controls: readonly ControlOnRelease[] | null,
  service: string,
): Partial<GateFacts> {
  return {
    ...(impact && {
      impact: {
        impact: impact.impact,
        by: impact.by,
        at: impact.at,
        same: impact.same,
        lookedAt: impact.lookedAt,
        agreed: impact.sampled?.agreed ?? null,
        lookedBy: impact.sampled?.by ?? '',
      },
    }),
    ...(components && {
      components: {
        ...componentCounts(components),
        unsaid: unsaid(components).map(({ name }) => name),
      },
    }),
    ...(touches && touchesSaid && { touches: { ...touches, ...touchesSaid } }),
    ...(testIssues && { testIssues: testIssues.map(({ reference }) => ({ reference })) }),
    ...(touches &&
      touchesSaid &&
      controls && {
        controls: {
          recordedAt,
          touched: touches.controls.map((reference) => {
            const control = controls.find((one) => one.reference === reference) ?? null;
            return { reference, href: control?.href ?? touchedPath(service, reference), control };
          }),
          ...othersOf(controls, touches.controls),
          ...touchesSaid,
        },
      }),
  };
}

function othersOf(controls: readonly ControlOnRelease[], touched: readonly string[]) {
  const others = controls.filter(({ reference, state }) => !touched.includes(reference) && state !== 'withdrawn');
  return {
    untouched: others.length,
    failing: others
      .filter((control) => failedOn(control).length > 0)
      .map((control) => ({ reference: control.reference, href: control.href, control })),
  };
}
