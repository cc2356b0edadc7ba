import {
  CONTROL_TYPE_NAMES,
  VULNERABLE_GROUPS,
  type ArisesIn,
  type ControlState,
  type ControlType,
  type HazardStatus,
  type Party,
  type Phase,
  type VulnerableGroup,
} from '../../domain.ts';
import { HARM_CLASS_WORDS, type HarmClass } from '../../domain/severity.ts';
import type { DocumentControl } from '../document.ts';

/*
 * What codes are called where people read and choose them. What comes back may be the word or the code.
 */

type Words<Code extends string> = Readonly<Record<Code, string>>;

export const STANDING: Words<HazardStatus> = { open: 'Open', closed: 'Closed', transferred: 'Transferred' };
export const ARISES: Words<ArisesIn> = { content: 'Content', process: 'Process', service: 'Service' };
export const TYPE: Words<ControlType> = CONTROL_TYPE_NAMES;
export const VULNERABLE: Words<VulnerableGroup> = VULNERABLE_GROUPS;
export const HARM: Words<HarmClass> = HARM_CLASS_WORDS;
export const KIND: Words<Exclude<DocumentControl['kind'], 'unstated'>> = {
  existing: 'Existing',
  additional: 'Additional',
};
export const DECLARED: Words<ControlState> = {
  'not stated': 'Not stated',
  proposed: 'Proposed',
  agreed: 'Agreed',
  'in place': 'In place',
  withdrawn: 'Withdrawn',
};
export const PARTY: Words<Party> = { manufacturer: 'Manufacturer', deployer: 'Deployer', supplier: 'Supplier' };
export const ACT: Words<'prevents' | 'limits'> = {
  prevents: 'Prevents the hazard',
  limits: 'Limits the harm',
};
export const LOOKED: Words<'none' | 'found'> = { none: 'Looked, none found', found: 'Looked, found' };
export const YES: Words<'yes' | 'no'> = { yes: 'Yes', no: 'No' };
export const HOLDS: Words<DocumentControl['holds']> = {
  met: 'Holds',
  'not-met': 'Does not hold',
  'not-known': 'Not verified',
};
export const MANY: Words<'single' | 'multiple'> = { single: 'one patient', multiple: 'several patients' };

/** What the ratings are called. The last is a condition, and never the residual rating. */
export const RATED: Words<Phase> = {
  initial: 'Initial',
  target: 'Target',
  residual: 'Residual',
  deployer: 'Deployer',
};

/** The code of a word that somebody chose or typed; undefined for one that is not among them. */
export function codeOf<Code extends string>(words: Words<Code>, text: string): Code | undefined {
  const folded = text.trim().toLowerCase();
  return (Object.entries(words) as [Code, string][]).find(
    ([code, word]) => word.toLowerCase() === folded || code === folded,
  )?.[0];
}
