import type { AssessedService } from '../../rules/checks.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { signing } from '../approvals/index.ts';
import { acceptanceOf } from '../schemes/index.ts';
import { MOST_NAMED, type HazardFacts, type Risks } from './checks.ts';
import { askedOf, isUnjudged, riskOf } from './domain/accepting.ts';
import { levelOf } from './domain/ratings.ts';
import {
  controlCounts,
  hazardCounts,
  logsOfServices,
  testCounts,
  type HazardCounts,
  type LogOf,
} from './facts-store.ts';
import { hazardLog } from './signing.ts';

/**
 * What is known of the hazard logs of services at a moment. A fixed number of queries, however many services and hazards. A
 * service without a log has nothing known of its hazards, and neither has one whose log is empty.
 */
export async function factsOfHazards(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<HazardFacts>>> {
  const ids = services.map(({ id }) => id);
  const [logs, hazards, controls, tests, { approvedAt }] = await Promise.all([
    logsOfServices(tx, ids, moment),
    hazardCounts(tx, ids, moment),
    controlCounts(tx, ids, moment),
    testCounts(tx, ids, moment),
    signing(),
  ]);
  const approvals = await approvedAt(
    tx,
    hazardLog,
    logs.map(({ id }) => id),
    moment,
  );
  const logsOf = Map.groupBy(logs, ({ service }) => service);
  const hazardsOf = new Map(hazards.map((one) => [one.service, one]));
  const controlsOf = new Map(controls.map((one) => [one.service, one]));
  const testsOf = new Map(tests.map((one) => [one.service, one]));
  return new Map(
    services.map(({ id }) => {
      const own = logsOf.get(id) ?? [];
      const [counts, controlled, tested] = [hazardsOf.get(id), controlsOf.get(id), testsOf.get(id)];
      return [
        id,
        {
          ...(own.length > 0 && {
            logs: own.map((log) => ({ number: log.number, title: log.title, scheme: log.scheme?.title ?? null })),
            approvals: own.flatMap((log) => approvals.get(log.id) ?? []),
            total: counts?.total ?? 0,
          }),
          ...(counts && { hazards: counts, risks: risksOf(counts, own) }),
          ...(controlled && { controls: controlled }),
          ...(tested && { tests: tested }),
        },
      ];
    }),
  );
}

/** Which residual risks may not stay as people rated them. */
function risksOf({ risks }: HazardCounts, logs: readonly LogOf[]): Risks {
  const said = risks.map((one) => {
    const acceptance = acceptanceOf(logs.find(({ id }) => id === one.log)?.scheme ?? null, levelOf(one.level));
    const risk = riskOf(true, acceptance, { acceptance: one.accepted, benefitRisk: one.benefit });
    return { ...one, asked: askedOf(acceptance), risk, unjudged: isUnjudged(acceptance, risk) };
  });
  const counted = (some: typeof said) => ({
    count: some.reduce((sum, { count }) => sum + count, 0),
    first: some.flatMap(({ first }) => first).slice(0, MOST_NAMED),
  });
  return {
    rated: counted(said).count,
    askingReason: counted(said.filter(({ asked }) => asked === 'acceptance')).count,
    askingBenefit: counted(said.filter(({ asked }) => asked === 'benefit-risk')).count,
    unjudged: counted(said.filter(({ unjudged }) => unjudged)),
    tooHigh: counted(said.filter(({ risk }) => risk === 'too high')),
    waiting: counted(said.filter(({ risk }) => risk === 'waits')),
  };
}
