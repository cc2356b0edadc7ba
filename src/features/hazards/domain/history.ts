import { controlReference, type Verdict } from '../domain.ts';
import { capital } from '../../../words/counting.ts';
import { findingWords } from './accepting.ts';
import type { Change } from './changes.ts';
import { changesOf, controlWords } from './difference.ts';
import { PHASE_NAMES } from './rating.ts';
import { levelOf } from './ratings.ts';
import { at, type ControlVersion, type HazardVersion, type RatingVersion, type RowVersions } from './row-versions.ts';

/*
 * What happened to a hazard, told from the versions of its rows. Pure.
 */

/** What one entry of the ledger did, in sentences; and which words it changed. */
export interface Happened {
  readonly seq: number;
  readonly what: readonly string[];
  readonly words: readonly Change[];
  /** The file that the hazard's words were from then; null where they were not taken in. */
  readonly file: string | null;
}

/** A change of how a subject stands; the latest first. Quiet ones are left out by whoever asks. */
export interface Stood {
  readonly fromSeq: number;
  readonly verdict: Verdict;
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  met: 'Its controls hold, and the risk that remains may stay.',
  'not-met': 'A control that its residual rating relies on does not hold, or the risk that remains is too high.',
  'not-known': 'Whether it is controlled is not known any more.',
};

/**
 * One item for each entry of the ledger that changed something of a hazard, the latest first.
 * @param versions those of this one hazard, all of them
 * @param about what entries did that made no version
 */
export function historyOf(
  versions: RowVersions,
  about: readonly Pick<Happened, 'seq' | 'what'>[],
  stood: readonly Stood[],
  most: number,
): Happened[] {
  const said = new Map<number, string[]>();
  const say = (seq: number, ...what: readonly string[]) => {
    if (what.length > 0) said.set(seq, [...(said.get(seq) ?? []), ...what]);
  };
  const [first] = versions.hazards;
  if (!first) return [];
  for (const after of versions.hazards) say(after.fromSeq, ...hazardWords(before(versions.hazards, after), after));
  for (const after of versions.ratings) {
    const was = before(
      versions.ratings.filter(({ phase }) => phase === after.phase),
      after,
    );
    if (was || after.fromSeq !== first.fromSeq) say(after.fromSeq, ratingWords(was, after));
  }
  for (const { fromSeq, kind, finding, text } of versions.judgements ?? [])
    say(
      fromSeq,
      `${kind === 'acceptance' ? 'The residual risk was accepted' : 'Weighed against the benefit'}: ${findingWords(finding)}.${text === null ? '' : ` ${text}`}`,
    );
  linkChanges(versions, first.fromSeq, say);
  for (const one of about) say(one.seq, ...one.what);
  stood.forEach((now, index) => {
    const was = stood[index + 1];
    if (was && was.verdict !== now.verdict) say(now.fromSeq, VERDICTS[now.verdict]);
  });
  const rows = [...versions.hazards, ...versions.causes, ...versions.controls];
  const seqs = new Set([...said.keys(), ...rows.flatMap((row) => [row.fromSeq, row.toSeq])]);
  return [...seqs]
    .filter((seq) => seq >= first.fromSeq && seq !== Number.MAX_SAFE_INTEGER)
    .toSorted((a, b) => b - a)
    .map((seq) => ({
      seq,
      what: said.get(seq) ?? [],
      words: changesOf(versions, first.id, seq - 1, seq).filter((change) => change.about === 'words'),
      file: at(versions.hazards, seq)[0]?.file ?? null,
    }))
    .filter(({ what, words }) => what.length + words.length > 0)
    .slice(0, most);
}

/** The version that one took the place of. */
function before<V extends { readonly fromSeq: number; readonly toSeq: number }>(
  rows: readonly V[],
  after: V,
): V | null {
  return rows.find((one) => one.toSeq === after.fromSeq) ?? null;
}

function hazardWords(was: HazardVersion | null, now: HazardVersion): string[] {
  if (!was) return [now.file === null ? 'Recorded.' : `Taken in from ${now.file}.`];
  const because = now.standingReason === null ? '.' : `: ${now.standingReason}`;
  const words: string[] = [];
  if (was.status !== now.status) {
    if (now.status === 'closed') words.push(`Closed${because}`);
    else if (now.status === 'open') words.push(`Opened again${because}`);
    else words.push(`Transferred${now.receiver === null ? '' : ` to ${now.receiver}`}${because}`);
  }
  if (!was.retired && now.retired) words.push('Taken out of the log.');
  if (was.retired && !now.retired) words.push('Put back into the log.');
  return words;
}

function ratingWords(was: RatingVersion | null, now: RatingVersion): string {
  const name = capital(PHASE_NAMES[now.phase]);
  const rated = [now.severity, now.likelihood].filter((word) => word !== null).join(', ');
  const [earlier, after] = [levelOf(was?.level ?? null), levelOf(now.level)];
  const level = `${after ?? 'not known'}${rated === '' ? '' : ` (${rated})`}`;
  if (!was) return `${name}: ${level}.`;
  if (earlier === after && (was.assumes ?? null) !== (now.assumes ?? null))
    return `${name} as before, ${level}, resting on ${now.assumes ?? 'no assumption'}.`;
  // Whoever gives a rating says why; whoever confirms one leaves the words as they are.
  if (!was.confirmed && now.confirmed && earlier === after && was.justification === now.justification)
    return `${name} confirmed: ${level}.`;
  if (earlier === after && (now.confirmed || !was.confirmed)) return `${name} given anew: ${level}.`;
  if (was.confirmed && !now.confirmed)
    return `${name}: ${earlier ?? 'not known'} to ${level}, which nobody has confirmed.`;
  return `${name}: ${earlier ?? 'not known'} to ${level}.`;
}

function linkChanges(
  { links, controls }: RowVersions,
  begun: number,
  say: (seq: number, ...what: readonly string[]) => void,
): void {
  const reference = (id: string) => controlReference(controls.find((one) => one.id === id)?.number ?? 0);
  for (const [control, rows] of Map.groupBy(links, (link) => link.control)) {
    for (const row of rows) {
      if (!rows.some((one) => one.toSeq === row.fromSeq) && row.fromSeq !== begun)
        say(row.fromSeq, `${reference(control)} added.`);
      if (row.toSeq !== Number.MAX_SAFE_INTEGER && !rows.some((one) => one.fromSeq === row.toSeq))
        say(row.toSeq, `${reference(control)} taken out.`);
    }
  }
}

/** One item for each entry of the ledger that changed a control, the latest first. @param rows its versions, all of them */
export function controlHistoryOf(rows: readonly ControlVersion[], most: number): Happened[] {
  const told = rows.map((now): Happened => {
    const was = before(rows, now);
    const between = { from: now.fromSeq - 1, to: now.fromSeq };
    const changes = was ? controlWords(was, now, rows, between).filter(({ key }) => !key.endsWith(' retired')) : [];
    const what = [
      ...(was ? [] : [now.file === null ? 'Recorded.' : `Taken in from ${now.file}.`]),
      ...(was && !was.retired && now.retired ? ['Retired: no hazard rests on it any more.'] : []),
      ...(was?.retired && !now.retired ? ['Put back into the log.'] : []),
    ];
    return { seq: now.fromSeq, what, words: changes, file: now.file };
  });
  return told
    .filter(({ what, words }) => what.length + words.length > 0)
    .toReversed()
    .slice(0, most);
}
