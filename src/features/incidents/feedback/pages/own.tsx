import type { FormContext, PageContext } from '../../../../platform/http/forms.ts';
import { Notice } from '../../../../platform/http/forms.ts';
import { ServiceFormFrame } from '../../../../platform/http/service-frame.tsx';
import { sayDate } from '../../../../platform/london-time.ts';
import { Layout } from '../../../../ui/layout.tsx';
import { Button, InsetText } from '../../../../ui/nhsuk/index.ts';
import { incidentPath, STAGE_WORDS, type Stage } from '../../domain.ts';
import { SORT_WORDS } from '../../pages/words.tsx';
import type { OwnReportTold } from '../queries.ts';
import { ReaderView } from './reader.tsx';

export const OWN_REPORTS = '/reports';

/** How it stands, to whoever reported it. */
const STANDS: Readonly<Record<Stage, string>> = {
  reported: 'It is in. Nobody has looked at it yet.',
  triaged: 'Somebody has had a first look at it.',
  contained: 'It was made safe, so that it does not happen to somebody else meanwhile.',
  investigating: 'It is being looked into.',
  actions: 'It is being put right.',
  learning: 'It is put right. What can be learnt from it is being written down.',
  closed: 'It is closed.',
};

/** What somebody reported, and what came of it. */
export function OwnReportsPage({ reports }: { readonly reports: readonly OwnReportTold[] }, context: PageContext) {
  return (
    <Layout shell={context.shell} title="What I reported" path={OWN_REPORTS} back={{ text: 'Desk', href: '/' }}>
      <Notice notice={context.notice} />
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">What I reported</h1>
        {reports.length === 0 ? (
          <p class="app-lead">
            What you report will stand here, with what came of it. You report something on the page of incidents of a
            service. One sentence is enough.
          </p>
        ) : (
          <p>Nobody else sees this page. You are told here what was found, what changed, and what did not.</p>
        )}
        {reports.map((one) => (
          <section aria-labelledby={`report-${one.id}`}>
            <h2 class="nhsuk-heading-m" id={`report-${one.id}`}>
              <a href={incidentPath(one.service.reference, one.incident)}>
                {one.incident} {one.title}
              </a>
            </h2>
            <p class="app-note">
              {SORT_WORDS[one.sort]}, {one.service.name}, reported on {sayDate(one.at)}
            </p>
            <p>
              <strong>{one.voided ? 'Void' : STAGE_WORDS[one.stage]}.</strong>{' '}
              {one.voided ? 'It does not count: why stands with it.' : STANDS[one.stage]}
              {one.answers.length === 0 && ' You have not been told what came of it yet.'}
            </p>
            {one.answers.map(({ at, words }) => (
              <InsetText>
                <p class="app-note">You were told on {sayDate(at)}</p>
                <ReaderView words={words} level={3} />
              </InsetText>
            ))}
            {one.answers.some(({ isRead }) => !isRead) && (
              <p>
                <a href={readPath(one.service.reference, one.incident)}>
                  I have read it<span class="nhsuk-u-visually-hidden">: {one.incident}</span>
                </a>
              </p>
            )}
          </section>
        ))}
      </div>
    </Layout>
  );
}

export function readPath(service: string, incident: string): string {
  return `${incidentPath(service, incident)}/feedback/read`;
}

export interface ReadProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly incident: string;
  readonly answers: OwnReportTold['answers'];
}

/** Says that somebody has read what they were told. */
export function ReadForm({ service, incident, answers }: ReadProps, form: FormContext) {
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title="What came of your report"
      caption={incident}
      back={{ text: 'What I reported', href: OWN_REPORTS }}
    >
      {answers.map(({ at, words }) => (
        <>
          <p class="app-note">You were told on {sayDate(at)}</p>
          <ReaderView words={words} level={2} />
        </>
      ))}
      {answers.length === 0 ? (
        <p>Nobody has told you anything here yet.</p>
      ) : (
        <form method="post" novalidate>
          {form.hidden}
          <p>
            It leaves your desk, and stays under “What I reported”. If it is not right, say so where the team talks
            about it.
          </p>
          <Button preventDoubleClick>I have read it</Button>
        </form>
      )}
    </ServiceFormFrame>
  );
}
