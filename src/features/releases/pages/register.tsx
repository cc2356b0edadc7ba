import type { PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { sayDate } from '../../../platform/london-time.ts';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { PageNumbers } from '../../../ui/page-numbers.tsx';
import { runsPath } from '../../evidence/index.ts';
import { releasePath, releasesPath } from '../domain.ts';
import type { RegisterRow } from '../record-store.ts';
import { ComponentsState, ImpactState, STATE_WORDS } from './words.tsx';

export interface RegisterProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly rows: readonly RegisterRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly mayRecord: boolean;
}

/** The one list of releases: what each means for safety. Runs of tests are reached from it. */
export function RegisterPage(props: RegisterProps, context: PageContext) {
  const { service, rows, total, page, pages, mayRecord } = props;
  const path = releasesPath(service.reference);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Releases"
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">
          Releases <span class="app-count">({total})</span>
        </h1>
        {mayRecord && (
          <div class="app-title__action app-noprint">
            <Button variant="secondary" href={`${path}/new`}>
              Record a release
            </Button>
          </div>
        )}
      </div>
      <p class="app-measure">
        Every version and patch that was delivered: what it consists of, what it touches, and what that means for
        safety. <a href={runsPath(service.reference)}>Runs of tests</a>
      </p>
      {total === 0 ? (
        <Empty reference={service.reference} />
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Releases, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[
            { text: 'Version' },
            { text: 'State' },
            { text: 'What it means for safety' },
            { text: 'Components' },
            { text: 'Runs' },
          ]}
          rows={rows.map((one) => [
            { text: <a href={releasePath(service.reference, one.version)}>{one.version}</a> },
            { text: <State row={one} /> },
            { text: <ImpactState impact={one.impact} now={context.now} /> },
            { text: <ComponentsState components={one.components} /> },
            { text: String(one.runs) },
          ])}
        />
      )}
      <PageNumbers label="Pages of releases" page={page} pages={pages} href={(number) => `${path}?page=${number}`} />
    </ServiceFrame>
  );
}

function State({ row: { state, liveAt, recordedAt, reason } }: { readonly row: RegisterRow }) {
  return (
    <>
      {STATE_WORDS[state]}
      {state === 'withdrawn' && reason !== null ? (
        <span class="app-second app-lines">: {reason}</span>
      ) : (
        ` since ${sayDate(liveAt ?? recordedAt)}`
      )}
    </>
  );
}

/** What will stand here, why it matters, and the one thing to do first. */
function Empty({ reference }: { readonly reference: string }) {
  return (
    <div class="app-measure">
      <h2 class="nhsuk-heading-m">No release is recorded yet</h2>
      <p>
        Whoever asks what was in use on a day, and who said that it was safe, finds it here. The pipeline records each
        release, with what it is made of:
      </p>
      <pre class="app-command">
        primum release record --service {reference} --version 1.4.0 --commit $(git rev-parse HEAD) --sbom bom.json
      </pre>
    </div>
  );
}
