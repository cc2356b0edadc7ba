import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { authorisedFor } from '../plan/index.ts';
import {
  declareNoIncident,
  recordGate,
  recordRollback,
  recordSwitchOff,
  setGatePolicy,
  withdrawNoIncident,
} from './commands.ts';
import { makeDemo } from './demo.ts';
import { filed } from './filed.ts';
import { overriding } from './override-commands.ts';
import { gate, gatePolicy, keptGate, keptGates } from './queries.ts';

/** By the plan of the product. */
export const { overrideGate, authoriseUrgentFix } = overriding(authorisedFor);

export const ground: FeatureGround = {
  commands: [
    anyCommand(setGatePolicy),
    anyCommand(declareNoIncident),
    anyCommand(withdrawNoIncident),
    anyCommand(recordGate),
    anyCommand(recordRollback),
    anyCommand(recordSwitchOff),
    anyCommand(overrideGate),
    anyCommand(authoriseUrgentFix),
  ],
  queries: [anyQuery(gate), anyQuery(keptGate), anyQuery(keptGates), anyQuery(gatePolicy)],
  filed,
  demo: makeDemo,
};
