import { NHS_SCHEME } from '../../../schemes/index.ts';

/** What the words of a scheme mean, in our own words. */
export const DEFINITIONS: readonly {
  readonly of: string;
  readonly words: readonly (readonly [string, string])[];
  readonly source: string;
}[] = [
  {
    of: NHS_SCHEME.id,
    words: [
      [
        'Catastrophic',
        'Several patients die, are incapacitated for life, or are severely injured without short-term recovery.',
      ],
      [
        'Major',
        'The same harm to one patient; or several are severely injured with short-term recovery, or severely traumatised.',
      ],
      [
        'Considerable',
        'One patient is severely injured with short-term recovery, or severely traumatised; or several have a minor injury without short-term recovery, or significant trauma.',
      ],
      [
        'Significant',
        'One patient has a minor injury without short-term recovery, or significant trauma; or several have a minor injury with short-term recovery, or are upset or inconvenienced.',
      ],
      [
        'Minor',
        'One patient has a minor injury with short-term recovery, or is upset or inconvenienced; or the consequence is negligible.',
      ],
      ['Very high', 'Certain, or nearly.'],
      ['High', 'Very possible: expected in the majority of cases.'],
      ['Medium', 'Possible.'],
      ['Low', 'It could happen, and mostly will not.'],
      ['Very low', 'Negligible, or nearly.'],
    ],
    source:
      'After the NHS hazard log template v3.6 (2020), shortened. What the clinical risk management plan declares goes first.',
  },
];
