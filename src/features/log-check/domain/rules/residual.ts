import type { Meaning } from '../../domain.ts';
import {
  acceptanceOf,
  asksFor,
  called,
  hasControls,
  levelOf,
  missing,
  residualAgainstInitial,
  type Found,
  type Rule,
} from './rule.ts';

const RESIDUAL: readonly Meaning[] = ['residual-severity', 'residual-likelihood', 'residual-risk', 'residual-rating'];
const ADDITIONAL: readonly Meaning[] = [
  'control',
  'design-control',
  'test-control',
  'training-control',
  'process-control',
];
const EVIDENCE: readonly Meaning[] = ['evidence', 'existing-evidence'];

/** A rated hazard has no residual rating, and its initial risk was not acceptable (DCB0129 6.1.4; 5.1.2 exempts the others). */
export const residualMissing: Rule = {
  id: 'residual-missing',
  level: 'warning',
  clause: '6.1.4',
  looksFor: 'No residual rating, where the initial risk was not acceptable.',
  headline: 'A hazard has no residual rating.',
  check: (facts) =>
    missing(facts, {
      meanings: RESIDUAL,
      isMissing: (hazard) =>
        hazard.residual.state === 'not-scored' &&
        hazard.initial.state !== 'not-scored' &&
        acceptanceOf(hazard.initial, facts.scheme.scheme) !== 'acceptable',
      one: (hazard) => ({
        so: `${called(hazard)} has no residual rating.`,
        clears: 'A residual severity and likelihood clear it.',
      }),
      column: (why) => ({
        so: `No residual rating is given, because ${why}.`,
        clears: 'Columns for residual severity, likelihood and risk, filled in, clear it.',
      }),
    }),
};

/** The residual risk is above the initial risk. */
export const residualWorse: Rule = {
  id: 'residual-worse-than-initial',
  level: 'warning',
  clause: '6.1.4',
  looksFor: 'A residual risk above the initial risk.',
  headline: 'The residual risk is above the initial one.',
  check: ({ hazards, scheme }) =>
    hazards
      .filter((hazard) => residualAgainstInitial(hazard, scheme.scheme) === 1)
      .map((hazard) => ({
        hazard: hazard.ref,
        place: hazard.residual.place,
        so: `The residual risk of ${called(hazard)} is ${levelOf(hazard.residual)}, and the initial risk was ${levelOf(hazard.initial)}.`,
        clears:
          'If a control brings a new risk, log that as a hazard of its own. Otherwise put one of the two ratings right.',
      })),
};

/** The residual risk is lower than the initial one, and the log names no control that was added. */
export const loweredWithoutControl: Rule = {
  id: 'residual-lowered-without-control',
  level: 'warning',
  clause: '6.1.4',
  looksFor: 'A residual risk below the initial risk, with no control that was added.',
  headline: 'The residual risk is lower than the initial one, and no control was added.',
  check: ({ hazards, scheme }) =>
    hazards.flatMap((hazard): Found[] => {
      if (residualAgainstInitial(hazard, scheme.scheme) !== -1) return [];
      const separate = asksFor(hazard, ADDITIONAL);
      const controlled = separate
        ? hazard.controls.some((control) => control.kind !== 'existing')
        : hasControls(hazard);
      if (controlled) return [];
      return [
        {
          hazard: hazard.ref,
          place: hazard.residual.place,
          so: `The residual risk of ${called(hazard)} is lower than the initial one, and no control was added.`,
          clears: 'Name the control that lowers it, or give it the initial rating.',
        },
      ];
    }),
};

/** The residual risk is lower than the initial one, and nothing shows that its controls work (DCB0129 6.3.2, 6.3.3). */
export const loweredWithoutEvidence: Rule = {
  id: 'residual-lowered-without-evidence',
  level: 'warning',
  clause: '6.3.3',
  looksFor: 'A residual risk below the initial risk, with no evidence for any control.',
  headline: 'The residual risk is lower than the initial one, and nothing shows that the controls work.',
  check: (facts) =>
    missing(facts, {
      meanings: EVIDENCE,
      byHazard: true,
      isMissing: (hazard) =>
        residualAgainstInitial(hazard, facts.scheme.scheme) === -1 &&
        hasControls(hazard) &&
        hazard.evidence === null &&
        hazard.controls.every((control) => control.evidence === null),
      one: (hazard) => ({
        place: hazard.residual.place,
        so: `The residual risk of ${called(hazard)} is lower than the initial one, and nothing shows that its controls work.`,
        clears: 'A test, a review or a document for the controls that lower it clears it.',
      }),
      column: (why) => ({
        so: `The residual risk is below the initial one, and no evidence is named for the controls that lower it, because ${why}.`,
        clears: 'A column \u201cEvidence\u201d, filled in for the controls that lower the risk, clears it.',
      }),
    }),
};

/** The residual risk is at a level that the scheme does not accept (DCB0129 6.1.5). */
export const residualUnacceptable: Rule = {
  id: 'residual-unacceptable',
  level: 'error',
  clause: '6.1.5',
  looksFor: 'A residual risk at a level that the scheme does not accept.',
  headline: 'A residual risk is at a level that the scheme does not accept.',
  check: ({ hazards, scheme }) =>
    hazards.flatMap((hazard): Found[] => {
      const acceptance = acceptanceOf(hazard.residual, scheme.scheme);
      if (acceptance !== 'unacceptable' && acceptance !== 'mandatory') return [];
      return [
        {
          hazard: hazard.ref,
          place: hazard.residual.place,
          so: `The residual risk of ${called(hazard)} is ${levelOf(hazard.residual)}, which the scheme does not accept.`,
          clears: 'More control clears it; where none is possible, a clinical risk benefit analysis (6.2).',
        },
      ];
    }),
};

/** The residual risk is acceptable only with a reason, and none is written down. */
export const residualNeedsJustification: Rule = {
  id: 'residual-needs-justification',
  level: 'warning',
  clause: '6.1.4',
  looksFor: 'A residual risk that is acceptable only with a reason, and no reason.',
  headline: 'A residual risk needs a reason, and none is written down.',
  check: (facts) =>
    missing(facts, {
      meanings: ['residual-justification'],
      byHazard: true,
      isMissing: (hazard) => {
        const acceptance = acceptanceOf(hazard.residual, facts.scheme.scheme);
        return (acceptance === 'justify' || acceptance === 'undesirable') && hazard.justification.residual === null;
      },
      one: (hazard) => ({
        place: hazard.residual.place,
        so: `The residual risk of ${called(hazard)} is ${levelOf(hazard.residual)}, and no reason says why that is acceptable.`,
        clears: 'Write why further reduction is impractical, or costs more than it brings.',
      }),
      column: (why) => ({
        so: `A residual risk needs a reason, and none is written down, because ${why}.`,
        clears:
          'A column \u201cResidual risk: justification\u201d, filled in, clears it: why further reduction is impractical, or costs more than it brings.',
      }),
    }),
};

export const residualRules: readonly Rule[] = [
  residualUnacceptable,
  residualMissing,
  residualWorse,
  loweredWithoutControl,
  loweredWithoutEvidence,
  residualNeedsJustification,
];
