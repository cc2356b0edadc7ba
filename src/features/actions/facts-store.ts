import sql from 'sql-template-tag';
import type { AssessedService } from '../../rules/checks.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { stands, type Moment } from '../../platform/ledger/moment-store.ts';
import type { Day } from '../../words/days.ts';
import { MOST_NAMED, type ActionFacts } from './checks.ts';

/** The actions of services at a moment: how many there are, and how many open ones are due on which day. Services without any are not there. One query. */
export async function factsOfActions(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<ActionFacts>>> {
  type Row = { service: string; due: Day | null; count: number; first: number[] };
  const rows = await tx.rows<Row>(sql`
    select a.service_id as service, (case when a.state = 'open' then a.due end)::text as due, count(*)::int as count,
      (array_agg(a.number order by a.number))[1:${MOST_NAMED}::int] as first
    from action a
    where a.organisation_id = current_organisation() and a.service_id = any(${services.map(({ id }) => id)}::uuid[])
      and ${stands('a', moment)}
    group by 1, 2 order by 1, 2`);
  return new Map(
    [...Map.groupBy(rows, ({ service }) => service)].map(([service, days]) => [
      service,
      {
        actions: days.reduce((sum, { count }) => sum + count, 0),
        open: days.flatMap(({ due, count, first }) => (due === null ? [] : [{ due, count, first }])),
      },
    ]),
  );
}
