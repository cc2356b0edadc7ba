import { foldWord, sameLevel } from '../../../schemes/domain.ts';
import type { Hazard, Place, Rating, RiskScheme, SchemeReading, WrongRead } from '../../domain.ts';
import { contradictsScheme } from '../contradiction.ts';
import { called, missing, phaseWord, ratingsOf, type Found, type Rule } from './rule.ts';

/** "this log's own matrix", "the NHS matrix": how the scheme in use is called in a sentence. */
function matrixName(reading: SchemeReading): string {
  if (reading.scheme?.kind === 'product') return 'this log\u2019s own scale';
  if (reading.origin === 'given') return 'the matrix that you gave';
  return reading.origin === 'declared' ? 'this log\u2019s own matrix' : 'the NHS matrix';
}

/** The stated risk is not what the scheme gives for the stated severity and likelihood (DCB0129 4.4.1, 6.1.4). */
export const ratingContradictsMatrix: Rule = {
  id: 'rating-contradicts-matrix',
  level: 'error',
  clause: '4.4.1',
  looksFor: 'A stated risk that is not what the matrix gives for the stated severity and likelihood.',
  headline: 'A stated risk is not what the matrix gives.',
  check: ({ hazards, scheme, formulas }) => {
    if (!scheme.scheme) return [];
    const used = scheme.scheme;
    const wrong = new Set(
      formulas.filter((formula) => formula.wrong.length > 0).map((formula) => cellOf(formula.place)),
    );
    return hazards.flatMap((hazard) =>
      ratingsOf(hazard).flatMap((rating): Found[] => {
        if (!contradictsScheme(rating, used)) return [];
        const place = rating.from.risk?.place ?? rating.place;
        const byFormula = wrong.has(cellOf(place));
        return [
          {
            hazard: hazard.ref,
            place,
            clause: rating.phase === 'initial' ? '4.4.1' : '6.1.4',
            so: `${phaseWord(rating.phase)} risk is given as ${rating.stated}. ${rating.severity} and ${rating.likelihood} make ${rating.computed} ${used.kind === 'product' ? 'as likelihood times severity' : `in ${matrixName(scheme)}`}.`,
            clears: byFormula
              ? 'Making the formula read the right cell clears it.'
              : `Put ${rating.computed}, or choose another severity or likelihood, with the reason.`,
          },
        ];
      }),
    );
  },
};

/** A cell in all the material: sheets of two files may have one name. */
function cellOf({ file, sheet, cell }: Place): string {
  return JSON.stringify([file, sheet, cell]);
}

/** Two places in the same material give different ratings for one hazard. */
export const ratingStatedTwice: Rule = {
  id: 'rating-stated-twice',
  level: 'error',
  clause: '4.4.1',
  looksFor: 'Two places that give different ratings for one hazard.',
  headline: 'One hazard has two different ratings.',
  check: ({ hazards }) => {
    const several = hazards.filter((hazard) => hazard.controls.length > 1 || hazard.causes.length > 1);
    const differing = several.filter((hazard) => hazard.statedAgain.length > 0);
    // Where most hazards have several ratings, the log rates each cause or control for itself: a way of working.
    const byDesign = differing.length > 0.5 * several.length && differing.every((hazard) => inOneTable(hazard));
    return hazards.flatMap((hazard) =>
      (['initial', 'residual'] as const).flatMap((phase): Found[] => {
        const main = hazard[phase];
        const others = hazard.statedAgain.filter((rating) => rating.phase === phase);
        if (others.length === 0) return [];
        const said = [main, ...others].map((rating) => `${inWords(rating)} (${where(rating)})`).join('; ');
        const place = others[0]!.place;
        if (byDesign) {
          return [
            {
              hazard: hazard.ref,
              place,
              level: 'note',
              so: `The ${phase} rating of ${called(hazard)} differs from row to row: ${said}.`,
              clears: 'Nothing to clear if each row is rated for itself. The one that most rows have is shown.',
            },
          ];
        }
        return [
          {
            hazard: hazard.ref,
            place,
            clause: phase === 'initial' ? '4.4.1' : '6.1.4',
            so: `The ${phase} rating of ${called(hazard)} is stated more than once, and differs: ${said}.`,
            clears: 'Keep one of them, and make the others say the same.',
          },
        ];
      }),
    );
  },
};

function inOneTable(hazard: Hazard): boolean {
  return hazard.statedAgain.every(
    (rating) => rating.place.cell !== undefined && rating.place.sheet === hazard.place.sheet,
  );
}

function inWords(rating: Rating): string {
  const parts = [rating.severity, rating.likelihood].filter((part) => part !== null);
  const risk = rating.stated === null ? '' : parts.length > 0 ? ` = ${rating.stated}` : String(rating.stated);
  return `${parts.join(' and ')}${risk}`;
}

function where(rating: Rating): string {
  return rating.place.cell ?? (rating.place.line === undefined ? rating.place.file : `line ${rating.place.line}`);
}

/** A formula of the risk column reads the severity or likelihood of the other rating, or of another row. */
export const riskFormulaReadsWrongCell: Rule = {
  id: 'risk-formula-reads-wrong-cell',
  level: 'error',
  clause: '4.4.1',
  looksFor: 'A risk formula that reads the severity or likelihood of the other rating, or of another row.',
  headline: 'A risk formula reads the wrong cell.',
  check: ({ formulas }) =>
    formulas.flatMap((formula) =>
      formula.wrong.map((wrong) => ({
        hazard: formula.hazard,
        place: formula.place,
        clause: formula.phase === 'initial' ? '4.4.1' : '6.1.4',
        so: `The ${formula.phase} risk in ${formula.place.cell} is worked out from ${wrong.reads} (${wrong.readsMeaning}). ${wrong.shouldRead} (${wrong.shouldMeaning}) is meant.`,
        clears: clearsFormula(wrong),
      })),
    ),
};

