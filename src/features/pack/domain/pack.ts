/*
 * A pack that was made and is kept, and where its pages are. Pure.
 */

/** What the ledger has the digest of: which files a pack has, and of what. */
export interface PackRecord {
  readonly subject: { readonly kind: 'service'; readonly id: string };
  /** "PACK-3" */
  readonly pack: string;
  readonly service: string;
  readonly asAt: string;
  readonly madeAt: string;
  /** As the ledger calls them: "person:<id>". */
  readonly madeBy: string;
  /** The edition of each standard, by its id. */
  readonly editions: Readonly<Record<string, string>>;
  /** SHA-256 of each file in hex, by its path in the bundle. */
  readonly files: Readonly<Record<string, string>>;
  /** The digest of each signature that goes along, by its path. */
  readonly signatures: Readonly<Record<string, string>>;
}

/** A pack that is kept. */
export interface StoredPack {
  readonly id: string;
  readonly seq: number;
  readonly number: number;
  readonly asAt: Date;
  readonly record: PackRecord;
  readonly made: { readonly by: string; readonly at: Date };
}

/** Where the proof of a signature is in a bundle. @param kind "hazard-log" @param id of the signature */
export function signaturePath(kind: string, id: string): string {
  return `log/${kind}-${id}.jsonl`;
}

/** The file in a pack that all others are made of. */
export const DOCUMENT_PATH = 'assessment.json';

export function packReference(number: number): string {
  return `PACK-${number}`;
}

/** The number of "PACK-3", or of "3"; null for anything else. */
export function packNumber(text: string): number | null {
  const number = /^(?:pack-)?([1-9]\d{0,8})$/iu.exec(text.trim())?.[1];
  return number === undefined ? null : Number(number);
}

/** Where the packs of a service are. */
export function packsPath(service: string): string {
  return `/services/${service}/point-16/pack`;
}

export function packPath(service: string, number: number): string {
  return `${packsPath(service)}/${packReference(number)}`;
}
