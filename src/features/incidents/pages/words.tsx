import type {
  Association,
  Clock,
  Concern,
  ContainmentSort,
  Involvement,
  Response,
  Channel,
  Danger,
  PhysicalHarm,
  PsychologicalHarm,
  Sort,
} from '../domain.ts';

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

/** The same where it is said of an incident, and not asked. */
export const DANGER_SAID: Readonly<Record<Danger, string>> = { ...DANGER_WORDS, unknown: 'Not known' };

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

export const ASSOCIATION_WORDS: Readonly<Record<Association, string>> = {
  caused: 'The incident caused it',
  probably: 'The incident probably affected it',
  possibly: 'The incident possibly affected it',
  'not related': 'The incident was not related to it',
  unknown: 'Not known',
};

export const CONCERN_WORDS: Readonly<Record<Concern, string>> = {
  very: 'Very concerned',
  fairly: 'Fairly concerned',
  'not very': 'Not very concerned',
  'not at all': 'Not at all concerned',
};

export const INVOLVEMENT_WORDS: Readonly<Record<Involvement, string>> = {
  'wrong system used': 'The wrong system was used',
  'used otherwise than designed': 'It was used in a way that it was not designed for',
  'not used when it should have been': 'It was not used when it should have been',
  faulty: 'It was faulty',
  'not fit for purpose': 'It was not fit for its purpose',
  other: 'In another way',
  unknown: 'I do not know',
};

export const RESPONSE_WORDS: Readonly<Record<Response, string>> = {
  'swarm huddle': 'Swarm huddle',
  'after action review': 'After action review',
  'MDT or round table': 'Multi-disciplinary team, or round table',
  'thematic review': 'Thematic review',
  PSII: 'Patient safety incident investigation',
  'DCB0129 review': 'Manufacturer’s review of the safety case (DCB0129 7.2)',
  none: 'Nothing is looked into',
};

export const RESPONSE_HINTS: Readonly<Record<Response, string>> = {
  'swarm huddle': 'Within hours, where it happened.',
  'after action review': 'What was expected, what happened, why, and what is learned.',
  'MDT or round table': 'Several professions look at it together.',
  'thematic review': 'Several incidents of one sort are looked at together.',
  PSII: 'The deepest: for what may teach most.',
  'DCB0129 review': 'What it means for hazards, controls and the safety case.',
  none: 'Say why below.',
};

export const CONTAINMENT_WORDS: Readonly<Record<ContainmentSort, string>> = {
  'switched off': 'Something was switched off, or taken back',
  told: 'Somebody was told',
  'worked around': 'A way round it was found',
  other: 'Something else',
};

export const CLOCK_WORDS: Readonly<Record<Clock['standing'], string>> = {
  done: 'In time',
  'done late': 'Late',
  open: 'Open',
  overdue: 'Overdue',
};

/** How a link reads before its reference. */
export const SENSE_WORDS: Readonly<Record<string, string>> = {
  'happened on': 'Happened on',
  realises: 'Realised',
  'may realise': 'May have realised',
  'had this cause': 'Had this cause:',
  failed: 'Failed:',
  held: 'Held:',
  'same cause as': 'Same cause as',
  'related to': 'Related to',
};
