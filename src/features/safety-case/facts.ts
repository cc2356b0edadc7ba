import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { AssessedService } from '../../rules/checks.ts';
import { signing, type Approved } from '../approvals/index.ts';
import { residualAcceptance } from './acceptance.ts';
import type { ReportFact, ReportFacts } from './checks.ts';
import { behind, reportPath, unwritten, type Recipient, type StoredReport } from './domain.ts';
import { recipientsAt } from './recipient-store.ts';
import { caseReport } from './signing.ts';
import { reportsAt } from './store.ts';

/*
 * What is known of reports, as plain facts: for the checks, the gate, pages and the API. A fixed number of queries, however
 * many services.
 */

/** A report beside its signatures. */
export interface ReportBeside {
  readonly report: StoredReport;
  readonly approved: Approved | null;
  readonly acceptance: Approved | null;
}

/** These reports beside their signatures at a moment, in their order. */
export async function besideSignatures(
  tx: ReadTx,
  reports: readonly StoredReport[],
  moment: Moment,
): Promise<ReportBeside[]> {
  const ids = reports.map(({ id }) => id);
  const { approvedAt } = await signing();
  const [approved, accepted] = await Promise.all([
    approvedAt(tx, caseReport, ids, moment),
    approvedAt(tx, residualAcceptance, ids, moment),
  ]);
  return reports.map((report) => {
    const acceptance = accepted.get(report.id) ?? null;
    // Of who makes a service nobody asks for it: it is known of once somebody has given it, and not before.
    const isAsked = report.sort === 'deployer' || acceptance?.version;
    return { report, approved: approved.get(report.id) ?? null, acceptance: isAsked ? acceptance : null };
  });
}

/** The fact of a report, as the checks read it. */
export function factOf({ report, approved, acceptance }: ReportBeside): ReportFact {
  const { number, service, sort, phase, release, prose, supersededBy } = report;
  return {
    number,
    href: reportPath(service.reference, number),
    sort,
    phase,
    release,
    supersededBy,
    unwritten: unwritten(prose),
    approved,
    acceptance,
  };
}

/** What a report is in the register of who received it. */
export function standingOf({
  number,
  supersededBy,
  approved,
}: Pick<ReportFact, 'number' | 'supersededBy' | 'approved'>) {
  return { number, supersededBy, approved: approved?.version?.said.number ?? null };
}

/** What is known of the reports of these services at a moment, by their ids. One that has none has nothing known. */
export async function factsOfReports(
  tx: ReadTx,
  services: readonly AssessedService[],
  moment: Moment,
): Promise<ReadonlyMap<string, Partial<ReportFacts>>> {
  const ids = services.map(({ id }) => id);
  const [reports, recipients] = await Promise.all([
    reportsAt(tx, { services: ids }, moment),
    recipientsAt(tx, ids, moment),
  ]);
  const known = Map.groupBy(await besideSignatures(tx, reports, moment), ({ report }) => report.service.id);
  const received = Map.groupBy(recipients, ({ service }) => service);
  return new Map(
    ids.map((id) => {
      const facts = known.get(id)?.map(factOf);
      return [id, facts ? { reports: facts, received: receivedOf(facts, received.get(id) ?? []) } : {}];
    }),
  );
}

function receivedOf(reports: readonly ReportFact[], recipients: readonly Recipient[]): ReportFacts['received'] {
  const counting = recipients.filter(({ withdrawn }) => withdrawn === null);
  return {
    current: counting
      .filter(({ report, received }) =>
        reports.some(
          (one) =>
            one.number === report && one.supersededBy === null && one.approved?.version?.said.number === received,
        ),
      )
      .map(({ report, receiver }) => ({ report, receiver })),
    behind: behind(recipients, reports.map(standingOf)),
  };
}
