import type { OnSubjects } from '../../platform/feature.ts';
import { approvedFound } from '../approvals/index.ts';
import { findService } from '../services/index.ts';
import { reportPath, sayReport } from './domain.ts';
import { besideSignatures, factOf } from './facts.ts';
import { reportsAt } from './store.ts';

/** What reports say on the page of a release: which are for it, and how each stands. */
export const onSubjects: OnSubjects = {
  kind: 'release',
  lines: async (tx, { service: reference, reference: version, now }) => {
    const moment = { seq: null, now };
    const { id } = await findService(tx, reference);
    const own = (await reportsAt(tx, { services: [id] }, moment)).filter(({ release }) => release === version);
    const facts = (await besideSignatures(tx, own, moment)).map(factOf);
    return facts.map((report) => {
      const link = { text: sayReport(report), href: reportPath(reference, report.number) };
      return report.approved?.version
        ? ['Its report ', link, ': ', ...approvedFound(report.approved, now).says]
        : ['Its report ', link, ' is a draft, not approved.'];
    });
  },
};
