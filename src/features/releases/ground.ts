import { assessed } from '../../platform/assessed.ts';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { gateContribution } from '../../platform/gate.ts';
import { checks } from './checks.ts';
import {
  assessComponents,
  declareNoComponents,
  describeRelease,
  listComponents,
  sayTestIssues,
  sayTouches,
} from './commands.ts';
import { makeDemo } from './demo.ts';
import { factsOfRegister } from './facts.ts';
import { filed } from './filed.ts';
import { gateChecks } from './gate-checks.ts';
import { gateFacts } from './gate-facts.ts';
import { sampleImpact, stateImpact } from './impact-commands.ts';
import { register, release } from './queries.ts';
import { recordReleaseDetails } from './record-command.ts';

export const ground: FeatureGround = {
  commands: [
    anyCommand(recordReleaseDetails),
    anyCommand(describeRelease),
    anyCommand(listComponents),
    anyCommand(declareNoComponents),
    anyCommand(assessComponents),
    anyCommand(sayTouches),
    anyCommand(sayTestIssues),
    anyCommand(stateImpact),
    anyCommand(sampleImpact),
  ],
  queries: [anyQuery(register), anyQuery(release)],
  assessed: assessed({ checks, facts: factsOfRegister }),
  gate: gateContribution({ checks: gateChecks, facts: gateFacts }),
  filed,
  demo: makeDemo,
};
