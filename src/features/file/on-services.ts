import type { OnServices } from '../../platform/feature.ts';
import { filePath } from './domain.ts';

/** The way to the file from the page of a service. How all of it stands is asked there: here it would be asked on every look. */
export const onServices: OnServices = {
  inCase: async (_tx, { reference }) => ({
    text: 'Clinical risk management file',
    href: filePath(reference),
    says: ['Everything that is kept of this service: how it stands, whose it is, and until when.'],
  }),
};
