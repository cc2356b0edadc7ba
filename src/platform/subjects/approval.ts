import type { ReadTx } from '../database/database.ts';
import type { Json } from '../canonical.ts';
import { subject, type AnyKind, type Ref } from './kinds.ts';
import type { Digests } from './kinds.ts';
import type { Standing } from './state.ts';
import { fallenSince, statesOf } from './store.ts';
import type { Kinds } from './kinds.ts';

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
  approval: Approval,
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

type Row = { readonly [Key in 'of' | 'void' | 'outOfDate' | 'challenged' | 'validUntil']: Json };

/**
 * The kind of subject that an approval of another kind is; its owner lists it right behind that kind. A signature takes
 * no clock from what it signed: a nightly run that grows old expires no signature, only its own date does.
 * @param load the approvals of these ids, or all
 * @param kinds the kinds of the product, once they are assembled
 */
export function approvalOf(
  kind: string,
  load: (tx: ReadTx, ids: readonly string[] | null) => Promise<readonly Approval[]>,
  kinds: () => Kinds,
): AnyKind {
  return subject<Row>({
    kind: `${kind}-approval`,
    names: { [kind]: ['words', 'verdict', 'challenge'] },
    collects: {},
    reload: true,
    words: { of: 'material', void: 'ignored', outOfDate: 'ignored', challenged: 'ignored', validUntil: 'material' },
    load: async (tx, ids) => {
      const approvals = await load(tx, ids);
      const states = new Map(
        (
          await statesOf(
            tx,
            approvals.map((approval) => approval.of),
          )
        ).map((state) => [state.id, state]),
      );
      const loaded = [];
      for (const approval of approvals) {
        const state = states.get(approval.of.id);
        // Nothing fell where the support is what it was: the walk through all items is for the rest.
        const fell =
          state && !state.support.equals(approval.support)
            ? await fallenSince(tx, kinds(), approval.of, approval.signedSeq)
            : [];
        const standing = state ? approvalStanding(approval, state, fell.length) : null;
        loaded.push({
          id: approval.id,
          service: approval.service,
          within: null,
          retired: false,
          names: [approval.of],
          row: {
            of: { kind: approval.of.kind, id: approval.of.id },
            void: standing?.void ?? true,
            outOfDate: standing?.outOfDate ?? true,
            challenged: standing?.challenged ?? true,
            validUntil: approval.validUntil?.toISOString() ?? null,
          },
        });
      }
      return loaded;
    },
    own: (row) => ({
      facts: { void: row.void, outOfDate: row.outOfDate, challenged: row.challenged },
      lapsesAt: typeof row.validUntil === 'string' ? new Date(row.validUntil) : null,
    }),
    verdict: (facts) =>
      stands(facts as { void: boolean; outOfDate: boolean; challenged: boolean }) ? 'met' : 'not-met',
  });
}
