import type { LatestVersion } from '../../approvals/index.ts';
import type { Assumption } from '../../decisions/index.ts';
import type { ControlRecord, HazardRecord } from '../../hazards/index.ts';
import { lookUp, NHS_SCHEME } from '../../schemes/index.ts';
import type { ReportRecord, SectionId } from '../domain.ts';
import { SECTIONS } from '../domain.ts';
import type { ReportFacts } from '../drawing/facts.ts';

/*
 * What is known of a made-up service, for tests and measurements: some of it fine, some of it not.
 */

export const AT = new Date('2026-03-12T09:00:00Z');
const GIVEN = '2026-03-03T09:00:00.000Z';

export function noProse(): Readonly<Record<SectionId, string>> {
  return Object.fromEntries(SECTIONS.map(({ id }) => [id, ''])) as Record<SectionId, string>;
}

export function report(of: Partial<ReportRecord> = {}): ReportRecord {
  return {
    id: '0198a000-0000-7000-8000-000000000001',
    number: 3,
    service: { id: '0198a000-0000-7000-8000-000000000002', reference: 'DEMO', name: 'Willowbank Wound Care' },
    sort: 'manufacturer',
    phase: 'delivery',
    release: '1.4.0',
    log: 1,
    prose: {
      ...noProse(),
      introduction:
        'Willowbank Wound Care lets district nurses follow wounds by photo.\n\nThis report goes to the trusts that deploy it.',
      statement: 'I have looked at what stands here, and recommend the release with the constraints that are named.',
    },
    supersededBy: null,
    version: 12,
    ...of,
  };
}

export function controlRecord(of: Partial<ControlRecord> = {}): ControlRecord {
  return {
    id: 'CTL-1',
    text: 'Name, date of birth and NHS number stay in view beside the camera, and are asked again before a photo is saved.',
    kind: 'additional',
    type: 'design',
    state: 'in place',
    statedState: null,
    owner: 'Posy Thackray',
    party: 'manufacturer',
    evidence: null,
    action: null,
    actionStatus: null,
    newHazards: null,
    newHazardsNote: null,
    links: [],
    shared: false,
    acts: 'prevents',
    causes: [1],
    verdict: 'met',
    lapsesAt: null,
    place: null,
    ...of,
  };
}

type Rating = NonNullable<HazardRecord['residual']>;

/** A rating by the places of its words in the scheme, from 0. */
export function rating(severity: number, likelihood: number, of: Partial<Rating> = {}): Rating {
  return {
    severity: NHS_SCHEME.severity[severity]!,
    likelihood: NHS_SCHEME.likelihood[likelihood]!,
    stated: null,
    level: lookUp(NHS_SCHEME, likelihood, severity),
    justification: null,
    giver: 'Wren Applewhite',
    givenAt: GIVEN,
    scheme: 'NHS-DCB-5x5@3f1c09ab',
    harmClass: null,
    patients: null,
    reliesOn: ['CTL-1'],
    assumes: [],
    confirmed: true,
    provisional: false,
    counts: true,
    ...of,
  };
}

export function hazard(of: Partial<HazardRecord> = {}): HazardRecord {
  const residual = of.residual === undefined ? rating(2, 0) : of.residual;
  return {
    id: 'HAZ-1',
    ref: null,
    log: 1,
    name: 'A wound photo is attached to the wrong patient’s record',
    description: 'Two patients are open on one tablet.',
    component: null,
    arisesIn: 'service',
    effects: ['Treatment is chosen from another wound'],
    harms: ['The wound gets worse'],
    harmKinds: [null],
    harmed: null,
    vulnerable: [],
    causes: [{ text: 'Two patients are open on one tablet', place: null }],
    controls: [controlRecord()],
    initial: rating(3, 3),
    target: null,
    residual,
    deployer: null,
    earlier: [],
    counts: { phase: residual === null ? null : 'residual', level: residual?.level ?? null, earlier: false },
    acceptance: null,
    benefitRisk: null,
    status: 'open',
    retired: false,
    statedStatus: null,
    reason: null,
    owner: 'Juniper Hale',
    receiver: null,
    notes: null,
    evidence: null,
    extra: [],
    place: null,
    verdict: 'met',
    provisional: null,
    version: 4,
    ...of,
  };
}

const ACCEPTED = {
  finding: 'impractical',
  text: 'A second nurse beside each camera is not to be had on a home visit, and the check before saving catches what was seen.',
  giver: 'Wren Applewhite',
  givenAt: GIVEN,
} as const;

/** A log of so many hazards, as real ones are: most rest on three controls, some are transferred, some are provisional. */
export function manyHazards(count: number): HazardRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const transferred = index % 9 === 4;
    const provisional = index % 11 === 7;
    const controls = [0, 1, 2].map((place) =>
      controlRecord({
        id: `CTL-${index * 3 + place + 1}`,
        type: (['design', 'training', 'process'] as const)[place]!,
        party: place === 2 && index % 3 === 0 ? 'deployer' : 'manufacturer',
        verdict: (['met', 'met', 'not-known'] as const)[place]!,
      }),
    );
    const residual = rating(2 + (index % 2), index % 3, { provisional, assumes: index % 5 === 0 ? ['ASM-1'] : [] });
    return hazard({
      id: `HAZ-${number}`,
      name: `A wound photo taken in room ${number} is attached to the wrong patient’s record`,
      arisesIn: (['service', 'process', 'content'] as const)[index % 3]!,
      controls,
      residual,
      acceptance: index % 2 === 0 ? ACCEPTED : null,
      status: transferred ? 'transferred' : index % 7 === 3 ? 'closed' : 'open',
      receiver: transferred ? 'Larkmoor Community Trust' : null,
      provisional: provisional
        ? `The residual rating of HAZ-${number} is provisional because control CTL-${index * 3 + 3} is not verified. Evidence of it clears it.`
        : null,
    });
  });
}

