import type { Json } from '../canonical.ts';
import type { ReadTx } from '../database/database.ts';
import { subject, type AnyKind, type Digests, type Ref } from './kinds.ts';
import type { Standing } from './state.ts';
import { fallenSince, statesOf } from './store.ts';

/** What was signed: a sequence, the digests and what supported it then. No copy: the words of that day are in the history. */
export interface Approval {
  readonly id: string;
  readonly service: string | null;
  readonly of: Ref;
  /** The ledger entry of the signature. */
  readonly signedSeq: number;
  readonly material: Buffer;
  readonly editorial: Buffer;
  readonly support: Buffer;
  /** The review date: it expires then. */
  readonly validUntil: Date | null;
  /** A registration that it required turned out not to have been held that day. */
  readonly voided: boolean;
  /** A later version was approved: the working copy is compared with that one, and no longer with this one. */
  readonly superseded: boolean;
  /** What else it rests on: the registrations that it required. When one of them changes, it is looked at again. */
  readonly restsOn: readonly Ref[];
  /** Digest of all that was recorded of it, hex: whoever alters the record past the ledger is noticed. */
  readonly record: string;
}

/** What is true of an approved version. Several can be true at once; expiry is asked of the clock. */
export interface ApprovalStanding {
  readonly void: boolean;
  readonly outOfDate: boolean;
  readonly editorialDrift: boolean;
  readonly challenged: boolean;
}

/**
 * Compares an approved version with the working copy. Pure.
 * @param fallen how many of the items that supported it have fallen since
 */
export function approvalStanding(
  approval: Pick<Approval, 'voided' | 'material' | 'editorial' | 'signedSeq'>,
  now: Pick<Standing, 'challengedSeq'> & Digests & { readonly retired: boolean },
  fallen: number,
): ApprovalStanding {
  return {
    void: approval.voided,
    outOfDate: !approval.material.equals(now.material) || now.retired,
    editorialDrift: !approval.editorial.equals(now.editorial),
    challenged: fallen > 0 || (now.challengedSeq !== null && now.challengedSeq > approval.signedSeq),
  };
}

/** Whether an approved version stands, but for its date: neither void, out of date nor challenged. */
export function stands(standing: Pick<ApprovalStanding, 'void' | 'outOfDate' | 'challenged'>): boolean {
  return !standing.void && !standing.outOfDate && !standing.challenged;
}

type Row = {
  readonly [
    Key in 'of' | 'record' | 'void' | 'superseded' | 'outOfDate' | 'challenged' | 'fallen' | 'validUntil'
  ]: Json;
};

/** How many of what has fallen since is kept by name, to say why a version is challenged. */
const MOST_FALLEN = 5;

/** What is kept of an approval's standing: its facts. */
export interface ApprovalFacts {
  readonly void: boolean;
  readonly superseded: boolean;
  readonly outOfDate: boolean;
  readonly challenged: boolean;
  /** The first few of what supported it and has fallen since. */
  readonly fallen: readonly Ref[];
}

/**
 * The kind of subject that an approval of another kind is; its owner lists it right behind that kind. A signature takes
 * no clock from what it signed: a nightly run that grows old expires no signature, only its own date does.
 * @param load the approvals of these ids, or all
 * @param restsOn the kinds of what else an approval rests on; nothing flows from there, it is only looked at again
 */
export function approvalOf(
  kind: string,
  load: (tx: ReadTx, ids: readonly string[] | null) => Promise<readonly Approval[]>,
  restsOn: readonly string[] = [],
): AnyKind {
  return subject<Row>({
    kind: `${kind}-approval`,
    names: { ...Object.fromEntries(restsOn.map((other) => [other, []])), [kind]: ['words', 'verdict', 'challenge'] },
    collects: {},
    reload: true,
    words: {
      of: 'material',
      record: 'material',
      validUntil: 'material',
      void: 'ignored',
      superseded: 'ignored',
      outOfDate: 'ignored',
      challenged: 'ignored',
      fallen: 'ignored',
    },
    load: async (tx, ids, kinds) => {
      const approvals = await load(tx, ids);
      const latest = approvals.filter((approval) => !approval.superseded);
      const states = new Map(
        (
          await statesOf(
            tx,
            latest.map((approval) => approval.of),
          )
        ).map((state) => [state.id, state]),
      );
      const loaded = [];
      for (const approval of approvals) {
        // One that a later version took the place of says nothing of what has fallen since.
        const state = approval.superseded ? undefined : states.get(approval.of.id);
        // Nothing fell where the support is what it was: the walk through all items is for the rest.
        const fell =
          state && !state.support.equals(approval.support)
            ? await fallenSince(tx, kinds, approval.of, approval.signedSeq)
            : [];
        const standing = state ? approvalStanding(approval, state, fell.length) : null;
        const { superseded } = approval;
        loaded.push({
          id: approval.id,
          service: approval.service,
          within: null,
          retired: superseded,
          // One that a later version took the place of points no longer at the working copy: nothing of it changes with that.
          names: superseded ? approval.restsOn : [approval.of, ...approval.restsOn],
          row: {
            of: { kind: approval.of.kind, id: approval.of.id },
            record: approval.record,
            void: approval.voided,
            superseded,
            outOfDate: !superseded && (standing?.outOfDate ?? true),
            challenged: !superseded && (standing?.challenged ?? true),
            fallen: fell.slice(0, MOST_FALLEN).map((one) => ({ kind: one.kind, id: one.id })),
            validUntil: approval.validUntil?.toISOString() ?? null,
          },
        });
      }
      return loaded;
    },
    own: (row) => ({
      facts: {
        void: row.void,
        superseded: row.superseded,
        outOfDate: row.outOfDate,
        challenged: row.challenged,
        fallen: row.fallen,
      },
      lapsesAt: typeof row.validUntil === 'string' ? new Date(row.validUntil) : null,
    }),
    verdict: (facts) => {
      const standing = facts as unknown as ApprovalFacts;
      // An earlier version says nothing of the working copy.
      if (standing.superseded) return 'not-known';
      return stands(standing) ? 'met' : 'not-met';
    },
  });
}
