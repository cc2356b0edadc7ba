import type { Channel, Danger, PhysicalHarm, PsychologicalHarm, Sort } from '../domain.ts';

export const SORT_WORDS: Readonly<Record<Sort, string>> = {
  incident: 'Incident',
  'near miss': 'Near miss',
  risk: 'Risk',
  'good care': 'Good care',
  outcome: 'Outcome',
};

export const SORT_HINTS: Readonly<Record<Sort, string>> = {
  incident: 'Something unexpected happened, or did not happen, and somebody was or could have been harmed.',
  'near miss': 'It was noticed in time, and reached nobody.',
  risk: 'Nothing has happened yet. It may.',
  'good care': 'Something went right that is worth learning from.',
  outcome: 'Somebody was harmed, and it is not known whether anything went wrong.',
};

export const DANGER_WORDS: Readonly<Record<Danger, string>> = {
  yes: 'Yes',
  no: 'No',
  unknown: 'I do not know',
};

export const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  staff: 'by somebody of the team',
  public: 'by the public form',
  mail: 'by mail',
  monitoring: 'by monitoring',
  program: 'by a program',
  import: 'from a list that was taken in',
};

export const PHYSICAL_WORDS: Readonly<Record<PhysicalHarm, string>> = {
  none: 'No physical harm',
  low: 'Low physical harm',
  moderate: 'Moderate physical harm',
  severe: 'Severe physical harm',
  fatal: 'Fatal',
};

export const PSYCHOLOGICAL_WORDS: Readonly<Record<PsychologicalHarm, string>> = {
  none: 'No psychological harm',
  low: 'Low psychological harm',
  moderate: 'Moderate psychological harm',
  severe: 'Severe psychological harm',
};

/** "INC-3": what an incident is about never stands in the title of a page. */
export function incidentTitle(reference: string): string {
  return `Incident ${reference}`;
}
