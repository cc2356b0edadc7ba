import type { ReleaseRecord } from '../../releases/index.ts';
import type { ReportDocument, ReportRecord } from '../../safety-case/index.ts';
import { SECTIONS } from '../../safety-case/index.ts';
import type { PacketSources } from '../packets/sources.ts';

/*
 * A release and a report for tests, in the place of what their rooms keep. The report is signed as the intended use is, which
 * stands in every service: what is tried here is what becomes of an approved report, and not how one comes to be.
 */

const TIME = '2026-03-12T09:00:00.000Z';

export function release(of: Partial<ReleaseRecord> = {}): ReleaseRecord {
  return {
    id: '01957c2e-0000-7000-8000-000000000001',
    version: '1.3.2',
    state: 'live',
    recordedAt: new Date(TIME),
    liveAt: new Date(TIME),
    commit: 'abc1234',
    configuration: [{ name: 'Messages', value: 'on' }],
    components: [
      {
        key: 'pkg:npm/photo-frame',
        name: 'photo-frame',
        version: '2.1.0',
        supplier: 'Nobody Ltd',
        change: 'same',
        finding: { finding: 'not safety-related', reason: 'It draws a border.', by: 'Ottoline Reed' },
      },
    ],
    impact: null,
    touches: null,
    testIssues: [{ reference: 'BUG-7', title: 'Border is grey', meaning: 'None for safety.', hazards: ['HAZ-1'] }],
    ...of,
  };
}

export function reportRecord(service: ReportRecord['service'], of: Partial<ReportRecord> = {}): ReportRecord {
  return {
    // Signed as the service is: see above.
    id: service.id,
    number: 1,
    service,
    sort: 'manufacturer',
    phase: 'delivery',
    release: '1.3.2',
    log: 1,
    prose: Object.fromEntries(SECTIONS.map(({ id }) => [id, ''])) as ReportRecord['prose'],
    supersededBy: null,
    version: 1,
    ...of,
  };
}

export function reportDocument(of: Partial<ReportDocument> = {}): ReportDocument {
  return {
    format: 'primum-safety-case-report',
    version: 1,
    reference: 'CSCR-1',
    title: 'Clinical safety case report of Willowbank Wound Care',
    sort: 'manufacturer',
    phase: 'delivery',
    service: { reference: 'DEMO', name: 'Willowbank Wound Care', organisation: 'Example Trust' },
    release: '1.3.2',
    pins: { log: { number: 1, title: 'Wound care hazard log', version: 1 }, plan: 1, intendedUse: 1 },
    standing: 'approved',
    approved: 'Version 1 approved by Wren Applewhite (clinical safety officer) on 12 March 2026',
    number: 1,
    asAt: TIME,
    made: { at: TIME, by: 'Wren Applewhite' },
    sections: SECTIONS.map(({ id, title }) => ({
      id,
      title,
      prose: `What is said of ${title.toLowerCase()}.`,
      blocks: [],
    })),
    ...of,
  };
}

export interface StandIn extends PacketSources {
  /** Whoever was noted as having received a report. */
  readonly noted: readonly Parameters<PacketSources['received']>[1][];
  /** What the rooms would know; a test changes it. */
  knows: { release: ReleaseRecord | null; reports: 'approved' | 'none' };
}

/** @param service of whose release it is */
export function standIn(service: ReportRecord['service']): StandIn {
  const noted: Parameters<PacketSources['received']>[1][] = [];
  const knows: StandIn['knows'] = { release: release(), reports: 'approved' };
  return {
    noted,
    knows,
    release: async (_tx, _service, version) => (knows.release?.version === version ? knows.release : null),
    releases: async () => (knows.release ? [knows.release] : []),
    reports: async () =>
      knows.reports === 'none' ? [] : [reportRecord(service, { release: knows.release?.version ?? null })],
    draw: async (_tx, _kinds, report, _moment, made) =>
      reportDocument({
        service: { reference: service.reference, name: service.name, organisation: 'Example Trust' },
        release: report.release,
        made: { at: made.at.toISOString(), by: made.by },
      }),
    received: async (_tx, one) => {
      noted.push(one);
    },
    reportKind: 'service',
  };
}
