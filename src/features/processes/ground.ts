import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { assessed } from '../../platform/assessed.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { signing } from '../approvals/index.ts';
import { discussing } from '../discussion/index.ts';
import { checksOf, type ProcessFacts } from './checks.ts';
import { addProcess, stopProcess, writeProcess } from './commands.ts';
import { makeDemo } from './demo/demo-processes.ts';
import { processDiscussable } from './discussing.ts';
import { processKind, processRunKind } from './kinds.ts';
import { process, processes, processList } from './queries.ts';
import { knownProcesses } from './reading.ts';
import { recordProcessRun, withdrawProcessRun } from './run-commands.ts';
import { processSignable } from './signing.ts';
import { processTemplates } from './templates.ts';
import { filed } from './filed.ts';

const { approvalKind, signCommand, standingQuery, takeInCommand } = await signing();
const { attachCommand, discussCommand } = await discussing();

let made: ReturnType<typeof checksOf> | null = null;

export const ground: FeatureGround = {
  kinds: [processRunKind, processKind, approvalKind(processSignable.kind)],
  commands: [
    anyCommand(writeProcess),
    anyCommand(addProcess),
    anyCommand(stopProcess),
    anyCommand(recordProcessRun),
    anyCommand(withdrawProcessRun),
    signCommand(processSignable),
    takeInCommand(processSignable),
    discussCommand(processDiscussable),
    attachCommand(processDiscussable),
  ],
  queries: [anyQuery(processes), anyQuery(process), anyQuery(processList), standingQuery(processSignable)],
  assessed: assessed<ProcessFacts>({
    // Made when somebody asks: a verb that assesses nothing reads no template.
    get checks() {
      return (made ??= checksOf(processTemplates()));
    },
    facts: knownProcesses,
  }),
  filed,
  demo: makeDemo,
};
