import type { Block } from '../../documents/booklet.ts';
import type { ReportPhase, ReportSort, SectionId } from './domain.ts';

/*
 * A report, drawn: what people wrote and what was known at one moment, as plain JSON. Page, PDF, Word and Markdown are made of
 * it, and it goes along when a service is handed over.
 */

export const REPORT_FORMAT = 'primum-safety-case-report';

export interface ReportDocument {
  readonly format: typeof REPORT_FORMAT;
  readonly version: 1;
  /** "CSCR-3" */
  readonly reference: string;
  readonly title: string;
  readonly sort: ReportSort;
  readonly phase: ReportPhase;
  readonly service: { readonly reference: string; readonly name: string; readonly organisation: string };
  /** The version of the release; null for none. */
  readonly release: string | null;
  /** What it stands on: the versions that were approved by then. Null where there was none. */
  readonly pins: {
    readonly log: { readonly number: number; readonly title: string; readonly version: number | null };
    readonly plan: number | null;
    readonly intendedUse: number | null;
  };
  /** `draft` bears a watermark. */
  readonly standing: 'draft' | 'approved' | 'superseded';
  /** "Version 2 approved by Wren Applewhite (clinical safety officer) on 3 March 2026"; null for a draft. */
  readonly approved: string | null;
  /** The version of the report that is shown: of a draft, the one that a signature would make. */
  readonly number: number;
  /** What was known then. */
  readonly asAt: string;
  readonly made: { readonly at: string; readonly by: string };
  readonly sections: readonly DrawnSection[];
}

export interface DrawnSection {
  readonly id: SectionId;
  readonly title: string;
  /** What people wrote; '' where nobody has. */
  readonly prose: string;
  /** What is drawn from the file. A heading in it is of level 3 or below. */
  readonly blocks: readonly Block[];
}
