import type { OnDesk } from '../../platform/feature.ts';
import { packetsOnDesk } from './packets/on-desk.ts';
import { receivedOnDesk } from './received/on-desk.ts';

const SIDES: readonly OnDesk[] = [packetsOnDesk, receivedOnDesk];

/** What hand-over puts on a desk: of what goes out, and of what comes in. */
export const onDesk: OnDesk = {
  load: async (tx, desk) => {
    const loaded = await Promise.all(SIDES.map(({ load }) => load(tx, desk)));
    return {
      items: loaded.flatMap(({ items }) => items),
      total: loaded.reduce((sum, { total }) => sum + total, 0),
    };
  },
};
