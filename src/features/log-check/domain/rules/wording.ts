import { foldWord } from '../../../schemes/domain.ts';
import type { Hazard } from '../../domain.ts';
import { isPlaceholder } from '../understanding/group-rows.ts';
import { called, shortened, type Found, type Rule } from './rule.ts';

/** A hazard that a reader could not act on: two or three words, and no description (DCB0129 4.3.1). */
export const hazardTooVague: Rule = {
  id: 'hazard-too-vague',
  level: 'warning',
  clause: '4.3.1',
  looksFor: 'A hazard of two or three words that nobody could act on.',
  headline: 'A hazard is too vague to act on.',
  check: ({ hazards }) =>
    hazards
      .filter(
        (hazard) =>
          wordsIn(hazard.name) <= 3 &&
          (hazard.description === null || wordsIn(hazard.description) <= 3) &&
          // Three words do where the cause and the harm are written out beside them.
          (hazard.causes.length === 0 || hazard.harms.length + hazard.effects.length === 0),
      )
      .map((hazard) => ({
        hazard: hazard.ref,
        place: hazard.place,
        so: `The hazard \u201c${hazard.name}\u201d is too vague to act on.`,
        clears: 'Saying what goes wrong, where, and for whom clears it.',
      })),
};

function wordsIn(text: string): number {
  return foldWord(text).split(' ').filter(Boolean).length;
}

/** One number on two hazards, or two hazards on one number. */
export const duplicateId: Rule = {
  id: 'duplicate-id',
  level: 'error',
  clause: '3.3.1',
  looksFor: 'One hazard number on two different hazards.',
  headline: 'One number is on two hazards.',
  check: ({ hazards }) => {
    const byRef = new Map<string, Hazard[]>();
    for (const hazard of hazards)
      if (hazard.ref !== null) byRef.set(foldWord(hazard.ref), [...(byRef.get(foldWord(hazard.ref)) ?? []), hazard]);
    const twice = [...byRef.values()]
      .filter((group) => group.length > 1)
      .map((group): Found => {
        const [first, second] = group as [Hazard, Hazard];
        const files = new Set(group.map((hazard) => hazard.place.file));
        const sheets = new Set(group.map((hazard) => hazard.place.sheet));
        const names = `\u201c${shortened(first.name, 60)}\u201d and \u201c${shortened(second.name, 60)}\u201d`;
        if (files.size > 1) {
          return {
            hazard: first.ref,
            place: second.place,
            level: 'warning',
            so: `The number ${first.ref} stands in ${files.size} files: ${names}.`,
            clears: 'If these are versions of one log, check the newest alone.',
          };
        }
        return {
          hazard: first.ref,
          place: second.place,
          // Sheets that each begin at 1 are a way of working.
          ...(sheets.size === group.length && sheets.size > 1 ? { level: 'warning' as const } : {}),
          so: `The number ${first.ref} is on ${group.length} hazards: ${names}.`,
          clears: 'A number of its own for each clears it.',
        };
      });
    const named = hazards
      .filter((hazard) => hazard.otherNames.length > 0)
      .map((hazard): Found => {
        const other = hazard.otherNames[0]!;
        return {
          hazard: hazard.ref,
          place: other.place,
          so: `The number ${hazard.ref} carries two names: \u201c${shortened(hazard.name, 60)}\u201d and \u201c${shortened(other.name, 60)}\u201d.`,
          clears:
            'The right number or the right name in that row clears it. Numbers that were filled down by dragging do this.',
        };
      });
    return [...twice, ...named];
  },
};

/** Two hazards that say the same, or nearly: each is then controlled by half. */
export const duplicateHazard: Rule = {
  id: 'duplicate-hazard',
  level: 'warning',
  clause: '3.3.1',
  looksFor: 'Two hazards that say the same, or nearly.',
  headline: 'Two hazards say the same, or nearly.',
  check: ({ hazards }) =>
    nearDuplicates(hazards.map((hazard) => hazard.name)).map(([first, second]) => {
      const [a, b] = [hazards[first]!, hazards[second]!];
      return {
        hazard: b.ref,
        place: b.place,
        so: `${called(b)} says the same as ${called(a)}, or nearly: \u201c${shortened(b.name, 80)}\u201d.`,
        clears: 'Join the two, or say in each what sets it apart.',
      };
    }),
};

