import type { OnServices } from '../../platform/feature.ts';
import { packetsInCase } from './packets/in-case.ts';

/** What hand-over shows on pages of services. */
export const onServices: OnServices = { inCase: packetsInCase };
