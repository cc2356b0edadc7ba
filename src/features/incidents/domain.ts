/*
 * The safety incident management log (DCB0129 3.6, 7.2): what happened, what it did, what was done, and what it means for the safety
 * case. Nothing is deleted, and what was graded otherwise before stays to be seen.
 */

/** What sort of thing is reported: the four event types of LFPSE, and the near miss, an incident that reached nobody. */
export const SORTS = ['incident', 'near miss', 'risk', 'good care', 'outcome'] as const;
export type Sort = (typeof SORTS)[number];

/** Its life. It goes forth one by one or several at once, and back only by being reopened. */
export const STAGES = ['reported', 'triaged', 'contained', 'investigating', 'actions', 'learning', 'closed'] as const;
export type Stage = (typeof STAGES)[number];

/** By which way a report came in. */
export const CHANNELS = ['staff', 'public', 'mail', 'monitoring', 'program', 'import'] as const;
export type Channel = (typeof CHANNELS)[number];

/** The grades of LFPSE, as words in their order. Its codes run backwards and are never compared as numbers. */
export const PHYSICAL_HARMS = ['none', 'low', 'moderate', 'severe', 'fatal'] as const;
export type PhysicalHarm = (typeof PHYSICAL_HARMS)[number];
export const PSYCHOLOGICAL_HARMS = ['none', 'low', 'moderate', 'severe'] as const;
export type PsychologicalHarm = (typeof PSYCHOLOGICAL_HARMS)[number];

/** Whether anybody is in danger now. Unknown is not "no". */
export const DANGERS = ['yes', 'no', 'unknown'] as const;
export type Danger = (typeof DANGERS)[number];

/** How far the incident is thought to have led to what came of it, in the meaning of LFPSE. */
export const ASSOCIATIONS = ['caused', 'probably', 'possibly', 'not related', 'unknown'] as const;
export type Association = (typeof ASSOCIATIONS)[number];

/** How concerned somebody is about it, in the meaning of LFPSE. */
export const CONCERNS = ['very', 'fairly', 'not very', 'not at all'] as const;
export type Concern = (typeof CONCERNS)[number];

/** How an IT system or software was involved, in the meaning of LFPSE. */
export const INVOLVEMENTS = [
  'wrong system used',
  'used otherwise than designed',
  'not used when it should have been',
  'faulty',
  'not fit for purpose',
  'other',
  'unknown',
] as const;
export type Involvement = (typeof INVOLVEMENTS)[number];

/** How one learns from it: the responses of PSIRF, the route of DCB0129 for a manufacturer, or none, with a reason. */
export const RESPONSES = [
  'swarm huddle',
  'after action review',
  'MDT or round table',
  'thematic review',
  'PSII',
  'DCB0129 review',
  'none',
] as const;
export type Response = (typeof RESPONSES)[number];

/** What was done at once so that nobody else is harmed. */
export const CONTAINMENTS = ['switched off', 'told', 'worked around', 'other'] as const;
export type ContainmentSort = (typeof CONTAINMENTS)[number];

/** What is graded. Each grade that was given before stays, with the reason for the next one. */
export const GRADED = ['sort', 'danger', 'worst', 'physical', 'psychological'] as const;
export type Graded = (typeof GRADED)[number];

/** What an incident points at, and in what sense. */
export const LINK_SENSES = {
  release: ['happened on'],
  page: ['happened on'],
  hazard: ['realises', 'may realise'],
  cause: ['had this cause'],
  control: ['failed', 'held'],
  incident: ['same cause as', 'related to'],
} as const;
export type LinkKind = keyof typeof LINK_SENSES;

/** Who reported, as far as that may be known. What a member of the public said of themself is never here. */
export type Reporter =
  /** A person with an account. */
  | { readonly by: 'person'; readonly id: string }
  /** Somebody from the public, by the id of their concern. */
  | { readonly by: 'concern'; readonly id: string }
  /** A program, a mailbox, a list that was taken in: in a few words that name nobody. */
  | { readonly by: 'source'; readonly name: string };

/** What is reported. */
export interface Reporting {
  readonly service: { readonly id: string; readonly reference: string };
  readonly sort: Sort;
  /** A few words that name nobody. */
  readonly title: string;
  readonly what: string;
  /** The day on which it happened, "2026-03-03"; null where nobody knows. */
  readonly occurredOn: string | null;
  /** When whoever keeps the log became aware of it. Never after it was reported. */
  readonly awareAt: Date;
  readonly channel: Channel;
  readonly reporter: Reporter;
  /** The version of the release that it happened on; null where nobody said. */
  readonly release: string | null;
  /** The same for the same report of another system: it is taken in once. */
  readonly externalKey: string | null;
  /** Whether anybody is in danger now, and whether anybody was harmed, as far as whoever reports it says. Unknown unless said. */
  readonly danger?: Danger;
  readonly harmed?: Danger;
  readonly concern?: Concern | null;
}

