import type { FeatureGround } from '../../platform/feature.ts';
import { operatingPeriodKind, questionKind } from './kinds.ts';

export const ground: FeatureGround = {
  kinds: [questionKind, operatingPeriodKind],
};
