import { anyCommand, anyQuery, type AnyCommand, type AnyQuery } from '../../platform/commands/command.ts';
import { caseVerdicts, closing, learnings } from './acting-queries.ts';
import {
  addIncidentAction,
  closeIncident,
  recordCandourStep,
  sayCause,
  sayNoAction,
  stateCandour,
} from './closing-commands.ts';
import { shareLearning, stateUsage, withdrawLearning, writeLearning } from './learning-commands.ts';
import { proposeCaseVerdict, signCaseVerdicts } from './verdict-commands.ts';

/** What can be done with what an incident does: the case, closing, learning. */
export const actingCommands: readonly AnyCommand[] = [
  anyCommand(proposeCaseVerdict),
  anyCommand(signCaseVerdicts),
  anyCommand(sayCause),
  anyCommand(addIncidentAction),
  anyCommand(sayNoAction),
  anyCommand(stateCandour),
  anyCommand(recordCandourStep),
  anyCommand(closeIncident),
  anyCommand(writeLearning),
  anyCommand(shareLearning),
  anyCommand(withdrawLearning),
  anyCommand(stateUsage),
];

/** The same, as it is asked. */
export const actingQueries: readonly AnyQuery[] = [anyQuery(closing), anyQuery(caseVerdicts), anyQuery(learnings)];
