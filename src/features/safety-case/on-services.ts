import type { OnServices } from '../../platform/feature.ts';
import { approvedFound } from '../approvals/index.ts';
import { countingReport } from './checks.ts';
import { reportPath, reportReference, reportsPath, sayReport, sortsFor, STANDARD_OF } from './domain.ts';
import { besideSignatures, factOf } from './facts.ts';
import { findService } from '../services/index.ts';
import { reportsAt } from './store.ts';
import type { Words } from '../../words/sentence.ts';

/** The line of the reports in the part on the safety case of a service's page. */
export const onServices: OnServices = {
  inCase: async (tx, { id, reference, now }) => {
    const moment = { seq: null, now };
    const [{ role }, reports] = await Promise.all([
      findService(tx, reference),
      reportsAt(tx, { services: [id] }, moment),
    ]);
    const facts = (await besideSignatures(tx, reports, moment)).map(factOf);
    return {
      text: 'Clinical safety case reports',
      href: reportsPath(reference),
      says: sortsFor(role).flatMap((sort, index): Words => {
        const gap = index === 0 ? '' : ' ';
        const report = countingReport(sort, facts);
        if (!report) return [`${gap}No report under ${STANDARD_OF[sort]} is begun.`];
        const link = { text: sayReport(report), href: reportPath(reference, report.number) };
        if (!report.approved?.version) return [gap, link, ': a draft, not approved.'];
        const says = approvedFound(report.approved, now).says;
        const accepted = report.acceptance && approvedFound(report.acceptance, now).result === 'passed';
        return [
          gap,
          link,
          ': ',
          ...says,
          ...(sort === 'deployer' && !accepted
            ? [` The residual risk of ${reportReference(report.number)} is not accepted by the executive as it is now.`]
            : []),
        ];
      }),
    };
  },
};
