import type { FeatureGround } from '../../platform/feature.ts';
import type { Filed } from '../../platform/filed.ts';
import { makePacketDemo } from './packets/demo.ts';
import { packetsGround } from './packets/ground.ts';
import { packetsFiled } from './packets/in-case.ts';
import { receivedGround } from './received/ground.ts';
import { receivedFiled } from './received/in-case.ts';

/** What goes out lies in the file of a service before what comes in. */
const filed: Filed = {
  load: async (tx, service, moment) =>
    (await Promise.all([packetsFiled, receivedFiled].map(({ load }) => load(tx, service, moment)))).flat(),
};

export const ground: FeatureGround = {
  commands: [...packetsGround.commands, ...receivedGround.commands],
  queries: [...packetsGround.queries, ...receivedGround.queries],
  filed,
  demo: makePacketDemo,
};
