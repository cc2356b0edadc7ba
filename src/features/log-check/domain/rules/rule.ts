import { bandOf, levelRank, type RiskLevel, type RiskScheme } from '../../../schemes/domain.ts';
import type { Finding, Hazard, Level, Meaning, Phase, Place, Rating, Understanding } from '../../domain.ts';
export { counted } from '../../../../words/counting.ts';

/** What a rule finds, before it carries the rule's own name, level and clause. */
export type Found = Pick<Finding, 'hazard' | 'place' | 'so' | 'clears'> &
  Partial<Pick<Finding, 'level' | 'clause' | 'count'>>;

/** One thing that can be wrong with a hazard log. `check` is pure; the clause is one of DCB0129 4.2. */
export interface Rule {
  readonly id: string;
  readonly level: Level;
  readonly clause: string | null;
  /** What it looks for, in one sentence: what `primum check --rules` prints. */
  readonly looksFor: string;
  /** What is so, said once for all that it finds: what stands beside their number where they are folded. */
  readonly headline: string;
  readonly check: (facts: Understanding) => Found[];
}

/** How a hazard is called in a sentence. */
export function called(hazard: Hazard): string {
  return hazard.ref ?? `\u201c${shortened(hazard.name, 60)}\u201d`;
}

export function shortened(text: string, most: number): string {
  const folded = text.replace(/\s+/gu, ' ').trim();
  return folded.length > most ? `${folded.slice(0, most - 1).trimEnd()}\u2026` : folded;
}

export function phaseWord(phase: Phase): string {
  return phase === 'initial' ? 'Initial' : 'Residual';
}

/** All ratings of a hazard, those that stand elsewhere too. */
export function ratingsOf(hazard: Hazard): readonly Rating[] {
  return [hazard.initial, hazard.residual, ...hazard.statedAgain];
}

/** What counts as the level of a rating: what the scheme makes of it, or what is stated where it makes nothing. */
export function levelOf(rating: Rating): RiskLevel | null {
  return rating.computed ?? rating.stated;
}

/** Whether the residual risk is below (-1), equal to (0) or above (1) the initial one; null where that is not known. */
export function residualAgainstInitial(hazard: Hazard, scheme: RiskScheme | null): -1 | 0 | 1 | null {
  const [initial, residual] = [levelOf(hazard.initial), levelOf(hazard.residual)];
  if (!scheme || initial === null || residual === null) return null;
  const [before, after] = [levelRank(scheme, initial), levelRank(scheme, residual)];
  if (before === null || after === null) return null;
  return after < before ? -1 : after > before ? 1 : 0;
}

export function acceptanceOf(rating: Rating, scheme: RiskScheme | null) {
  const level = levelOf(rating);
  return scheme && level !== null ? (bandOf(scheme, level)?.acceptance ?? null) : null;
}

/** Whether a hazard has anything that was meant to lower its risk. */
export function hasControls(hazard: Hazard): boolean {
  return hazard.controls.length > 0 || hazard.existingControls !== null;
}

/** Whether the log has any of these columns or headings for this hazard. */
export function asksFor(hazard: Hazard, meanings: readonly Meaning[]): boolean {
  return meanings.some((meaning) => hazard.has.has(meaning));
}

interface Missing {
  readonly meanings: readonly Meaning[];
  /** Whether it is missing for this hazard. */
  readonly isMissing: (hazard: Hazard) => boolean;
  /** Where the column holds other things too, so that no hazard having it does not make the column empty. */
  readonly byHazard?: boolean;
  readonly one: (hazard: Hazard) => Pick<Found, 'so' | 'clears'> & Partial<Pick<Found, 'count' | 'place'>>;
  /** Said once, where the log has no column for it, or an empty one; `why` is which. Their number stands beside it. */
  readonly column: (why: string) => Pick<Found, 'so' | 'clears'>;
}

/** Finds what is missing: once a hazard where the log asks for it, once in all where a whole column is missing or empty. */
export function missing(facts: Understanding, what: Missing): Found[] {
  const lacking = new Set(facts.hazards.filter(what.isMissing));
  return byTable(facts.hazards).flatMap((table) => {
    const here = table.filter((hazard) => lacking.has(hazard));
    const [first] = here;
    if (!first) return [];
    const asked = here.some((hazard) => asksFor(hazard, what.meanings));
    // One hazard says nothing about its column; nor does an empty column where others need no entry.
    if (here.length === 1 || (asked && (what.byHazard || here.length < table.length))) {
      return here.map((hazard): Found => ({ hazard: hazard.ref, place: hazard.place, ...what.one(hazard) }));
    }
    const why = asked ? 'the column for it is empty' : 'the log has no column for it';
    return [{ hazard: null, place: tableOf(here), count: here.length, ...what.column(why) }];
  });
}

/** Hazards by the file or sheet that they stand in. A folder of one page a hazard is one log. */
function byTable(hazards: readonly Hazard[]): Hazard[][] {
  const tables = Map.groupBy(hazards, ({ place }) =>
    place.sheet === undefined ? '' : `${place.file}\u0000${place.sheet}`,
  );
  return [...tables.values()];
}

/** The sheet or file that hazards stand in; of many files, the folder that holds them all. */
function tableOf(group: readonly Hazard[]): Place {
  const { file, sheet } = group[0]!.place;
  const folders = group.map((hazard) => hazard.place.file.split('/').slice(0, -1));
  const common = folders[0]!.filter((name, depth) => folders.every((folder) => folder[depth] === name));
  const many = group.some((hazard) => hazard.place.file !== file);
  return { file: many && common.length > 0 ? common.join('/') : file, ...(sheet === undefined ? {} : { sheet }) };
}
