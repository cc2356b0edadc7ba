import type { Assessed } from '../../platform/assessed.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { extensionOf } from '../../platform/files/kinds.ts';
import { filesKept } from '../../platform/files/store.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { organisationName } from '../organisations/index.ts';
import { FIELD_NAMES, findService, INTENDED_USE, type Service } from '../services/index.ts';
import { assessing, catalogues } from '../standards/index.ts';
import type { PackDocument, PackFile } from './domain/document.ts';
import { filesShown, packOf } from './from-assessments.ts';

/** What a pack is about, where nobody says otherwise. */
export const USUAL_STANDARD = 'point-16';
/** Bytes of evidence that go along in one bundle. */
const MOST_EVIDENCE = 100 * 1024 * 1024;

export interface Wanted {
  /** The reference of a service. */
  readonly service: string;
  /** Ids of standards; without any, point 16. */
  readonly standards: readonly string[];
}

/**
 * A service beside standards at a moment, as one document.
 * @param contributions `kinds.assessed`: what the standards ask of each feature
 * @throws NotFound where there is no such service or standard
 */
export async function loadPack(
  tx: ReadTx,
  contributions: readonly Assessed[],
  { service: reference, standards }: Wanted,
  moment: Moment,
  made: { readonly at: Date; readonly by: string },
): Promise<{ readonly service: Service; readonly document: PackDocument }> {
  const { assessCatalogues, catalogueNamed, cataloguesOf } = await assessing();
  const ids = [...new Set(standards.length === 0 ? [USUAL_STANDARD] : standards)];
  const names = ids.map((id) => catalogueNamed(id).id);
  const [service, organisation] = await Promise.all([findService(tx, reference, moment), organisationName(tx, moment)]);
  // In the edition that the service keeps to, as on its pages.
  const kept = (await cataloguesOf(tx, [service.id], moment)).get(service.id)!;
  const chosen = names.flatMap((id) => kept.find((one) => one.id === id) ?? []);
  const assessments = await assessCatalogues(tx, contributions, service, chosen, moment);
  const shown = filesShown(assessments);
  const document = packOf(assessments, {
    service: {
      reference: service.reference,
      name: service.name,
      organisation,
      phase: service.phase,
      role: service.role,
    },
    intendedUse: [...INTENDED_USE, 'notFor' as const].map((field) => ({
      name: FIELD_NAMES[field],
      says: service[field].trim() === '' ? null : service[field],
    })),
    asAt: moment.now,
    made: { at: made.at.toISOString(), by: made.by },
    files: await filesOf(tx, shown),
  });
  return { service, document };
}

/** What is known of these files; those that make a bundle too large are named, and left out. */
async function filesOf(tx: ReadTx, shown: ReadonlyMap<string, string>): Promise<PackFile[]> {
  if (shown.size === 0) return [];
  const kept = await filesKept(tx, [...shown.keys()]);
  let room = MOST_EVIDENCE;
  return kept.map(({ sha256, size, type }) => {
    const digest = sha256.toString('hex');
    const fits = size <= room;
    if (fits) room -= size;
    return {
      sha256: digest,
      size,
      type,
      path: fits ? `evidence/${digest}.${extensionOf(type)}` : null,
      text: shown.get(digest) ?? '',
    };
  });
}

/** The standards that a pack can be about, point 16 first. */
export async function standardsToChoose(): Promise<
  readonly { readonly id: string; readonly name: string; readonly edition: string }[]
> {
  const { currentCatalogues } = await catalogues();
  return currentCatalogues().map(({ id, name, edition }) => ({ id, name, edition }));
}