export function version(of: Partial<LatestVersion> = {}): LatestVersion {
  return {
    subject: 'one',
    service: 'service',
    number: 4,
    seq: 40,
    at: new Date('2026-03-03T09:00:00Z'),
    validUntil: new Date('2027-03-03T09:00:00Z'),
    by: ['Wren Applewhite (clinical safety officer)'],
    registered: ['NMC 12A3456Z'],
    documents: [],
    outOfDate: false,
    fell: false,
    ...of,
  };
}

export function assumption(of: Partial<Assumption> = {}): Assumption {
  return {
    id: '0198a000-0000-7000-8000-000000000003',
    number: 1,
    service: { id: 'service', reference: 'DEMO', name: 'Willowbank Wound Care' },
    text: 'Every ward has a tablet of its own.',
    why: 'The trusts said so.',
    owner: { id: 'person', name: 'Percival Lark' },
    reviewBy: '2026-09-01',
    state: 'held',
    since: '2026-01-10',
    reason: '',
    version: 3,
    ...of,
  };
}

/** A service of which nothing is known but that it is there. */
export function nothingKnown(of: Partial<ReportFacts> = {}): ReportFacts {
  return {
    report: report({ release: null, prose: noProse() }),
    organisation: 'Quillfeather Digital',
    asAt: AT,
    made: { at: AT, by: 'Wren Applewhite' },
    service: {
      id: '0198a000-0000-7000-8000-000000000002',
      reference: 'DEMO',
      name: 'Willowbank Wound Care',
      summary: '',
      role: 'manufacturer',
      phase: 'live',
      intendedFunction: '',
      intendedPopulation: '',
      intendedUser: '',
      intendedEnvironment: '',
      notFor: '',
      components: [],
      addresses: [],
      version: 1,
      standingReason: '',
      decommissioning: null,
      assessment: '',
    },
    log: null,
    hazards: [],
    approved: { log: null, intendedUse: null, plan: null, report: null, acceptance: null },
    holders: null,
    team: [],
    processes: [],
    workshops: [],
    assessment: null,
    assumptions: [],
    failing: [],
    release: null,
    before: null,
    ...of,
  };
}

/** A service of which much is known. */
export function known(of: Partial<ReportFacts> = {}): ReportFacts {
  const base = nothingKnown();
  return {
    ...base,
    report: report(),
    service: {
      ...base.service,
      summary: 'Photos of wounds, from home to clinic.',
      intendedFunction: 'Shows photos of wounds to a nurse.',
      intendedPopulation: 'Adults with a wound that is looked after at home.',
      intendedUser: 'District nurses.',
      intendedEnvironment: 'At home and in clinics.',
      notFor: 'Emergencies.',
      components: [{ name: 'Photo upload', purpose: 'Takes and keeps photos.' }],
      addresses: ['https://willowbank.example'],
    },
    log: { title: 'Hazard log of Willowbank Wound Care', scheme: NHS_SCHEME },
    hazards: [hazard()],
    approved: {
      log: version(),
      intendedUse: version({ number: 2 }),
      plan: version({ number: 1 }),
      report: null,
      acceptance: null,
    },
    team: [{ person: 'p', name: 'Posy Thackray', roles: ['developer'], competentUntil: '2026-10-01' }],
    processes: [
      {
        service: { reference: 'DEMO' },
        key: 'governance',
        title: 'Safety group',
        sort: 'regularly',
        every: 90,
        state: 'in use',
        unwritten: [],
        approved: { number: 1, at: AT, until: null, standing: 'stands' },
        last: { number: 3, on: '2026-02-20', sort: 'run', outcome: 'as it should be', open: [] },
      },
    ],
    workshops: [
      {
        number: 1,
        kind: 'hazard workshop',
        title: 'Photo upload',
        day: '2026-01-20',
        method: 'SWIFT',
        state: 'closed',
        roles: [
          { role: 'Clinician', count: 2 },
          { role: 'Developer', count: 1 },
        ],
      },
    ],
    assumptions: [assumption()],
    release: {
      id: 'release',
      version: '1.4.0',
      state: 'candidate',
      recordedAt: AT,
      liveAt: null,
      commit: '3f1c09ab77',
      configuration: [{ name: 'Region', value: 'London' }],
      components: [
        {
          key: 'pkg:npm/fastify',
          name: 'fastify',
          version: '5.0.0',
          supplier: 'OpenJS Foundation',
          change: 'same',
          finding: { finding: 'assessed', reason: 'No safety function rests on it alone.', by: 'Posy Thackray' },
        },
      ],
      impact: { impact: 'low', reason: 'One label moved.', by: 'Juniper Hale', at: AT, sampled: null },
      touches: { hazards: ['HAZ-1'], controls: [] },
      testIssues: [
        {
          reference: 'BUG-12',
          title: 'The date is cut at 320 pixels',
          meaning: 'None: it is shown whole below.',
          hazards: [],
        },
      ],
    },
    ...of,
  };
}
