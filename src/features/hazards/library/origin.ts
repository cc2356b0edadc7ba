import { servicesSeen, type Actor } from '../../../platform/commands/may.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { headOf } from '../../../platform/ledger/store.ts';
import type { Moment } from '../../../platform/ledger/moment-store.ts';
import { hazardReference } from '../domain.ts';
import { changedSince, type DrawnWords, type StarterHazard, type UpstreamChange } from '../domain/library.ts';
import type { HazardRecord } from '../domain/record.ts';
import { hazardPath } from '../pages/addresses.ts';
import { hazardsOf } from '../store.ts';
import { materialAt, originOf, sourceHazard, type Origin, type SourceHazard } from './library-store.ts';
import { starterById } from './starter.ts';

/** Whether somebody may see a service, and so what was drawn from there. */
export function maySee(actor: Actor, reference: string): boolean {
  const seen = servicesSeen(actor);
  return seen === null || seen.includes(reference.toUpperCase());
}

/** The words of a hazard that can be drawn: none of its ratings, and no names of people. */
export function wordsOfRecord(record: HazardRecord): DrawnWords {
  const { name, description, arisesIn, harmed, vulnerable, causes, effects, harms, controls } = record;
  return {
    name,
    description: description ?? '',
    arisesIn,
    harmed: harmed ?? '',
    vulnerable,
    causes: causes.map(({ text }) => text),
    effects,
    harms,
    controls: controls.filter(({ state }) => state !== 'withdrawn').map(({ text, type }) => ({ text, type })),
  };
}

export function wordsOfStarter(starter: StarterHazard): DrawnWords {
  const { name, description, arisesIn, harmed, vulnerable, causes, effects, harms, controls } = starter;
  return { name, description, arisesIn, harmed, vulnerable, causes, effects, harms, controls };
}

/** The words of a hazard at a moment; null where it did not stand then. */
export async function wordsAt(tx: ReadTx, source: SourceHazard, moment: Moment): Promise<DrawnWords | null> {
  const [found] = await hazardsOf(tx, { service: source.service.id, numbers: [source.number] }, moment);
  return found ? wordsOfRecord(found.record) : null;
}

/** Where a hazard was drawn from, as its page shows it. */
export interface ShownOrigin {
  readonly drawn: Origin['drawn'];
  readonly looked: Origin['looked'];
  /** Null where it is of a service that this person may not see. */
  readonly from: { readonly text: string; readonly href: string } | null;
  /** Whether it is gone from where it was. */
  readonly gone: boolean;
  readonly changes: readonly UpstreamChange[];
  /** The entry of the ledger, or the version of the starter set, that was compared with. */
  readonly seen: number;
  readonly version: number;
}

/** Where a hazard was drawn from, and what changed there since; null where it was not drawn. */
export async function shownOrigin(
  tx: ReadTx,
  service: string,
  hazard: string,
  actor: Actor,
  now: Date,
): Promise<ShownOrigin | null> {
  const origin = await originOf(tx, hazard, { seq: null, now });
  if (!origin) return null;
  const { drawn, looked, version } = origin;
  const same = { drawn, looked, version, changes: [] };
  if (origin.starter) {
    const starter = starterById(origin.starter.id);
    return {
      ...same,
      from: {
        text: `“${starter?.name ?? origin.starter.words.name}” of the starter set`,
        href: `/services/${encodeURIComponent(service)}/library?starter=${origin.starter.id}#${origin.starter.id}`,
      },
      gone: starter === null,
      changes: starter ? changedSince(origin.starter.words, wordsOfStarter(starter)) : [],
      seen: starter?.version ?? origin.starter.version,
    };
  }
  return fromHazard(tx, origin, same, actor, now);
}

async function fromHazard(
  tx: ReadTx,
  origin: Origin,
  same: Pick<ShownOrigin, 'drawn' | 'looked' | 'version' | 'changes'>,
  actor: Actor,
  now: Date,
): Promise<ShownOrigin> {
  const { id, material, seq } = origin.source!;
  const [source, head] = await Promise.all([sourceHazard(tx, { id }), headOf(tx, 'changes')]);
  const seen = head?.seq ?? seq;
  // Of another service that this person may not see, not even whether it changed.
  if (!source || !maySee(actor, source.service.reference)) return { ...same, from: null, gone: false, seen };
  const reference = hazardReference(source.number);
  const from = {
    text: `${source.service.reference}/${reference}`,
    href: hazardPath(source.service.reference, reference),
  };
  const stands = await materialAt(tx, id, seen);
  // Where no material word differs, nothing has to be read.
  if (stands?.toString('hex') === material) return { ...same, from, gone: source.retired, seen };
  const [before, after] = await Promise.all([
    wordsAt(tx, source, { seq, now }),
    wordsAt(tx, source, { seq: null, now }),
  ]);
  const changes = before && after ? changedSince(before, after) : [];
  return { ...same, from, gone: source.retired, changes, seen };
}
