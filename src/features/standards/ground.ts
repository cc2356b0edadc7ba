import type { FeatureGround } from '../../platform/feature.ts';
import { findingsGround } from './findings/ground.ts';

export const ground: FeatureGround = { ...findingsGround };
