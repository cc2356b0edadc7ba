import { problemOf, valueOf, type FormContext, type PageContext } from '../../../platform/http/forms.ts';
import { sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { PageNumbers } from '../../../ui/page-numbers.tsx';
import { Button, Input, Radios, Table, Textarea } from '../../../ui/nhsuk/index.ts';
import { runPath, runsPath } from '../addresses.ts';
import { runReference, type ReleaseState } from '../domain.ts';
import type { ReleaseShown, RunShown } from '../observation-store.ts';
import { Frame, type ServiceNamed } from './frame.tsx';

export interface ReleasesProps {
  readonly service: ServiceNamed;
  readonly releases: readonly ReleaseShown[];
  readonly runs: readonly RunShown[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly mayRelease: boolean;
  readonly mayWithdraw: boolean;
}

const STATE_WORDS: Readonly<Record<ReleaseState, string>> = {
  candidate: 'Candidate',
  live: 'Live',
  withdrawn: 'Withdrawn',
};

/** The releases of a service, and the runs of tests on them. */
export function ReleasesPage(props: ReleasesProps, context: PageContext) {
  const { service, releases, total } = props;
  return (
    <Frame context={context} service={service} title="Releases and runs" back={backTo(service)}>
      <h1 class="nhsuk-heading-l">Releases and runs of tests</h1>
      <p class="app-measure">
        What a pipeline finds on a live release counts for the controls at once. What it finds on a candidate is about
        that candidate alone, until it goes live.
      </p>
      {props.mayRelease && (
        <p class="app-noprint">
          <Button variant="secondary" small href={`${runsPath(service.reference)}/new`}>
            Record a release
          </Button>
        </p>
      )}
      {releases.length === 0 && total === 0 ? <Empty service={service} /> : <Filled {...props} />}
    </Frame>
  );
}

function backTo(service: ServiceNamed) {
  return { text: service.name, href: `/services/${service.reference}` };
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

function Filled({ service, releases, runs, total, page, pages, mayRelease, mayWithdraw }: ReleasesProps) {
  const path = runsPath(service.reference);
  return (
    <>
      <section aria-labelledby="releases">
        <h2 class="nhsuk-heading-m" id="releases">
          Releases <span class="app-count">({releases.length})</span>
        </h2>
        <Table
          responsive
          classes="app-list"
          caption={{ text: 'Releases, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[
            { text: 'Version' },
            { text: 'State' },
            { text: 'Since' },
            { text: 'Runs' },
            { text: 'What you can do' },
          ]}
          rows={releases.map((one) => [
            { text: one.version },
            {
              text: (
                <>
                  {STATE_WORDS[one.state]}
                  {one.reason !== null && <span class="app-second app-lines">: {one.reason}</span>}
                </>
              ),
            },
            { text: sayDate(one.liveAt ?? one.recordedAt) },
            { text: String(one.runs) },
            {
              text: (
                <>
                  {mayRelease && one.state === 'candidate' && (
                    <a href={`${path}/${encodeURIComponent(one.version)}/live`}>
                      It goes live<span class="nhsuk-u-visually-hidden">: {one.version}</span>
                    </a>
                  )}{' '}
                  {mayWithdraw && one.state !== 'withdrawn' && (
                    <a href={`${path}/${encodeURIComponent(one.version)}/withdraw`}>
                      Withdraw<span class="nhsuk-u-visually-hidden"> {one.version}</span>
                    </a>
                  )}
                  {(one.state === 'withdrawn' || !mayWithdraw) && <span class="app-second">Nothing</span>}
                </>
              ),
            },
          ])}
        />
      </section>
      <section aria-labelledby="runs">
        <h2 class="nhsuk-heading-m" id="runs">
          Runs of tests <span class="app-count">({total})</span>
        </h2>
        {runs.length === 0 ? (
          <p class="app-second">None yet.</p>
        ) : (
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
        )}
        <PageNumbers label="Pages of runs" page={page} pages={pages} href={(number) => `${path}?page=${number}`} />
      </section>
    </>
  );
}

/** "14 passed, 2 failed, 1 skipped": what there is none of is not said, but failures are. */
export function resultWords({ passed, failed, skipped }: Pick<RunShown, 'passed' | 'failed' | 'skipped'>): string {
  return [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ');
}

export interface ReleaseFormProps {
  readonly service: ServiceNamed;
  /** Null in the form that asks for it. */
  readonly release: string | null;
}

export function RecordReleaseForm({ service }: ReleaseFormProps, form: FormContext) {
  return (
    <Frame context={form} service={service} title="Record a release" back={toReleases(service)}>
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Record a release</h1>
        <p>A pipeline that sends results records the release by itself.</p>
        <form method="post" novalidate>
          {form.hidden}
          <Input
            id="release"
            name="release"
            label={{ text: 'Version', size: 's' }}
            hint="As your team writes it, such as 1.4.0."
            width={20}
            autocomplete="off"
            value={valueOf(form, 'release')}
            errorMessage={problemOf(form, 'release')}
          />
          <Radios
            idPrefix="candidate"
            name="candidate"
            fieldset={{ legend: { text: 'Does anybody use it?', size: 's' } }}
            value={valueOf(form, 'candidate')}
            errorMessage={problemOf(form, 'candidate')}
            items={[
              { value: 'no', text: 'Yes, it is live' },
              { value: 'yes', text: 'No, it is a candidate', hint: 'What is found on it is about it alone.' },
            ]}
          />
          <Button preventDoubleClick>Record the release</Button>
        </form>
      </div>
    </Frame>
  );
}

export function GoesLiveForm({ service, release }: ReleaseFormProps, form: FormContext) {
  return (
    <Frame context={form} service={service} title={`${release} goes live`} back={toReleases(service)}>
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Release {release} goes live</h1>
        <p>
          What was found on this candidate counts for the controls from now on. A test that failed on it, and has not
          passed since, will speak against the control that it is for.
        </p>
        <form method="post" novalidate>
          {form.hidden}
          <Button preventDoubleClick>Release {release} is live</Button>
        </form>
      </div>
    </Frame>
  );
}

export function WithdrawForm({ service, release }: ReleaseFormProps, form: FormContext) {
  return (
    <Frame context={form} service={service} title={`Withdraw ${release}`} back={toReleases(service)}>
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Withdraw release {release}</h1>
        <p>Nothing more is taken in for it. What was found on it while it was live stays, and still counts.</p>
        <form method="post" novalidate>
          {form.hidden}
          <Textarea
            id="reason"
            name="reason"
            label={{ text: 'Reason', size: 's' }}
            hint="For example what replaced it. Write nothing about a patient."
            rows={4}
            value={valueOf(form, 'reason')}
            errorMessage={problemOf(form, 'reason')}
          />
          <Button preventDoubleClick>Withdraw release {release}</Button>
        </form>
      </div>
    </Frame>
  );
}

function toReleases(service: ServiceNamed) {
  return { text: 'Releases and runs', href: runsPath(service.reference) };
}
