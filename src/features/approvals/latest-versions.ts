import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { stoodAt, type StoodAs } from './facts-store.ts';
import type { Signer } from '../people/index.ts';
import { signedBy } from './lines.ts';
import { latestInServices } from './store.ts';

/** The version of something that was the latest at a moment, and how it stood beside the words of that moment. */
export interface LatestVersion {
  /** The subject. */
  readonly subject: string;
  readonly service: string;
  readonly number: number;
  /** The entry of the last of its signatures, and when it was. */
  readonly seq: number;
  readonly at: Date;
  readonly validUntil: Date | null;
  /** "Wren Applewhite (clinical safety officer)" */
  readonly by: readonly string[];
  /** The registrations as they were that day, in the same order: "NMC 12A3456Z"; null where there was none. */
  readonly registered: readonly (string | null)[];
  /** The documents from elsewhere that bear the signatures, by their SHA-256 in hex; none where it was signed here. */
  readonly documents: readonly string[];
  /** Its words were other ones by then, or the subject was retired. */
  readonly outOfDate: boolean;
  /** It did not stand, whatever became of its words: a registration was not held, or something that supported it fell. */
  readonly fell: boolean;
}

/**
 * The approved versions of a kind in these services, as they stood at a moment: what counts, by whom and until when. What a
 * page says of one, with what drifted from it and since when, is asked of `approvedAt`. Whoever reads it asks the time of
 * `validUntil`. Three queries.
 * @param services their ids
 */
export async function latestVersions(
  tx: ReadTx,
  kind: string,
  services: readonly string[],
  moment: Moment,
): Promise<LatestVersion[]> {
  if (services.length === 0) return [];
  const approved = await latestInServices(tx, kind, services, moment.seq);
  const standing = (of: string, ids: readonly string[]) => stoodAt(tx, of, ids, moment).then(byId);
  const [states, own] = await Promise.all([
    standing(
      kind,
      approved.map(({ subject }) => subject),
    ),
    standing(
      `${kind}-approval`,
      approved.map(({ id }) => id),
    ),
  ]);
  return approved.map((one) => {
    const state = states.get(one.subject);
    // What is not known does not stand.
    const outOfDate = state === undefined || state.retired || !state.material.equals(one.material);
    const [kept, challengedSeq] = [own.get(one.id), state?.challengedSeq ?? null];
    // Of the past it is not kept what had fallen: there, a version did not stand, and for no other reason.
    const fell = kept?.fell === true || (challengedSeq !== null && challengedSeq > one.signedSeq);
    return {
      subject: one.subject,
      service: one.service,
      number: one.number,
      seq: one.signedSeq,
      at: one.signedAt,
      validUntil: one.validUntil,
      by: one.signatures.map(signedBy),
      registered: one.signatures.map(({ signer }) => registrationIn(signer)),
      documents: [...new Set(one.signatures.flatMap(({ record }) => record.outside?.sha256 ?? []))],
      outOfDate,
      fell: fell || (!outOfDate && kept?.verdict !== 'met'),
    };
  });
}

function registrationIn(signer: Signer | null): string | null {
  const registration = signer?.registration;
  return registration ? `${registration.register.short} ${registration.number}` : null;
}

function byId(stood: readonly StoodAs[]): ReadonlyMap<string, StoodAs> {
  return new Map(stood.map((one) => [one.id, one]));
}
