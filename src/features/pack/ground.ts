import type { FeatureGround } from '../../platform/feature.ts';

export const ground: FeatureGround = {};
