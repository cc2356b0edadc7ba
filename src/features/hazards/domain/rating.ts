import { axisWord, foldWord, lookUp, type RiskLevel, type RiskScheme } from '../../schemes/domain.ts';
import type { ControlState, HazardStatus, Party, Phase } from '../domain.ts';
import { compareLevels } from './ratings.ts';
import { severityOf, type HarmKind } from './severity.ts';

/*
 * What has to be so before a person's rating is kept: a lookup in the scheme of the log, a reason, and of what remains the
 * controls that it relies on. (DCB0129 4.4, 6.1) Pure.
 */

/** Phases whose ratings rest on controls, and name them. A target rests on what is agreed, and counts nowhere. */
export const RELYING_PHASES = ['residual', 'deployer'] as const satisfies readonly Phase[];

export function reliesOnControls(phase: Phase): boolean {
  return phase === 'residual' || phase === 'deployer';
}

/** How a phase is called in a sentence: "the residual rating of HAZ-12". */
export const PHASE_NAMES: Readonly<Record<Phase, string>> = {
  initial: 'initial rating',
  target: 'target rating',
  residual: 'residual rating',
  deployer: 'rating with the deployer’s controls in place',
};

/** A control of the hazard, as far as a rating asks. */
export interface ControlToRelyOn {
  /** CTL-31; PLATFORM/CTL-3 of another service. */
  readonly reference: string;
  readonly state: ControlState;
  readonly party: Party | null;
  readonly retired: boolean;
}

/** Why a rating cannot rely on a control; null where it can. Whether it holds is another matter, and told afterwards. */
export function whyNotReliedOn(phase: Phase, { reference, state, party, retired }: ControlToRelyOn): string | null {
  if (!reliesOnControls(phase)) return `The ${PHASE_NAMES[phase]} relies on no control.`;
  if (retired || state === 'withdrawn') return `${reference} was withdrawn, so that no rating can rely on it.`;
  if (phase === 'residual' && party === 'deployer')
    return `${reference} is for the deployer to put in place. It counts in the ${PHASE_NAMES.deployer}, and not in the residual one.`;
  return null;
}

/** Whether a hazard has a rating "if the deployer's controls are in place" at all: one of its controls is theirs. */
export function hasDeployerControl(controls: readonly ControlToRelyOn[]): boolean {
  return controls.some((one) => one.party === 'deployer' && one.state !== 'withdrawn' && !one.retired);
}

/** Where something of a rating is wrong, and what to do. */
export interface RatingProblem {
  readonly field: 'severity' | 'harmClass' | 'likelihood' | 'reliesOn';
  readonly message: string;
}

/** What a person chose, found on the axes of the scheme. */
export interface Placed {
  readonly severity: string;
  readonly likelihood: string;
  readonly severityIndex: number;
  readonly likelihoodIndex: number;
  readonly level: RiskLevel;
}

/**
 * Finds the square that a person chose. The severity follows from the class of harm where that was chosen. A level is only
 * ever looked up, never worked out from numbers.
 */
export function placeOf(
  scheme: RiskScheme,
  chosen: { readonly severity: string; readonly harm: HarmKind | null; readonly likelihood: string },
): { readonly placed: Placed } | { readonly problems: readonly RatingProblem[] } {
  const severity = exactPlace(scheme.severity, chosen.harm ? severityOf(chosen.harm) : chosen.severity);
  const likelihood = exactPlace(scheme.likelihood, chosen.likelihood);
  const level = lookUp(scheme, likelihood, severity);
  if (severity !== null && likelihood !== null && level !== null)
    return {
      placed: {
        severity: scheme.severity[severity]!,
        likelihood: scheme.likelihood[likelihood]!,
        severityIndex: severity,
        likelihoodIndex: likelihood,
        level,
      },
    };
  const said = (words: readonly string[]) => words.join(', ');
  return {
    problems: [
      ...(severity === null
        ? [
            chosen.harm
              ? ({
                  field: 'harmClass',
                  message: 'This scheme has other words for severity. Choose one of them.',
                } as const)
              : ({ field: 'severity', message: `Choose the severity: ${said(scheme.severity)}.` } as const),
          ]
        : []),
      ...(likelihood === null
        ? [{ field: 'likelihood', message: `Choose the likelihood: ${said(scheme.likelihood)}.` } as const]
        : []),
    ],
  };
}

/** The place of a word on an axis. Nothing is guessed: whoever rates chooses. */
function exactPlace(axis: readonly string[], text: string): number | null {
  const at = axis.findIndex((word) => foldWord(word) === foldWord(text));
  return at < 0 ? null : at;
}

