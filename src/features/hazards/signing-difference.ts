import type { ReadTx } from '../../platform/database/database.ts';
import { wholly, type Marked } from '../../words/marks.ts';
import { signing, type Change, type Difference, type Part, type Signed } from '../approvals/index.ts';
import { differenceOfLog, type Author, type HazardMade, type LogDifference } from './difference.ts';
import { hazardNumber } from './domain.ts';
import type { HazardRecord, RatingRecord } from './domain/record.ts';
import { hazardPath } from './pages/addresses.ts';
import { hazardsOf } from './store.ts';

/** New hazards that are told whole. Whoever signs more of them for the first time reads the others in the log itself. */
const MOST_WHOLE = 300;

/** What changed in a log between two entries of the ledger, as whoever signs it reads it. */
export async function logDifference(
  tx: ReadTx,
  { ref, service, href }: Signed,
  from: number | null,
  to: number | null,
): Promise<Difference> {
  const [earlier, later] = [from ?? 0, to].map((seq) => ({ seq, now: new Date(0) }));
  const found = await differenceOfLog(tx, ref.id, { from: earlier!, to: later! });
  const came = found.hazards.filter(isNew).map(({ hazard }) => hazardNumber(hazard)!);
  const records =
    came.length === 0 ? [] : await hazardsOf(tx, { service: service.id, numbers: came.slice(0, MOST_WHOLE) }, later!);
  const whole = new Map(records.map(({ record }) => [record.id, record]));
  const link = (hazard: string) => ({ text: hazard, href: hazardPath(service.reference, hazard) });
  return {
    material: [
      // Whoever signs a first version reads what the hazards were looked for in.
      ...(from === null ? await (await signing()).intendedUseWhole(tx, service.reference, to) : around(found, href)),
      ...found.hazards.map((one): Part => ({
        name: link(one.hazard),
        title: one.name,
        flag: from === null ? null : FLAGS[one.fate],
        changes: changesOf(one, whole.get(one.hazard) ?? null),
      })),
    ],
    editorial: found.editorial.map((one): Part => ({
      name: one.hazard === null ? null : link(one.hazard),
      title: one.name ?? 'The log itself',
      flag: null,
      changes: [toChange(one)],
    })),
    unchanged: {
      count: found.unchanged,
      of: found.unchanged + found.hazards.filter((one) => isNew(one) || one.fate === 'changed').length,
      noun: 'hazard',
    },
  };
}

const FLAGS: Readonly<Record<HazardMade['fate'], string | null>> = {
  changed: null,
  new: 'new',
  retired: 'taken out',
  'moved in': 'moved in from another log',
  'moved out': 'moved to another log',
};

function isNew({ fate }: Pick<HazardMade, 'fate'>): boolean {
  return fate === 'new' || fate === 'moved in';
}

/** The scheme, and what the service is for. */
function around({ around: changes }: LogDifference, href: string): Part[] {
  if (changes.length === 0) return [];
  const title = 'The risk scheme and the intended use';
  return [{ name: { text: 'The log', href }, title, flag: null, around: true, changes: changes.map(toChange) }];
}

interface Told {
  readonly what: string;
  readonly before: Marked | null;
  readonly after: Marked | null;
  readonly by: readonly Author[];
}

function toChange({ what, before, after, by }: Told): Change {
  return { what, before, after, ...lastOf(by) };
}

/** Everybody who made it, and when it was made last. */
function lastOf(by: readonly Author[]): { readonly who: string; readonly at: Date } {
  const names = [...new Set(by.map(({ who }) => who))];
  return { who: names.length === 0 ? 'Primum' : names.join(', '), at: by.at(-1)?.at ?? new Date(0) };
}

function changesOf(one: HazardMade, whole: HazardRecord | null): Change[] {
  if (whole) return wholeOf(whole, one.by);
  return one.changes.map((change) => {
    if (change.seen === null) return toChange(change);
    // A control that several hazards rest on is read once.
    const same: Marked = [{ text: `As above, under ${change.seen}`, changed: false }];
    return { ...toChange(change), before: same, after: same };
  });
}

/** All that a log says of a hazard. */
function wholeOf(hazard: HazardRecord, by: readonly Author[]): Change[] {
  const rows: readonly (readonly [string, string | null])[] = [
    ['Description', hazard.description],
    ['Component', hazard.component],
    ['Effects', lines(hazard.effects)],
    ['Harm', lines(hazard.harms)],
    ['Causes', lines(hazard.causes.map(({ text }) => text))],
    ['Initial rating', rating(hazard.initial)],
    ['Target rating', rating(hazard.target)],
    ['Controls', lines(hazard.controls.map(({ id, text, state }) => `${id} (${state}): ${text}`))],
    ['Residual rating', rating(hazard.residual)],
    ['With the deployer’s controls', rating(hazard.deployer)],
    ['Status', hazard.status],
    ['Transferred to', hazard.receiver],
  ];
  const { who, at } = lastOf(by);
  return rows.flatMap(([what, text]) =>
    text === null || text === '' ? [] : [{ what, before: null, after: wholly(text), who, at }],
  );
}

function lines(texts: readonly string[]): string {
  return texts.join('\n');
}

function rating(record: RatingRecord | null): string | null {
  if (!record) return null;
  const words = [record.severity, record.likelihood].filter((word) => word !== null).join(', ');
  return `${record.level ?? 'Not known'}${words === '' ? '' : ` (${words})`}${record.provisional ? ', provisional' : ''}`;
}
