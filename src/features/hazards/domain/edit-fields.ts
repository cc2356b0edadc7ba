/*
 * What can be edited of a hazard and of a control, as the input names it and as pages call it. Pure.
 */

export const HAZARD_FIELDS = {
  name: 'Hazard',
  description: 'Description',
  component: 'Component',
  arisesIn: 'Where it arises',
  causes: 'Causes',
  effects: 'Effects',
  harms: 'Harm',
  owner: 'Owner',
  notes: 'Notes',
} as const;

export const CONTROL_FIELDS = {
  text: 'Control',
  type: 'Type',
  party: 'Who puts it in place',
  state: 'State, as declared',
  existing: 'Existing or additional',
  owner: 'Owner',
} as const;

/** Whether a control was there before the hazard was looked at; null where the log does not say. */
export const KIND_NAMES = { '': null, existing: true, additional: false } as const;

export function kindOf(existing: boolean | null): 'existing' | 'additional' | null {
  if (existing === null) return null;
  return existing ? 'existing' : 'additional';
}
