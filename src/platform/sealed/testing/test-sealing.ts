import { randomBytes } from 'node:crypto';
import { sealingWith } from '../sealing.ts';

/** What seals in tests and benches: a key of its own for each run. */
export const testSealing = sealingWith(randomBytes(32));
