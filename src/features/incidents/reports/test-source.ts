import type { IncidentRecord } from '../domain.ts';
import type { ReportSource } from '../domain/reports/source.ts';

/** An incident for tests of what is made of one. */
export function anIncident(given: Partial<IncidentRecord> = {}): IncidentRecord {
  return {
    id: '01900000-0000-7000-8000-000000000003',
    service: { id: '01900000-0000-7000-8000-000000000001', reference: 'DEMO' },
    number: 3,
    reference: 'INC-3',
    sort: 'incident',
    title: 'A photo of another wound was shown',
    what: 'The page of one wound showed a photo of another for eleven minutes.',
    stage: 'triaged',
    reopened: false,
    occurredOn: '2026-03-03',
    reportedAt: new Date('2026-03-04T09:30:00Z'),
    awareAt: new Date('2026-03-03T22:10:00Z'),
    acknowledgedAt: null,
    triagedAt: null,
    madeSafeAt: null,
    closedAt: null,
    danger: 'no',
    harmed: 'yes',
    patientSafety: 'yes',
    worst: null,
    physical: 'low',
    psychological: 'none',
    release: '1.4.0',
    owner: null,
    cause: null,
    association: 'probably',
    concern: 'fairly',
    involved: ['faulty'],
    mitigation: null,
    response: null,
    responseReason: null,
    voided: null,
    links: [],
    version: 1,
    ...given,
  };
}

export function aSource(given: Partial<IncidentRecord> = {}): ReportSource {
  return {
    incident: anIncident(given),
    service: { name: 'Willowbank Wound Care', reference: 'DEMO' },
    organisation: 'Willowbank',
    similar: [],
    immediate: [],
    noticed: [],
  };
}
