import type { OnServices } from '../../platform/feature.ts';
import { argumentPath } from './domain.ts';

/** The argument on the page of a service. Whether it holds is worked out of everything below it, and so on its own page. */
export const onServices: OnServices = {
  inCase: async (_tx, { reference }) => ({
    text: 'Safety argument',
    href: argumentPath(reference),
    says: ['Why it is thought to be safe: claim by claim, and what speaks against each.'],
  }),
};
