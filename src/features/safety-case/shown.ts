import type { VNode } from 'preact';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Kinds } from '../../platform/subjects/kinds.ts';
import type { ReportRecord, SectionId } from './domain.ts';

/**
 * What is drawn from the file for each section of a report, beside what people wrote; nothing, where there is nothing to draw.
 * Its headings are of level 3 or below.
 */
export async function shownSections(
  _tx: ReadTx,
  _kinds: Kinds,
  _report: ReportRecord,
  _moment: Moment,
): Promise<ReadonlyMap<SectionId, VNode>> {
  return new Map();
}
