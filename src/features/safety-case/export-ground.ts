import { anyQuery } from '../../platform/commands/command.ts';
import type { FeatureGround } from '../../platform/feature.ts';
import { caseReport } from './report-query.ts';

export const ground: FeatureGround = {
  queries: [anyQuery(caseReport)],
};
