import type { Day } from '../../../words/days.ts';
import type { Counts } from './answers.ts';
import type { Packet } from './packet.ts';

/*
 * A packet that was made and is kept, what became of it, and what the ledger has the digest of. Pure.
 */

/** What the ledger has the digest of: which files a packet has, and of what. */
export interface PacketRecord {
  readonly format: Packet['format'];
  readonly version: number;
  readonly subject: { readonly kind: 'service'; readonly id: string };
  /** Unlike that of any other packet, anywhere. */
  readonly id: string;
  /** "PKT-3" */
  readonly packet: string;
  readonly service: string;
  readonly release: string;
  /** For whom: the id of a text. */
  readonly receiver: string;
  readonly madeAt: string;
  /** As the ledger calls them: "person:<id>". */
  readonly madeBy: string;
  /** SHA-256 of each file in hex, by its path in the bundle. */
  readonly files: Readonly<Record<string, string>>;
  /** The digest of each signature that goes along, by its path. */
  readonly signatures: Readonly<Record<string, string>>;
}

/** A packet that is kept. */
export interface StoredPacket {
  readonly id: string;
  readonly seq: number;
  readonly number: number;
  readonly service: string;
  readonly receiver: string;
  readonly release: string;
  /** How many items it has. */
  readonly items: number;
  readonly record: PacketRecord;
  readonly made: { readonly by: string; readonly byId: string | null; readonly at: Date };
  /** When somebody last said that it was sent; null where nobody has. */
  readonly sent: { readonly on: Day; readonly how: string; readonly by: string } | null;
}

/** An answer that came back, counted. */
export interface StoredAnswer extends Counts {
  readonly id: string;
  readonly packet: string;
  readonly number: number;
  readonly organisation: string;
  readonly site: string;
  /** SHA-256 in hex of the file that came. */
  readonly file: string;
  /** The verifier key that it is signed with. */
  readonly signedWith: string;
  readonly takenIn: { readonly by: string; readonly at: Date };
}

/** Where the proof of a signature is in a packet. @param kind "hazard-log" @param id of the signature */
export function signaturePath(kind: string, id: string): string {
  return `signatures/${kind}-${id}.jsonl`;
}
