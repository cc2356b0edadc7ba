import type { ReadTx } from '../../../platform/database/database.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { hazardRecords } from '../../hazards/index.ts';
import { organisationName } from '../../organisations/index.ts';
import { catalogues, CONFIDENCE_WORDS } from '../../standards/index.ts';
import type { StoredList } from '../domain/challenges.ts';
import type { Deployment } from '../domain/deployments.ts';
import { hazardChanges, type HazardChange } from '../domain/difference.ts';
import { missingIn, type Gap } from '../domain/missing.ts';
import type { Packet, PacketItem } from '../domain/packet.ts';
import { goneItems, receiverWarning, workList, type WorkItem, type StoredReceived } from '../domain/received.ts';
import { keptDescription, keptLog } from './keeping.ts';
import { answersOf, receivedOf } from './store.ts';
import { documentsOf, listsOf, type StoredDocument } from './supplier-store.ts';

/*
 * What is known of a deployment, for its pages and for the API.
 */

/** What a deployment has of its supplier's packets; null where none was taken in. */
export interface Work {
  readonly latest: StoredReceived;
  readonly packet: Packet;
  readonly before: StoredReceived | null;
  readonly list: readonly WorkItem[];
  /** Items that the latest packet has no more. */
  readonly gone: readonly PacketItem[];
  /** What whoever works on it should know; '' for nothing. */
  readonly warning: string;
}

export async function workOf(tx: ReadTx, deployment: Deployment, now: Date): Promise<Work | null> {
  const [latest, before = null] = await receivedOf(tx, deployment.id);
  if (!latest) return null;
  const [packet, earlier, answers, organisation] = await Promise.all([
    keptDescription(tx, latest),
    before && keptDescription(tx, before),
    answersOf(tx, deployment.id),
    organisationName(tx, { seq: null, now }),
  ]);
  const was = earlier?.items ?? null;
  return {
    latest,
    packet,
    before,
    list: workList(packet.items, was, answers),
    gone: goneItems(packet.items, was),
    warning: receiverWarning(packet, organisation),
  };
}

/** What the supplier's logs differ in, from one packet to the next, and the hazards here that came of them. */
export async function logDifference(
  tx: ReadTx,
  deployment: Deployment,
  { latest, before }: Pick<Work, 'latest' | 'before'>,
): Promise<readonly HazardChange[]> {
  if (!before || before.hazardLog === latest.hazardLog) return [];
  const [old, log] = await Promise.all([keptLog(tx, before), keptLog(tx, latest)]);
  return hazardChanges(old.hazards, log.hazards);
}

/** What hazards of the supplier's log are here: HAZ-12 of theirs is HAZ-3 of ours. */
export async function hazardsHere(tx: ReadTx, deployment: Deployment, now: Date): Promise<ReadonlyMap<string, string>> {
  if (deployment.log === null) return new Map();
  const records = await hazardRecords(tx, deployment.service.id, { seq: null, now });
  return new Map(
    records.flatMap(({ log, ref, id }) => (log === deployment.log && ref !== null ? [[ref, id] as const] : [])),
  );
}

/** What a supplier sent who does not use Primum, and what is missing in it. */
export interface Supplied {
  readonly documents: readonly StoredDocument[];
  readonly gaps: readonly Gap[];
  readonly lists: readonly StoredList[];
}

export async function suppliedTo(tx: ReadTx, deployment: Deployment, now: Date): Promise<Supplied> {
  const [documents, lists] = await Promise.all([documentsOf(tx, deployment.id), listsOf(tx, deployment.id)]);
  return { documents, lists, gaps: missingIn({ documents, today: dateIn(now) }) };
}

/** What a clause of DCB0160 says, and how sure that is. */
export interface ClauseSaid {
  readonly title: string;
  /** "inferred; not checked against the source" */
  readonly sure: string;
}

/** The clauses of DCB0160 by their numbers. */
export async function clausesOf(): Promise<ReadonlyMap<string, ClauseSaid>> {
  const { currentCatalogues } = await catalogues();
  const found = currentCatalogues().find(({ id }) => id === 'dcb0160');
  return new Map(
    (found?.criteria ?? []).map(({ clause, title, confidence }) => [
      clause,
      { title, sure: CONFIDENCE_WORDS[confidence] },
    ]),
  );
}
