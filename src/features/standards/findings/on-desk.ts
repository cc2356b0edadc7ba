import type { OnDesk } from '../../../platform/feature.ts';
import { signing } from '../../approvals/index.ts';
import { finding, scopeDecision } from './signing.ts';

const { signaturesOnDesk } = await signing();
const loads = [signaturesOnDesk(finding), signaturesOnDesk(scopeDecision)];

/** Findings and scope decisions that await a signature, or drifted from one. */
export const onDesk: OnDesk = {
  load: async (tx, desk) => {
    const found = await Promise.all(loads.map((load) => load(tx, desk)));
    return { items: found.flatMap(({ items }) => items), total: found.reduce((sum, { total }) => sum + total, 0) };
  },
};
