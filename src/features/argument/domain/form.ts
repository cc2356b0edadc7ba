import { listed } from '../../../words/counting.ts';
import { circlesOf, openChallenges } from './evaluate.ts';
import { byId, isClaim, isCounter, sortOf, tops, type Argument, type Element, type Sort } from './gsn.ts';

/*
 * Whether an argument is well formed: the same questions for the one that is made from the file and for one that somebody
 * brings. Nothing here says whether it is true. Pure.
 */

export const FORM_RULES = [
  'unknown-sort',
  'wrong-reference',
  'self-reference',
  'twice',
  'dangling',
  'cycle',
  'unreachable',
  'no-top',
  'several-tops',
  'top-no-goal',
  'unsupported',
  'undeveloped',
  'undeveloped-supported',
  'not-answered',
  'defeated',
  'same-id',
  'module-missing',
  'develops-missing',
  'counter-evidence-missing',
  'counter-evidence-lapsed',
] as const;
export type FormRule = (typeof FORM_RULES)[number];

/** Something that is wrong with an argument, or not finished. */
export interface FormFinding {
  readonly rule: FormRule;
  /** `gap`: the argument says itself that something is missing; `fault`: it cannot be read as one. */
  readonly level: 'fault' | 'gap';
  /** The elements that it is about, in the order of the argument. */
  readonly elements: readonly string[];
  /** What is so, as a whole sentence. */
  readonly says: string;
  /** What clears it, as a whole sentence. */
  readonly clears: string;
}

const WORDS: Readonly<Record<Sort, string>> = {
  goal: 'a goal',
  strategy: 'a strategy',
  solution: 'a solution',
  context: 'a context',
  assumption: 'an assumption',
  justification: 'a justification',
  'counter goal': 'a counter goal',
  'counter solution': 'a counter solution',
};

const SUPPORTS: Readonly<Partial<Record<Sort, readonly Sort[]>>> = {
  goal: ['goal', 'strategy', 'solution'],
  strategy: ['goal', 'strategy', 'solution'],
  // What speaks against something is argued like anything else.
  'counter goal': ['counter goal', 'counter solution', 'goal', 'strategy', 'solution'],
};
const CONTEXTS: readonly Sort[] = ['context', 'assumption', 'justification'];

/** How it is said what a thing is. */
export function sayForm(id: string, sort: Sort | null): string {
  return sort === null ? id : `${id}, ${WORDS[sort]}`;
}

/** What is wrong with the form of an argument, in the order of what has to be put right first. */
export function formFindings(argument: Argument): FormFinding[] {
  const elements = byId(argument);
  const each = argument.elements.flatMap((one) => ofElement(one, elements));
  return [...sameIds(argument), ...each, ...ofWhole(argument, elements)].toSorted(
    (a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level),
  );
}

const LEVELS: readonly FormFinding['level'][] = ['fault', 'gap'];

function fault(rule: FormRule, elements: readonly string[], says: string, clears: string): FormFinding {
  return { rule, level: 'fault', elements, says, clears };
}

function gap(rule: FormRule, elements: readonly string[], says: string, clears: string): FormFinding {
  return { rule, level: 'gap', elements, says, clears };
}

function sameIds({ elements }: Argument): FormFinding[] {
  const counts = Map.groupBy(elements, ({ id }) => id);
  return [...counts].flatMap(([id, all]) =>
    all.length === 1
      ? []
      : [
          fault(
            'same-id',
            [id],
            `${id} stands there ${all.length} times.`,
            'A name of its own for each of them clears it.',
          ),
        ],
  );
}

function ofElement(one: Element, elements: ReadonlyMap<string, Element>): FormFinding[] {
  const { id, sort, supportedBy, inContextOf, undeveloped } = one;
  const found: FormFinding[] = [];
  if (sort === null)
    found.push(
      fault(
        'unknown-sort',
        [id],
        `Nothing says what ${id} is: its name begins with none of G, S, Sn, C, A, J, CG and CSn, and it has no nodeType.`,
        'A name that begins so, or a nodeType, clears it.',
      ),
    );
  found.push(
    ...references(one, supportedBy, elements, { as: 'support', may: sort === null ? null : (SUPPORTS[sort] ?? []) }),
    ...references(one, inContextOf, elements, {
      as: 'context',
      may: sort === null ? null : isClaim(one) ? CONTEXTS : [],
    }),
  );
  for (const challenge of one.challenges)
    for (const target of 'element' in challenge ? [challenge.element] : [challenge.from, challenge.to]) {
      if (!elements.has(target)) found.push(dangling(id, target, 'challenges'));
      if (target === id)
        found.push(fault('self-reference', [id], `${id} challenges itself.`, 'Taking that out clears it.'));
    }
  if (one.challenges.length > 0 && sort !== null && !isCounter(one))
    found.push(
      fault(
        'wrong-reference',
        [id],
        `${sayForm(id, sort)}, challenges something. Only counter goals and counter solutions do.`,
        'Naming it as one of them clears it.',
      ),
    );
  if (isClaim(one)) {
    if (undeveloped && supportedBy.length > 0)
      found.push(
        fault(
          'undeveloped-supported',
          [id],
          `${id} is said to be undeveloped, and is supported by ${listed([...supportedBy])}.`,
          'Taking out one of the two clears it.',
        ),
      );
    else if (undeveloped)
      found.push(gap('undeveloped', [id], `${id} is undeveloped: nobody has argued it yet.`, 'Arguing it clears it.'));
    else if (supportedBy.length === 0)
      found.push(
        gap(
          'unsupported',
          [id],
          `${sayForm(id, sort)}, is supported by nothing, and is not said to be undeveloped.`,
          'Supporting it, or saying that it is undeveloped, clears it.',
        ),
      );
  }
  if (one.defeated && !isCounter(one))
    found.push(
      gap(
        'defeated',
        [id],
        `${id} is defeated: what speaks against it was found to be right.`,
        'Another argument in its place clears it.',
      ),
    );
  return found;
}

