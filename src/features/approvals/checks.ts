import type { Check } from '../../rules/checks.ts';
import { approvedNamed, type Approved } from './domain/approved.ts';

/*
 * What the standards ask of signatures: that what the service is for is approved as it is now (DCB0129 4.2). Pure.
 */

export interface UseFacts {
  /** Not known where nothing is said of what the service is for. */
  readonly intendedUse: Approved;
}

const intendedUseApproved: Check<UseFacts> = {
  id: 'approvals.intended-use-approved',
  asks: 'The intended use, as it is now, is approved by the clinical safety officer or a deputy.',
  how: 'automatic',
  reads: ['intendedUse'],
  begins: ({ service }) => [
    { text: 'Saying what the service is for', href: `/services/${service.reference}/edit` },
    ', and then a signature by the clinical safety officer or a deputy, clears it.',
  ],
  decide: ({ intendedUse }, { now }) => approvedNamed(intendedUse, now),
};

export const checks: readonly Check<UseFacts>[] = [intendedUseApproved];
