import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { signing } from '../approvals/index.ts';
import { discussing } from '../discussion/index.ts';
import { residualAcceptance } from './acceptance.ts';
import { reportsAssessed } from './checks.ts';
import { beginReport, writeReportSection } from './commands.ts';
import { demoReports } from './demo.ts';
import { reportDiscussable } from './discussing.ts';
import { filed } from './filed.ts';
import { reportsAtGate } from './gate.ts';
import { caseReportKind, residualAcceptanceKind } from './kinds.ts';
import { report, reportRecipients, reports } from './queries.ts';
import { caseReport as drawn } from './report-query.ts';
import { recordRecipient, withdrawRecipient } from './recipient-commands.ts';
import { caseReport } from './signing.ts';

const { approvalKind, signCommand, standingQuery, takeInCommand } = await signing();
const { attachCommand, discussCommand } = await discussing();

export const ground: FeatureGround = {
  kinds: [caseReportKind, approvalKind(caseReport.kind), residualAcceptanceKind, approvalKind(residualAcceptance.kind)],
  commands: [
    anyCommand(beginReport),
    anyCommand(writeReportSection),
    anyCommand(recordRecipient),
    anyCommand(withdrawRecipient),
    signCommand(caseReport),
    takeInCommand(caseReport),
    signCommand(residualAcceptance),
    takeInCommand(residualAcceptance),
    discussCommand(reportDiscussable),
    attachCommand(reportDiscussable),
  ],
  queries: [
    anyQuery(reports),
    anyQuery(report),
    anyQuery(reportRecipients),
    anyQuery(drawn),
    standingQuery(caseReport),
    standingQuery(residualAcceptance),
  ],
  assessed: reportsAssessed,
  gate: reportsAtGate,
  filed,
  demo: demoReports,
};
