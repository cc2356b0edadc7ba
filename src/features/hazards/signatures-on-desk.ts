import type { OnDesk } from '../../platform/feature.ts';
import { signing } from '../approvals/index.ts';
import { hazardLog } from './signing.ts';

const { signaturesOnDesk } = await signing();

/** Hazard logs that await a signature, or have drifted from one. */
export const onDesk: OnDesk = { load: signaturesOnDesk(hazardLog) };
