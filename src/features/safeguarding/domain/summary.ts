import { capital } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import type { SafeguardingRecord } from './compartment.ts';
import type { WorksheetLine } from './worksheets.ts';

/** What each field of a record is called, in the order in which a record is read. */
export const FIELD_WORDS: Readonly<Record<keyof SafeguardingRecord, string>> = {
  words: 'What was said, in the words that were used',
  opinion: 'What you make of it, as a professional',
  surfaced: 'How it came to be known',
  danger: 'Is anybody in danger now?',
  emergency: 'What was done at once',
  who: 'Who it is about',
  ageGroup: 'Adult, child or unborn',
  age: 'Age in years',
  adultConcerns: 'Abuse or neglect of an adult',
  childConcerns: 'Harm to a child',
  serviceUser: 'Do they use a service that your organisation provides?',
  needs: 'Do they have needs for care and support?',
  canProtectSelf: 'Can they protect themself?',
  wishes: 'What they want to happen',
  capacity: 'Capacity for this decision',
  decision: 'Which decision',
  assessedBy: 'Who assessed it, and when',
  bestInterests: 'Best interests',
  consent: 'Consent to share',
  overrides: 'Why it is shared without consent',
  overrideWhy: 'The reasons, in full',
  bases: 'Lawful basis for sharing',
  source: 'Alleged source of harm',
  sourceSees: 'Can they see the person’s account or messages?',
  sourceSeesHow: 'How they can see it',
  implicated: 'Members of the organisation who are named in it',
  staffAllegation: 'Is it about somebody who works with children or adults at risk?',
  children: 'Children and others who depend on them',
  significantHarm: 'Is a child suffering, or likely to suffer, significant harm?',
  childInNeed: 'Is a child in need?',
  sexualAbuseDisclosed: 'Was sexual abuse of a child disclosed or witnessed?',
  fgmUnder18: 'Did a girl under 18 say that she had female genital mutilation, or was it seen?',
  professional: 'The regulated professional to whom it was said or shown',
  dashScore: 'Ticks on the DASH checklist',
  judgedHighRisk: 'Is the risk high in professional judgement?',
  escalating: 'Is it getting worse or more frequent?',
  cpis: 'Was child protection information (CP-IS) looked at?',
  cpisBy: 'By whom, and when',
  feedbackDue: 'Feedback to whoever raised it is due',
};

/** What somebody typed: it is shown to the letter. */
const TYPED: readonly (keyof SafeguardingRecord)[] = [
  'words',
  'opinion',
  'emergency',
  'who',
  'wishes',
  'decision',
  'assessedBy',
  'bestInterests',
  'overrideWhy',
  'source',
  'sourceSeesHow',
  'children',
  'cpisBy',
];

/** A record as it is read; what nobody said is not known. @param nameOf how a member is called, by their id */
export function recordSummary(record: SafeguardingRecord, nameOf: (id: string) => string): readonly WorksheetLine[] {
  const said = (field: keyof SafeguardingRecord): string | null => {
    const value = record[field];
    if (field === 'implicated') return record.implicated.map(nameOf).join(', ') || null;
    if (field === 'professional') return record.professional === '' ? null : nameOf(record.professional);
    if (field === 'feedbackDue') return record.feedbackDue === '' ? null : sayDay(record.feedbackDue);
    if (value === null || value === '' || value === 'unknown') return null;
    if (Array.isArray(value)) return capital(value.join('; ')) || null;
    return TYPED.includes(field) ? String(value) : capital(String(value));
  };
  return (Object.keys(FIELD_WORDS) as (keyof SafeguardingRecord)[]).map((field) => ({
    label: FIELD_WORDS[field],
    value: said(field),
  }));
}
