import { anyCommand, anyQuery } from '../../../platform/commands/command.ts';
import type { FeatureGround } from '../../../platform/feature.ts';
import { acceptSupplierKey, addDeployment } from './deployment-commands.ts';
import {
  recordChallengeListSent,
  takeInSupplierDocument,
  withdrawSupplierDocument,
  writeChallengeList,
} from './document-commands.ts';
import { answerItems, takeInPacket, takeOverSupplierLog, writeAnswer } from './packet-commands.ts';
import { deployment, deployments, deploymentItems, supplier } from './queries.ts';

/** What comes in: of a supplier who uses Primum, and of one who does not. */
export const receivedGround = {
  commands: [
    anyCommand(addDeployment),
    anyCommand(acceptSupplierKey),
    anyCommand(takeInPacket),
    anyCommand(answerItems),
    anyCommand(writeAnswer),
    anyCommand(takeOverSupplierLog),
    anyCommand(takeInSupplierDocument),
    anyCommand(withdrawSupplierDocument),
    anyCommand(writeChallengeList),
    anyCommand(recordChallengeListSent),
  ],
  queries: [anyQuery(deployments), anyQuery(deployment), anyQuery(deploymentItems), anyQuery(supplier)],
} satisfies FeatureGround;
