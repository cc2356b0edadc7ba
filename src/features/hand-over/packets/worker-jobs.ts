import { writtenReport, type ReportDocument } from '../../safety-case/index.ts';

/** What is written in a process of its own: the server waits for none of it. */
export const jobs = {
  report: async ({ report }: { readonly report: ReportDocument }) => ({
    html: await writtenReport('html', report),
    pdf: await writtenReport('pdf', report),
  }),
};

export type Jobs = typeof jobs;
