import { Notice, type PageContext } from '../../../../platform/http/forms.ts';
import { Button, Table } from '../../../../ui/nhsuk/index.ts';
import { questionReference, runPath } from '../../../evidence/index.ts';
import { controlReference } from '../../domain.ts';
import { controlPath } from '../../pages/addresses.ts';
import { Frame, servicePath } from '../../pages/frame.tsx';
import type { WaitingTest } from '../looking-store.ts';

export interface CoverageProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly waiting: readonly WaitingTest[];
  readonly untested: readonly { readonly number: number; readonly text: string }[];
  readonly stray: readonly { readonly tag: string; readonly run: number }[];
  readonly controls: number;
  readonly mayJudge: boolean;
}

/** Which tests wait, which controls no test names, and which tags name no control. */
export function CoveragePage(props: CoverageProps, { shell, now, notice }: PageContext) {
  const { service, waiting, untested, stray, controls, mayJudge } = props;
  const base = `/services/${encodeURIComponent(service.reference)}`;
  return (
    <Frame
      shell={shell}
      service={service}
      title="Tests of controls"
      now={now}
      asAt={null}
      back={{ text: service.name, href: servicePath(service.reference) }}
    >
      <Notice notice={notice} />
      <h1 class="nhsuk-heading-l">Tests of controls</h1>
      <p class="app-measure">
        A test names a control by its number, such as <code>scan blocks saving [CTL-31]</code>. What it shows of the
        control, a safety engineer says once. <a href={`${base}/runs`}>Runs of tests</a>
      </p>
      <section aria-labelledby="waiting">
        <h2 class="nhsuk-heading-m" id="waiting">
          Tests that wait <span class="app-count">({waiting.length})</span>
        </h2>
        {waiting.length === 0 ? (
          <p class="app-second">None.</p>
        ) : (
          <>
            <Table
              responsive
              classes="app-list"
              caption={{ text: 'Tests that name a control and wait', classes: 'nhsuk-u-visually-hidden' }}
              head={[{ text: 'Control' }, { text: 'Test' }, { text: 'Outcome' }]}
              rows={waiting.map((one) => [
                {
                  text: (
                    <>
                      <Ref service={service.reference} control={one.control} /> {one.controlText}
                    </>
                  ),
                },
                { text: `${questionReference(one.question)} ${one.title}` },
                { text: one.outcome ?? <span class="app-second">No result counts yet</span> },
              ])}
            />
            {mayJudge && (
              <p class="app-noprint">
                <Button href={`${base}/evidence/accept`}>Say what they show</Button>
              </p>
            )}
          </>
        )}
      </section>
      <section aria-labelledby="untested">
        <h2 class="nhsuk-heading-m" id="untested">
          Controls that no test names{' '}
          <span class="app-count">
            ({untested.length} of {controls})
          </span>
        </h2>
        {untested.length === 0 ? (
          <p class="app-second">None.</p>
        ) : (
          <>
            <p class="app-measure">
              Not every control can be tested by a program: a record of a review may show it as well.
            </p>
            <ul class="nhsuk-list app-measure">
              {untested.map(({ number, text }) => (
                <li>
                  <Ref service={service.reference} control={number} /> {text}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section aria-labelledby="stray">
        <h2 class="nhsuk-heading-m" id="stray">
          Tags that name no control <span class="app-count">({stray.length})</span>
        </h2>
        {stray.length === 0 ? (
          <p class="app-second">None in the last 50 runs.</p>
        ) : (
          <>
            <p class="app-measure">
              These stand in tests, and there is no such control here, or it is another service’s and not shared.
              Correct them in the tests.
            </p>
            <ul class="nhsuk-list">
              {stray.map(({ tag, run }) => (
                <li>
                  <code>[{tag}]</code> in <a href={runPath(service.reference, run)}>run {run}</a>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </Frame>
  );
}

function Ref({ service, control }: { readonly service: string; readonly control: number }) {
  const reference = controlReference(control);
  return (
    <a class="app-ref" href={controlPath(service, reference)}>
      {reference}
    </a>
  );
}
