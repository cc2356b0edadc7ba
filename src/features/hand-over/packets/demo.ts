import { anyCommand } from '../../../platform/commands/command.ts';
import type { Demo } from '../../../platform/feature.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { findService } from '../../services/index.ts';
import { whyNotWhole } from '../domain/making.ts';
import type { Made } from './commands.ts';
import { makePacket, notePacketSent } from './ground.ts';
import { knownFor, waysOf } from './knowing.ts';
import { HOUSE } from './sources.ts';

const RECEIVER = 'Larkmoor Community Trust';

/** A packet of the live release that went to the trust; none, where the demo has no report that could go along. */
export async function makePacketDemo(demo: Demo): Promise<void> {
  const { ground, organisation } = demo;
  const release = await ground.database.read(organisation, async (tx) => {
    const service = await findService(tx, 'DEMO');
    const live = (await HOUSE.releases(tx, service.id, 20)).find(({ state }) => state === 'live');
    if (!live) return null;
    const { known } = await knownFor(tx, HOUSE, { service: 'DEMO', release: live.version }, ground.now());
    return whyNotWhole(known, live.version, waysOf(service)).length === 0 ? live.version : null;
  });
  if (release === null) return;
  const cso = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  const made = await demo.execute(
    anyCommand(makePacket),
    {
      service: 'DEMO',
      release,
      receiver: RECEIVER,
      contactName: 'Clinical safety, Quillfeather Digital',
      contactHow: 'clinical.safety@example.org',
    },
    cso,
  );
  await demo.execute(
    anyCommand(notePacketSent),
    {
      service: 'DEMO',
      packet: (made as Made).packet,
      on: dateIn(ground.now()),
      how: 'By secure mail to the office of their clinical safety officer.',
    },
    cso,
  );
}
