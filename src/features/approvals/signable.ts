import type { z } from 'zod';
import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Ref } from '../../platform/subjects/kinds.ts';
import type { Sentence } from '../../words/sentence.ts';
import type { Rule } from './domain.ts';
import type { Difference } from './domain/difference.ts';
import type { Extent } from './domain/sitting.ts';
import type { Drift } from './domain/standing.ts';

/*
 * What a feature says of a kind of subject that is signed. From it come the command, the pages, the lines on the service's
 * page, and the items on the desk: one mechanism for every signature.
 */

/** A subject that can be signed, as it is now. */
export interface Signed {
  readonly ref: Ref;
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  /** "Hazard log of Willowbank Wound Care": a heading. */
  readonly title: string;
  /** Its own page. What is signed, and its versions, stand below `path`. */
  readonly href: string;
  /** "/services/DEMO/logs/1": its signing page is at `/sign` below it, its versions at `/versions`. */
  readonly path: string;
  /** What it consists of, in a few words each: "24 hazards", "Risk scheme: NHS 5 by 5". */
  readonly facts: readonly string[];
  /** How many people have to sign this one, where that is more than its kind asks for. */
  readonly signatures?: number;
  /** Whether a document from elsewhere counts for this one, where that is otherwise than for its kind. */
  readonly outside?: Rule['outside'];
}

/** How a subject is called, where many are listed. */
export type Named = Pick<Signed, 'title' | 'href' | 'path' | 'service'>;

export interface Signable {
  /** The kind of subject: "hazard-log". */
  readonly kind: string;
  /** The feature whose command it is. */
  readonly feature: string;
  /** The command: "signHazardLog". */
  readonly command: string;
  /** What it is called in a sentence: "hazard log". */
  readonly noun: string;
  readonly rule: Rule;
  /** What somebody judges who signs: "the hazards, ratings and controls in it are a fair account of ...". */
  readonly judgement: string;
  /** What names it in a command, besides the service: `{ log }`. */
  readonly input: Readonly<Record<string, z.ZodType>>;
  /** The address below which it is signed: "/services/:service/logs/:log". Its words are those of `input`. */
  readonly path: string;
  /** @throws NotFound */
  readonly find: (tx: ReadTx, named: Readonly<Record<string, unknown>>) => Promise<Signed>;
  /** How these are called and where they stand, by id. One query. */
  readonly names: (tx: ReadTx, ids: readonly string[]) => Promise<ReadonlyMap<string, Named>>;
  /** What changed between two entries of the ledger. @param from null for before there was anything @param to null for now */
  readonly difference: (tx: ReadTx, signed: Signed, from: number | null, to: number | null) => Promise<Difference>;
  /** In how many parts the difference to an entry would be read, without reading them. @param from null for all of it */
  readonly extent: (tx: ReadTx, signed: Signed, from: number | null) => Promise<Extent>;
  /** The same, counted, for many: how each differs from what it was at an entry. A fixed number of queries. */
  readonly drift: (
    tx: ReadTx,
    since: readonly { readonly id: string; readonly seq: number }[],
  ) => Promise<ReadonlyMap<string, Drift>>;
  /**
   * What supported it and has fallen, in words by id, what was found first: "control CTL-31 does not hold since 9 March 2026". A
   * fixed number of queries.
   */
  readonly fallen: (tx: ReadTx, refs: readonly Ref[]) => Promise<ReadonlyMap<string, string>>;
  /**
   * What came in with these entries and speaks against it, in words by entry: "INC-3 on 9 March 2026 speaks against it". One
   * query. Of what is not there, the day is said alone.
   */
  readonly contrary?: (tx: ReadTx, seqs: readonly number[]) => Promise<ReadonlyMap<number, string>>;
  /** What is so of it that somebody should know before they sign. */
  readonly warnings: (tx: ReadTx, signed: Signed, now: Date) => Promise<readonly Sentence[]>;
  /** Why this person in particular does not sign it, where that turns on more than their role; null where they may. */
  readonly refuses?: (tx: ReadTx, signed: Signed, person: string) => Promise<Sentence | null>;
  /** What follows from a version that is approved now, in the same transaction: a report takes the place of another. */
  readonly follows?: (tx: CommandTx, signed: Signed) => Promise<void>;
}

/** The rule by which one subject is signed: that of its kind, with what it asks for besides. */
export function ruleOf(
  { rule }: Pick<Signable, 'rule'>,
  { signatures = rule.signatures, outside = rule.outside }: Pick<Signed, 'signatures' | 'outside'>,
): Rule {
  return { ...rule, signatures, outside };
}
