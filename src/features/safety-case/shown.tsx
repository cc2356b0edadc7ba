import type { VNode } from 'preact';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Kinds } from '../../platform/subjects/kinds.ts';
import type { ReportRecord, SectionId } from './domain.ts';
import { drawReport } from './index.ts';
import { ShownBlocks } from './shown-blocks.tsx';

/**
 * What is drawn from the file for each section of a report, beside what people wrote; nothing, where there is nothing to draw.
 * Its headings are of level 3 or below.
 */
export async function shownSections(
  tx: ReadTx,
  kinds: Kinds,
  report: ReportRecord,
  moment: Moment,
): Promise<ReadonlyMap<SectionId, VNode>> {
  const { sections } = await drawReport(tx, kinds, report, moment, { at: moment.now, by: '' });
  return new Map(
    sections.filter(({ blocks }) => blocks.length > 0).map(({ id, blocks }) => [id, <ShownBlocks blocks={blocks} />]),
  );
}
