import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import { questionPath, runsPath } from '../addresses.ts';
import { questionReference, runReference } from '../domain.ts';
import type { ObservationShown, RunShown } from '../observation-store.ts';
import { Frame, type ServiceNamed } from './frame.tsx';
import { resultWords } from './runs.tsx';

export interface RunProps {
  readonly service: ServiceNamed;
  readonly run: RunShown;
  readonly observations: readonly (ObservationShown & { readonly question: number; readonly title: string })[];
}

/** One run of tests: what was in it, who handed it in, and what it says of controls. Nothing of it is ever changed. */
export function RunPage({ service, run, observations }: RunProps, context: PageContext) {
  const reference = runReference(run.number);
  const failed = observations.filter(({ outcome, dismissed }) => outcome === 'failed' && dismissed === null);
  return (
    <Frame
      context={context}
      service={service}
      title={reference}
      back={{ text: 'Runs of tests', href: runsPath(service.reference) }}
    >
      <h1 class="nhsuk-heading-l">
        <span class="nhsuk-caption-l">{reference}</span> Run of tests on release {run.release}
      </h1>
      {run.state === 'candidate' && (
        <p class="app-so app-so--quiet">
          <strong>Release {run.release} is a candidate.</strong> What was found here is about it alone, and says nothing
          of what is in use.
        </p>
      )}
      <SummaryList
        rows={[
          { key: 'Results', value: resultWords(run) },
          { key: 'Observed', value: sayDateTime(run.observedAt) },
          { key: 'Stored', value: sayDateTime(run.storedAt) },
          { key: 'Handed in by', value: run.producer },
          { key: 'File', value: run.file },
          {
            key: 'SHA-256 of the file',
            value: <span class="app-fingerprint">{run.sha256.match(/.{1,16}/gu)!.join(' ')}</span>,
          },
          run.unknownTags.length > 0 && {
            key: 'Tags that name no control',
            value: `${run.unknownTags.join(', ')}. Correct them in the tests, or share the control with this service.`,
          },
        ]}
      />
      <section aria-labelledby="observed">
        <h2 class="nhsuk-heading-m" id="observed">
          What it says of controls{' '}
          <span class="app-count">
            ({observations.length}
            {failed.length > 0 ? `, ${failed.length} failed` : ''})
          </span>
        </h2>
        {observations.length === 0 ? (
          <p class="app-measure">
            No test in it names a control. Write the number of one into a test’s name, such as{' '}
            <code>scan blocks saving [CTL-31]</code>.
          </p>
        ) : (
          <Table
            responsive
            classes="app-list"
            caption={{ text: 'Tests that name a control, those that failed first', classes: 'nhsuk-u-visually-hidden' }}
            head={[{ text: 'Test' }, { text: 'Outcome' }, { text: 'Observed' }, { text: 'What it said' }]}
            rows={observations.map((one) => [
              {
                text: (
                  <>
                    <a class="app-ref" href={questionPath(service.reference, one.question)}>
                      {questionReference(one.question)}
                    </a>{' '}
                    {one.title}
                  </>
                ),
              },
              { text: `${one.outcome}${one.dismissed ? ', dismissed' : ''}` },
              { text: sayDateTime(one.observedAt) },
              {
                text:
                  one.detail === null ? (
                    <span class="app-second">Nothing</span>
                  ) : (
                    <span class="app-lines">{one.detail}</span>
                  ),
              },
            ])}
          />
        )}
      </section>
    </Frame>
  );
}
