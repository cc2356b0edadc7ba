import type { OnServices } from '../../platform/feature.ts';
import { assessCatalogues } from './assessing.ts';
import { currentCatalogues } from './catalogues.ts';
import { findService } from '../services/index.ts';
import { StandardsPanel } from './pages/panel.tsx';

/** On the page of a service: where it stands beside point 16. */
export const onServices: OnServices = {
  panel: {
    place: 'leads',
    load: async (tx, { reference, retired, now, assessed }) => {
      const point16 = currentCatalogues().find(({ id }) => id === 'point-16');
      if (retired || !point16) return null;
      const service = await findService(tx, reference);
      const [assessment] = await assessCatalogues(tx, assessed, service, [point16], { seq: null, now });
      return <StandardsPanel assessment={assessment!} />;
    },
  },
};
