import type { ReadTx } from '../../../platform/database/database.ts';
import type { Moment } from '../../../platform/ledger/moment-store.ts';
import type { Kinds } from '../../../platform/subjects/kinds.ts';
import { sayDay, dayIn } from '../../../words/days.ts';
import { signing, type LatestVersion } from '../../approvals/index.ts';
import { assumptionsAt } from '../../decisions/index.ts';
import { failingControls, hazardLogNamed, hazardRecords } from '../../hazards/index.ts';
import { organisationName } from '../../organisations/index.ts';
import { officeHoldersOf, teamOf } from '../../people/index.ts';
import { processesAt } from '../../processes/index.ts';
import { releaseRecord } from '../../releases/index.ts';
import { findService, type Service } from '../../services/index.ts';
import { assessing, type Assessment } from '../../standards/index.ts';
import { workshopsHeld } from '../../workshops/index.ts';
import { reportReference, type ReportRecord } from '../domain.ts';
import { reportsOf } from '../index.ts';
import { versionStanding, type ReportBefore, type ReportFacts } from './facts.ts';

/** The kinds of subjects whose approved versions a report names. */
const SIGNED = {
  log: 'hazard-log',
  intendedUse: 'service',
  plan: 'plan',
  report: 'case-report',
  acceptance: 'residual-acceptance',
} as const;

/** The standard that a report is held beside. */
const STANDARD = { manufacturer: 'dcb0129', deployer: 'dcb0160' } as const;

/**
 * What is known of the service of a report at a moment. A fixed number of queries, however many hazards.
 * @throws NotFound where there was no such service
 */
export async function loadFacts(
  tx: ReadTx,
  kinds: Kinds,
  report: ReportRecord,
  moment: Moment,
  made: { readonly at: Date; readonly by: string },
): Promise<ReportFacts> {
  const service = await findService(tx, report.service.reference, moment);
  const { id } = service;
  const [log, all, versions, reports] = await Promise.all([
    hazardLogNamed(tx, id, report.log, moment),
    hazardRecords(tx, id, moment),
    versionsOf(tx, id, moment),
    reportsOf(tx, id, moment),
  ]);
  const [organisation, offices, team, processes, workshops, assessment, assumptions, failing, release, before] =
    await Promise.all([
      organisationName(tx, moment),
      officeHoldersOf(tx, [id], moment),
      teamOf(tx, service, moment),
      processesAt(tx, id, moment),
      workshopsHeld(tx, id, moment),
      assessmentOf(tx, kinds, report, service, moment),
      assumptionsAt(tx, id, moment),
      failingControls(tx, service, moment),
      report.release === null ? null : releaseRecord(tx, id, report.release, moment),
      reportBefore(tx, report, reports, versions.report, moment),
    ]);
  const of = (versions: readonly LatestVersion[], subject: string | undefined) =>
    versions.find((one) => one.subject === subject) ?? null;
  return {
    report,
    organisation,
    asAt: moment.now,
    made,
    service,
    log,
    hazards: all.filter((one) => one.log === report.log && !one.retired),
    approved: {
      log: of(versions.log, log?.id),
      intendedUse: of(versions.intendedUse, id),
      plan: versions.plan[0] ?? null,
      report: of(versions.report, report.id),
      acceptance: of(versions.acceptance, report.id),
    },
    holders: offices[0]?.holders ?? null,
    team,
    processes,
    workshops,
    assessment,
    assumptions,
    failing,
    release,
    before,
  };
}

async function versionsOf(
  tx: ReadTx,
  service: string,
  moment: Moment,
): Promise<Readonly<Record<keyof typeof SIGNED, readonly LatestVersion[]>>> {
  const { latestVersions } = await signing();
  const of = (kind: string) => latestVersions(tx, kind, [service], moment);
  const [log, intendedUse, plan, report, acceptance] = await Promise.all([
    of(SIGNED.log),
    of(SIGNED.intendedUse),
    of(SIGNED.plan),
    of(SIGNED.report),
    of(SIGNED.acceptance),
  ]);
  return { log, intendedUse, plan, report, acceptance };
}

async function assessmentOf(
  tx: ReadTx,
  kinds: Kinds,
  { sort }: ReportRecord,
  service: Service,
  moment: Moment,
): Promise<Assessment> {
  const { assessCatalogues, catalogueOf } = await assessing();
  const catalogue = await catalogueOf(tx, service.id, STANDARD[sort], moment);
  const [assessment] = await assessCatalogues(tx, kinds.assessed, service, [catalogue], moment);
  return assessment!;
}

/**
 * The latest report of the same sort that was approved by then, with the hazards as they were on that day: another one, or an
 * earlier version of this one, where what is drawn is no longer that version. What was approved after a report that is superseded
 * came after it, whenever that is drawn.
 */
async function reportBefore(
  tx: ReadTx,
  report: ReportRecord,
  reports: readonly ReportRecord[],
  approved: readonly LatestVersion[],
  moment: Moment,
): Promise<ReportBefore | null> {
  const own = approved.find(({ subject }) => subject === report.id);
  const last = report.supersededBy === null || own === undefined ? Infinity : own.seq;
  const others = approved.flatMap((version) => {
    const of = reports.find(({ id }) => id === version.subject);
    if (of === undefined || of.sort !== report.sort || version.seq > last) return [];
    return of.id === report.id && versionStanding(version, moment.now) === 'current' ? [] : [{ version, of }];
  });
  const [latest] = others.toSorted((one, other) => other.version.seq - one.version.seq);
  if (latest === undefined) return null;
  const { version, of } = latest;
  const then: Moment = { seq: version.seq, now: version.at < moment.now ? version.at : moment.now };
  const hazards = await hazardRecords(tx, of.service.id, then);
  return {
    name: `${reportReference(of.number)}, version ${version.number}, of ${sayDay(dayIn(version.at))}`,
    hazards: hazards.filter((one) => one.log === of.log && !one.retired),
  };
}
