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
import { acceptInvitation, inviteMember, resendInvitation, withdrawInvitation } from './invitation-commands.ts';
import { giveRole, leaveOrganisation, removeMember, takeProviderRoles, takeRole } from './member-commands.ts';

export const ground: FeatureGround = {
  commands: [
    anyCommand(createOrganisation),
    anyCommand(renameOrganisation),
    anyCommand(setMember),
    anyCommand(giveRole),
    anyCommand(takeRole),
    anyCommand(removeMember),
    anyCommand(leaveOrganisation),
    anyCommand(takeProviderRoles),
    anyCommand(inviteMember),
    anyCommand(resendInvitation),
    anyCommand(withdrawInvitation),
    anyCommand(acceptInvitation),
    anyCommand(setSessionLimits),
  ],
  queries: [anyQuery(organisation), anyQuery(listMembers)],
  demo: makeDemo,
};
