import { listed } from '../../../words/counting.ts';
import { sayDay, type Day } from '../../../words/days.ts';
import type { Sentence } from '../../../words/sentence.ts';
import { itemsOf, type AssumptionSaid, type DigestOf, type HazardSaid, type TestIssueSaid } from './items.ts';
import { changeOf, PACKET_FORMAT, PACKET_VERSION, type Packet, type PacketItem } from './packet.ts';

/*
 * A packet is made of what was approved, or not at all: half of one looks like a whole one to whoever gets it. Pure.
 */

/** The version of something that was approved last. */
export interface ApprovedSaid {
  readonly number: number;
  /** "Wren Applewhite (clinical safety officer)" */
  readonly by: readonly string[];
  readonly on: Day;
  /** What is worked on has moved on since. */
  readonly outOfDate: boolean;
  /** It does not stand: a registration was not held, or something that it rests on fell. */
  readonly fell: boolean;
  /** Its review date is past. */
  readonly expired: boolean;
}

/** A report of the release that nothing took the place of. */
export interface ReportSaid {
  /** "CSCR-3" */
  readonly reference: string;
  readonly href: string;
  /** The number of the log that it is about. */
  readonly log: number;
  /** Null where no version of it is approved. */
  readonly approved: ApprovedSaid | null;
}

export interface ReleaseSaid {
  readonly version: string;
  readonly href: string;
  readonly state: 'candidate' | 'live' | 'withdrawn';
  readonly commit: string | null;
  readonly configuration: readonly { readonly name: string; readonly value: string }[] | null;
  /** Null where nobody has said. What is gone is not among them. */
  readonly components:
    | readonly {
        readonly name: string;
        readonly version: string;
        readonly finding: { readonly finding: string; readonly reason: string } | null;
      }[]
    | null;
  readonly testIssues: readonly TestIssueSaid[] | null;
}

/** What is known when somebody is about to make a packet. */
export interface Known {
  readonly service: Packet['service'];
  readonly intendedUse: { readonly parts: Packet['intendedUse']; readonly approved: ApprovedSaid | null };
  /** Null where no release of this version is recorded. */
  readonly release: ReleaseSaid | null;
  /** Null where there is no report for the release. */
  readonly report: ReportSaid | null;
  /** That of the report. */
  readonly log: { readonly number: number; readonly approved: ApprovedSaid | null } | null;
  /** Of the log, as they stood when it was approved; so the assumptions. */
  readonly hazards: readonly HazardSaid[];
  readonly assumptions: readonly AssumptionSaid[];
}

/** Where what is missing is put right. @param service its reference, as in addresses */
interface Ways {
  readonly service: string;
  readonly releases: string;
  readonly reports: string;
}

/** Why a packet would be half; nothing where it would be whole. */
export function whyNotWhole(known: Known, version: string, ways: Ways): Sentence[] {
  return [
    ...useProblems(known, ways),
    ...releaseProblems(known.release, version, ways),
    ...reportProblems(known.report, version, ways),
    ...logProblems(known),
  ];
}

function useProblems({ intendedUse: { parts, approved } }: Known, { service }: Ways): Sentence[] {
  const link = { text: 'intended use', href: `/services/${encodeURIComponent(service)}` };
  if (approved === null)
    return [
      {
        so: ['The ', link, ' cannot go along'],
        because: ['nobody has approved a version of it'],
        clears: ['A version that a clinical safety officer signs clears it.'],
      },
    ];
  const unsaid = parts.filter(({ says }) => says === null).map(({ name }) => name.toLowerCase());
  if (unsaid.length === parts.length)
    return [
      {
        so: ['The ', link, ' cannot go along'],
        because: ['nothing is said in the version that was approved'],
        clears: ['Saying it, and signing it anew, clears it.'],
      },
    ];
  return [];
}

function releaseProblems(release: ReleaseSaid | null, version: string, { releases }: Ways): Sentence[] {
  if (release === null)
    return [
      {
        so: [`Release ${version} cannot be handed over`],
        because: ['no release of that version is ', { text: 'recorded', href: releases }],
        clears: ['Recording it clears it.'],
      },
    ];
  const link = { text: `Release ${release.version}`, href: release.href };
  if (release.state === 'withdrawn')
    return [
      {
        so: [link, ' cannot be handed over'],
        because: ['it was withdrawn'],
        clears: ['A packet for a release that is not withdrawn clears it.'],
      },
    ];
  const problem = (because: string, clears: string): Sentence => ({
    so: [link, ' cannot be handed over'],
    because: [because],
    clears: [clears],
  });
  return [
    ...(release.components === null
      ? [
          problem(
            'nobody has said which components of third parties are in it',
            'Sending its list of components, or declaring that there are none, clears it.',
          ),
        ]
      : []),
    ...(release.testIssues === null
      ? [
          problem(
            'nobody has said which known faults go along with it',
            'Naming them, or declaring that none is known, clears it.',
          ),
        ]
      : []),
  ];
}

