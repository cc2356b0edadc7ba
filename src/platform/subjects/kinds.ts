import type { Assessed } from '../assessed.ts';
import type { Json } from '../canonical.ts';
import type { ReadTx } from '../database/database.ts';
import type { Filed } from '../filed.ts';
import type { GateContribution } from '../gate.ts';
import type { Reporters } from '../mail/reporters.ts';
import type { Linkable } from './linkable.ts';

/*
 * The words of "how a change travels" (ARCHITECTURE.md). A subject is what something is claimed about: a control, a
 * hazard, a log. It points at other subjects or collects them, and what changes below it travels up to it.
 */

/** A subject, by kind and id. */
export interface Ref {
  readonly kind: string;
  readonly id: string;
}

/** Unknown never counts as a pass. */
export type Verdict = 'met' | 'not-met' | 'not-known';

/** From worst to best: a verdict fell where its rank did. */
export const RANK: Readonly<Record<Verdict, number>> = { 'not-met': 0, 'not-known': 1, met: 2 };

/**
 * What travels along an input. `words`: its fingerprint is part of mine. `verdict`: it counts in my verdict. `clock`: when
 * it is due or lapses, so do I. `challenge`: contrary evidence against it is against me.
 */
export type Flow = 'words' | 'verdict' | 'clock' | 'challenge';

export interface Clock {
  /** When somebody has to look again. */
  readonly dueAt: Date | null;
  /** From then on it no longer holds, whatever the verdict. */
  readonly lapsesAt: Date | null;
  /** Before then it does not hold yet. */
  readonly holdsFrom: Date | null;
}

export const NO_CLOCK: Clock = { dueAt: null, lapsesAt: null, holdsFrom: null };

/** What a subject says of itself, without its inputs. Digests, dates and facts; no text. */
export interface Own extends Partial<Clock> {
  /** What `verdict` needs to know of it. */
  readonly facts?: Json;
  /** The ledger's number of the contrary evidence that nobody has answered; the latest, if there are several. */
  readonly challengedSeq?: number | null;
}

/** How the inputs of one kind stand, counted. */
export interface InputFold {
  readonly met: number;
  readonly notMet: number;
  readonly notKnown: number;
  /** Pointed at, but withdrawn or retired. Collected inputs are living ones only. */
  readonly retired: number;
}

/** All inputs whose verdict flows, by kind. */
export type Fold = Readonly<Record<string, InputFold>>;

/** A fingerprint: SHA-256 over what is material, and over what is editorial. */
export interface Digests {
  readonly material: Buffer;
  readonly editorial: Buffer;
}

/** What a loader gives for each subject: its words, where it belongs, and what it points at. */
export interface Loaded<Row> {
  readonly id: string;
  /** The service it belongs to; null for what belongs to the organisation. */
  readonly service: string | null;
  /** What holds it more closely: the log of a hazard. */
  readonly within: string | null;
  readonly retired: boolean;
  readonly names: readonly Ref[];
  readonly row: Row;
}

/** How a kind takes in all living subjects of another: those of its service, or those that lie within it. */
export interface Collects {
  readonly by: 'service' | 'within';
  readonly flows: readonly Flow[];
}

/**
 * What a column is to an approval. `material`: its change puts an approval out of date. `editorial`: its change is listed
 * and lapses nothing (spelling, owner, links). `ignored`: it is no word (a verdict, a date, a number given by Primum).
 */
export type Weight = 'material' | 'editorial' | 'ignored';

