import type { Office } from './nomination.ts';

/*
 * What a nominee signs: what the office means, in plain words. A version that somebody has signed is never changed; another
 * one is added. Made of the duties in DCB0129 2.3 and the NHS clinical risk management plan template, in our own words.
 */

export interface AccountabilityStatement {
  readonly version: number;
  readonly office: Office;
  /** One sentence a line, said by whoever signs. */
  readonly says: readonly string[];
}

export const STATEMENTS: readonly AccountabilityStatement[] = [
  {
    version: 1,
    office: 'clinical safety officer',
    says: [
      'I am a clinician, and I hold a current registration with my professional body.',
      'I know enough about clinical risk management to do this, and I will say so when something is beyond me.',
      'I see to it that the clinical risk management process of this service is followed.',
      'I approve the clinical risk management plan, each version of the hazard log and each clinical safety case report, or say why I do not.',
      'I advise whether the service is safe to release, and I tell the accountable executive about risk that is not acceptable.',
      'I can stop and ask. I will step down, or say so, when I have not the time or the standing to do this.',
    ],
  },
  {
    version: 1,
    office: 'deputy clinical safety officer',
    says: [
      'I am a clinician, and I hold a current registration with my professional body.',
      'I know enough about clinical risk management to do this, and I will say so when something is beyond me.',
      'When I act in place of the clinical safety officer, I sign for what I have read and judged myself.',
      'I tell the clinical safety officer what I signed, and what worries me.',
    ],
  },
];

/** The statement that is signed now. */
export function statementFor(office: Office): AccountabilityStatement {
  return STATEMENTS.findLast((one) => one.office === office)!;
}

/** The statement that was signed then; null for a version that there never was. */
export function statementOf(office: Office, version: number): AccountabilityStatement | null {
  return STATEMENTS.find((one) => one.office === office && one.version === version) ?? null;
}
