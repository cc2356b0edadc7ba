import { digestOf, type Json } from '../../platform/canonical.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { readFile } from '../../platform/files/files.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { dateIn } from '../../platform/london-time.ts';
import type { Kinds } from '../../platform/subjects/kinds.ts';
import { signing, type LatestVersion } from '../approvals/index.ts';
import { hazardLogNamed, hazardLogsOf, hazardRecords, type HazardRecord } from '../hazards/index.ts';
import { incidentsOf } from '../incidents/index.ts';
import { organisationName } from '../organisations/index.ts';
import { officeHolders } from '../people/index.ts';
import { releaseRecords } from '../releases/index.ts';
import { drawReport, reportsOf, type ReportRecord } from '../safety-case/index.ts';
import type { RiskScheme } from '../schemes/index.ts';
import { FIELD_NAMES, findService, INTENDED_USE, type Service } from '../services/index.ts';
import type {
  ApprovedPart,
  Choices,
  Edition,
  OfficerShown,
  PublicDocument,
  PublicReported,
  StandsNow,
} from './domain.ts';
import { PUBLIC_FORMAT, publicNumbers } from './domain.ts';
import { publicHazards, publicSections } from './redaction.ts';
import { publicSchema } from './schema.ts';
import { changesOf, namedIn } from './store.ts';

/** The approved versions of what a page shows, as they stand now. */
interface Approved {
  readonly use: LatestVersion | null;
  readonly logs: readonly LatestVersion[];
  readonly report: { readonly record: ReportRecord; readonly version: LatestVersion } | null;
}

/** What of a service is approved now. A fixed number of queries. @param service its id */
async function approvedOf(tx: ReadTx, service: string, now: Date): Promise<Approved> {
  const moment: Moment = { seq: null, now };
  const { latestVersions } = await signing();
  const latest = (kind: string) => latestVersions(tx, kind, [service], moment);
  const [uses, logs, versions, reports] = await Promise.all([
    latest('service'),
    latest('hazard-log'),
    latest('case-report'),
    reportsOf(tx, service, moment),
  ]);
  const report = reports
    .filter(({ supersededBy }) => supersededBy === null)
    .toSorted((a, b) => b.number - a.number)
    .map((record) => ({ record, version: versions.find(({ subject }) => subject === record.id) ?? null }))
    .find((one): one is { record: ReportRecord; version: LatestVersion } => one.version !== null);
  return { use: uses[0] ?? null, logs, report: report ?? null };
}

/** How what a page shows stands now. */
export interface LiveState {
  readonly use: StandsNow | null;
  readonly logs: readonly StandsNow[];
  readonly report: StandsNow | null;
}

/** @param service its id */
export async function liveState(tx: ReadTx, service: string, now: Date): Promise<LiveState> {
  const { use, logs, report } = await approvedOf(tx, service, now);
  return {
    use: use && standsNow(use, now),
    logs: logs.map((one) => standsNow(one, now)),
    report: report && standsNow(report.version, now),
  };
}

function standsNow(version: LatestVersion, now: Date): StandsNow {
  const { outOfDate, fell, validUntil } = version;
  return { ...partOf(version), outOfDate, fell, expired: validUntil !== null && now >= validUntil };
}

function partOf({ subject, number, at }: LatestVersion): ApprovedPart {
  return { subject, approved: number, on: dateIn(at) };
}

/** What would be published now: everything as it was when it was approved. Null where no intended use is approved. */
export async function documentNow(
  tx: ReadTx,
  kinds: Kinds,
  {
    service,
    choices,
    withheld,
    now,
  }: {
    readonly service: Service;
    readonly choices: Choices;
    readonly withheld: ReadonlyMap<string, string>;
    readonly now: Date;
  },
): Promise<PublicDocument | null> {
  const { use, logs, report } = await approvedOf(tx, service.id, now);
  if (use === null) return null;
  const [organisation, used, hazards, drawn, releases] = await Promise.all([
    organisationName(tx, { seq: null, now }),
    findService(tx, service.reference, momentOf(use)),
    hazardsOf(tx, service.id, logs, now),
    report && drawReport(tx, kinds, report.record, momentOf(report.version), { at: report.version.at, by: '' }),
    releaseRecords(tx, service.id, 20),
  ]);
  return {
    format: PUBLIC_FORMAT,
    version: 1,
    service: { name: service.name, organisation },
    use: {
      ...partOf(use),
      parts: [...INTENDED_USE, 'notFor' as const]
        .map((field) => ({ name: FIELD_NAMES[field], says: used[field].trim() }))
        .filter(({ says }) => says !== ''),
    },
    logs: hazards.logs.map(({ version, number }) => ({ ...partOf(version), number })),
    ...publicHazards(hazards.records, (log) => hazards.schemes.get(log) ?? null, withheld, choices.controls),
    report: report && drawn && { ...partOf(report.version), sections: publicSections(drawn, choices.sections) },
    release: releases.find(({ state }) => state === 'live')?.version ?? report?.record.release ?? null,
    concern: choices.concern,
    reported: choices.reported ? await reportedOf(tx, service.id, now) : null,
  };
}

/** What was reported and what changed, as everybody may read it. */
async function reportedOf(tx: ReadTx, service: string, now: Date): Promise<PublicReported> {
  const [incidents, changes] = await Promise.all([
    incidentsOf(tx, [service], { seq: null, now }),
    changesOf(tx, service),
  ]);
  const reported = incidents.map(({ reportedAt, sort }) => ({ on: dateIn(reportedAt), sort }));
  return {
    numbers: publicNumbers(reported, dateIn(now)),
    changes: changes.map(({ said, did }) => ({ said, did })),
  };
}

/** What was signed stands in the entry of its last signature. */
function momentOf({ seq, at }: LatestVersion): Moment {
  return { seq, now: at };
}

/** The hazards of each approved log, as they were when it was approved. */
async function hazardsOf(tx: ReadTx, service: string, versions: readonly LatestVersion[], now: Date) {
  const records: HazardRecord[] = [];
  const schemes = new Map<number, RiskScheme | null>();
  const logs: { readonly version: LatestVersion; readonly number: number }[] = [];
  for (const { number } of await hazardLogsOf(tx, service)) {
    const log = await hazardLogNamed(tx, service, number, { seq: null, now });
    const version = versions.find(({ subject }) => subject === log?.id);
    if (!log || !version) continue;
    const then = await hazardLogNamed(tx, service, number, momentOf(version));
    schemes.set(number, then?.scheme ?? null);
    logs.push({ version, number });
    records.push(...(await hazardRecords(tx, service, momentOf(version))).filter((one) => one.log === number));
  }
  return { records, schemes, logs };
}

/** Who answers for a service, as its page says it now: null where nobody holds the office. @param service its id */
export async function officerShown(tx: ReadTx, service: string, now: Date): Promise<OfficerShown | null> {
  const [{ accountable }, named] = await Promise.all([officeHolders(tx, service, now), namedIn(tx, service)]);
  if (accountable === null) return null;
  const { person, name } = accountable.signer;
  return { name: named.has(person) ? name : null };
}

/** What was published, from the file in which it is kept. */
export async function keptDocument(tx: ReadTx, { file }: Pick<Edition, 'file'>): Promise<PublicDocument> {
  const { bytes } = await readFile(tx, file);
  return publicSchema.parse(JSON.parse(bytes.toString('utf8')));
}

/** The digest of what would be shown: whoever publishes sends it along, so that nothing else is published than what they saw. */
export function digestOfShown(document: PublicDocument): string {
  return digestOf(document as unknown as Json).toString('hex');
}
