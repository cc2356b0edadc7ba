/*
 * The glossary of clinical safety case reports: what is said of the safety of a service at one point in its life, and handed to
 * whoever receives it (DCB0129 3.5, DCB0160 3.5). The case is the organisation of the evidence; a report is drawn from it. Pure.
 */

/** Of who makes a service (DCB0129), or of who deploys it (DCB0160). */
export const REPORT_SORTS = ['manufacturer', 'deployer'] as const;
export type ReportSort = (typeof REPORT_SORTS)[number];

/** The phases that a report is for. (DCB0129's guidance, section 3.5: second-hand. DCB0160 3.5.1: second-hand.) */
export const REPORT_PHASES = {
  manufacturer: ['requirements', 'design', 'test', 'delivery', 'modification'],
  deployer: ['deployment', 'use', 'maintenance', 'decommissioning'],
} as const satisfies Readonly<Record<ReportSort, readonly string[]>>;
export type ReportPhase = (typeof REPORT_PHASES)[ReportSort][number];

/** The eleven sections of the template, in its order. (NHS report template: seen) */
export const SECTIONS = [
  { id: 'introduction', title: 'Introduction' },
  { id: 'system', title: 'System definition' },
  { id: 'management', title: 'Clinical risk management system' },
  { id: 'analysis', title: 'Clinical risk analysis' },
  { id: 'evaluation', title: 'Clinical risk evaluation' },
  { id: 'control', title: 'Clinical risk control' },
  { id: 'log', title: 'Hazard log' },
  { id: 'test-issues', title: 'Test issues' },
  { id: 'statement', title: 'Summary safety statement' },
  { id: 'quality', title: 'Quality assurance and document approval' },
  { id: 'configuration', title: 'Configuration control and management' },
] as const;
export type SectionId = (typeof SECTIONS)[number]['id'];

/**
 * What the guidance asks a report to hold besides (DCB0129 implementation guidance, section 3.5: second-hand), and in which section
 * it stands.
 */
export const SIX_CONTENTS = [
  { id: 'knowledge', title: 'What is known so far', in: 'introduction' },
  { id: 'process', title: 'Record of the process', in: 'management' },
  { id: 'outcomes', title: 'Outcomes of assessments', in: 'evaluation' },
  { id: 'residual', title: 'Residual risks and operational constraints', in: 'control' },
  { id: 'transferred', title: 'Transferred hazards and declared controls', in: 'control' },
  { id: 'issues', title: 'Open test issues', in: 'test-issues' },
] as const satisfies readonly { readonly id: string; readonly title: string; readonly in: SectionId }[];

/** A report as it is kept: what people wrote, and what it is about. What it draws is read of the moment that it is asked for. */
export interface ReportRecord {
  readonly id: string;
  /** CSCR-3: given once in a service, never used again. */
  readonly number: number;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  readonly sort: ReportSort;
  readonly phase: ReportPhase;
  /** The version of the release that it is for; null before there is one. */
  readonly release: string | null;
  /** The number of the hazard log that it is about. */
  readonly log: number;
  /** What people wrote, section by section; '' where nobody has. */
  readonly prose: Readonly<Record<SectionId, string>>;
  /** The report that took its place. */
  readonly supersededBy: number | null;
  /** The ledger entry that made it so. */
  readonly version: number;
}

/** A report with what only its own room needs to know of it. */
export interface StoredReport extends ReportRecord {
  /** The id of its hazard log. */
  readonly logId: string;
  /** The ledger entry that made each section as it is; 0 where nobody wrote it. */
  readonly versions: Readonly<Record<SectionId, number>>;
}

/** A version of a section, beside who made it. */
export interface SectionVersion {
  readonly report: string;
  readonly section: SectionId;
  readonly from: number;
  readonly text: string;
  readonly who: string;
  readonly at: Date;
}

export function reportReference(number: number): string {
  return `CSCR-${number}`;
}

/** @returns the number in "CSCR-3" or "3"; null for anything else */
export function reportNumber(reference: string): number | null {
  const match = /^(?:cscr-?)?0*([1-9]\d{0,8})$/iu.exec(reference.trim());
  return match ? Number(match[1]) : null;
}

export function reportsPath(service: string): string {
  return `/services/${service}/reports`;
}

export function reportPath(service: string, number: number): string {
  return `${reportsPath(service)}/${reportReference(number)}`;
}

/** What nobody can draw: the words that a report needs from people before it is signed. */
export const NEEDS_WORDS = ['introduction', 'statement'] as const satisfies readonly SectionId[];

/** The section that is the officer's own words: nobody else writes it. */
export const OFFICERS_SECTION: SectionId = 'statement';

export function sectionTitle(id: SectionId): string {
  return SECTIONS.find((one) => one.id === id)!.title;
}

/** The sections of which a report needs words, and has none. */
export function unwritten(prose: Readonly<Partial<Record<SectionId, string>>>): SectionId[] {
  return NEEDS_WORDS.filter((id) => (prose[id] ?? '').trim() === '');
}

/** The sorts of report that a service needs by its part: who makes it, who deploys it, or both. */
export function sortsFor(role: 'manufacturer' | 'deployer' | 'both'): readonly ReportSort[] {
  return role === 'both' ? REPORT_SORTS : [role];
}

