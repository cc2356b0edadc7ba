import type { OnDesk } from '../../platform/feature.ts';
import { signaturesOnDesk } from './desk.ts';
import { intendedUse } from './intended-use.ts';

/** Intended uses that await a signature. What later features have signed they put there themselves. */
export const onDesk: OnDesk = { load: signaturesOnDesk(intendedUse) };
