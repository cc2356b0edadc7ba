import type { OnServices } from '../../platform/feature.ts';
import { wholeOf } from '../../words/naming.ts';
import { findService } from '../services/index.ts';
import { argumentPath, caseSentence } from './domain.ts';
import { caseAt } from './reading.ts';

/** The argument on the page of a service: whether it holds, and because of what. */
export const onServices: OnServices = {
  inCase: async (tx, { reference, now, assessed }) => {
    const service = await findService(tx, reference);
    const { one } = await caseAt(tx, assessed, service, { seq: null, now });
    return { text: 'Safety argument', href: argumentPath(reference), says: wholeOf(caseSentence(one)) };
  },
};
