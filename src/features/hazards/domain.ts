/*
 * The glossary of hazard logs as they are kept. (As they are read from files: log-check.) Pure.
 */

import type { Risk } from './domain/accepting.ts';

export const HAZARD_STATUSES = ['open', 'closed', 'transferred'] as const;
export type HazardStatus = (typeof HAZARD_STATUSES)[number];

/** Where a hazard arises: the three that point 16 of the NHS service standard names. */
export const ARISES_IN = ['content', 'process', 'service'] as const;
export type ArisesIn = (typeof ARISES_IN)[number];

export const CONTROL_TYPES = ['design', 'test', 'training', 'process', 'information', 'other'] as const;
export type ControlType = (typeof CONTROL_TYPES)[number];

/** How the field calls them, in its order of preference (DCB0129 guidance 6.1). */
export const CONTROL_TYPE_NAMES = {
  design: 'Design',
  test: 'Verification and validation',
  process: 'Procedure',
  training: 'Training',
  information: 'Information',
  other: 'Other',
} as const satisfies Readonly<Record<ControlType, string>>;

/** What somebody declares of a control. Never "verified": that is a verdict, and rests on evidence. */
export const CONTROL_STATES = ['not stated', 'proposed', 'agreed', 'in place', 'withdrawn'] as const;
export type ControlState = (typeof CONTROL_STATES)[number];

/** Who has to put a control in place. */
export const PARTIES = ['manufacturer', 'deployer', 'supplier'] as const;
export type Party = (typeof PARTIES)[number];

/** `deployer`: residual if the deployer's controls are in place. It is a condition, and never counts as the residual one. */
export const PHASES = ['initial', 'target', 'residual', 'deployer'] as const;
export type Phase = (typeof PHASES)[number];

/** The ratings that a log has a map of. */
export const MAP_PHASES = ['initial', 'target', 'residual'] as const satisfies readonly Phase[];
export type MapPhase = (typeof MAP_PHASES)[number];

/** The ratings that the field's logs state. */
export const STATED_PHASES = ['initial', 'residual'] as const satisfies readonly Phase[];
export type StatedPhase = (typeof STATED_PHASES)[number];

