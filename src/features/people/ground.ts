import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { assessed } from '../../platform/assessed.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { makeDemo } from './demo.ts';
import { nominationKind, registrationKind, trainingKind } from './kinds.ts';
import {
  acceptNomination,
  declineNomination,
  endNomination,
  nominateOfficer,
  recordAbsence,
} from './nomination-commands.ts';
import { setLookUpLimit } from './look-up-limit-command.ts';
import { officerLoad, officers } from './queries.ts';
import {
  addRegistration,
  lookUpRegistration,
  recordRegistrationGap,
  withdrawRegistration,
} from './registration-commands.ts';
import { recordCompetence, recordTraining, withdrawTraining } from './training-commands.ts';
import { checks } from './checks.ts';
import { factsOfPeople } from './facts.ts';
import { filed } from './filed.ts';

export const ground: FeatureGround = {
  kinds: [registrationKind, trainingKind, nominationKind],
  commands: [
    anyCommand(addRegistration),
    anyCommand(lookUpRegistration),
    anyCommand(setLookUpLimit),
    anyCommand(recordRegistrationGap),
    anyCommand(withdrawRegistration),
    anyCommand(recordTraining),
    anyCommand(withdrawTraining),
    anyCommand(recordCompetence),
    anyCommand(nominateOfficer),
    anyCommand(acceptNomination),
    anyCommand(declineNomination),
    anyCommand(endNomination),
    anyCommand(recordAbsence),
  ],
  queries: [anyQuery(officers), anyQuery(officerLoad)],
  assessed: assessed({ checks, facts: factsOfPeople }),
  filed,
  demo: makeDemo,
};
