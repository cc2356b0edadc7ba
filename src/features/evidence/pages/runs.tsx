import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Table } from '../../../ui/nhsuk/index.ts';
import { PageNumbers } from '../../../ui/page-numbers.tsx';
import { releasesPath, runPath, runsPath } from '../addresses.ts';
import { runReference } from '../domain.ts';
import type { RunShown } from '../observation-store.ts';
import { Frame, type ServiceNamed } from './frame.tsx';

export interface RunsProps {
  readonly service: ServiceNamed;
  readonly runs: readonly RunShown[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** The runs of tests of a service, on whatever release; the releases themselves stand in the register. */
export function RunsPage({ service, runs, total, page, pages }: RunsProps, context: PageContext) {
  const path = runsPath(service.reference);
  return (
    <Frame
      context={context}
      service={service}
      title="Runs of tests"
      back={{ text: service.name, href: `/services/${service.reference}` }}
    >
      <h1 class="nhsuk-heading-l">
        Runs of tests <span class="app-count">({total})</span>
      </h1>
      <p class="app-measure">
        What a pipeline finds on a live release counts for the controls at once. What it finds on a candidate is about
        that candidate alone, until it goes live. <a href={releasesPath(service.reference)}>Releases</a>
      </p>
      {total === 0 ? (
        <Empty service={service} />
      ) : (
        <>
          <Table
            responsive
            classes="app-list"
            caption={{ text: 'Runs, latest first', classes: 'nhsuk-u-visually-hidden' }}
            head={[
              { text: 'Run' },
              { text: 'Observed' },
              { text: 'Release' },
              { text: 'Results' },
              { text: 'Handed in by' },
            ]}
            rows={runs.map((one) => [
              { text: <a href={runPath(service.reference, one.number)}>{runReference(one.number)}</a> },
              { text: sayDateTime(one.observedAt) },
              { text: `${one.release}${one.state === 'candidate' ? ', a candidate' : ''}` },
              { text: resultWords(one) },
              { text: one.producer },
            ])}
          />
          <PageNumbers label="Pages of runs" page={page} pages={pages} href={(number) => `${path}?page=${number}`} />
        </>
      )}
    </Frame>
  );
}

/** What will stand here, why it matters, and the one thing to do first. */
function Empty({ service }: { readonly service: ServiceNamed }) {
  return (
    <div class="app-measure">
      <h2 class="nhsuk-heading-m">Nothing was tested here yet</h2>
      <p>
        Write the number of a control into the name of a test, such as <code>scan blocks saving [CTL-31]</code>, and
        have the pipeline send its report:
      </p>
      <pre class="app-command">primum evidence push junit.xml --service {service.reference} --release 1.4.0</pre>
      <p>
        From then on the control says whether its tests pass, and you are told when one fails.{' '}
        <a href="/help/evidence-from-a-pipeline">How to set it up</a>
      </p>
    </div>
  );
}

/** "14 passed, 2 failed, 1 skipped": what there is none of is not said, but failures are. */
export function resultWords({ passed, failed, skipped }: Pick<RunShown, 'passed' | 'failed' | 'skipped'>): string {
  return [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ');
}
