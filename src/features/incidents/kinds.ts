import { subject } from '../../platform/subjects/kinds.ts';
import { loadIncidents } from './subject-store.ts';
import { INCIDENT } from './domain.ts';

/** A column of each row; what it weighs stands with the kind. */
export interface IncidentRow {
  readonly title: string | null;
  readonly what: string | null;
  readonly cause: string | null;
  readonly mitigation: string | null;
  readonly sort: string;
  readonly occurredOn: string | null;
  readonly release: string | null;
  readonly worstSeverity: number | null;
  readonly worstLikelihood: number | null;
  readonly worstScheme: unknown;
  readonly physical: string | null;
  readonly psychological: string | null;
  readonly association: string | null;
  readonly concern: string | null;
  readonly involved: readonly string[];
  readonly danger: string;
  readonly harmed: string;
  readonly patientSafety: string;
  readonly response: string | null;
  readonly responseReason: string | null;
  readonly owner: string | null;
  readonly stage: string;
  readonly reopened: boolean;
  readonly number: number;
  readonly reportedAt: string;
  readonly awareAt: string;
  readonly acknowledgedAt: string | null;
  readonly triagedAt: string | null;
  readonly madeSafeAt: string | null;
  readonly closedAt: string | null;
  readonly voided: string | null;
}

/**
 * Claims that an incident was dealt with: it is closed, by whoever answered what closing asks. While it is open nothing is known
 * of that. One that was voided is retired. What it means for a hazard or the safety case is claimed elsewhere.
 */
export const incidentKind = subject<IncidentRow>({
  kind: INCIDENT,
  names: {},
  collects: {},
  load: loadIncidents,
  words: {
    title: 'material',
    what: 'material',
    cause: 'material',
    mitigation: 'material',
    sort: 'material',
    occurredOn: 'material',
    release: 'material',
    worstSeverity: 'material',
    worstLikelihood: 'material',
    worstScheme: 'material',
    physical: 'material',
    psychological: 'material',
    association: 'material',
    involved: 'material',
    patientSafety: 'material',
    concern: 'editorial',
    response: 'editorial',
    responseReason: 'editorial',
    owner: 'editorial',
    // What whoever reported it said first, where it stands in its life, times and numbers are no words.
    danger: 'ignored',
    harmed: 'ignored',
    stage: 'ignored',
    reopened: 'ignored',
    number: 'ignored',
    reportedAt: 'ignored',
    awareAt: 'ignored',
    acknowledgedAt: 'ignored',
    triagedAt: 'ignored',
    madeSafeAt: 'ignored',
    closedAt: 'ignored',
    voided: 'ignored',
  },
  own: ({ stage }) => ({ facts: { closed: stage === 'closed' } }),
  verdict: (facts) => ((facts as { readonly closed: boolean }).closed ? 'met' : 'not-known'),
});
