import { assessed } from '../../../platform/assessed.ts';
import { anyCommand, anyQuery } from '../../../platform/commands/command.ts';
import { feedbackChecks } from './checks.ts';
import { giveFeedback, sayFeedbackRead, sayWhyNoFeedback, writeFeedback } from './commands.ts';
import { factsOfFeedback } from './facts.ts';
import { feedback, incidentMeasures } from './queries.ts';

/** What being told adds to what incidents keep. */
export const feedbackCommands = [
  anyCommand(writeFeedback),
  anyCommand(giveFeedback),
  anyCommand(sayWhyNoFeedback),
  anyCommand(sayFeedbackRead),
];
export const feedbackQueries = [anyQuery(feedback), anyQuery(incidentMeasures)];
export const feedbackAssessed = assessed({ checks: feedbackChecks, facts: factsOfFeedback });