function reportProblems(report: ReportSaid | null, version: string, { reports }: Ways): Sentence[] {
  if (report === null)
    return [
      {
        so: ['There is no ', { text: 'clinical safety case report', href: reports }, ` for release ${version}`],
        because: ['nobody has begun one for it'],
        clears: ['A report for this release that a clinical safety officer signs clears it.'],
      },
    ];
  const { reference, href, approved } = report;
  const link = { text: reference, href };
  const clears = ['A version that a clinical safety officer signs clears it.'];
  if (approved === null)
    return [{ so: [link, ' is a draft'], because: ['nobody has approved a version of it'], clears }];
  const why = whyNotCurrent(approved);
  return why === null
    ? []
    : [{ so: [`Version ${approved.number} of `, link, ' is not current'], because: [why], clears }];
}

/** Why a version that was approved cannot be handed on as it is; null where it can. */
function whyNotCurrent({ fell, outOfDate, expired }: ApprovedSaid): string | null {
  if (fell) return 'a registration that it needs was not held, or something that it rests on fell';
  if (outOfDate) return 'what it says has changed since it was approved';
  return expired ? 'the day by which somebody had to look again is past' : null;
}

function logProblems({ log, report }: Known): Sentence[] {
  // Of which log is said by the report.
  if (report === null || (log !== null && log.approved !== null)) return [];
  return [
    {
      so: [`Hazard log ${report.log} cannot go along`],
      because: ['nobody has approved a version of it'],
      clears: ['A version that a clinical safety officer signs clears it.'],
    },
  ];
}

/** The packet before it to the same receiver. */
export interface Before {
  readonly id: string;
  readonly reference: string;
  readonly release: string;
  readonly items: readonly Pick<PacketItem, 'key' | 'digest'>[];
}

/** What whoever makes it says, and what makes it this one. */
export interface Given {
  readonly id: string;
  readonly reference: string;
  readonly writtenBy: string;
  readonly receiver: string;
  readonly contact: Packet['contact'];
  readonly made: Packet['made'];
  readonly before: Before | null;
}

/** A packet of what is known. @throws where it would be half: ask `whyNotWhole` before */
export function packetOf(known: Known, given: Given, digestOf: DigestOf): Packet {
  const { release, report, log, intendedUse } = known;
  if (!release?.components || !release.testIssues || !report?.approved || !log?.approved || !intendedUse.approved)
    throw new Error('The packet would be half.');
  const items = itemsOf(known.hazards, known.assumptions, release.testIssues, digestOf);
  return {
    format: PACKET_FORMAT,
    version: PACKET_VERSION,
    writtenBy: given.writtenBy,
    id: given.id,
    reference: given.reference,
    service: known.service,
    intendedUse: intendedUse.parts,
    release: { version: release.version, commit: release.commit, configuration: release.configuration },
    approved: {
      intendedUse: approvedWords(intendedUse.approved),
      log: approvedWords(log.approved),
      report: approvedWords(report.approved),
    },
    log: {
      number: log.number,
      version: log.approved.number,
      hazards: known.hazards.filter(({ retired }) => !retired).length,
    },
    report: { reference: report.reference, version: report.approved.number },
    thirdParties: release.components.map(({ name, version, finding }) => ({
      name,
      version,
      finding: finding?.finding ?? 'not looked at',
      reason: finding?.reason ?? '',
    })),
    items,
    contact: given.contact,
    before: given.before && {
      id: given.before.id,
      reference: given.before.reference,
      release: given.before.release,
      changes: changesBetween(given.before.items, items),
    },
    receiver: given.receiver,
    made: given.made,
  };
}

/** What is new, changed and gone beside the packet before, in the order of the items; what is gone comes last. */
export function changesBetween(
  before: readonly Pick<PacketItem, 'key' | 'digest'>[],
  items: readonly PacketItem[],
): NonNullable<Packet['before']>['changes'] {
  const known = new Map(before.map(({ key, digest }) => [key, digest]));
  const now = new Set(items.map(({ key }) => key));
  return [
    ...items.flatMap((item) => {
      const change = changeOf(item, known);
      return change === 'same' ? [] : [{ key: item.key, change }];
    }),
    ...before.filter(({ key }) => !now.has(key)).map(({ key }) => ({ key, change: 'gone' as const })),
  ];
}

/** "Version 4, approved by Wren Applewhite (clinical safety officer) on 3 March 2026. It has been worked on since: ..." */
export function approvedWords({ number, by, on, outOfDate, fell, expired }: ApprovedSaid): string {
  const said = [`Version ${number}, approved by ${listed(by)} on ${sayDay(on)}.`];
  if (fell)
    said.push('When the packet was made it did not stand: a registration was not held, or something it rests on fell.');
  if (outOfDate) said.push('It has been worked on since: what stands here is what was approved.');
  if (expired) said.push('The day by which somebody had to look again was past when the packet was made.');
  return said.join(' ');
}
