/*
 * The words of a safeguarding record. The types of abuse and neglect of adults are the ten of the Care and Support Statutory Guidance
 * under the Care Act 2014, as the knowledge of this project has them second-hand; those of children follow local procedures. Nobody
 * verified either against its first source yet: the pages say so.
 */

export const ADULT_CONCERNS = [
  'physical abuse',
  'domestic abuse',
  'sexual abuse',
  'psychological abuse',
  'financial or material abuse',
  'modern slavery',
  'discriminatory abuse',
  'organisational abuse',
  'neglect or acts of omission',
  'self-neglect',
] as const;

export const CHILD_CONCERNS = [
  'physical abuse of a child',
  'emotional abuse of a child',
  'sexual abuse of a child',
  'neglect of a child',
  'exploitation of a child',
  'female genital mutilation',
  'forced marriage or honour-based abuse',
  'radicalisation',
  'trafficking of a child',
] as const;

/** By which way it came to be known. */
export const SURFACED = [
  'public concern',
  'incident',
  'staff',
  'free text in the service',
  'call or chat',
  'content feedback',
  'usage data',
  'other',
] as const;
export type Surfaced = (typeof SURFACED)[number];

/** What is not said is unknown, and unknown is not "no". */
export const ANSWERS = ['yes', 'no', 'unknown'] as const;
export type Answered = (typeof ANSWERS)[number];

export const AGES = ['unborn', 'child', 'adult', 'unknown'] as const;

/** Mental Capacity Act 2005, s 1: capacity is presumed, and it is asked for one decision at one time. */
export const CAPACITIES = ['presumed', 'in doubt', 'assessed: has capacity', 'assessed: lacks capacity'] as const;

export const CONSENTS = ['not asked', 'given', 'refused', 'unsafe to ask', 'cannot give it'] as const;

/** Why it is shared without consent. */
export const OVERRIDES = [
  'others or children at risk',
  'lacks capacity for this decision',
  'coercion suspected',
  'serious crime',
  'vital interests',
  'overriding public interest',
  'staff or the organisation implicated',
] as const;

/** On what ground the sharing rests in data protection law: something else than consent (UK GDPR arts 6 and 9; DPA 2018 sch 1 para 18). */
export const BASES = [
  'public task (art 6(1)(e))',
  'legal obligation (art 6(1)(c))',
  'vital interests (art 6(1)(d))',
  'safeguarding of children and individuals at risk (DPA 2018 sch 1 para 18)',
  'vital interests (art 9(2)(c))',
  'health or social care (art 9(2)(h))',
] as const;

export const SIGNIFICANT_HARMS = ['no', 'suspected', 'likely', 'actual', 'unknown'] as const;

/** Whether the Child Protection Information Sharing service was asked. What it said is never kept here. */
export const CPIS = ['not asked', 'yes', 'no', 'not available'] as const;