/** Words that say nothing of what a hazard is. */
const EMPTY_WORDS = new Set([
  'a',
  'an',
  'the',
  'is',
  'are',
  'was',
  'be',
  'of',
  'in',
  'on',
  'to',
  'for',
  'by',
  'at',
  'from',
  'with',
  'and',
  'or',
  'its',
  'that',
  'which',
  'this',
]);

/** Pairs are the same from this share of common words (Jaccard) up. */
const ALIKE = 0.8;

/**
 * The pairs of texts that share at least four fifths of their words; each text is paired with the first that it repeats.
 * By prefix filtering: two such texts must share one of their rarest words, so only those are indexed, and ten thousand
 * hazards take no fifty million comparisons.
 */
export function nearDuplicates(texts: readonly string[]): [number, number][] {
  const sets = texts.map(
    (text) =>
      new Set(
        foldWord(text)
          .split(' ')
          .filter((word) => word !== '' && !EMPTY_WORDS.has(word))
          .map((word) => word.replace(/(?<=\p{L}{3})s$/u, '')),
      ),
  );
  const frequency = new Map<string, number>();
  for (const set of sets) for (const word of set) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const index = new Map<string, { readonly at: number; readonly position: number }[]>();
  const exact = new Map<string, number>();
  const pairs: [number, number][] = [];
  const firstAlike = (set: ReadonlySet<string>, prefix: readonly string[]) => {
    for (const [position, word] of prefix.entries()) {
      for (const other of index.get(word) ?? []) {
        const theirs = sets[other.at]!;
        if (canBeAlike(set.size, position, theirs.size, other.position) && jaccard(theirs, set) >= ALIKE)
          return other.at;
      }
    }
    return undefined;
  };
  sets.forEach((set, at) => {
    // Two words in common make no duplicate of two short names.
    if (set.size < 3) return;
    const rare = [...set].toSorted((a, b) => frequency.get(a)! - frequency.get(b)! || (a < b ? -1 : 1));
    const key = [...set].toSorted().join(' ');
    const twin = exact.get(key);
    if (twin === undefined) exact.set(key, at);
    const prefix = rare.slice(0, rare.length - Math.ceil(ALIKE * rare.length) + 1);
    if (twin !== undefined) {
      pairs.push([twin, at]);
      return;
    }
    const match = firstAlike(set, prefix);
    if (match !== undefined) pairs.push([match, at]);
    prefix.forEach((word, position) => {
      const list = index.get(word);
      if (list) list.push({ at, position });
      else index.set(word, [{ at, position }]);
    });
  });
  return pairs;
}

/**
 * Whether two sets of these sizes, whose first common word has these places in their orders, can share enough. Names that
 * were made from one pattern have common words by the thousand, and nearly all such pairs end here.
 */
function canBeAlike(size: number, position: number, otherSize: number, otherPosition: number): boolean {
  // A hair less than the share itself, so that rounding takes no pair away.
  const needed = Math.ceil((ALIKE / (1 + ALIKE)) * (size + otherSize) - 1e-9);
  // Equal sets were found before.
  if (size === otherSize && needed === size) return false;
  return Math.min(size - position, otherSize - otherPosition) >= needed;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return common / (a.size + b.size - common);
}

const LEFT_OVER =
  /<\s*(?:insert|enter|add|describe|name|hazard|cause|date|title)\b[^<>]*>|\[\s*(?:insert|enter|add|describe|name|hazard name|date|tbc|to be completed)\b[^[\]]*\]|\{\{[^{}]+\}\}|\blorem ipsum\b|\b(?:delete|replace) (?:this|me) (?:text|row|line)\b/iu;
