import type { FeatureGround } from '../../platform/feature.ts';
import { nominationKind, registrationKind, trainingKind } from './kinds.ts';

export const ground: FeatureGround = { kinds: [registrationKind, trainingKind, nominationKind] };
