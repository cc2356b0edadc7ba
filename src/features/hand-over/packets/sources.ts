import type { CommandTx } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Moment } from '../../../platform/ledger/moment-store.ts';
import type { Kinds } from '../../../platform/subjects/kinds.ts';
import { releaseRecord, releaseRecords, type ReleaseRecord } from '../../releases/index.ts';
import {
  drawReport,
  noteRecipient,
  reportsOf,
  type ReportDocument,
  type ReportRecord,
} from '../../safety-case/index.ts';

/** What a packet is drawn from besides the log: asked of the rooms that keep it. */
export interface PacketSources {
  readonly release: (tx: ReadTx, service: string, version: string) => Promise<ReleaseRecord | null>;
  readonly releases: (tx: ReadTx, service: string, most: number) => Promise<readonly ReleaseRecord[]>;
  readonly reports: (tx: ReadTx, service: string, moment: Moment) => Promise<readonly ReportRecord[]>;
  readonly draw: (
    tx: ReadTx,
    kinds: Kinds,
    report: ReportRecord,
    moment: Moment,
    made: { readonly at: Date; readonly by: string },
  ) => Promise<ReportDocument>;
  readonly received: (tx: CommandTx, noted: Parameters<typeof noteRecipient>[1]) => Promise<void>;
  /** The kind of subject that a report is signed as. */
  readonly reportKind: string;
}

export const HOUSE: PacketSources = {
  release: releaseRecord,
  releases: releaseRecords,
  reports: reportsOf,
  draw: drawReport,
  received: noteRecipient,
  reportKind: 'case-report',
};
