import { subject, type Flow, type InputFold, type Verdict } from '../../platform/subjects/kinds.ts';
import { unwritten } from './domain.ts';
import { loadAcceptances, loadReports } from './subject-store.ts';

/** A column of a row; what it weighs stands with the kind. */
export interface ReportRow {
  readonly number: number;
  readonly sort: string;
  readonly phase: string;
  readonly release: string | null;
  readonly log: string;
  readonly supersededBy: string | null;
  /** What people wrote, by its section. */
  readonly prose: { readonly [section: string]: string };
}

const EVERYTHING: readonly Flow[] = ['words', 'verdict', 'clock', 'challenge'];

/** What rests on a log stands as the log does. */
function asTheLog(log: InputFold | undefined): Verdict {
  if (!log || log.retired > 0 || log.notKnown > 0) return 'not-known';
  return log.notMet > 0 ? 'not-met' : log.met > 0 ? 'met' : 'not-known';
}

/**
 * Claims that the service is acceptably safe, as its report says. It rests on its hazard log, and through that on the intended
 * use: where either says something else, an approved report is out of date; where a control fails, it is challenged. What it
 * draws from the file besides is no word of it: it is read of the moment of the signature.
 */
export const caseReportKind = subject<ReportRow>({
  kind: 'case-report',
  names: { 'hazard-log': EVERYTHING },
  collects: {},
  load: loadReports,
  words: {
    sort: 'material',
    phase: 'material',
    release: 'material',
    log: 'material',
    prose: 'material',
    number: 'ignored',
    supersededBy: 'ignored',
  },
  own: ({ prose }) => ({ facts: { whole: unwritten(prose).length === 0 } }),
  verdict: (facts, fold) => ((facts as { readonly whole: boolean }).whole ? asTheLog(fold['hazard-log']) : 'not-known'),
});

/** It has no words of its own: they are those of the log. */
export type AcceptanceRow = Readonly<Record<string, never>>;

/**
 * Claims that the risk that remains may be borne, of each report under its id (DCB0160 2.2.2: second-hand). What is accepted is
 * what the log says: words of the report that are put better ask nobody to accept anything again.
 */
export const residualAcceptanceKind = subject<AcceptanceRow>({
  kind: 'residual-acceptance',
  names: { 'hazard-log': EVERYTHING },
  collects: {},
  load: loadAcceptances,
  words: {},
  own: () => ({}),
  verdict: (_facts, fold) => asTheLog(fold['hazard-log']),
});
