import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import { actionPath, actionReference, actionsFrom } from '../actions/index.ts';
import { signing, type LatestVersion } from '../approvals/index.ts';
import type { ApprovedFact, ProcessFact, ProcessFacts } from './checks.ts';
import { unwritten } from './domain.ts';
import { processesOf, type StoredProcess } from './store.ts';
import { templateOf } from './templates.ts';

/*
 * What is known of processes, as plain facts: for the checks, for pages and for the API. A fixed number of queries, however
 * many services.
 */

/** The facts of these processes at a moment, in their order. Three queries. */
export async function factsOf(tx: ReadTx, processes: readonly StoredProcess[], moment: Moment): Promise<ProcessFact[]> {
  const lasts = processes.flatMap(({ last }) => (last?.outcome === 'something to put right' ? [last.id] : []));
  const { latestVersions } = await signing();
  const [actions, approved] = await Promise.all([
    lasts.length === 0 ? [] : actionsFrom(tx, 'process-run', lasts, moment),
    latestVersions(tx, 'process', [...new Set(processes.map(({ service }) => service.id))], moment),
  ]);
  const versions = new Map(approved.map((one) => [one.subject, one]));
  const open = Map.groupBy(
    actions.filter(({ state }) => state === 'open'),
    ({ source }) => source?.id ?? '',
  );
  return processes.map((process) => factOf(process, versions.get(process.id) ?? null, open));
}

function factOf(
  { service, key, title, sort, every, state, last, ...parts }: StoredProcess,
  approved: LatestVersion | null,
  actions: ReadonlyMap<string, readonly { readonly number: number }[]>,
): ProcessFact {
  return {
    service,
    key,
    title,
    sort,
    every,
    state,
    unwritten: unwritten(parts, templateOf(key)),
    approved: approved && approvedFact(approved),
    last: last && {
      number: last.number,
      on: last.on,
      sort: last.sort,
      outcome: last.outcome,
      open: (actions.get(last.id) ?? []).map(({ number }) => ({
        text: actionReference(number),
        href: actionPath(number),
      })),
    },
  };
}

/** Changed words are told before a lost registration: signing anew clears both. */
function approvedFact({ number, at, validUntil, outOfDate, fell }: LatestVersion): ApprovedFact {
  return { number, at, until: validUntil, standing: outOfDate ? 'changed' : fell ? 'void' : 'stands' };
}

/** What is known of the processes of these services at a moment, by the ids of the services. */
export async function knownProcesses(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, ProcessFacts>> {
  const processes = await processesOf(
    tx,
    services.map(({ id }) => id),
    moment,
  );
  const facts = await factsOf(tx, processes, moment);
  const known = new Map<string, Record<string, ProcessFact>>();
  for (const [index, { service, key }] of processes.entries())
    known.set(service.id, { ...known.get(service.id), [`process.${key}`]: facts[index]! });
  return known;
}