/** What a control rests on: that it was put in place (DCB0129 6.3.2), and that it works (6.3.3). */
export const ASPECTS = ['implementation', 'effectiveness'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** Whether a control keeps its hazard from happening, or limits the harm. */
export const ACTS = ['prevents', 'limits'] as const;
export type Acts = (typeof ACTS)[number];

/** Whether anybody looked for hazards that a control brings (DCB0129 6.1.2). */
export const NEW_HAZARDS = ['none', 'found'] as const;
export type NewHazards = (typeof NEW_HAZARDS)[number];

export const LINK_KINDS = ['work item', 'code', 'other'] as const;

/** Where a control is worked on or built. */
export interface ControlLink {
  readonly kind: (typeof LINK_KINDS)[number];
  readonly url: string;
  readonly text: string;
}

/**
 * Groups of people who may be more at risk. The first three are those that point 16 of the NHS service standard names; the
 * others are ours.
 */
export const VULNERABLE_GROUPS = {
  homeless: 'People who are homeless',
  prison: 'People who have recently left prison',
  abuse: 'People at risk of domestic or carer abuse',
  children: 'Children and young people',
  older: 'Older people',
  disabled: 'Disabled people',
  language: 'People who speak or read little English',
  digital: 'People with little access to digital services, or little practice',
  mental: 'People in mental distress',
  capacity: 'People who may lack capacity',
} as const;
export type VulnerableGroup = keyof typeof VULNERABLE_GROUPS;

export type Verdict = 'met' | 'not-met' | 'not-known';

/** Inputs of one kind, counted by verdict. */
export interface Count {
  readonly met: number;
  readonly notMet: number;
  readonly notKnown: number;
  readonly retired: number;
}

const NONE: Count = { met: 0, notMet: 0, notKnown: 0, retired: 0 };

/**
 * Whether an aspect of a control is shown: by every question that was accepted for it. A period in use supports it, and can
 * speak against it; it shows nothing alone.
 */
export function aspectVerdict(questions: Count = NONE, periods: Count = NONE): Verdict {
  if (questions.notMet > 0 || periods.notMet > 0) return 'not-met';
  return questions.met > 0 && questions.notKnown === 0 && questions.retired === 0 ? 'met' : 'not-known';
}

/**
 * Whether a control holds: it is in place, and evidence shows that it was put in place and that it works. One that was
 * withdrawn does not. (DCB0129 6.3.2, 6.3.3)
 */
export function controlVerdict(
  state: ControlState,
  implementation: Count = NONE,
  effectiveness: Count = NONE,
): Verdict {
  if (state === 'withdrawn' || implementation.notMet > 0 || effectiveness.notMet > 0) return 'not-met';
  const shown = implementation.met > 0 && effectiveness.met > 0;
  return state === 'in place' && shown ? 'met' : 'not-known';
}

/**
 * Whether what remains is as a person rated it: every control and every assumption that the rating relies on holds. One that
 * was retired from under it is not known. A rating that relies on nothing stands by itself. One that an incident speaks
 * against is not known until somebody looks at it again. (DCB0129 6.1, 6.2 and 7.2.2)
 */
export function residualVerdict(controls: Count = NONE, assumptions: Count = NONE, reopened = false): Verdict {
  if (controls.notMet > 0 || assumptions.notMet > 0) return 'not-met';
  const unknown = controls.notKnown + controls.retired + assumptions.notKnown + assumptions.retired;
  return unknown === 0 && !reopened ? 'met' : 'not-known';
}

/**
 * Whether a hazard is controlled: its residual rating stands, and the risk that remains may stay. One that nobody gave or
 * confirmed says nothing, and neither does one whose level asks for a reason that nobody gave; one that is too high to stay
 * is not controlled, however well its controls hold. (DCB0129 5.1, 6.1.4, 6.2)
 */
export function hazardVerdict(risk: Risk, residual: Count = NONE): Verdict {
  if (residual.notMet > 0) return 'not-met';
  if (residual.met === 0) return 'not-known';
  return risk === 'stays' ? 'met' : risk === 'too high' ? 'not-met' : 'not-known';
}

/** Whether all hazards of a log are controlled. An empty log says nothing. */
export function logVerdict(hazards: Count): Verdict {
  if (hazards.notMet > 0) return 'not-met';
  return hazards.met > 0 && hazards.notKnown === 0 ? 'met' : 'not-known';
}

/** The reference that people use: HAZ-12, CTL-31. Stable, and never used again. */
export function hazardReference(number: number): string {
  return `HAZ-${number}`;
}

export function controlReference(number: number): string {
  return `CTL-${number}`;
}

/** @returns the number in "HAZ-12", "haz 12" or "12"; null for anything else */
export function hazardNumber(reference: string): number | null {
  return numberIn('haz', reference);
}

/** @returns the number in "CTL-31", "ctl 31" or "31"; null for anything else */
export function controlNumber(reference: string): number | null {
  return numberIn('ctl', reference);
}

/** A control by "CTL-31", or by "PLATFORM/CTL-3" in another service; null for anything else. */
export function controlAt(reference: string): { readonly service: string | null; readonly number: number } | null {
  const [last, service, ...more] = reference.split('/').toReversed();
  const number = controlNumber(last ?? '');
  if (number === null || more.length > 0) return null;
  if (service === undefined) return { service: null, number };
  const home = service.trim().toUpperCase();
  return /^[A-Z][A-Z\d-]{0,19}$/u.test(home) ? { service: home, number } : null;
}

function numberIn(prefix: string, reference: string): number | null {
  const match = new RegExp(`^\\s*(?:${prefix}[-\\s]?)?0*([1-9]\\d{0,8})\\s*$`, 'iu').exec(reference);
  return match ? Number(match[1]) : null;
}
