import type { FeatureGround } from '../../platform/feature.ts';
import { packetsGround } from './packets/ground.ts';
import { receivedGround } from './received/ground.ts';
import { receivedFiled } from './received/in-case.ts';

export const ground: FeatureGround = {
  commands: [...packetsGround.commands, ...receivedGround.commands],
  queries: [...packetsGround.queries, ...receivedGround.queries],
  filed: receivedFiled,
};
