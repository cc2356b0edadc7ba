/*
 * The glossary of hand-over: what goes from who makes a service to who deploys it, and what comes back. The standards ask for the
 * parts (DCB0129 3.3.3, 3.5.3, 6.3.1, 7.1.3; DCB0160 2.5.1); that they go as one packet which is answered is ours. Pure.
 */

export const PACKET_FORMAT = 'primum-packet';
export const ANSWER_FORMAT = 'primum-packet-answer';
/** The newest that this Primum writes and reads. One that is newer is refused, in words. */
export const PACKET_VERSION = 1;

/** The files of a packet, by their paths in the bundle. */
export const PACKET_PATH = 'packet.json';
export const LOG_PATH = 'hazard-log.json';
export const REPORT_PATHS = {
  json: 'safety-case-report.json',
  html: 'safety-case-report.html',
  pdf: 'safety-case-report.pdf',
} as const;
export const ANSWER_PATH = 'answer.json';

/**
 * What whoever deploys has to say something about. `transferred hazard`: what is left to do is theirs. `deployer control`: a
 * control that they have to put in place, or ratings do not hold. `residual risk`: what remains, with its constraints.
 * `assumption`: what the supplier takes to be so; the ratings are void if it is not. `test issue`: a fault that goes along.
 */
export const ITEM_SORTS = [
  'transferred hazard',
  'deployer control',
  'residual risk',
  'assumption',
  'test issue',
] as const;
export type ItemSort = (typeof ITEM_SORTS)[number];

export interface PacketItem {
  /** What makes it the same from packet to packet: "deployer control CTL-7". */
  readonly key: string;
  readonly sort: ItemSort;
  /** In the supplier's log: "CTL-7". */
  readonly reference: string;
  readonly title: string;
  /** All that it says, part by part. */
  readonly says: readonly { readonly name: string; readonly text: string }[];
  /** "Void if ..." : what has to hold for it to be true; '' for nothing besides. */
  readonly voidIf: string;
  /** The hazards that it is about: HAZ-12. */
  readonly hazards: readonly string[];
  /** SHA-256 in hex over what it says: another one, and somebody looks again. */
  readonly digest: string;
}

/** What somebody who deploys says of an item. */
export const ANSWERS = ['accepted', 'challenged', 'not applicable'] as const;
export type Answer = (typeof ANSWERS)[number];

/** An item beside the packet before. */
export type ItemChange = 'new' | 'changed' | 'same' | 'gone';

export interface Packet {
  readonly format: typeof PACKET_FORMAT;
  readonly version: number;
  /** "Primum 0.1.0" */
  readonly writtenBy: string;
  /** Unlike that of any other packet, anywhere. */
  readonly id: string;
  /** "PKT-3" */
  readonly reference: string;
  readonly service: { readonly reference: string; readonly name: string; readonly organisation: string };
  readonly intendedUse: readonly { readonly name: string; readonly says: string | null }[];
  readonly release: {
    readonly version: string;
    readonly commit: string | null;
    readonly configuration: readonly { readonly name: string; readonly value: string }[] | null;
  };
  /** Lines on what was approved, by whom and when: of the intended use, the log, the report. */
  readonly approved: {
    readonly intendedUse: string;
    readonly log: string;
    readonly report: string;
  };
  readonly log: { readonly number: number; readonly version: number; readonly hazards: number };
  readonly report: { readonly reference: string; readonly version: number };
  /** Null where nobody has said; an empty list is the declaration that there are none. */
  readonly thirdParties:
    | readonly { readonly name: string; readonly version: string; readonly finding: string; readonly reason: string }[]
    | null;
  readonly items: readonly PacketItem[];
  /** Whom to ask, and how: an office, and not a person unless they agreed. */
  readonly contact: { readonly name: string; readonly how: string };
  /** The packet before it to the same receiver, and what differs. Null for the first. */
  readonly before: {
    readonly id: string;
    readonly reference: string;
    readonly release: string;
    readonly changes: readonly { readonly key: string; readonly change: Exclude<ItemChange, 'same'> }[];
  } | null;
  /** For whom it was made: an organisation, by its name. */
  readonly receiver: string;
  readonly made: { readonly at: string; readonly by: string };
}

/** What comes back: the answer to each item, of one deployment. */
export interface PacketAnswer {
  readonly format: typeof ANSWER_FORMAT;
  readonly version: number;
  readonly writtenBy: string;
  readonly packet: { readonly id: string; readonly reference: string; readonly digest: string };
  readonly organisation: string;
  readonly deployment: { readonly site: string; readonly configuration: string };
  readonly answers: readonly {
    readonly key: string;
    readonly digest: string;
    readonly answer: Answer;
    readonly reason: string;
    readonly by: string;
    readonly on: string;
  }[];
  /** Items of the packet that nobody has answered yet, by their keys. */
  readonly open: readonly string[];
  readonly made: { readonly at: string; readonly by: string };
}

/** How an item stands beside the packet before: by its key and its digest. */
export function changeOf(item: PacketItem, before: ReadonlyMap<string, string>): Exclude<ItemChange, 'gone'> {
  const digest = before.get(item.key);
  if (digest === undefined) return 'new';
  return digest === item.digest ? 'same' : 'changed';
}

/** Where the packets of a service are, and one of them. @param service its reference */
export function packetsPath(service: string): string {
  return `/services/${encodeURIComponent(service)}/packets`;
}

export function packetPath(service: string, number: number): string {
  return `${packetsPath(service)}/${packetReference(number)}`;
}

/** The reference that people use: PKT-3. Given once in a service, never used again. */
export function packetReference(number: number): string {
  return `PKT-${number}`;
}

/** What the file of a packet is called: "DEMO-PKT-3.zip". @param service its reference */
export function packetFileName(service: string, number: number): string {
  return `${service}-${packetReference(number)}.zip`.replaceAll(/[^\w.-]/gu, '-');
}

/** @returns the number in "PKT-3" or "3"; null for anything else */
export function packetNumber(reference: string): number | null {
  const match = /^(?:pkt-?)?0*([1-9]\d{0,8})$/iu.exec(reference.trim());
  return match ? Number(match[1]) : null;
}

/** Whether two names are of the same receiver, however they were typed. */
export function isSameReceiver(one: string, other: string): boolean {
  const plain = (name: string) => name.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLowerCase();
  return plain(one) === plain(other);
}
