import type { Artefact, Filed } from '../../platform/filed.ts';
import { observe } from '../../rules/checks.ts';
import { counted } from '../../words/counting.ts';
import { findService } from '../services/index.ts';
import { caseMade } from './checks.ts';
import { documentsOf } from './document-store.ts';
import { argumentPath, documentPath, documentReference } from './domain.ts';
import { factsOfArguments } from './facts.ts';

const SORT = 'Safety argument';

/** The argument in the file of a service: whether it is made, and those that were brought. Whether it holds stands on its page. */
export const filed: Filed = {
  load: async (tx, { id, reference }, moment) => {
    const service = await findService(tx, reference, moment);
    const [facts, documents] = await Promise.all([
      factsOfArguments(tx, [service], moment),
      documentsOf(tx, id, { moment }),
    ]);
    const { result, says, until } = observe(caseMade as never, facts.get(id) ?? {}, { now: moment.now, service });
    return [
      {
        sort: SORT,
        title: 'The argument as it follows from the file',
        href: argumentPath(reference),
        state: result === 'unknown' ? ['No hazard is recorded over which to argue.'] : says,
        verdict: result === 'passed' ? 'met' : result === 'failed' ? 'not-met' : 'not-known',
        owner: null,
        since: null,
        until,
      },
      ...documents.map(({ number, title, files, brought }): Artefact => ({
        sort: SORT,
        title: `${documentReference(number)} ${title}`,
        href: documentPath(reference, number),
        state: [`Brought by ${brought.by}, in ${counted(files.length, 'file')}; kept as it was, without verdicts.`],
        verdict: null,
        owner: null,
        since: brought.at,
        until: null,
      })),
    ];
  },
};
