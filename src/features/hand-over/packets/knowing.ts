import type { ReadTx } from '../../../platform/database/database.ts';
import { dateIn } from '../../../platform/london-time.ts';
import type { Moment } from '../../../platform/ledger/moment-store.ts';
import { signing, type LatestVersion } from '../../approvals/index.ts';
import { assumptionReference, assumptionsAt } from '../../decisions/index.ts';
import { hazardLogDocument, hazardLogNamed, hazardRecords, type LogDocument } from '../../hazards/index.ts';
import { organisationName } from '../../organisations/index.ts';
import { releasePath, releasesPath } from '../../releases/index.ts';
import { reportPath, reportReference, reportsPath, type ReportRecord } from '../../safety-case/index.ts';
import { FIELD_NAMES, findService, INTENDED_USE, type Service } from '../../services/index.ts';
import type { ApprovedSaid, Known, ReleaseSaid } from '../domain/making.ts';
import type { PacketSources } from './sources.ts';

/** What is known for a packet, and where the rest of it is. */
export interface KnownWhole {
  readonly known: Known;
  readonly service: Service;
  /** The report to draw, and the moment at which it was approved; null where there is none. */
  readonly report: { readonly record: ReportRecord; readonly approvedAt: Moment | null } | null;
  /** The log as it was approved; null where no version is. */
  readonly log: LogDocument | null;
  /** The subjects whose signatures go along. */
  readonly signed: ReadonlySet<string>;
}

/** What is known of a release that is to be handed over: everything as it was when it was approved. @throws NotFound */
export async function knownFor(
  tx: ReadTx,
  sources: PacketSources,
  { service: reference, release: version }: { readonly service: string; readonly release: string },
  now: Date,
): Promise<KnownWhole> {
  const service = await findService(tx, reference);
  const moment: Moment = { seq: null, now };
  const { latestVersions } = await signing();
  const latest = (kind: string) => latestVersions(tx, kind, [service.id], moment);
  const [organisation, uses, logs, versions, release, reports] = await Promise.all([
    organisationName(tx, moment),
    latest('service'),
    latest('hazard-log'),
    latest(sources.reportKind),
    sources.release(tx, service.id, version),
    sources.reports(tx, service.id, moment),
  ]);
  const use = uses.find(({ subject }) => subject === service.id) ?? null;
  const report = reportFor(reports, versions, version);
  const log = report && (await hazardLogNamed(tx, service.id, report.record.log, moment));
  const ofLog = logs.find(({ subject }) => subject === log?.id) ?? null;
  const approved = ofLog && momentOfVersion(ofLog);
  const [parts, records, assumptions, document] = await Promise.all([
    use ? partsOf(tx, service, momentOfVersion(use)) : [],
    approved ? hazardRecords(tx, service.id, approved) : [],
    approved ? assumptionsAt(tx, service.id, approved) : [],
    approved && log ? hazardLogDocument(tx, { service: service.reference, log: log.number }, approved) : null,
  ]);
  const subjects = [use && service.id, ofLog?.subject, report?.version?.subject];
  return {
    service,
    known: {
      service: { reference: service.reference, name: service.name, organisation },
      intendedUse: { parts, approved: use && saidOf(use, now) },
      release: release && releaseSaid(release, service.reference),
      report: report && {
        reference: reportReference(report.record.number),
        href: reportPath(service.reference, report.record.number),
        log: report.record.log,
        approved: report.version && saidOf(report.version, now),
      },
      log: log && { number: log.number, approved: ofLog && saidOf(ofLog, now) },
      hazards: records.filter((one) => one.log === log?.number),
      assumptions: assumptions.map(({ number, text, why, state }) => ({
        reference: assumptionReference(number),
        text,
        why,
        foundFalse: state === 'found false',
      })),
    },
    report: report && { record: report.record, approvedAt: report.version && momentOfVersion(report.version) },
    log: document,
    signed: new Set(subjects.filter((id) => id !== undefined && id !== null)),
  };
}

/** Where what is missing is put right. */
export function waysOf({ reference }: Pick<Service, 'reference'>) {
  return { service: reference, releases: releasesPath(reference), reports: reportsPath(reference) };
}

/** The latest report of a maker for a release that nothing took the place of: one that is approved, else the draft. */
function reportFor(reports: readonly ReportRecord[], versions: readonly LatestVersion[], release: string) {
  const found = reports
    .filter((one) => one.sort === 'manufacturer' && one.release === release && one.supersededBy === null)
    .toSorted((a, b) => b.number - a.number)
    .map((record) => ({ record, version: versions.find(({ subject }) => subject === record.id) ?? null }));
  return found.find(({ version }) => version !== null) ?? found[0] ?? null;
}

/** What was signed stands in the entry of its last signature. */
function momentOfVersion({ seq, at }: LatestVersion): Moment {
  return { seq, now: at };
}

function saidOf({ number, by, at, outOfDate, fell, validUntil }: LatestVersion, now: Date): ApprovedSaid {
  return {
    number,
    by,
    on: dateIn(at),
    outOfDate,
    fell,
    expired: validUntil !== null && now >= validUntil,
  };
}

async function partsOf(tx: ReadTx, { reference }: Service, moment: Moment): Promise<Known['intendedUse']['parts']> {
  const then = await findService(tx, reference, moment);
  return [...INTENDED_USE, 'notFor' as const].map((field) => ({
    name: FIELD_NAMES[field],
    says: then[field].trim() === '' ? null : then[field],
  }));
}

function releaseSaid(
  release: NonNullable<Awaited<ReturnType<PacketSources['release']>>>,
  service: string,
): ReleaseSaid {
  const { version, state, commit, configuration, components, testIssues } = release;
  return {
    version,
    href: releasePath(service, version),
    state,
    commit,
    configuration,
    components: components && components.filter(({ change }) => change !== 'gone'),
    testIssues,
  };
}
