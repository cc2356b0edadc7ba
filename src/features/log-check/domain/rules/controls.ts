import { foldWord } from '../../../schemes/domain.ts';
import type { Hazard } from '../../domain.ts';
import { called, counted, hasControls, missing, shortened, type Found, type Rule } from './rule.ts';

/** A hazard without a cause: nothing then says what the controls act on (DCB0129 4.3.1). */
export const hazardWithoutCause: Rule = {
  id: 'hazard-without-cause',
  level: 'warning',
  clause: '4.3.1',
  looksFor: 'A hazard without a cause.',
  headline: 'A hazard has no cause.',
  check: (facts) =>
    missing(facts, {
      meanings: ['cause'],
      isMissing: (hazard) => hazard.causes.length === 0,
      one: (hazard) => ({
        so: `${called(hazard)} has no cause.`,
        clears: 'Write what would have to happen for the hazard to arise.',
      }),
      column: (why) => ({
        so: `No hazard has a cause, because ${why}.`,
        clears: 'A column \u201cPossible causes\u201d, filled in, clears it.',
      }),
    }),
};

/** A hazard that does not say how a patient would be harmed (DCB0129 4.4.1: severity is the severity of that harm). */
export const hazardWithoutHarm: Rule = {
  id: 'hazard-without-harm',
  level: 'warning',
  clause: '4.4.1',
  looksFor: 'A hazard that does not say what the patient would suffer.',
  headline: 'A hazard does not say how a patient would be harmed.',
  check: (facts) =>
    missing(facts, {
      meanings: ['harm', 'effect'],
      isMissing: (hazard) => hazard.harms.length === 0 && hazard.effects.length === 0,
      one: (hazard) => ({
        so: `${called(hazard)} does not say how a patient would be harmed.`,
        clears: 'Write in one sentence what the patient would suffer: the severity rests on it.',
      }),
      column: (why) => ({
        so: `No hazard says how a patient would be harmed, because ${why}.`,
        clears: 'A column \u201cHarm\u201d, filled in, clears it: the severity rests on it.',
      }),
    }),
};

/** A cause that no control answers, in logs that say which control answers which cause (DCB0129 6.1.1). */
export const causeWithoutControl: Rule = {
  id: 'cause-without-control',
  level: 'warning',
  clause: '6.1.1',
  looksFor: 'A cause that no control answers.',
  headline: 'A cause has no control.',
  check: ({ hazards }) =>
    hazards.flatMap((hazard): Found[] => {
      if (hazard.causes.length === 0) return [];
      if (!hasControls(hazard)) {
        return [
          {
            hazard: hazard.ref,
            place: hazard.place,
            so: `${called(hazard)} has ${counted(hazard.causes.length, 'cause')} and no control.`,
            clears: 'A control, or the reason why none is needed, clears it.',
          },
        ];
      }
      const answered = new Set(hazard.controls.flatMap((control) => (control.cause === null ? [] : [control.cause])));
      // Without any link between the two, which control answers which cause is not known, and nothing is claimed.
      if (answered.size === 0) return [];
      const numbers = new Set(hazard.controls.map((control) => control.number));
      return hazard.causes
        .filter((cause) => !answered.has(cause.text) && (cause.number === null || !numbers.has(cause.number)))
        .map((cause) => ({
          hazard: hazard.ref,
          place: cause.place,
          so: `No control answers the cause ${cause.number === null ? '' : `${cause.number} `}\u201c${shortened(cause.text, 80)}\u201d of ${called(hazard)}.`,
          clears: 'A control, or the reason why none is needed, clears it.',
        }));
    }),
};

/** Training is the only control: the weakest kind, since it rests on everybody remembering (order of preference of 6.1.1's guidance). */
export const controlTrainingOnly: Rule = {
  id: 'control-training-only',
  level: 'warning',
  clause: '6.1.1',
  looksFor: 'A hazard with no other control than training.',
  headline: 'Training is the only control.',
  check: ({ hazards }) =>
    hazards.flatMap((hazard): Found[] => {
      const onlyTraining = hazard.controls.length > 0 && hazard.controls.every((control) => isTraining(control));
      if (!onlyTraining) return [];
      return [
        {
          hazard: hazard.ref,
          place: hazard.controls[0]!.place,
          so: `Training is the only control of ${called(hazard)}.`,
          clears: 'A control in the design, or the reason why none is possible, clears it.',
        },
      ];
    }),
};

function isTraining(control: Hazard['controls'][number]): boolean {
  if (control.type !== null) return control.type === 'training';
  return (
    /^(?:user |staff |clinical |further |additional )*training\b|\bstaff (?:are|will be|to be) trained\b/u.test(
      foldWord(control.text),
    ) && control.text.length < 120
  );
}

