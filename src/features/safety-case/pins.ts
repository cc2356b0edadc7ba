import type { ReadTx } from '../../platform/database/database.ts';
import { sayDate } from '../../platform/london-time.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { StoredReport } from './domain.ts';
import { signing, type LatestVersion } from '../approvals/index.ts';
import { versionStanding, type VersionStanding } from './drawing/facts.ts';
import { releasePath, releaseRecord } from '../releases/index.ts';

/*
 * What a version of a report stands on (DCB0129 3.3.3, 7.1.3): the approved versions and the release of the moment of its last
 * signature; of a draft, those of now.
 */

/** Something that a report pins: "Hazard log", "Version 2, approved on 3 March 2026". */
export interface Pin {
  readonly key: string;
  readonly text: string;
  readonly href: string | null;
}

const STOOD: Readonly<Record<VersionStanding, string>> = {
  current: '',
  expired: 'expired',
  'out of date': 'out of date',
  fell: 'challenged or void',
};

export async function pinsOf(tx: ReadTx, report: StoredReport, moment: Moment): Promise<Pin[]> {
  const { latestVersions } = await signing();
  const services = [report.service.id];
  const signed = (await latestVersions(tx, 'case-report', services, moment)).find(
    ({ subject }) => subject === report.id,
  );
  const then: Moment = signed ? { seq: signed.seq, now: signed.at } : moment;
  const [logs, uses, record] = await Promise.all([
    latestVersions(tx, 'hazard-log', services, then),
    latestVersions(tx, 'service', services, then),
    report.release === null ? null : releaseRecord(tx, report.service.id, report.release, then),
  ]);
  const log = logs.find(({ subject }) => subject === report.logId);
  const said = (version: LatestVersion | undefined) => {
    if (!version) return 'No approved version';
    const when = signed ? 'when this was signed' : 'now';
    const stood = STOOD[versionStanding(version, then.now)];
    return `Version ${version.number}, approved on ${sayDate(version.at)}${stood && `; ${stood} ${when}`}`;
  };
  const service = `/services/${encodeURIComponent(report.service.reference)}`;
  return [
    {
      key: 'Release',
      text: report.release === null ? 'None yet' : `${report.release}${record ? '' : ', not in the register'}`,
      href: record ? releasePath(report.service.reference, record.version) : null,
    },
    {
      key: 'Configuration',
      text: record?.configuration
        ? record.configuration.map(({ name, value }) => `${name}: ${value}`).join('; ') ||
          'Stated as nothing particular'
        : 'Not known: nobody has recorded it for this release',
      href: null,
    },
    { key: `Hazard log ${report.log}`, text: said(log), href: `${service}/logs/${report.log}` },
    { key: 'Intended use', text: said(uses[0]), href: `${service}#intended-use` },
  ];
}
