import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { assessed } from '../../platform/assessed.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { caseMade, type ArgumentFacts } from './checks.ts';
import { answerCounterEvidence, writeCounterEvidence } from './commands.ts';
import { makeDemo } from './demo.ts';
import { importArgument } from './document-command.ts';
import { factsOfArguments } from './facts.ts';
import { filed } from './filed.ts';
import { counterEvidenceKind } from './kinds.ts';
import { argument, argumentDocuments, argumentFile } from './queries.ts';

export const ground: FeatureGround = {
  kinds: [counterEvidenceKind],
  commands: [anyCommand(writeCounterEvidence), anyCommand(answerCounterEvidence), anyCommand(importArgument)],
  queries: [anyQuery(argument), anyQuery(argumentFile), anyQuery(argumentDocuments)],
  assessed: assessed<ArgumentFacts>({ checks: [caseMade], facts: factsOfArguments }),
  filed,
  demo: makeDemo,
};