/** The same for words that are kept already, which may be written as a file has them. */
export function keptPlace(axis: readonly string[], text: string | null): number | null {
  return text === null ? null : (axisWord(axis, text)?.index ?? null);
}

/** What of a hazard a rating is measured against. */
export interface RatingAgainst {
  readonly reference: string;
  readonly scheme: RiskScheme;
  readonly initial: RiskLevel | null;
  /** The residual rating that stands, where a person gave it. */
  readonly residual: { readonly level: RiskLevel | null; readonly reliesOn: number } | null;
  readonly controls: readonly ControlToRelyOn[];
}

/** Why a rating cannot be given as it is. Empty where it can. */
export function problemsOfRating(
  against: RatingAgainst,
  phase: Phase,
  level: RiskLevel,
  reliesOn: readonly ControlToRelyOn[],
): RatingProblem[] {
  const { reference, scheme, initial, residual } = against;
  const refused = reliesOn.map((control) => whyNotReliedOn(phase, control)).find((why) => why !== null);
  if (refused) return [{ field: 'reliesOn', message: refused }];
  const lower = (one: RiskLevel | null, than: RiskLevel | null) => compareLevels(scheme, one, than) < 0;
  if (phase === 'residual' && reliesOn.length === 0 && lower(level, initial))
    return [
      {
        field: 'reliesOn',
        message:
          'Choose the controls that this rating relies on. It is lower than the initial one, and something has to lower it.',
      },
    ];
  if (phase === 'deployer' && !reliesOn.some(({ party }) => party === 'deployer'))
    return [
      {
        field: 'reliesOn',
        message: 'Choose at least one control of the deployer: this rating says what remains if it is in place.',
      },
    ];
  if (phase === 'initial' && residual?.reliesOn === 0 && lower(residual.level, level))
    return [
      {
        field: 'likelihood',
        message: `The residual rating of ${reference} relies on no control, and would then be lower than the initial one. Give the residual rating anew first.`,
      },
    ];
  return [];
}

/** Why a hazard gets no rating of a phase as it stands; null where it can. */
export function whyNotRated(
  reference: string,
  phase: Phase,
  hazard: {
    readonly status: HazardStatus;
    readonly retired: boolean;
    readonly hasScheme: boolean;
    readonly controls: readonly ControlToRelyOn[];
  },
): string | null {
  if (hazard.retired) return `${reference} is retired: it stands in no log any more. Its ratings stay as they are.`;
  if (hazard.status !== 'open') return `${reference} is ${hazard.status}. To rate it, open it again first.`;
  if (!hazard.hasScheme)
    return `The log of ${reference} has no risk scheme, so that no level follows from a severity and a likelihood. Give it one first.`;
  if (phase === 'deployer' && !hasDeployerControl(hazard.controls))
    return `No control of ${reference} is for the deployer. What remains is in the residual rating.`;
  return null;
}

/** What was saved, whether it counts now, and if not why: what a person is told who gave a rating. */
export function ratedWords(
  reference: string,
  phase: Phase,
  level: string,
  waitsFor: readonly { readonly reference: string; readonly verdict: 'not-met' | 'not-known' }[],
  unreliable: readonly string[] = [],
): string {
  const saved = `The ${PHASE_NAMES[phase]} of ${reference} is ${level}.`;
  if (phase === 'target') return `${saved} It says where you want to get to, and counts nowhere.`;
  if (phase === 'deployer') return `${saved} It is a condition: it does not count as the residual risk.`;
  if (waitsFor.length === 0 && unreliable.length > 0)
    return `${saved} It does not count yet: it rests on ${unreliable.join(', ')}, which cannot be relied on now.`;
  if (waitsFor.length === 0) return `${saved} ${phase === 'residual' ? 'It counts now.' : ''}`.trim();
  const because = (verdict: 'not-met' | 'not-known') =>
    waitsFor.filter((one) => one.verdict === verdict).map((one) => one.reference);
  const [failing, open] = [because('not-met'), because('not-known')];
  const parts = [
    ...(failing.length > 0 ? [`${failing.join(', ')} ${failing.length === 1 ? 'does' : 'do'} not hold`] : []),
    ...(open.length > 0 ? [`${open.join(', ')} ${open.length === 1 ? 'is' : 'are'} not verified`] : []),
  ];
  return `${saved} It does not count yet: it relies on controls, and ${parts.join(', and ')}.`;
}
