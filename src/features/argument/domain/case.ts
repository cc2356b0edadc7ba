import { counted } from '../../../words/counting.ts';
import { lastDayTo, sayDay } from '../../../words/days.ts';
import type { Sentence, Words } from '../../../words/sentence.ts';
import { counterStanding, claimPath, type CounterEvidence } from './counter-evidence.ts';
import { evaluate, type Evidence, type Standing, type Verdict } from './evaluate.ts';
import { formFindings, type FormFinding } from './form.ts';
import { byId, type Element } from './gsn.ts';
import { BRANCHES, TOP, type Made } from './pattern.ts';

/*
 * The argument of a service as it is shown: what each claim comes to, in the order of the argument; what is wrong with its
 * form; and the one sentence on all of it. Pure.
 */

/** An argument that was made from the file, with what it comes to. */
export interface Case {
  readonly service: { readonly reference: string; readonly name: string };
  readonly made: Made;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly findings: readonly FormFinding[];
  readonly now: Date;
}

export function caseOf(
  service: Case['service'],
  made: Made,
  counterEvidence: readonly CounterEvidence[],
  now: Date,
): Case {
  return {
    service,
    made,
    standings: evaluate(made.argument, made.evidence, now),
    findings: [...formFindings(made.argument), ...counterFindings(made.asked, counterEvidence, now)],
    now,
  };
}

/** For which claims nobody has written what speaks against them, or has not looked at it in time. */
export function counterFindings(
  asked: readonly string[],
  counterEvidence: readonly CounterEvidence[],
  now: Date,
): FormFinding[] {
  const written = new Map(counterEvidence.map((one) => [one.claim, one]));
  const standing = Map.groupBy(asked, (claim) => counterStanding(written.get(claim) ?? null, now));
  const [missing, lapsed] = [standing.get('missing') ?? [], standing.get('lapsed') ?? []];
  const of = (claims: readonly string[]) => (claims.length === 1 ? claims[0]! : counted(claims.length, 'claim'));
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            rule: 'counter-evidence-missing' as const,
            level: 'gap' as const,
            elements: missing,
            says: `Of ${of(missing)} nobody has written what speaks against ${missing.length === 1 ? 'it' : 'them'}, and what is not known.`,
            clears: 'Writing it clears it; where nothing is known that speaks against a claim, a named person says so.',
          },
        ]),
    ...(lapsed.length === 0
      ? []
      : [
          {
            rule: 'counter-evidence-lapsed' as const,
            level: 'gap' as const,
            elements: lapsed,
            says: `What was written against ${of(lapsed)} was to be looked at again, and was not.`,
            clears: 'Looking again, and writing what is so now, clears it.',
          },
        ]),
  ];
}

/** A line of the argument as a table: an element, how deep it stands, and how. */
export interface CaseLine {
  readonly element: Element;
  readonly level: number;
  /** Null for what has no verdict: context, justifications, what speaks against something. */
  readonly standing: Standing | null;
  readonly evidence: Evidence | null;
  /** Where what it is about stands. */
  readonly href: string | null;
  /** Its own lines stand elsewhere. */
  readonly folded: boolean;
}

/**
 * The argument below an element, in its order: context first, then what speaks against it, then what supports it.
 * @param folds whether what is below an element stands elsewhere
 */
export function linesOf(one: Case, from: string, folds: (id: string) => boolean = () => false): CaseLine[] {
  const elements = byId(one.made.argument);
  const against = new Map<string, string[]>();
  for (const { id, challenges } of one.made.argument.elements)
    for (const challenge of challenges)
      if ('element' in challenge) against.set(challenge.element, [...(against.get(challenge.element) ?? []), id]);
  const lines: CaseLine[] = [];
  const above = new Set<string>();
  const go = (id: string, level: number) => {
    const element = elements.get(id);
    if (!element || above.has(id)) return;
    const beneath = [...element.inContextOf, ...(against.get(id) ?? []), ...element.supportedBy];
    const folded = level > 0 && folds(id) && beneath.length > 0;
    lines.push({
      element,
      level,
      standing: one.standings.get(id) ?? null,
      evidence: one.made.evidence.get(id) ?? null,
      href: one.made.links.get(id) ?? null,
      folded,
    });
    if (folded) return;
    above.add(id);
    for (const next of beneath) go(next, level + 1);
    above.delete(id);
  };
  go(from, 0);
  return lines;
}

/** Whether an id is the claim of a hazard. */
export function isHazardClaim(id: string): boolean {
  return /^G-HAZ-\d+$/u.test(id);
}

/** What somebody asks for by "HAZ-12", "G-HAZ-12" or a branch; null for what is not there. */
export function claimNamed(one: Case, named: string): string | null {
  const typed = named.trim().toUpperCase();
  const ids = [typed, `G-${typed}`];
  return (
    one.made.argument.elements.find(({ id, sort }) => sort === 'goal' && ids.includes(id.toUpperCase()))?.id ?? null
  );
}

const SO: Readonly<Record<Verdict, string>> = {
  met: ' holds',
  'not-met': ' does not hold',
  'not-known': ' is not verified',
};

/** What is so of the whole argument, or of one claim in it, because of what, and what clears it. */
export function caseSentence(one: Case, claim: string = TOP): Sentence {
  const standing = one.standings.get(claim)!;
  const so: Words = [saidOf(one, claim), `${SO[standing.verdict]}${standing.lapsed ? ' any more' : ''}`];
  if (standing.verdict === 'met')
    return {
      so,
      because: [
        `everything beneath it holds${standing.until === null ? '' : `, the first of it until ${sayDay(lastDayTo(standing.until))}`}`,
      ],
      clears: [],
    };
  const reasons = standing.because;
  const [fail, rest] = [
    reasons.filter((id) => one.standings.get(id)?.verdict === 'not-met'),
    reasons.filter((id) => one.standings.get(id)?.verdict !== 'not-met'),
  ];
  const first = reasons[0]!;
  const evidence = one.made.evidence.get(first);
  return {
    so,
    because: [
      named(one, first),
      one.standings.get(first)?.verdict === 'not-met' ? ' does not hold' : ' is not verified',
      othersOf(fail.filter((id) => id !== first).length, rest.filter((id) => id !== first).length),
    ],
    clears: [
      ...(evidence && evidence.clears.length > 0 ? evidence.clears : ['Evidence of it that counts clears it.']),
      ...(reasons.length > 1 ? [' What clears each of the others stands beside it.'] : []),
    ],
  };
}

function othersOf(fail: number, rest: number): string {
  if (fail + rest === 0) return '';
  const parts = [
    fail > 0 && `${fail} more ${fail === 1 ? 'does' : 'do'} not hold`,
    rest > 0 && `${rest} more ${rest === 1 ? 'is' : 'are'} not verified`,
  ].filter((part) => part !== false);
  return `; of what is beneath it, ${parts.join(' and ')}`;
}

function saidOf(one: Case, claim: string): string {
  if (claim === TOP) return `The argument for ${one.service.name}`;
  return `The claim ${claim}`;
}

function named(one: Case, id: string): Words[number] {
  const text = one.made.names.get(id) ?? id;
  const href =
    one.made.links.get(id) ?? (one.made.asked.includes(id) ? claimPath(one.service.reference, id) : undefined);
  return href === undefined ? text : { text, href };
}

/** The claims that have a part of their own: the branches, and the hazards. */
export function hasPart(id: string): boolean {
  return isHazardClaim(id) || BRANCHES.some((one) => one.id === id);
}
