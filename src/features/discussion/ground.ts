import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import {
  answerDiscussion,
  editComment,
  eraseAttachment,
  eraseComment,
  readMention,
  reopenDiscussion,
  resolveDiscussion,
  withdrawAttachment,
} from './commands.ts';
import { attachments, discussion } from './queries.ts';

/** Discussions are begun by commands of the features whose subjects they are about. */
export const ground: FeatureGround = {
  commands: [
    anyCommand(answerDiscussion),
    anyCommand(resolveDiscussion),
    anyCommand(reopenDiscussion),
    anyCommand(readMention),
    anyCommand(editComment),
    anyCommand(eraseComment),
    anyCommand(withdrawAttachment),
    anyCommand(eraseAttachment),
  ],
  queries: [anyQuery(discussion), anyQuery(attachments)],
};