/** The standard that asks for a report of this sort. */
export const STANDARD_OF: Readonly<Record<ReportSort, string>> = { manufacturer: 'DCB0129', deployer: 'DCB0160' };

export function isPhaseOf(sort: ReportSort, phase: string): phase is ReportPhase {
  return (REPORT_PHASES[sort] as readonly string[]).includes(phase);
}

/** "CSCR-3, delivery, release 1.4.0" */
export function sayReport({ number, phase, release }: Pick<ReportRecord, 'number' | 'phase' | 'release'>): string {
  return `${reportReference(number)}, ${phase}${release === null ? '' : `, release ${release}`}`;
}

/** The numbers of a version: 1, 4 and 0 of "1.4.0-rc.1". What stands behind them tells no release line apart. */
function numbersOf(release: string): number[] {
  const found = /^[a-z]*(\d+(?:\.\d+)*)/iu.exec(release);
  return found ? found[1]!.split('.').map(Number) : [];
}

/**
 * The line that a release is of: those of one line follow each other, and two lines are in use beside each other. It is the
 * first number of the version, 1 of "1.4.0"; of a version without numbers, the version itself.
 */
export function releaseLine(release: string): string {
  const [first] = numbersOf(release);
  return first === undefined ? release.toLowerCase() : String(first);
}

/** Whether a release comes before another of its line: 1.3.9 before 1.4.0. A candidate and its release are one. */
function isEarlier(release: string, other: string): boolean {
  const [own, others] = [numbersOf(release), numbersOf(other)];
  const differing = Array.from({ length: Math.max(own.length, others.length) }, (_none, index) => index).find(
    (index) => (own[index] ?? 0) !== (others[index] ?? 0),
  );
  return differing !== undefined && (own[differing] ?? 0) < (others[differing] ?? 0);
}

/** What of a report decides whether it takes the place of another. */
export type Succession = Pick<ReportRecord, 'number' | 'sort' | 'release'>;

/**
 * Whether an approved report takes the place of another approved one. It is of the same sort and was begun later; and it is for
 * a release of the same line that is no earlier. One that is for no release yet is followed by every later one of its sort. A
 * report for an urgent fix of an older release takes the place of nothing newer: both stand.
 */
export function takesPlaceOf(later: Succession, earlier: Succession): boolean {
  if (later.sort !== earlier.sort || later.number <= earlier.number) return false;
  if (earlier.release === null) return true;
  if (later.release === null || releaseLine(later.release) !== releaseLine(earlier.release)) return false;
  return !isEarlier(later.release, earlier.release);
}

/** Somebody received a version of a report (DCB0129 3.5.3). */
export interface Recipient {
  readonly id: string;
  /** Given once for a report, never used again. */
  readonly number: number;
  readonly report: number;
  /** The version of the report. */
  readonly received: number;
  /** An organisation, and who there: a person or an office. */
  readonly receiver: string;
  readonly how: string;
  /** 2026-03-12 */
  readonly on: string;
  /** Why the entry does not count; null where it does. */
  readonly withdrawn: string | null;
  readonly version: number;
  readonly recorded: { readonly by: string; readonly at: Date };
}

/** A report with the number of its latest approved version; null where none is. */
export type Standing = Pick<ReportRecord, 'number' | 'supersededBy'> & { readonly approved: number | null };

/** The report that stands in the place of one: itself, where nothing took its place. */
export function successorOf<Report extends Pick<ReportRecord, 'number' | 'supersededBy'>>(
  number: number,
  reports: readonly Report[],
): Report | null {
  const found = reports.find((one) => one.number === number) ?? null;
  return found === null || found.supersededBy === null ? found : successorOf(found.supersededBy, reports);
}

/** A receiver who has something older than what stands. */
export interface Behind {
  readonly receiver: string;
  /** What they have. */
  readonly report: number;
  readonly received: number;
  /** What stands. */
  readonly current: { readonly report: number; readonly version: number };
}

/**
 * The receivers that have an older version than the one that stands now, of the same report or of one that took its place. Who
 * received the later one as well is up to date. Names are told apart by their letters, in whatever case.
 */
export function behind(recipients: readonly Recipient[], reports: readonly Standing[]): Behind[] {
  const chains = Map.groupBy(
    recipients.filter(({ withdrawn }) => withdrawn === null),
    (one) => `${successorOf(one.report, reports)?.number ?? one.report} ${nameKey(one.receiver)}`,
  );
  return [...chains.values()].flatMap((all) => {
    const last = all.reduce((latest, one) => (isNewer(one, latest) ? one : latest));
    const current = successorOf(last.report, reports);
    if (!current || current.approved === null) return [];
    if (last.report === current.number && last.received >= current.approved) return [];
    const { receiver, report, received } = last;
    return [{ receiver, report, received, current: { report: current.number, version: current.approved } }];
  });
}

function nameKey(receiver: string): string {
  return receiver.trim().replaceAll(/\s+/gu, ' ').toLowerCase();
}

function isNewer(one: Recipient, other: Recipient): boolean {
  return one.report === other.report ? one.received > other.received : one.report > other.report;
}

/** Where the residual risk of a report is accepted. */
export function acceptancePath(service: string, number: number): string {
  return `${reportPath(service, number)}/acceptance`;
}
