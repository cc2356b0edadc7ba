import { byId, challengeText, isClaim, isCounter, type Argument, type Challenge, type Element } from './gsn.ts';
import type { Words } from '../../../words/sentence.ts';

/*
 * What an argument comes to. A goal holds only where everything beneath it holds; whatever is not known, not developed, not
 * there or argued in a circle never does. What challenges it, and was not answered, makes it not hold. Pure.
 */

export type Verdict = 'met' | 'not-met' | 'not-known';

/** What is known of an element by itself: evidence of a solution, how an assumption stands, what was written against a claim. */
export interface Evidence {
  readonly verdict: Verdict;
  /** What is so, as a whole sentence. */
  readonly says: Words;
  /** What clears it, as a whole sentence; empty where it holds. */
  readonly clears: Words;
  /** From then on it does not count; null for no end. */
  readonly until: Date | null;
  /** Since when it is so, or lapsed, where that is known. */
  readonly since: Date | null;
  /** It held, and that is too old to count. */
  readonly lapsed: boolean;
}

/** How an element stands. */
export interface Standing {
  readonly verdict: Verdict;
  /** It would hold, had nothing beneath it lapsed. */
  readonly lapsed: boolean;
  /** The first time at which something that it rests on lapses; null for none, and where it does not hold. */
  readonly until: Date | null;
  /** The elements that make it so, each once: those with nothing beneath that explains them. Empty where it holds. */
  readonly because: readonly string[];
}

const RANK: Readonly<Record<Verdict, number>> = { 'not-met': 0, 'not-known': 1, met: 2 };

/** How many reasons are carried up: more than anybody reads, and few enough for a large argument. */
const MOST_REASONS = 1_000;

/**
 * How each element of an argument stands now. Context, justifications and counter-arguments have no verdict and are not
 * there, unless evidence says something of them.
 */
export function evaluate(
  argument: Argument,
  evidence: ReadonlyMap<string, Evidence>,
  now: Date,
): ReadonlyMap<string, Standing> {
  const elements = byId(argument);
  const stands = standingChallenges(argument);
  const done = new Map<string, Standing | null>();
  const open = new Set<string>();

  const standingOf = (id: string): Standing | null => {
    const known = done.get(id);
    if (known !== undefined) return known;
    const one = elements.get(id);
    // What is not there, and what argues for itself, shows nothing.
    if (!one || open.has(id)) return { verdict: 'not-known', lapsed: false, until: null, because: [id] };
    if (isCounter(one)) return null;
    open.add(id);
    const standing = look(one);
    open.delete(id);
    done.set(id, standing);
    return standing;
  };

  const look = (one: Element): Standing | null => {
    const parts: Standing[] = [];
    const own = evidence.get(one.id);
    if (own) parts.push(ofEvidence(one.id, own, now));
    if (one.sort === 'solution' || one.sort === null) {
      if (!own) parts.push(unknown(one.id));
    } else if (isClaim(one)) {
      if (one.undeveloped || one.supportedBy.length === 0) parts.push(unknown(one.id));
      for (const id of one.supportedBy) {
        const beneath = standingOf(id);
        // A counter-argument supports nothing.
        parts.push(beneath ?? unknown(id));
      }
      for (const id of one.inContextOf) {
        const beneath = elements.has(id) ? standingOf(id) : unknown(id);
        if (beneath) parts.push(beneath);
      }
    }
    if (one.defeated || stands.element(one.id)) parts.push(fails(one.id));
    for (const id of [...one.supportedBy, ...one.inContextOf])
      if (one.defeatedRelation.includes(id) || stands.relation(one.id, id)) parts.push(fails(one.id));
    return parts.length === 0 ? null : worst(parts);
  };

  for (const { id } of argument.elements) standingOf(id);
  return circles(argument, done);
}

/**
 * Within a circle, who was asked first is chance: whatever reaches a circle is taken as not verified, and what is in one has
 * itself as the reason.
 */
function circles(argument: Argument, done: ReadonlyMap<string, Standing | null>): ReadonlyMap<string, Standing> {
  const inCircle = new Set(circlesOf(argument).flat());
  const reach = reaching(argument, inCircle);
  const all = new Map<string, Standing>();
  for (const [id, standing] of done) {
    if (standing === null) continue;
    const because = inCircle.has(id) ? [id] : standing.because;
    all.set(id, reach.has(id) && standing.verdict === 'met' ? { ...unknown(id), because } : standing);
  }
  return all;
}

function unknown(id: string): Standing {
  return { verdict: 'not-known', lapsed: false, until: null, because: [id] };
}

function fails(id: string): Standing {
  return { verdict: 'not-met', lapsed: false, until: null, because: [id] };
}

function ofEvidence(id: string, { verdict, until, lapsed }: Evidence, now: Date): Standing {
  const over = until !== null && until <= now;
  if (verdict === 'met' && !lapsed && !over) return { verdict, lapsed: false, until, because: [] };
  if (verdict === 'not-met') return fails(id);
  return { ...unknown(id), lapsed: lapsed || (verdict === 'met' && over) };
}

