import { impactStanding, type ImpactStanding } from './domain/impact.ts';

/*
 * The glossary of releases: every version and patch that is delivered, what it consists of, and what it changes for safety
 * (DCB0129 7.1.3, 7.3.2, 7.3.4). That a release is known, and whether it is a candidate, live or withdrawn, says `evidence`;
 * what is said of it stands here. Pure.
 */

export * from './domain/components.ts';
export * from './domain/details.ts';
export * from './domain/impact.ts';
export * from './domain/verified.ts';

/**
 * What a change means for safety (DCB0129 7.3.2). `none`: nothing that anybody relies on for safety is touched. `low`: something
 * is, and no risk differs. `changes risk`: a hazard, a control or a rating differs, so that log and report are approved anew
 * (7.3.3).
 */
export const IMPACTS = ['none', 'low', 'changes risk'] as const;
export type Impact = (typeof IMPACTS)[number];

/** What somebody competent said of a change, and why. */
export interface ImpactStatement {
  readonly impact: Impact;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  /** An officer looked at a "none" and agreed, or did not; null where nobody has. */
  readonly sampled: {
    readonly agreed: boolean;
    readonly by: string;
    readonly at: Date;
    readonly note: string;
  } | null;
}

/** What somebody said of a component of a third party: looked at, or nothing that safety rests on. (DCB0129 2.5.1) */
export const COMPONENT_FINDINGS = ['assessed', 'not safety-related'] as const;
export type ComponentFinding = (typeof COMPONENT_FINDINGS)[number];

/** A component, beside those of the release before. */
export const COMPONENT_CHANGES = ['new', 'changed', 'same', 'gone'] as const;
export type ComponentChange = (typeof COMPONENT_CHANGES)[number];

export interface ReleaseComponent {
  /** What makes it the same from release to release: its package URL without the version, else its name. */
  readonly key: string;
  readonly name: string;
  /** '' where the file names none. */
  readonly version: string;
  readonly supplier: string;
  readonly change: ComponentChange;
  /** Of a new version, asked again; one that is the same carries over. Null where nobody has said. */
  readonly finding: { readonly finding: ComponentFinding; readonly reason: string; readonly by: string } | null;
}

/** A fault that is known and goes along with a release (DCB0129 7.1; the report's section 8). */
export interface TestIssue {
  readonly reference: string;
  readonly title: string;
  /** What it means for safety, in words. */
  readonly meaning: string;
  readonly hazards: readonly string[];
}

/** A release as the register has it. What nobody has said yet is null, and never an empty list. */
export interface ReleaseRecord {
  /** That of the release in `evidence`. */
  readonly id: string;
  readonly version: string;
  readonly state: 'candidate' | 'live' | 'withdrawn';
  readonly recordedAt: Date;
  readonly liveAt: Date | null;
  readonly commit: string | null;
  /** What it runs on and with (DCB0129 7.1.3), as name and value. */
  readonly configuration: readonly { readonly name: string; readonly value: string }[] | null;
  /** An empty list is a declaration that there are none. */
  readonly components: readonly ReleaseComponent[] | null;
  readonly impact: ImpactStatement | null;
  /** By their references: HAZ-12, CTL-31. An empty list says: none. */
  readonly touches: { readonly hazards: readonly string[]; readonly controls: readonly string[] } | null;
  /** An empty list says: none that is known. */
  readonly testIssues: readonly TestIssue[] | null;
}

/** Where the register of a service is, and one release in it. */
export function releasesPath(service: string): string {
  return `/services/${service}/releases`;
}

export function releasePath(service: string, version: string): string {
  return `${releasesPath(service)}/${encodeURIComponent(version)}`;
}

/** Where a hazard or a control stands: "PLATFORM/CTL-3" with the service that it belongs to. */
export function touchedPath(service: string, reference: string): string {
  const [own = reference, elsewhere = service] = reference.split('/').toReversed();
  const kind = own.startsWith('HAZ') ? 'hazards' : 'controls';
  return `/services/${encodeURIComponent(elsewhere)}/${kind}/${own}`;
}

/** A statement as it is kept: with what decides whether it counts (see `impactStanding`). */
export interface KeptImpact extends ImpactStatement {
  /** What it was said of is as it was. */
  readonly same: boolean;
  /** An officer has to look at it. */
  readonly lookedAt: boolean;
}

/** A release as it is kept: what the register says, with who said so. */
export interface KeptRelease extends ReleaseRecord {
  readonly components: readonly KeptComponent[] | null;
  readonly impact: KeptImpact | null;
  /** The release that components are compared with: the last one that went live before it, else the last one recorded before. */
  readonly before: string | null;
  readonly sbom: { readonly sha256: string; readonly name: string; readonly format: string } | null;
  /** Who said what the change touches. */
  readonly touchesSaid: { readonly by: string; readonly at: Date } | null;
  /** Why it was withdrawn. */
  readonly withdrawnBecause: string | null;
  /** The entry with which what is said of it was last changed; 0 where nothing was ever said. */
  readonly recordVersion: number;
}

export interface KeptComponent extends ReleaseComponent {
  /** When somebody said what stands in `finding`. */
  readonly foundAt: Date | null;
}

/** How a statement stands now. */
export function standingOf(impact: KeptImpact, now: Date): ImpactStanding {
  return impactStanding({ ...impact, agreed: impact.sampled?.agreed ?? null }, now);
}

/** The components that are there, and of which nobody has said anything. */
export function unsaid<One extends Pick<ReleaseComponent, 'change' | 'finding'>>(
  components: readonly One[],
): readonly One[] {
  return components.filter(({ change, finding }) => change !== 'gone' && finding === null);
}
