import type { LatestVersion } from '../../approvals/index.ts';
import type { Assumption } from '../../decisions/index.ts';
import type { HazardRecord } from '../../hazards/index.ts';
import type { InTeam, OfficeHolders } from '../../people/index.ts';
import type { ProcessFact } from '../../processes/index.ts';
import type { ReleaseRecord } from '../../releases/index.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import type { Service } from '../../services/index.ts';
import type { Assessment } from '../../standards/index.ts';
import type { WorkshopHeld } from '../../workshops/index.ts';
import type { Sentence } from '../../../words/sentence.ts';
import type { ReportRecord } from '../domain.ts';

/** What is known of a service at one moment, and what a report of it is drawn from. What nobody knows is null or not there. */
export interface ReportFacts {
  readonly report: ReportRecord;
  readonly organisation: string;
  readonly asAt: Date;
  readonly made: { readonly at: Date; readonly by: string };
  readonly service: Service;
  /** Null where there is no such log. */
  readonly log: { readonly title: string; readonly scheme: RiskScheme | null } | null;
  /** Those that stand in the log, in the order of their numbers. */
  readonly hazards: readonly HazardRecord[];
  readonly approved: ApprovedThen;
  readonly holders: OfficeHolders | null;
  readonly team: readonly InTeam[];
  readonly processes: readonly ProcessFact[];
  readonly workshops: readonly WorkshopHeld[];
  /** Beside the standard of who makes or who deploys; null where it could not be assessed. */
  readonly assessment: Assessment | null;
  readonly assumptions: readonly Assumption[];
  /** Controls that evidence speaks against. */
  readonly failing: readonly Sentence[];
  /** Null where the report names no release, or the register has none of that version. */
  readonly release: ReleaseRecord | null;
  /** The report that was approved before; null for the first. */
  readonly before: ReportBefore | null;
}

/** The latest approved versions at that moment; null where nobody had approved any. */
export interface ApprovedThen {
  readonly log: LatestVersion | null;
  readonly intendedUse: LatestVersion | null;
  readonly plan: LatestVersion | null;
  readonly report: LatestVersion | null;
  /** The executive's acceptance of residual risk, of who deploys (DCB0160 2.2.2: second-hand). */
  readonly acceptance: LatestVersion | null;
}

export interface ReportBefore {
  /** "CSCR-2, version 1, of 3 March 2026" */
  readonly name: string;
  readonly hazards: readonly HazardRecord[];
}

/** How an approved version stood at a moment. */
export type VersionStanding = 'current' | 'expired' | 'out of date' | 'fell';

export function versionStanding(
  version: Pick<LatestVersion, 'outOfDate' | 'fell' | 'validUntil'>,
  at: Date,
): VersionStanding {
  if (version.outOfDate) return 'out of date';
  if (version.fell) return 'fell';
  return version.validUntil !== null && at >= version.validUntil ? 'expired' : 'current';
}

/** Draft, approved or superseded: whatever no longer stands beside its signature is a draft of the next version. */
export function reportStanding({
  report,
  approved,
  asAt,
}: Pick<ReportFacts, 'report' | 'approved' | 'asAt'>): 'draft' | 'approved' | 'superseded' {
  if (report.supersededBy !== null) return 'superseded';
  return approved.report !== null && versionStanding(approved.report, asAt) === 'current' ? 'approved' : 'draft';
}
