import type { Artefact, Filed } from '../../platform/filed.ts';
import { findService } from '../services/index.ts';
import { behindWords } from './checks.ts';
import { approvedFound, type Approved } from '../approvals/index.ts';
import { behind, reportReference, reportsPath, sayReport, sortsFor, STANDARD_OF } from './domain.ts';
import { besideSignatures, factOf, standingOf } from './facts.ts';
import { listed } from '../../words/counting.ts';
import { recipientsAt } from './recipient-store.ts';
import { reportsAt } from './store.ts';

const REPORT = 'Clinical safety case report';
const ACCEPTANCE = 'Acceptance of residual risk';

/** The reports in the clinical risk management file, also those that another took the place of; and what is still to be made. */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const [{ role }, reports, recipients] = await Promise.all([
      findService(tx, service.reference, moment),
      reportsAt(tx, { services: [service.id] }, moment),
      recipientsAt(tx, [service.id], moment),
    ]);
    const beside = await besideSignatures(tx, reports, moment);
    const late = Map.groupBy(behind(recipients, beside.map(factOf).map(standingOf)), ({ current }) => current.report);
    const artefacts = beside.flatMap((one): Artefact[] => {
      const fact = factOf(one);
      const of = { title: sayReport(one.report), href: fact.href };
      if (fact.supersededBy !== null)
        return [
          {
            ...of,
            owner: null,
            sort: REPORT,
            state: [`${reportReference(fact.supersededBy)} took its place.`],
            verdict: null,
            since: null,
            until: null,
          },
        ];
      const behindIt = late.get(fact.number);
      return [
        {
          ...of,
          sort: REPORT,
          ...signed(one.approved, moment.now, behindIt ? ` ${behindWords(behindIt)}.` : ''),
        },
        ...(fact.sort === 'deployer'
          ? [{ ...of, href: `${fact.href}#acceptance`, sort: ACCEPTANCE, ...signed(one.acceptance, moment.now, '') }]
          : []),
      ];
    });
    const absent = sortsFor(role)
      .filter((sort) => !reports.some((one) => one.sort === sort))
      .map((sort): Artefact => ({
        sort: REPORT,
        title: `Report under ${STANDARD_OF[sort]}`,
        href: reportsPath(service.reference),
        state: ['Not begun'],
        verdict: 'not-known',
        owner: null,
        since: null,
        until: null,
      }));
    return [...artefacts, ...absent];
  },
};

/** How something that is signed lies in the file. @param besides what else is so of it, as whole sentences */
function signed(
  approved: Approved | null,
  now: Date,
  besides: string,
): Pick<Artefact, 'state' | 'verdict' | 'owner' | 'since' | 'until'> {
  if (!approved)
    return {
      state: ['Nothing is known of its signatures.'],
      verdict: 'not-known',
      owner: null,
      since: null,
      until: null,
    };
  const { result, says, until, since = null } = approvedFound(approved, now);
  return {
    state: besides === '' ? says : [...says, besides],
    // What nobody has approved yet is a draft, and not refuted.
    verdict: result === 'passed' ? 'met' : approved.version === null ? 'not-known' : 'not-met',
    owner: approved.version && listed(approved.version.said.by),
    since,
    until,
  };
}
