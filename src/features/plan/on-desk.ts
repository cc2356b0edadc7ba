import type { OnDesk } from '../../platform/feature.ts';
import { signing } from '../approvals/index.ts';
import { planSignable } from './signing.ts';

/** What plans put on a desk: those that await a signature, or that drifted from the one they have. */
export const onDesk: OnDesk = { load: (await signing()).signaturesOnDesk(planSignable) };
