import sql from 'sql-template-tag';
import type { AssessedService } from '../../rules/checks.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Day } from '../../words/days.ts';
import { MOST_NAMED, type AssumedOn, type DecisionFacts } from './checks.ts';
import type { AssumptionState } from './domain.ts';

/** Decisions and assumptions of services at a moment, counted. Of what there is none, nothing is known. Two queries. */
export async function factsOfDecisions(
  tx: ReadTx,
  services: readonly Pick<AssessedService, 'id'>[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<DecisionFacts>>> {
  const ids = services.map(({ id }) => id);
  type Decided = { service: string; taken: number; open: number; latest: Day | null };
  type Assumed = {
    service: string;
    state: AssumptionState;
    on: Day | null;
    count: number;
    first: number[];
    since: Date;
  };
  const [decided, assumed] = await Promise.all([
    tx.rows<Decided>(sql`
      select d.service_id as service, (count(*) filter (where d.state <> 'open'))::int as taken,
        (count(*) filter (where d.state = 'open'))::int as open, max(d.decided_on)::text as latest
      from decision d
      where d.organisation_id = current_organisation() and d.service_id = any(${ids}::uuid[]) and ${stands('d', moment)}
      group by d.service_id`),
    tx.rows<Assumed>(sql`
      select a.service_id as service, a.state, (case when a.state = 'held' then a.review_by end)::text as on,
        count(*)::int as count, (array_agg(a.number order by l.at, a.number))[1:${MOST_NAMED}::int] as first,
        min(l.at) as since
      from assumption a
      join ledger_entry l on l.organisation_id = a.organisation_id and l.chain = 'changes' and l.seq = a.since_seq
      where a.organisation_id = current_organisation() and a.service_id = any(${ids}::uuid[]) and ${stands('a', moment)}
      group by 1, 2, 3 order by 1, 3`),
  ]);
  const byService = Map.groupBy(assumed, ({ service }) => service);
  const decidedIn = new Map(decided.map(({ service, ...one }) => [service, one]));
  return new Map(
    services.map(({ id }) => {
      const [decisions, all = []] = [decidedIn.get(id), byService.get(id)];
      const held = all.flatMap(({ state, on, count, first }): AssumedOn[] =>
        state === 'held' ? [{ reviewBy: on!, count, first }] : [],
      );
      const found = all.find(({ state }) => state === 'found false');
      const foundFalse = found ? { count: found.count, first: found.first, since: found.since } : null;
      const total = all.reduce((sum, { count }) => sum + count, 0);
      return [id, { ...(decisions && { decisions }), ...(total > 0 && { assumptions: { total, held, foundFalse } }) }];
    }),
  );
}
