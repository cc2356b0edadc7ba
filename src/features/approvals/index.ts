import type { Json } from '../../platform/canonical.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';

export { OFFICERS_SIGN, type Rule } from './domain.ts';
export { approvedFound, approvedNamed, type Approved } from './domain/approved.ts';
export type { LatestVersion } from './latest-versions.ts';
export type { Change, Difference, Part } from './domain/difference.ts';
export { driftLine, standingSentence, type ApprovedStanding, type Drift, type SaidOf } from './domain/standing.ts';
export type { Named, Signable, Signed } from './signable.ts';

/** Signatures: what was signed, by whom, what it means, and how the work has drifted from it. */
export const approvals: Feature = {
  name: 'approvals',
  verbs: [
    {
      name: 'approval',
      summary: 'write one signature to a file that anybody can verify',
      load: () => import('./cli.ts'),
    },
  ],
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
};

/**
 * What a feature with a kind that is signed calls: its kind, its command, its pages. Loaded with its ground, and not with
 * the map: a verb that needs no database loads none of it.
 */
export const signing = () => import('./signing.ts');

/** The same for its pages. */
export const signingPages = () => import('./signing-pages.ts');

/** A signature of a version that was approved last: its id, its ledger entry, and what the ledger has the digest of. */
export interface KeptSignature {
  readonly id: string;
  readonly seq: number;
  readonly kind: string;
  readonly record: Json;
}

/**
 * The signatures of whatever of a service was approved last, at a moment or by now, in the order in which they were given.
 * @param service its id
 */
export async function signaturesIn(tx: ReadTx, service: string, moment: Moment): Promise<readonly KeptSignature[]> {
  const { latestInService } = await import('./store.ts');
  return (await latestInService(tx, service, moment.seq))
    .flatMap(({ kind, signatures }) =>
      signatures.map(({ id, seq, record }) => ({ id, seq, kind, record: record as unknown as Json })),
    )
    .toSorted((a, b) => a.seq - b.seq);
}
