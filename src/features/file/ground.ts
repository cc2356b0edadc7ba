import { anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { file } from './queries.ts';

export const ground: FeatureGround = { queries: [anyQuery(file)] };