const DUMMY_NAME =
  /^(?:(?:example|sample|initial|test|dummy|my|first) hazard(?: (?:one|two|\d+|name|here))?|hazard (?:one|two|name|title|\d+)|(?:insert|enter|type) (?:a )?hazard(?: here| name)?|name of hazard|xxx+|foo|bar)$/u;

/** Words of the template that nobody replaced, or one dummy text in every cell. */
export const templateTextLeft: Rule = {
  id: 'template-text-left',
  level: 'warning',
  clause: '3.3.1',
  looksFor: 'Words of the template that nobody replaced.',
  headline: 'Template text is left in the log.',
  check: ({ hazards }) =>
    hazards.flatMap((hazard): Found[] => {
      const fields = [
        hazard.name,
        hazard.description,
        ...hazard.effects,
        ...hazard.harms,
        ...hazard.causes.map((cause) => cause.text),
        ...hazard.controls.map((control) => control.text),
        hazard.evidence,
        hazard.notes,
        hazard.owner,
      ].filter((text) => text !== null);
      const left = fields.find((text) => isPlaceholder(text) || LEFT_OVER.test(text));
      const name = foldWord(hazard.name);
      const same = fields.filter((text) => foldWord(text) === name).length;
      const dummy = DUMMY_NAME.test(name) || same >= 4;
      if (left === undefined && !dummy) return [];
      return [
        {
          hazard: hazard.ref,
          place: hazard.place,
          so: `Template text is left in ${called(hazard)}: \u201c${shortened(left ?? hazard.name, 60)}\u201d.`,
          clears: 'Your own words, or taking the row out, clear it.',
        },
      ];
    }),
};

const ONE_DIES =
  /\b(?:a|one|the|single|individual)\s+(?:single\s+|individual\s+)?(?:patient|person|child|baby|individual|user)(?:\u2019s|'s)?\s+(?:\w+\s+){0,3}?(?:dies|death|die|killed)\b|\b(?:death|loss of life)\s+of\s+(?:a|one|the|single)\s+(?:single\s+)?(?:patient|person|child|baby|individual|user)\b|\bsingle\s+(?:patient\s+)?(?:death|fatality)\b|\bpatient\s+death\b|\bdeath\s*\(?\s*(?:single|1|one)\b/iu;
const SEVERAL = /\b(?:patients|multiple|several|many|deaths|fatalities|people|persons|more than one)\b/iu;

/** The NHS scheme calls one patient's death Major; Catastrophic is for several patients. */
export const singleDeathCalledCatastrophic: Rule = {
  id: 'single-death-called-catastrophic',
  level: 'note',
  clause: '4.4.1',
  looksFor: 'The death of one patient called Catastrophic; in the NHS scheme it is Major.',
  headline: 'The death of one patient is called Catastrophic.',
  check: ({ hazards, scheme }) => {
    if (scheme.scheme && !scheme.scheme.severity.some((word) => foldWord(word) === 'considerable')) return [];
    return hazards.flatMap((hazard): Found[] => {
      const rated = [hazard.initial, hazard.residual].filter(
        (rating) => foldWord(rating.severity ?? '') === 'catastrophic',
      );
      const words = [
        hazard.name,
        hazard.description ?? '',
        ...hazard.harms,
        ...hazard.effects,
        hazard.justification.initial ?? '',
        hazard.justification.residual ?? '',
      ].join('. ');
      if (rated.length === 0 || !ONE_DIES.test(words) || SEVERAL.test(words)) return [];
      return [
        {
          hazard: hazard.ref,
          place: rated[0]!.from.severity?.place ?? hazard.place,
          so: `The death of one patient is called Catastrophic in ${called(hazard)}. In the NHS matrix one patient\u2019s death is Major.`,
          clears: 'If several patients could die, say so. Otherwise Major is the NHS word.',
        },
      ];
    });
  },
};

export const wordingRules: readonly Rule[] = [
  duplicateId,
  hazardTooVague,
  duplicateHazard,
  templateTextLeft,
  singleDeathCalledCatastrophic,
];