/** Nobody is named who answers for the controls. */
export const controlWithoutOwner: Rule = {
  id: 'control-without-owner',
  level: 'warning',
  clause: '6.3.1',
  looksFor: 'A control that nobody answers for.',
  headline: 'A control has no owner.',
  check: (facts) =>
    missing(facts, {
      meanings: ['control-owner', 'owner'],
      isMissing: (hazard) => hazard.owner === null && hazard.controls.some((control) => control.owner === null),
      one: (hazard) => {
        const without = hazard.controls.filter((control) => control.owner === null);
        return {
          count: without.length,
          place: without[0]!.place,
          so: `${counted(without.length, 'control')} of ${called(hazard)} ${without.length === 1 ? 'has' : 'have'} no owner.`,
          clears: 'A name or a role clears it.',
        };
      },
      column: (why) => ({
        so: `No control has an owner, because ${why}.`,
        clears: 'A column \u201cOwner\u201d with a name or a role clears it.',
      }),
    }),
};

/** Nothing says how a control was verified (DCB0129 6.3.2 implementation, 6.3.3 effectiveness). */
export const controlWithoutEvidence: Rule = {
  id: 'control-without-evidence',
  level: 'warning',
  clause: '6.3.2',
  looksFor: 'A control of which nothing says how it was verified.',
  headline: 'Nothing says how a control was verified.',
  check: (facts) =>
    missing(facts, {
      meanings: ['evidence', 'existing-evidence'],
      isMissing: (hazard) => hazard.evidence === null && hazard.controls.some((control) => control.evidence === null),
      one: (hazard) => {
        const without = hazard.controls.filter((control) => control.evidence === null);
        return {
          count: without.length,
          place: without[0]!.place,
          so: `Nothing says how ${counted(without.length, 'control')} of ${called(hazard)} ${without.length === 1 ? 'was' : 'were'} verified.`,
          clears: 'A test, a review or a document that shows it clears it.',
        };
      },
      column: (why) => ({
        so: `No control says how it was verified, because ${why}.`,
        clears: 'A column \u201cEvidence\u201d, filled in, clears it.',
      }),
    }),
};

/** Something was transferred, and nobody is named who takes it (DCB0129 3.5.3 makes the report available to the receiver). */
export const transferredWithoutReceiver: Rule = {
  id: 'transferred-without-receiver',
  level: 'warning',
  clause: '6.3.1',
  looksFor: 'A hazard or control that was transferred to nobody.',
  headline: 'Something is transferred, and the log does not say to whom.',
  check: ({ hazards }) =>
    hazards.flatMap((hazard): Found[] => {
      if (
        hazard.standing === 'transferred' &&
        hazard.receiver === null &&
        !/\btransfer(?:red)? to \S/iu.test(hazard.status ?? '') &&
        !hazard.controls.some((control) => control.transferred && control.owner !== null)
      ) {
        return [
          {
            hazard: hazard.ref,
            place: hazard.place,
            so: `${called(hazard)} is transferred, and the log does not say to whom.`,
            clears: 'The organisation that takes it, and the control that it must put in place, clear it.',
          },
        ];
      }
      const lost = hazard.controls.filter(
        (control) => control.transferred && control.owner === null && hazard.receiver === null,
      );
      if (lost.length === 0) return [];
      return [
        {
          hazard: hazard.ref,
          place: lost[0]!.place,
          count: lost.length,
          so: `${counted(lost.length, 'control')} of ${called(hazard)} ${lost.length === 1 ? 'is' : 'are'} transferred, and the log does not say to whom.`,
          clears: 'The organisation that has to put it in place clears it.',
        },
      ];
    }),
};

const OPEN =
  /^(?:open|outstanding|in progress|ongoing|not started|not done|overdue|pending|to do|todo|incomplete|awaiting)\b/u;

/** A hazard is closed while an action of its own is open: work that nobody will look at again. */
export const closedWithOpenAction: Rule = {
  id: 'closed-with-open-action',
  level: 'error',
  clause: null,
  looksFor: 'A closed hazard with an action that is still open.',
  headline: 'A hazard is closed, and its action is open.',
  check: ({ hazards }) =>
    hazards.flatMap((hazard): Found[] => {
      if (hazard.standing !== 'closed') return [];
      const open = hazard.controls.find(
        (control) =>
          OPEN.test(foldWord(control.actionStatus ?? '')) ||
          OPEN.test(foldWord(control.state ?? '')) ||
          OPEN.test(foldWord(control.action ?? '')),
      );
      if (!open) return [];
      const named =
        open.action && !OPEN.test(foldWord(open.action)) ? ` \u201c${shortened(open.action, 60)}\u201d` : '';
      return [
        {
          hazard: hazard.ref,
          place: open.place,
          so: `${called(hazard)} is closed, and its action${named} is open.`,
          clears: 'Closing the action, or reopening the hazard, clears it.',
        },
      ];
    }),
};

export const controlRules: readonly Rule[] = [
  closedWithOpenAction,
  hazardWithoutCause,
  hazardWithoutHarm,
  causeWithoutControl,
  controlTrainingOnly,
  controlWithoutOwner,
  controlWithoutEvidence,
  transferredWithoutReceiver,
];
