import type { OnServices } from '../../platform/feature.ts';
import { assessService } from './assessing.ts';
import { StandardsPanel } from './pages/panel.tsx';

/** On the page of a service: where it stands beside point 16, in the edition that it keeps to. */
export const onServices: OnServices = {
  panel: {
    place: 'leads',
    load: async (tx, { reference, retired, now, assessed }) => {
      if (retired) return null;
      const of = { service: reference, catalogue: 'point-16' };
      return <StandardsPanel assessment={await assessService(tx, assessed, of, { seq: null, now })} />;
    },
  },
};
