import type { Demo } from '../../platform/feature.ts';

export async function makeDemo(_demo: Demo): Promise<void> {}
