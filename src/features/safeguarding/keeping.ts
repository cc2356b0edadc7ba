import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { SealBroken, type Sealing } from '../../platform/sealed/sealing.ts';
import {
  compartmentOf,
  keepingOf,
  type Compartment,
  type CompartmentEntry,
  type Keeping,
  type KeepingEntry,
} from './domain.ts';
import { addSealed, nextNumber, sealedReads, sealedRows } from './store.ts';

/*
 * Drawers of sealed entries: one for each compartment, and one for who looks after them. What a drawer is called follows from what
 * raised it by the key that seals: without the key, nothing leads from an incident to its compartment.
 */

/** Entries are filled up to whole blocks, so that a dump does not tell a word from a page. */
const BLOCK = 1_024;

const KEEPING = 'safeguarding keeping';

/** The ids that a drawer of these words has: with the key of today, and with the one before it. */
function drawersOf(sealing: Sealing, organisation: string, words: string): readonly [string, ...string[]] {
  const [now, ...before] = sealing.marks(organisation, words);
  return [idOf(now), ...before.map(idOf)];
}

/** A UUID of version 8: bytes of our own making (RFC 9562, 5.8). */
function idOf(mark: Buffer): string {
  const bytes = Buffer.from(mark.subarray(0, 16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const placeOf = (drawer: string, number: number) => `${drawer} ${number}`;

async function drawn(
  tx: ReadTx,
  sealing: Sealing,
  drawers: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const rows = await sealedRows(tx, drawers);
  const opened = new Map<string, unknown[]>();
  for (const { drawer, number, sealed } of rows) {
    const entry = JSON.parse(sealing.open(tx.organisation, placeOf(drawer, number), sealed)) as unknown;
    opened.set(drawer, [...(opened.get(drawer) ?? []), entry]);
  }
  return opened;
}

async function put(tx: CommandTx, drawer: string, entry: CompartmentEntry | KeepingEntry | OwnEntry): Promise<void> {
  const number = await nextNumber(tx, drawer);
  const text = JSON.stringify(entry);
  const filled = text.padEnd(
    Math.ceil((Buffer.byteLength(text) + 1) / BLOCK) * BLOCK - Buffer.byteLength(text) + text.length,
  );
  addSealed(tx, { drawer, number, sealed: tx.sealing.seal(tx.organisation, placeOf(drawer, number), filled) });
}

/** Who looks after compartments. */
export async function keepingNow(tx: ReadTx, sealing: Sealing): Promise<Keeping> {
  const drawers = drawersOf(sealing, tx.organisation, KEEPING);
  const opened = await drawn(tx, sealing, drawers);
  // What was kept under the key before comes first.
  return keepingOf(drawers.toReversed().flatMap((drawer) => (opened.get(drawer) ?? []) as KeepingEntry[]));
}

export async function putKeeping(tx: CommandTx, entry: KeepingEntry): Promise<void> {
  await put(tx, drawersOf(tx.sealing, tx.organisation, KEEPING)[0], entry);
}

/** A compartment as it stands; null where there is none of this id. */
export async function compartmentNow(tx: ReadTx, sealing: Sealing, id: string): Promise<Compartment | null> {
  const opened = await drawn(tx, sealing, [id]);
  return compartmentOf(id, (opened.get(id) ?? []) as CompartmentEntry[]);
}

/** All compartments of the organisation, the latest first. */
export async function allCompartments(tx: ReadTx, sealing: Sealing): Promise<readonly Compartment[]> {
  const opened = await drawn(tx, sealing, null);
  const keeping: readonly string[] = drawersOf(sealing, tx.organisation, KEEPING);
  return [...opened]
    .filter(([id]) => !keeping.includes(id))
    .flatMap(([id, entries]) => compartmentOf(id, entries as CompartmentEntry[]) ?? [])
    .toSorted((a, b) => b.openedAt.getTime() - a.openedAt.getTime());
}

const raisedOn = (on: { readonly kind: string; readonly id: string }) => `safeguarding ${on.kind} ${on.id}`;

/** The compartment that was raised on something; null where there is none. */
export async function compartmentOn(
  tx: ReadTx,
  sealing: Sealing,
  on: { readonly kind: string; readonly id: string },
): Promise<Compartment | null> {
  const drawers = drawersOf(sealing, tx.organisation, raisedOn(on));
  const opened = await drawn(tx, sealing, drawers);
  const id = drawers.find((one) => opened.has(one));
  return id === undefined ? null : compartmentOf(id, opened.get(id) as CompartmentEntry[]);
}

/** The compartments that were raised on things of a kind, by the ids of these. */
export async function compartmentsOn(
  tx: ReadTx,
  sealing: Sealing,
  kind: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Compartment>> {
  if (ids.length === 0) return new Map();
  const drawers = new Map(
    ids.flatMap((id) => drawersOf(sealing, tx.organisation, raisedOn({ kind, id })).map((drawer) => [drawer, id])),
  );
  const opened = await drawn(tx, sealing, [...drawers.keys()]);
  return new Map(
    [...opened].flatMap(([drawer, entries]) => {
      const compartment = compartmentOf(drawer, entries as CompartmentEntry[]);
      return compartment ? [[drawers.get(drawer)!, compartment] as const] : [];
    }),
  );
}

/** The id of a compartment that is about to begin. What came in by itself has one that nothing leads to. */
export function newCompartment(tx: CommandTx, on: { readonly kind: string; readonly id: string } | null): string {
  return drawersOf(tx.sealing, tx.organisation, on ? raisedOn(on) : `safeguarding ${tx.newId()}`)[0];
}

export async function putEntry(tx: CommandTx, compartment: string, entry: CompartmentEntry): Promise<void> {
  await put(tx, compartment, entry);
}

// --- Duties of one's own ----------------------------------------------------------------------------------------------------

const ownDrawer = (person: string) => `safeguarding own ${person}`;

/** In which compartment somebody is named as the one to whom it was said or shown. */
interface OwnEntry {
  readonly compartment: string;
}

/** Leads from a person to a compartment in which they are named, so that nothing else has to be opened to find it. */
export async function putOwn(tx: CommandTx, person: string, compartment: string): Promise<void> {
  if ((await ownCompartments(tx, tx.sealing, person)).some(({ id }) => id === compartment)) return;
  const entry: OwnEntry = { compartment };
  await put(tx, drawersOf(tx.sealing, tx.organisation, ownDrawer(person))[0], entry);
}

/** The compartments in which somebody was ever named so, as they stand. */
export async function ownCompartments(tx: ReadTx, sealing: Sealing, person: string): Promise<readonly Compartment[]> {
  const drawers = drawersOf(sealing, tx.organisation, ownDrawer(person));
  const named = [...(await drawn(tx, sealing, drawers)).values()].flat() as OwnEntry[];
  const ids = [...new Set(named.map(({ compartment }) => compartment))];
  if (ids.length === 0) return [];
  const opened = await drawn(tx, sealing, ids);
  return [...opened].flatMap(([id, entries]) => compartmentOf(id, entries as CompartmentEntry[]) ?? []);
}

// --- Reads ---------------------------------------------------------------------------------------------------------------

/** Where a recorded read opens again. */
export const READ_PLACE = 'safeguarding read';

/** Somebody was about to read something: whether it opened to them is not known yet when that is recorded. */
export interface ReadNote {
  readonly person: string;
  readonly page: string;
  readonly compartment: string | null;
}

/** Who read what since a time, the latest first. */
export async function readsSince(
  tx: ReadTx,
  sealing: Sealing,
  since: Date,
  limit: number,
): Promise<readonly (ReadNote & { readonly at: Date })[]> {
  const rows = await sealedReads(tx, since, limit);
  return rows.flatMap(({ at, content }) => {
    const { sealed } = JSON.parse(content) as { sealed?: string };
    if (sealed === undefined) return [];
    try {
      const opened = sealing.open(tx.organisation, READ_PLACE, Buffer.from(sealed, 'base64'));
      return [{ ...(JSON.parse(opened) as ReadNote), at }];
    } catch (error) {
      // A read of something else that is sealed.
      if (error instanceof SealBroken) return [];
      throw error;
    }
  });
}
