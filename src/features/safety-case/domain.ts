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
