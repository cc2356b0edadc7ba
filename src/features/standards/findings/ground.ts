import { anyCommand, anyQuery } from '../../../platform/commands/command.ts';
import type { FeatureGround } from '../../../platform/feature.ts';
import { signing } from '../../approvals/index.ts';
import { judging } from './checks.ts';
import { decideScope, recordFinding, withdrawScopeDecision } from './commands.ts';
import { findingKind, scopeDecisionKind } from './kinds.ts';
import { recordAssessment } from './panel-command.ts';
import { assessments, findings, scopeDecisions } from './queries.ts';
import { finding, scopeDecision } from './signing.ts';

const { approvalKind, signCommand, standingQuery, takeInCommand } = await signing();

/** What is kept of findings, scope decisions and assessments by a panel: a part of the feature's ground. */
export const findingsGround = {
  kinds: [findingKind, approvalKind(findingKind.kind), scopeDecisionKind, approvalKind(scopeDecisionKind.kind)],
  commands: [
    anyCommand(recordFinding),
    signCommand(finding),
    takeInCommand(finding),
    anyCommand(decideScope),
    anyCommand(withdrawScopeDecision),
    signCommand(scopeDecision),
    takeInCommand(scopeDecision),
    anyCommand(recordAssessment),
  ],
  queries: [
    anyQuery(findings),
    standingQuery(finding),
    anyQuery(scopeDecisions),
    standingQuery(scopeDecision),
    anyQuery(assessments),
  ],
  assessed: judging,
} satisfies FeatureGround;
