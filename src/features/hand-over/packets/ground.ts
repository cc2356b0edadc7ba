import { anyCommand, anyQuery } from '../../../platform/commands/command.ts';
import type { FeatureGround } from '../../../platform/feature.ts';
import { notePacketSentFrom, takeInAnswer } from './after-commands.ts';
import { makePacketFrom } from './commands.ts';
import { packet, packets, packetToSend } from './queries.ts';
import { HOUSE } from './sources.ts';

export const makePacket = makePacketFrom(HOUSE);
export const notePacketSent = notePacketSentFrom(HOUSE);

/** What goes out. */
export const packetsGround = {
  commands: [anyCommand(makePacket), anyCommand(notePacketSent), anyCommand(takeInAnswer)],
  queries: [anyQuery(packets), anyQuery(packet), anyQuery(packetToSend)],
} satisfies FeatureGround;
