import type { RiskLevel } from '../../schemes/domain.ts';
import type { ControlState, HazardStatus, Phase, Verdict } from '../domain.ts';

/*
 * What happened to a hazard, told from the versions of its rows. Pure.
 */

interface Version {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly id: string;
}

type Words = Readonly<Record<string, unknown>>;

/** All versions of a hazard and of what belongs to it; each list in the order of time. */
export interface Versions {
  readonly hazards: readonly (Version & {
    readonly status: HazardStatus;
    readonly receiver: string | null;
    readonly reason: string | null;
    readonly file: string | null;
    readonly retired: boolean;
    readonly words: Words;
  })[];
  readonly ratings: readonly (Version & {
    readonly id: Phase;
    readonly severity: string | null;
    readonly likelihood: string | null;
    readonly level: RiskLevel | null;
    readonly confirmed: boolean;
  })[];
  readonly causes: readonly (Version & { readonly words: Words })[];
  readonly links: readonly (Version & { readonly reference: string })[];
  readonly controls: readonly (Version & {
    readonly reference: string;
    readonly state: ControlState;
    readonly words: Words;
  })[];
}

/** What one entry of the ledger did, in words. */
export interface Happened {
  readonly seq: number;
  readonly what: readonly string[];
}

/** A change of how a subject stands; the latest first. Quiet ones are left out by whoever asks. */
export interface Stood {
  readonly fromSeq: number;
  readonly verdict: Verdict;
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  met: 'Its controls hold and its residual rating is confirmed.',
  'not-met': 'One of its controls does not hold.',
  'not-known': 'Whether it is controlled is not known any more.',
};

/** One item for each entry of the ledger that changed something of a hazard. */
export function historyOf(versions: Versions, about: readonly Happened[], stood: readonly Stood[]): Happened[] {
  const said = new Map<number, string[]>();
  const say = (seq: number, ...what: readonly string[]) => {
    if (what.length > 0) said.set(seq, [...(said.get(seq) ?? []), ...what]);
  };
  const begun = versions.hazards[0]?.fromSeq;
  for (const [before, after] of steps(versions.hazards)) say(after.fromSeq, ...hazardWords(before, after));
  for (const [before, after] of steps(versions.ratings)) {
    if (before || after.fromSeq !== begun) say(after.fromSeq, ratingWords(before, after));
  }
  countChanges(versions.causes, begun, 'cause', say);
  linkChanges(versions.links, begun, say);
  for (const [before, after] of steps(versions.controls)) {
    if (before) say(after.fromSeq, ...controlWords(before, after));
  }
  for (const one of about) say(one.seq, ...one.what);
  stood.forEach((now, index) => {
    const before = stood[index + 1];
    if (before && before.verdict !== now.verdict) say(now.fromSeq, VERDICTS[now.verdict]);
  });
  return [...said].map(([seq, what]) => ({ seq, what }));
}

/** Each version beside the one that it took the place of. */
function steps<V extends Version>(versions: readonly V[]): (readonly [V | null, V])[] {
  return versions.map((after) => [
    versions.find((one) => one.id === after.id && one.toSeq === after.fromSeq) ?? null,
    after,
  ]);
}

function hazardWords(before: Versions['hazards'][number] | null, after: Versions['hazards'][number]): string[] {
  if (!before) return [after.file === null ? 'Recorded.' : `Taken in from ${after.file}.`];
  const because = after.reason === null ? '.' : `: ${after.reason}`;
  const words: string[] = [];
  if (before.status !== after.status) {
    if (after.status === 'closed') words.push(`Closed${because}`);
    else if (after.status === 'open') words.push(`Opened again${because}`);
    else words.push(`Transferred${after.receiver === null ? '' : ` to ${after.receiver}`}${because}`);
  }
  if (!before.retired && after.retired) words.push('Taken out of the log.');
  if (before.retired && !after.retired) words.push('Put back into the log.');
  const changed = changedWords(before.words, after.words);
  if (changed.length > 0) words.push(`Changed: ${changed.join(', ')}.`);
  return words;
}

function ratingWords(before: Versions['ratings'][number] | null, after: Versions['ratings'][number]): string {
  const name = after.id === 'initial' ? 'Initial' : 'Residual';
  const rated = [after.severity, after.likelihood].filter((word) => word !== null).join(', ');
  const level = `${after.level ?? 'not known'}${rated === '' ? '' : ` (${rated})`}`;
  if (!before) return `${name} rating: ${level}.`;
  if (!before.confirmed && after.confirmed && before.level === after.level)
    return `Residual rating confirmed: ${level}.`;
  return `${name} rating: ${before.level ?? 'not known'} to ${level}.`;
}

function controlWords(before: Versions['controls'][number], after: Versions['controls'][number]): string[] {
  const changed = changedWords(before.words, after.words);
  return [
    ...(before.state === after.state ? [] : [`${after.reference}: ${before.state} to ${after.state}.`]),
    ...(changed.length > 0 ? [`${after.reference} changed: ${changed.join(', ')}.`] : []),
  ];
}

function changedWords(before: Words, after: Words): string[] {
  return Object.keys(after).filter((word) => JSON.stringify(before[word]) !== JSON.stringify(after[word]));
}

type Say = (seq: number, ...what: readonly string[]) => void;

function countChanges(
  versions: readonly (Version & { readonly words: Words })[],
  begun: number | undefined,
  noun: string,
  say: Say,
): void {
  const counts = new Map<number, { added: number; changed: number; gone: number }>();
  const at = (seq: number) => {
    const known = counts.get(seq) ?? { added: 0, changed: 0, gone: 0 };
    counts.set(seq, known);
    return known;
  };
  for (const [before, after] of steps(versions)) {
    if (after.fromSeq !== begun) at(after.fromSeq)[before ? 'changed' : 'added'] += 1;
  }
  for (const ended of endsOf(versions)) at(ended.toSeq).gone += 1;
  for (const [seq, { added, changed, gone }] of counts) {
    if (added > 0) say(seq, `${counted(added, noun)} added.`);
    if (changed > 0) say(seq, `${counted(changed, noun)} changed.`);
    if (gone > 0) say(seq, `${counted(gone, noun)} taken out.`);
  }
}

function linkChanges(versions: Versions['links'], begun: number | undefined, say: Say): void {
  for (const [before, after] of steps(versions)) {
    if (!before && after.fromSeq !== begun) say(after.fromSeq, `${after.reference} added.`);
  }
  for (const ended of endsOf(versions)) say(ended.toSeq, `${ended.reference} taken out.`);
}

/** Versions that ended, and that no other took the place of. */
function endsOf<V extends Version>(versions: readonly V[]): V[] {
  return versions.filter(
    (one) =>
      one.toSeq !== Number.MAX_SAFE_INTEGER &&
      !versions.some((next) => next.id === one.id && next.fromSeq === one.toSeq),
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