export interface SubjectKind<Row extends object> {
  readonly kind: string;
  /** Kinds that a row of this one may point at, and what travels from there. */
  readonly names: Readonly<Record<string, readonly Flow[]>>;
  readonly collects: Readonly<Record<string, Collects>>;
  /**
   * The rows of these ids as they stand now; all of them, where `ids` is null. One query, however many.
   * @param kinds those of the product, for whoever has to look at what lies below it (approvals)
   */
  readonly load: (tx: ReadTx, ids: readonly string[] | null, kinds: Kinds) => Promise<readonly Loaded<Row>[]>;
  /** Every column of a row, each with its weight: none can be forgotten. */
  readonly words: { readonly [Column in keyof Row]-?: Weight };
  readonly own: (row: Row) => Own;
  /** Of facts and counts; never of the time. */
  readonly verdict: (facts: Json, fold: Fold) => Verdict;
  /** Its own facts depend on how its inputs stand, so that it is loaded anew when one of them changes (approvals). */
  readonly reload?: boolean;
  /** What of its rows is not what the ledger has of them: for whoever verifies, and reads everything. */
  readonly differs?: (tx: ReadTx) => Promise<readonly { readonly id: string; readonly says: string }[]>;
}

/** A kind, whatever its rows are. Only its own loader and functions see them. */
export type AnyKind = SubjectKind<Record<string, Json>>;

/** Declares a kind of subject. The rows that `load` gives are those that the other functions take; they hold plain JSON. */
export function subject<Row extends object>(kind: SubjectKind<Row>): AnyKind {
  return kind as unknown as AnyKind;
}

/** The words of a row that carry this weight. */
export function wordsOf(kind: AnyKind, row: Record<string, Json>, weight: Weight): Json {
  return Object.fromEntries(Object.entries(row).filter(([column]) => kind.words[column] === weight));
}

/** The kinds of the product in their one order. */
export class Kinds {
  readonly list: readonly AnyKind[];
  /** What can be pointed at by a reference, in the order of the features. */
  readonly linkables: readonly Linkable[];
  /** What the standards ask of each feature, in the order of the features. */
  readonly assessed: readonly Assessed[];
  /** What the features ask of a release, in their order. */
  readonly gate: readonly GateContribution[];
  /** What the features put into the file of a service, in their order. */
  readonly filed: readonly Filed[];
  /** How those can be reached who reported without an account. */
  readonly reporters: readonly Reporters[];
  readonly #byName: ReadonlyMap<string, AnyKind>;
  readonly #collecting = new Map<string, readonly { collector: string; by: Collects['by'] }[]>();

  /** @throws where a kind looks at itself, at a later one, or at one that does not exist */
  constructor(
    list: readonly AnyKind[],
    {
      linkables = [],
      assessed = [],
      gate = [],
      filed = [],
      reporters = [],
    }: Partial<Pick<Kinds, 'linkables' | 'assessed' | 'gate' | 'filed' | 'reporters'>> = {},
  ) {
    const seen = new Map<string, AnyKind>();
    for (const kind of list) {
      if (seen.has(kind.kind)) throw new Error(`The kind of subject "${kind.kind}" is declared twice.`);
      for (const input of [...Object.keys(kind.names), ...Object.keys(kind.collects)]) {
        if (input in kind.names && input in kind.collects)
          throw new Error(`"${kind.kind}" both points at and collects "${input}": it would count twice.`);
        if (!seen.has(input)) {
          throw new Error(`"${kind.kind}" looks at "${input}", which does not stand before it in the order of kinds.`);
        }
      }
      seen.set(kind.kind, kind);
    }
    this.list = list;
    this.linkables = linkables;
    this.assessed = assessed;
    this.gate = gate;
    this.filed = filed;
    this.reporters = reporters;
    this.#byName = seen;
    for (const kind of list) {
      for (const [member, { by }] of Object.entries(kind.collects)) {
        const collectors = this.#collecting.get(member) ?? [];
        this.#collecting.set(member, [...collectors, { collector: kind.kind, by }]);
      }
    }
  }

  /** The kinds that collect this one. */
  collecting(member: string): readonly { readonly collector: string; readonly by: Collects['by'] }[] {
    return this.#collecting.get(member) ?? [];
  }

  /** @throws where there is none of that name */
  get(name: string): AnyKind {
    const kind = this.#byName.get(name);
    if (!kind) throw new Error(`There is no kind of subject "${name}".`);
    return kind;
  }
}
