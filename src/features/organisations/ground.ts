import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import {
  createOrganisation,
  listMembers,
  organisation,
  renameOrganisation,
  setMember,
  setSessionLimits,
} from './commands.ts';
import { makeDemo } from './demo.ts';

export const ground: FeatureGround = {
  commands: [
    anyCommand(createOrganisation),
    anyCommand(renameOrganisation),
    anyCommand(setMember),
    anyCommand(setSessionLimits),
  ],
  queries: [anyQuery(organisation), anyQuery(listMembers)],
  demo: makeDemo,
};