function clearsFormula({ reads, shouldRead }: WrongRead): string {
  const [from, to] = [reads, shouldRead].map((cell) => ({
    column: cell.replace(/\d+$/u, ''),
    row: cell.replace(/^\D+/u, ''),
  })) as [CellName, CellName];
  const column = from.column === to.column ? '' : ` column ${to.column} in place of column ${from.column}`;
  const row = from.row === to.row ? '' : ` row ${to.row} in place of row ${from.row}`;
  return `Make the formula read${column}${column && row ? ', and' : ''}${row}.`;
}

interface CellName {
  readonly column: string;
  readonly row: string;
}

/** A severity, likelihood or risk is a word that the scheme in use does not have. */
export const ratingWordUnknown: Rule = {
  id: 'rating-word-unknown',
  level: 'error',
  clause: '3.2.1',
  looksFor: 'A severity, likelihood or risk that the scheme in use does not have.',
  headline: 'A rating has a word that the scheme does not have.',
  check: ({ hazards, scheme }) => {
    const used = scheme.scheme;
    if (!used) return [];
    const stated = hazards.flatMap((hazard) => ratingsOf(hazard).filter((rating) => rating.from.risk));
    // Colours in every row are another way to say the risk, and no slips.
    const otherTerms = stated.filter((rating) => isUnknownRisk(rating, used)).length > 0.5 * stated.length;
    return hazards.flatMap((hazard) =>
      ratingsOf(hazard).flatMap((rating): Found[] => {
        const unknown = (['severity', 'likelihood'] as const).flatMap((axis): Found[] => {
          const value = rating.from[axis];
          if (!value || rating[`${axis}Index`] !== null) return [];
          return [
            {
              hazard: hazard.ref,
              place: value.place,
              so: `The ${rating.phase} ${axis} is \u201c${value.text}\u201d, which is not in ${matrixName(scheme)}.`,
              clears: `Choose one of: ${used[axis].join(', ')}.`,
            },
          ];
        });
        const risk = rating.from.risk;
        if (risk && !otherTerms && isUnknownRisk(rating, used)) {
          unknown.push({
            hazard: hazard.ref,
            place: risk.place,
            so: `The ${rating.phase} risk is \u201c${risk.text}\u201d, which is not a level of ${matrixName(scheme)}.`,
            clears:
              rating.computed === null
                ? 'Put the level that the matrix gives.'
                : `Put ${rating.computed}, which is what the matrix gives.`,
          });
        }
        return unknown;
      }),
    );
  },
};

/** Whether a stated risk is no level of the scheme. The words of acceptability beside products are not judged. */
function isUnknownRisk(rating: Rating, scheme: RiskScheme): boolean {
  const text = rating.from.risk?.text ?? '';
  if (typeof rating.stated !== 'string' || (scheme.kind === 'product' && !/\d/u.test(text))) return false;
  return !scheme.levels.some(
    (level) => sameLevel(level.level, rating.stated!) || foldWord(level.name) === foldWord(text),
  );
}

/** A rating of which a part is missing, or a hazard that nobody has rated yet. */
export const ratingIncomplete: Rule = {
  id: 'rating-incomplete',
  level: 'warning',
  clause: '4.4.1',
  looksFor: 'A hazard without an initial rating, or a rating without its severity or its likelihood.',
  headline: 'A rating is missing, or a part of it.',
  check: (facts) => [
    ...missing(facts, {
      meanings: ['initial-severity', 'initial-likelihood', 'initial-risk', 'initial-rating'],
      isMissing: (hazard) => hazard.initial.state === 'not-scored',
      one: (hazard) => ({
        so: `${called(hazard)} has no initial rating yet.`,
        clears: 'A severity and a likelihood, given by somebody who knows the care, clear it.',
      }),
      column: (why) => ({
        so: `No hazard has an initial rating, because ${why}.`,
        clears: 'Columns for initial severity, likelihood and risk, filled in, clear it.',
      }),
    }),
    ...missing(facts, {
      meanings: ['initial-severity', 'residual-severity', 'initial-rating', 'residual-rating'],
      byHazard: true,
      isMissing: (hazard) => [hazard.initial, hazard.residual].some((rating) => rating.state === 'partly-scored'),
      one: (hazard) => {
        const rating = hazard.initial.state === 'partly-scored' ? hazard.initial : hazard.residual;
        const lacks = [rating.severity === null ? 'severity' : '', rating.likelihood === null ? 'likelihood' : '']
          .filter(Boolean)
          .join(' and no ');
        return {
          place: rating.place,
          so: `The ${rating.phase} rating of ${called(hazard)} has no ${lacks}.`,
          clears: `Giving the ${lacks.replace(' and no ', ' and the ')} clears it. A risk without them cannot be checked.`,
        };
      },
      column: (why) => ({
        so: `A risk is stated without its severity and likelihood, because ${why}.`,
        clears: 'Columns for both, filled in, clear it. A risk without them cannot be checked.',
      }),
    }),
  ],
};

export const ratingRules: readonly Rule[] = [
  ratingContradictsMatrix,
  ratingStatedTwice,
  riskFormulaReadsWrongCell,
  ratingWordUnknown,
  ratingIncomplete,
];
