import type { Decommissioning, ServicePhase, ServiceRole } from '../domain.ts';
export { counted } from '../../../words/counting.ts';

export const PHASE_WORDS: Readonly<Record<ServicePhase, string>> = {
  discovery: 'Discovery',
  alpha: 'Alpha',
  beta: 'Beta',
  live: 'Live',
  retired: 'Retired',
};

export const ROLE_WORDS: Readonly<Record<ServiceRole, string>> = {
  manufacturer: 'Manufacturer',
  deployer: 'Deployer',
  both: 'Manufacturer and deployer',
};

/** What the organisation does, in a sentence. */
export const ROLE_SENTENCES: Readonly<Record<ServiceRole, string>> = {
  manufacturer: 'You make it (manufacturer, DCB0129)',
  deployer: 'You use it in care (deployer, DCB0160)',
  both: 'You make it and use it in care (both standards)',
};

/** What was done about the risk of taking a service out of use. */
export const DECOMMISSIONING_WORDS: Readonly<Record<Decommissioning, string>> = {
  assessed: 'Its decommissioning was assessed',
  'not needed': 'No assessment of its decommissioning is needed',
};
