import type { FeatureGround } from '../../platform/feature.ts';
import { packetsGround } from './packets/ground.ts';

export const ground: FeatureGround = {
  commands: [...packetsGround.commands],
  queries: [...packetsGround.queries],
};
