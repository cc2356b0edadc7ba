import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { answerAssessor, commentAsAssessor, endAssessment, eraseAssessorComment, inviteAssessor } from './commands.ts';
import { makeDemo } from './demo.ts';
import { assessorComments, assessors } from './queries.ts';

export const ground: FeatureGround = {
  commands: [
    anyCommand(inviteAssessor),
    anyCommand(endAssessment),
    anyCommand(commentAsAssessor),
    anyCommand(answerAssessor),
    anyCommand(eraseAssessorComment),
  ],
  queries: [anyQuery(assessors), anyQuery(assessorComments)],
  demo: makeDemo,
};
