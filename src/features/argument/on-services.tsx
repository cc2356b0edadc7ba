import type { OnServices } from '../../platform/feature.ts';
import type { Words } from '../../words/sentence.ts';
import { findService } from '../services/index.ts';
import { argumentPath, caseSentence } from './domain.ts';
import { caseAt } from './reading.ts';

/** The argument on the page of a service: whether it holds, and because of what. */
export const onServices: OnServices = {
  inCase: async (tx, { reference, now, assessed }) => {
    const service = await findService(tx, reference);
    const { one } = await caseAt(tx, assessed, service, { seq: null, now });
    const { so, because } = caseSentence(one);
    return { text: 'Safety argument', href: argumentPath(reference), says: sayIn(so, because) };
  },
};

/** What is so and because of what: what clears it stands on its page. */
function sayIn(so: Words, because: Words): Words {
  return [...so, ...(because.length === 0 ? [] : [' because ', ...because]), '.'];
}
