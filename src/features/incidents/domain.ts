import type { Ref } from '../../platform/subjects/kinds.ts';

/*
 * The safety incident management log (DCB0129 3.6, 7.2): what happened, what it did, what was done, and what it means for the safety
 * case. Nothing is deleted, and what was graded otherwise before stays to be seen.
 */

/** What sort of thing is reported. The first four are the event types of LFPSE; a near miss is an incident that reached nobody. */
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
  /** When it was made safe; null for not yet. */
  readonly madeSafeAt: Date | null;
  readonly closedAt: Date | null;
  readonly danger: Danger;
  /** The worst that could credibly have come of it, by the scheme of the service: the index in its severities; null for not judged. */
  readonly worst: { readonly severity: number; readonly likelihood: number; readonly scheme: string } | null;
  readonly physical: PhysicalHarm | null;
  readonly psychological: PsychologicalHarm | null;
  readonly release: string | null;
  /** A person's id; null for nobody. */
  readonly owner: string | null;
  /** The root cause, in words; null for not known. */
  readonly cause: string | null;
  readonly links: readonly IncidentLink[];
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
  readonly at: Date;
}

export const INCIDENT = 'incident';

export function incidentRef(id: string): Ref {
  return { kind: INCIDENT, id };
}

export function incidentReference(number: number): string {
  return `INC-${number}`;
}

/** Where the incidents of a service are, and one of them. */
export function incidentsPath(service: string): string {
  return `/services/${service}/incidents`;
}

export function incidentPath(service: string, reference: string): string {
  return `${incidentsPath(service)}/${reference}`;
}
