import type { OnSubjects } from '../../platform/feature.ts';
import { sayDay } from '../../words/days.ts';
import { findService } from '../services/index.ts';
import { packetPath, packetReference } from './domain/packet.ts';
import { packetsOf } from './packets/store.ts';

/** What hand-over says on the page of a release: to whom it went. */
export const onSubjects: OnSubjects = {
  kind: 'release',
  lines: async (tx, { service: reference, reference: version }) => {
    const { id } = await findService(tx, reference);
    const own = (await packetsOf(tx, [id])).filter(({ release }) => release === version);
    return own.map(({ number, receiver, sent }) => [
      { text: packetReference(number), href: packetPath(reference, number) },
      ` hands it over to ${receiver}: ${sent === null ? 'nobody has said that it was sent' : `sent on ${sayDay(sent.on)}`}.`,
    ]);
  },
};