/** The worst of several; of its reasons, those that are as bad come first. */
function worst(parts: readonly Standing[]): Standing {
  const verdict = parts.reduce<Verdict>((low, one) => (RANK[one.verdict] < RANK[low] ? one.verdict : low), 'met');
  if (verdict === 'met') {
    const ends = parts.flatMap(({ until }) => (until === null ? [] : [until.getTime()]));
    return { verdict, lapsed: false, until: ends.length === 0 ? null : new Date(Math.min(...ends)), because: [] };
  }
  const bad = parts.filter((one) => one.verdict !== 'met');
  const because = [
    ...new Set([
      ...bad.filter((one) => one.verdict === verdict).flatMap((one) => one.because),
      ...bad.flatMap((one) => one.because),
    ]),
  ].slice(0, MOST_REASONS);
  return { verdict, lapsed: verdict === 'not-known' && bad.every(({ lapsed }) => lapsed), until: null, because };
}

/** Something that one element says against another, or against the relation between two. */
interface Attack {
  readonly by: string;
  readonly challenge: Challenge;
  /** It was answered where it was written. */
  readonly answered: boolean;
}

/**
 * Which challenges stand: all but those that were answered, or that are challenged by what nothing speaks against. Two that
 * speak against each other answer nothing.
 */
function standingChallenges({ elements }: Argument) {
  const attacks = elements.flatMap(({ id, challenges, defeated, defeatedRelation }) =>
    challenges.map((challenge): Attack => ({
      by: id,
      challenge,
      answered: defeated || defeatedRelation.includes(challengeText(challenge)),
    })),
  );
  const out = new Set(attacks.filter(({ answered }) => answered));
  const sure = new Set<Attack>();
  const against = new Map(attacks.map((one) => [one, attacks.filter((other) => other !== one && hits(other, one))]));
  for (let changed = true; changed;) {
    changed = false;
    for (const one of attacks) {
      if (out.has(one) || sure.has(one)) continue;
      const others = against.get(one)!;
      if (others.some((other) => sure.has(other))) out.add(one);
      else if (others.every((other) => out.has(other))) sure.add(one);
      else continue;
      changed = true;
    }
  }
  const standing = attacks.filter((one) => !out.has(one));
  return {
    standing,
    element: (id: string) => standing.some(({ challenge }) => 'element' in challenge && challenge.element === id),
    relation: (a: string, b: string) =>
      standing.some(({ challenge }) => 'from' in challenge && isBetween(challenge, a, b)),
  };
}

function isBetween({ from, to }: Extract<Challenge, { from: string }>, a: string, b: string): boolean {
  return (from === a && to === b) || (from === b && to === a);
}

/** Whether one is against another: against who says it, or against their saying it. */
function hits({ challenge }: Attack, other: Attack): boolean {
  if ('element' in challenge) return challenge.element === other.by;
  return 'element' in other.challenge && isBetween(challenge, other.by, other.challenge.element);
}

/** The challenges that stand against elements that argue for something. */
export function openChallenges(argument: Argument): { readonly by: string; readonly against: string }[] {
  const elements = byId(argument);
  return standingChallenges(argument).standing.flatMap(({ by, challenge }) => {
    const aimed = elements.get('element' in challenge ? challenge.element : challenge.from);
    return !aimed || isCounter(aimed) ? [] : [{ by, against: challengeText(challenge) }];
  });
}

/** The circles in which elements support themselves: each as the ids along it. */
export function circlesOf({ elements }: Pick<Argument, 'elements'>): string[][] {
  const all = byId({ elements });
  const state = new Map<string, 'open' | 'done'>();
  const found: string[][] = [];
  for (const { id: start } of elements) {
    if (state.has(start)) continue;
    // By hand and not by calls: an imported argument may be as deep as it likes.
    const path: { readonly id: string; next: number }[] = [{ id: start, next: 0 }];
    state.set(start, 'open');
    while (path.length > 0) {
      const top = path.at(-1)!;
      const beneath = all.get(top.id)!.supportedBy;
      const id = beneath[top.next];
      top.next += 1;
      if (id === undefined) {
        state.set(top.id, 'done');
        path.pop();
      } else if (state.get(id) === 'open') {
        found.push(path.slice(path.findIndex((one) => one.id === id)).map((one) => one.id));
      } else if (all.has(id) && !state.has(id)) {
        state.set(id, 'open');
        path.push({ id, next: 0 });
      }
    }
  }
  return found;
}

/** Whatever rests on one of these, those among them. */
function reaching({ elements }: Argument, targets: ReadonlySet<string>): ReadonlySet<string> {
  if (targets.size === 0) return targets;
  const above = new Map<string, string[]>();
  for (const { id, supportedBy } of elements)
    for (const beneath of supportedBy) above.set(beneath, [...(above.get(beneath) ?? []), id]);
  const reached = new Set(targets);
  const waiting = [...targets];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
    for (const up of above.get(id) ?? [])
      if (!reached.has(up)) {
        reached.add(up);
        waiting.push(up);
      }
  return reached;
}
