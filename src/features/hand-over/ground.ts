import type { FeatureGround } from '../../platform/feature.ts';
import { makePacketDemo } from './packets/demo.ts';
import { packetsGround } from './packets/ground.ts';
import { packetsFiled } from './packets/in-case.ts';

export const ground: FeatureGround = {
  commands: [...packetsGround.commands],
  queries: [...packetsGround.queries],
  filed: packetsFiled,
  demo: makePacketDemo,
};
