import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Sentence } from '../../words/sentence.ts';
import { acceptanceOf, toneOf } from '../schemes/index.ts';
import { arguedRows, controlsArgued } from './arguing-store.ts';
import { hazardReference } from './domain.ts';
import { controlSentence } from './domain/holding.ts';
import { riskOf, type Risk } from './domain/accepting.ts';
import { levelOf, sayLevel } from './domain/ratings.ts';
import type { HazardRecord } from './domain/record.ts';
import { restsOf } from './evidence/holding-store.ts';
import { logsOfServices } from './facts-store.ts';
import { hazardsOf } from './store.ts';

/** How grave a hazard is, and whether what remains of its risk may stay: for whoever argues that it is controlled. */
export interface HazardStake {
  /** The id of its service. */
  readonly service: string;
  /** HAZ-12 */
  readonly id: string;
  /**
   * From 1 to 5: what remains as a person rated it; where nobody did, what it is without controls. Null where nobody rated
   * either.
   */
  readonly gravity: number | null;
  /** What remains, in the words of the scheme; null where nobody rated it. */
  readonly remains: string | null;
  /** Whether what remains may stay as people judged it; null where nobody rated it. */
  readonly risk: Risk | null;
  /** Whether it has a control that was not withdrawn, and whether each of its causes has. */
  readonly controlled: boolean;
  readonly covered: boolean;
}

/** A hazard, with what it rests on in sentences. */
export interface ArguedHazard {
  readonly record: HazardRecord;
  readonly stake: HazardStake;
  /** Why the residual rating that a person gave does not count; null where it counts, and where nobody gave one. */
  readonly provisional: Sentence | null;
  /** Why its controls do not hold, by their references; those that hold are not there. */
  readonly controls: ReadonlyMap<string, Sentence>;
}

/** The hazards that stand in the logs of services, in the order of their numbers. Two queries. @param services their ids */
export async function hazardStakes(tx: ReadTx, services: readonly string[], moment: Moment): Promise<HazardStake[]> {
  const [rows, logs] = await Promise.all([arguedRows(tx, services, moment), logsOfServices(tx, services, moment)]);
  const schemes = new Map(logs.map(({ id, scheme }) => [id, scheme]));
  return rows.map(({ service, log, number, residual, initial, accepted, benefit, controlled, covered }) => {
    const scheme = schemes.get(log) ?? null;
    const level = levelOf(residual);
    const gravest = level ?? levelOf(initial);
    return {
      service,
      id: hazardReference(number),
      gravity: gravest === null || scheme === null ? null : toneOf(scheme, gravest),
      remains: level === null ? null : sayLevel(scheme, level),
      risk:
        level === null
          ? null
          : riskOf(true, acceptanceOf(scheme, level), { acceptance: accepted, benefitRisk: benefit }),
      controlled,
      covered,
    };
  });
}

/** The same of one service, with all that is shown of each. A fixed number of queries, however many hazards. */
export async function arguedHazards(
  tx: ReadTx,
  service: { readonly id: string; readonly reference: string },
  moment: Moment,
): Promise<readonly ArguedHazard[]> {
  const [stored, stakes, ids] = await Promise.all([
    hazardsOf(tx, { service: service.id }, moment),
    hazardStakes(tx, [service.id], moment),
    controlsArgued(tx, service.id, moment),
  ]);
  const rests = await restsOf(tx, service.reference, ids, moment);
  const sentences = new Map(
    [...rests.values()].flatMap((control) => {
      const sentence = controlSentence(control, moment.now);
      return sentence ? [[control.reference, sentence] as const] : [];
    }),
  );
  const stakeOf = new Map(stakes.map((one) => [one.id, one]));
  return stored.map(({ record, sentence }) => ({
    record,
    stake: stakeOf.get(record.id)!,
    provisional: sentence,
    controls: new Map(
      record.controls.flatMap(({ id }) => {
        const own = sentences.get(id);
        return own ? [[id, own] as const] : [];
      }),
    ),
  }));
}