/** An incident as it stands. */
export interface IncidentRecord {
  readonly id: string;
  readonly service: { readonly id: string; readonly reference: string };
  readonly number: number;
  /** "INC-12" */
  readonly reference: string;
  readonly sort: Sort;
  readonly title: string;
  readonly what: string;
  readonly stage: Stage;
  readonly reopened: boolean;
  readonly occurredOn: string | null;
  readonly reportedAt: Date;
  readonly awareAt: Date;
  /** When somebody said that they have seen it; null for not yet. */
  readonly acknowledgedAt: Date | null;
  readonly triagedAt: Date | null;
  /** When it was made safe; null for not yet. */
  readonly madeSafeAt: Date | null;
  readonly closedAt: Date | null;
  readonly danger: Danger;
  /** Whether it harmed a patient, or could have; unknown until somebody says. */
  readonly patientSafety: Danger;
  /** What whoever reported it said of harm, before anybody graded it. */
  readonly harmed: Danger;
  /** The worst that could credibly have come of it; null for not judged. */
  readonly worst: WorstCredible | null;
  readonly physical: PhysicalHarm | null;
  readonly psychological: PsychologicalHarm | null;
  readonly release: string | null;
  /** A person's id; null for nobody. */
  readonly owner: string | null;
  /** The root cause, in words; null for not known. */
  readonly cause: string | null;
  readonly association: Association | null;
  readonly concern: Concern | null;
  /** How the system was involved; none where nobody said. */
  readonly involved: readonly Involvement[];
  /** What would have lessened it and is there already, in words. */
  readonly mitigation: string | null;
  readonly response: Response | null;
  readonly responseReason: string | null;
  /** Why it does not count; null where it does. */
  readonly voided: string | null;
  readonly links: readonly IncidentLink[];
  readonly version: number;
}

/** An incident as pages show it, with what it belongs to by name. */
export interface IncidentShown extends IncidentRecord {
  /** The name of whoever it is with; null for nobody. */
  readonly ownerName: string | null;
  readonly serviceName: string;
}

/** The worst that could credibly have come of an incident, by a scheme of the service: the places on its axes, and their words. */
export interface WorstCredible {
  readonly severity: number;
  readonly likelihood: number;
  /** Name and version of the scheme: "NHS-DCB-5x5@3f1c09ab". */
  readonly scheme: string;
  readonly severityWord: string;
  readonly likelihoodWord: string;
  /** The level that the scheme's lookup gives, as it is shown. */
  readonly level: string;
}

export interface IncidentLink {
  readonly kind: LinkKind;
  /** The reference that people know: "HAZ-12", "CTL-3", "1.4.0", "INC-4"; the text of a cause, the address of a page. */
  readonly reference: string;
  readonly sense: string;
}

/** One report of an incident: several people may report the same thing, and each is answered. */
export interface IncidentReport {
  readonly id: string;
  readonly channel: Channel;
  readonly reporter: Reporter;
  /** By name where it is a person, or the source; "Somebody from the public" where it is a concern. */
  readonly by: string;
  readonly at: Date;
  /** What a later report says beside the first one; null for nothing. */
  readonly words: string | null;
}

export const INCIDENT = 'incident';

export function incidentRef(id: string): { readonly kind: string; readonly id: string } {
  return { kind: INCIDENT, id };
}

export function incidentReference(number: number): string {
  return `INC-${number}`;
}

/** What an incident is called where nobody gave it a title: how what happened begins. */
export function titleOf(what: string): string {
  const first = /^[^\n]*?[.!?](?=\s|$)/u.exec(what.trim())?.[0] ?? what.trim().split('\n')[0]!;
  const plain = first.replace(/[.\s]+$/u, '').replaceAll(/\s+/gu, ' ');
  if (plain.length <= 80) return plain;
  return `${plain.slice(0, 80).replace(/\s\S*$/u, '')} …`;
}

/** @returns the number in "INC-12", "inc 12"; null for anything else */
export function incidentNumber(typed: string): number | null {
  const match = /^\s*inc[-\s]?([1-9]\d{0,8})\s*$/iu.exec(typed);
  return match ? Number(match[1]) : null;
}

/** Where the incidents of a service are, and one of them. */
export function incidentsPath(service: string): string {
  return `/services/${service}/incidents`;
}

export function incidentPath(service: string, reference: string): string {
  return `${incidentsPath(service)}/${reference}`;
}

export * from './domain/alike.ts';
export * from './domain/choosing.ts';
export * from './domain/clocks.ts';
export * from './domain/grading.ts';
export * from './domain/life.ts';
export * from './domain/feedback.ts';
export * from './domain/measures.ts';
export * from './domain/plain-words.ts';
