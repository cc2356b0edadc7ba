import { servicesWhere } from '../../../platform/commands/may.ts';
import type { OnDesk } from '../../../platform/feature.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { packetPath, packetReference } from '../domain/packet.ts';
import { HANDS_OVER } from './commands.ts';
import { unsentPackets, type UnsentPacket } from './store.ts';

/** What packets put on the desk of an officer: those that were made, and of which nobody has said that they went out. */
export const packetsOnDesk: OnDesk = {
  load: async (tx, { actor, most }) => {
    const services = servicesWhere(actor, HANDS_OVER.roles);
    if (services?.length === 0) return { items: [], total: 0 };
    // One more than is shown: whether there are others is all that is said of them.
    const waiting = await unsentPackets(tx, services, most + 1);
    return { items: waiting.slice(0, most).map(itemOf), total: waiting.length };
  },
};

function itemOf({ id, number, receiver, at, service }: UnsentPacket) {
  const path = packetPath(service.reference, number);
  return {
    key: `packet:${id}`,
    mark: { words: 'Hand-over' },
    sentence: {
      so: [{ text: packetReference(number), href: path }, ` for ${receiver} was made on ${sayDate(at)}`],
      because: [],
      clears: ['Nobody has said that it was sent. Sending it, and saying so, clears it.'],
    },
    service,
    since: at,
    due: null,
    action: { text: 'Say that it was sent', href: `${path}/sent` },
  };
}
