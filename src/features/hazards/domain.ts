/*
 * The glossary of hazard logs as they are kept. (As they are read from files: log-check.) Pure.
 */

export const HAZARD_STATUSES = ['open', 'closed', 'transferred'] as const;
export type HazardStatus = (typeof HAZARD_STATUSES)[number];

/** Where a hazard arises: the three that point 16 of the NHS service standard names. */
export const ARISES_IN = ['content', 'process', 'service'] as const;
export type ArisesIn = (typeof ARISES_IN)[number];

export const CONTROL_TYPES = ['design', 'test', 'training', 'process', 'information', 'other'] as const;
export type ControlType = (typeof CONTROL_TYPES)[number];

/** What somebody declares of a control. Never "verified": that is a verdict, and rests on evidence. */
export const CONTROL_STATES = ['not stated', 'proposed', 'agreed', 'in place', 'withdrawn'] as const;
export type ControlState = (typeof CONTROL_STATES)[number];

/** Who has to put a control in place. */
export const PARTIES = ['manufacturer', 'deployer', 'supplier'] as const;
export type Party = (typeof PARTIES)[number];

export const PHASES = ['initial', 'residual'] as const;
export type Phase = (typeof PHASES)[number];

export type Verdict = 'met' | 'not-met' | 'not-known';

/** Inputs of one kind, counted by verdict. */
export interface Count {
  readonly met: number;
  readonly notMet: number;
  readonly notKnown: number;
  readonly retired: number;
}

/**
 * Whether a control holds. Only evidence makes it hold, and only while it is in place; until evidence is kept here, none
 * does. One that was withdrawn does not.
 * @param evidence the standing questions (tests, documents, scans) that it rests on, counted
 */
export function controlVerdict(state: ControlState, evidence: Count): Verdict {
  if (state === 'withdrawn' || evidence.notMet > 0) return 'not-met';
  const answered = evidence.met > 0 && evidence.notKnown === 0 && evidence.retired === 0;
  return state === 'in place' && answered ? 'met' : 'not-known';
}

/**
 * Whether a hazard is controlled: a person has rated what remains, and every control that it names holds.
 * A control that was retired from under it is not known. (DCB0129 6.1 and 6.2)
 */
export function hazardVerdict(residualConfirmed: boolean, controls: Count): Verdict {
  if (controls.notMet > 0) return 'not-met';
  const all = controls.met > 0 && controls.notKnown === 0 && controls.retired === 0;
  return residualConfirmed && all ? 'met' : 'not-known';
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

function numberIn(prefix: string, reference: string): number | null {
  const match = new RegExp(`^\\s*(?:${prefix}[-\\s]?)?0*([1-9]\\d{0,8})\\s*$`, 'iu').exec(reference);
  return match ? Number(match[1]) : null;
}
