import type { VNode } from 'preact';
import type { ReadTx } from '../../platform/database/database.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import { signingPages } from '../approvals/index.ts';
import { hazardLog } from './signing.ts';

/** How a log stands beside its signatures, for its pages. */
export async function approvalOfLog(tx: ReadTx, log: string, { actor, now }: PageContext): Promise<VNode | null> {
  const { approvalOnPage } = await signingPages();
  return approvalOnPage(tx, hazardLog, log, { actor, now });
}
