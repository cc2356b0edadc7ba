import type { ChangeClass } from './change-class.ts';

/*
 * What each column of a hazard and a control weighs. Material: its change puts what was signed out of date. Editorial: its
 * change is listed, and lapses nothing. Ignored: it is no word of it. Fingerprints, editing and differences all look here.
 */

type Weight = ChangeClass | 'ignored';

export const CONTROL_WEIGHTS = {
  text: 'material',
  existing: 'material',
  type: 'material',
  party: 'material',
  state: 'material',
  newHazards: 'material',
  newHazardsNote: 'editorial',
  links: 'editorial',
  shared: 'editorial',
  owner: 'editorial',
  evidence: 'editorial',
  action: 'editorial',
  actionStatus: 'editorial',
  corrected: 'editorial',
  challenged: 'ignored',
  wordingReason: 'ignored',
  statedState: 'ignored',
  number: 'ignored',
  place: 'ignored',
} as const satisfies Readonly<Record<string, Weight>>;

export const HAZARD_WEIGHTS = {
  name: 'material',
  description: 'material',
  component: 'material',
  arisesIn: 'material',
  effects: 'material',
  harms: 'material',
  causes: 'material',
  status: 'material',
  receiver: 'material',
  harmed: 'material',
  vulnerable: 'material',
  harmKinds: 'material',
  acts: 'material',
  initial: 'material',
  target: 'material',
  residual: 'material',
  deployer: 'material',
  judgements: 'material',
  // It follows from the level and the scheme, which are words already.
  acceptance: 'ignored',
  standingReason: 'editorial',
  owner: 'editorial',
  notes: 'editorial',
  evidence: 'editorial',
  extra: 'editorial',
  corrected: 'editorial',
  challenged: 'ignored',
  wordingReason: 'ignored',
  statedStatus: 'ignored',
  number: 'ignored',
  fileRef: 'ignored',
  place: 'ignored',
} as const satisfies Readonly<Record<string, Weight>>;