function references(
  { id, sort }: Element,
  refs: readonly string[],
  elements: ReadonlyMap<string, Element>,
  { as, may }: { readonly as: 'support' | 'context'; readonly may: readonly Sort[] | null },
): FormFinding[] {
  const found: FormFinding[] = [];
  const words = as === 'support' ? 'is supported by' : 'is in context of';
  for (const [place, target] of refs.entries()) {
    if (refs.indexOf(target) < place) {
      found.push(gap('twice', [id], `${id} ${words} ${target} twice.`, 'Saying it once clears it.'));
      continue;
    }
    if (target === id) {
      found.push(fault('self-reference', [id], `${id} ${words} itself.`, 'Taking that out clears it.'));
      continue;
    }
    const other = elements.get(target);
    if (!other) {
      found.push(dangling(id, target, words));
      // Its name says what it would be, as in a module that is not here.
    }
    const otherSort = other ? other.sort : sortOf(target);
    if (may !== null && otherSort !== null && !may.includes(otherSort))
      found.push(
        fault(
          'wrong-reference',
          [id, target],
          `${sayForm(id, sort)}, ${words} ${sayForm(target, otherSort)}. ${
            may.length === 0
              ? `Nothing that is ${WORDS[sort!]} may be so.`
              : `Only ${listed(
                  may.map((one) => WORDS[one]),
                  'or',
                )} may stand there.`
          }`,
          'Putting another element there, or under the other heading, clears it.',
        ),
      );
  }
  return found;
}

function dangling(id: string, target: string, words: string): FormFinding {
  return fault(
    'dangling',
    [id],
    `${id} ${words} ${target}, which is not there.`,
    `Adding ${target}, or the file of the module that has it, clears it.`,
  );
}

function ofWhole(argument: Argument, elements: ReadonlyMap<string, Element>): FormFinding[] {
  if (argument.elements.length === 0)
    return [fault('no-top', [], 'There is no element in it.', 'A goal, and what supports it, clears it.')];
  const found: FormFinding[] = circlesOf(argument)
    .filter((circle) => circle.length > 1)
    .map((circle) =>
      fault(
        'cycle',
        circle,
        `${[...circle, circle[0]!].join(' → ')}: the argument runs in a circle, and supports itself.`,
        'Taking out one of these links clears it.',
      ),
    );
  const ends = tops(argument);
  const goals = ends.filter(({ sort }) => sort === 'goal');
  if (ends.length === 0)
    found.push(
      fault(
        'no-top',
        [],
        'Every element supports another one: there is no claim at the top.',
        'Taking a link out of the circle clears it.',
      ),
    );
  else if (ends.length > 1)
    found.push(
      gap(
        'several-tops',
        ends.map(({ id }) => id),
        `${listed(ends.map(({ id }) => id))} stand at the top: ${
          goals.length <= 1 ? 'nothing leads to some of them' : 'an argument has one claim at its top'
        }.`,
        'One goal above them all, or links to those that nothing leads to, clears it.',
      ),
    );
  for (const { id, sort } of ends)
    if (sort !== null && sort !== 'goal' && ends.length === 1)
      found.push(
        fault(
          'top-no-goal',
          [id],
          `${sayForm(id, sort)}, stands at the top. There has to be a goal.`,
          'A goal above it clears it.',
        ),
      );
  const reached = reachedFrom(ends, argument, elements);
  const lost = argument.elements.filter(({ id }) => !reached.has(id)).map(({ id }) => id);
  if (ends.length > 0 && lost.length > 0)
    found.push(
      fault(
        'unreachable',
        lost,
        `Nothing leads to ${listed(lost)} from the top.`,
        'Linking them to what they support, or taking them out, clears it.',
      ),
    );
  for (const { by, against } of openChallenges(argument))
    found.push(
      gap(
        'not-answered',
        [by],
        `${by} speaks against ${against}, and nobody has answered it.`,
        'An answer to it, or an argument that takes it in, clears it.',
      ),
    );
  return found;
}

/** Whatever the tops lead to; counter-arguments belong to what they challenge. */
function reachedFrom(
  ends: readonly Element[],
  argument: Argument,
  elements: ReadonlyMap<string, Element>,
): ReadonlySet<string> {
  const against = new Map<string, string[]>();
  for (const { id, challenges } of argument.elements)
    for (const one of challenges)
      for (const target of 'element' in one ? [one.element] : [one.from, one.to])
        against.set(target, [...(against.get(target) ?? []), id]);
  const reached = new Set<string>();
  const waiting = ends.map(({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    const one = elements.get(id);
    waiting.push(...(one?.supportedBy ?? []), ...(one?.inContextOf ?? []), ...(against.get(id) ?? []));
  }
  return reached;
}
