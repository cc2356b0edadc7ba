import { assessed } from '../../platform/assessed.ts';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { checks, type ConcernFacts } from './checks.ts';
import {
  addToConcern,
  answerConcernApart,
  changeConcernContact,
  closeConcern,
  makeIncidentOfConcern,
  passConcernToLeads,
  sendConcern,
} from './commands.ts';
import { makeConcernsDemo } from './demo.ts';
import { factsOfConcerns } from './facts.ts';
import { prepareConcernForm, publishConcernForm, takeDownConcernForm } from './form-commands.ts';
import { concernFormQuery } from './queries.ts';
import { reporters } from './reporters.ts';

export const ground: FeatureGround = {
  commands: [
    anyCommand(prepareConcernForm),
    anyCommand(publishConcernForm),
    anyCommand(takeDownConcernForm),
    anyCommand(sendConcern),
    anyCommand(addToConcern),
    anyCommand(changeConcernContact),
    anyCommand(makeIncidentOfConcern),
    anyCommand(closeConcern),
    anyCommand(answerConcernApart),
    anyCommand(passConcernToLeads),
  ],
  queries: [anyQuery(concernFormQuery)],
  assessed: [assessed<ConcernFacts>({ checks, facts: factsOfConcerns })],
  reporters,
  demo: makeConcernsDemo,
};
