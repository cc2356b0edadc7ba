import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { ServiceFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import {
  concernPath,
  concernsPath,
  fewOrCount,
  formPath,
  sayHours,
  type ConcernLine,
  type FormSet,
  type OnCall,
} from '../domain.ts';
import { STATE_WORDS } from './words.ts';

export interface ConcernsProps {
  readonly service: ServiceNamed;
  readonly form: FormSet | null;
  readonly onCall: OnCall | null;
  /** What keeps it from being published, or would. */
  readonly missing: readonly string[];
  /** What came in, for whoever reads it; null for whoever does not. */
  readonly lines: readonly ConcernLine[] | null;
  /** How many, for whoever reads none; null for whoever is told nothing. */
  readonly count: { readonly all: number; readonly open: number } | null;
  /** Where this installation is. */
  readonly url: string;
  readonly maySetUp: boolean;
}

/** The form and whether it is published, and what came in. */
export function ConcernsPage(props: ConcernsProps, context: PageContext) {
  const { service, form, lines, count } = props;
  return (
    <ServiceFrame
      context={context}
      title="Concerns"
      service={service}
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Concerns</h1>
        <p class="app-lead">
          Anybody can tell you that something is wrong, without an account. <a href="/help/public-form">How it works</a>
        </p>
        {lines && <CameIn lines={lines} service={service} />}
        {count && (
          <p>
            By the form came in: {fewOrCount(count.all)}. Not yet read or answered: {fewOrCount(count.open)}. Their
            words are for incident handlers.
          </p>
        )}
        <h2 class="nhsuk-heading-m">The form</h2>
        <Standing {...props} />
        {form && <HowItIsRead {...props} form={form} />}
      </div>
    </ServiceFrame>
  );
}

function CameIn({ lines, service }: { readonly lines: readonly ConcernLine[]; readonly service: ServiceNamed }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">What came in</h2>
      {lines.length === 0 ? (
        <p>Nothing yet.</p>
      ) : (
        <Table
          caption="The latest first"
          responsive
          head={[{ text: 'Reference' }, { text: 'Came in' }, { text: 'How it stands' }]}
          rows={lines.map(({ reference, at, state, incident, news }) => [
            { text: reference, href: concernPath(service.reference, reference) },
            { text: sayDateTime(at) },
            {
              text: `${STATE_WORDS[state]}${incident === null ? '' : `: ${incident}`}${news ? '. Something was added' : ''}`,
            },
          ])}
        />
      )}
      <p class="app-note">Each time that somebody reads one, it is recorded.</p>
    </>
  );
}

function Standing({ service, form, missing, maySetUp, url }: ConcernsProps) {
  const path = concernsPath(service.reference);
  return (
    <>
      {form?.published ? (
        <p>
          Published since {sayDateTime(form.since)} at{' '}
          <a href={formPath(form.code)}>{`${url}${formPath(form.code)}`}</a>. The address names nobody. Put it on
          posters, letters and pages: whoever looks over a shoulder learns nothing from it.
        </p>
      ) : (
        <p class="app-so">
          <strong>The form is not published.</strong>{' '}
          {form?.reason ? `It was taken down: ${form.reason}` : missing.join(' ')}
        </p>
      )}
      {form?.published && missing.length > 0 && (
        <p class="app-so">
          <strong>The form could not be published as it is now.</strong> {missing.join(' ')}
        </p>
      )}
      {maySetUp && (
        <div class="app-noprint">
          {form === null && <Button href={`${path}/settings`}>Say who reads it, and when</Button>}
          {form && !form.published && missing.length === 0 && (
            <Button href={`${path}/publish`}>Publish the form</Button>
          )}
          {form && (
            <ul class="nhsuk-list">
              <li>
                <a href={`${path}/settings`}>Change who reads it, and when</a>
              </li>
              {form.published && (
                <li>
                  <a href={`${path}/take-down`}>Take the form down</a>
                </li>
              )}
            </ul>
          )}
        </div>
      )}
    </>
  );
}

function HowItIsRead({ form, onCall }: ConcernsProps & { readonly form: FormSet }) {
  return (
    <dl class="nhsuk-summary-list">
      {[
        ['Who reads it', form.reader],
        ['When', sayHours(form.hours)],
        ['Told at any hour', onCall?.name ?? 'Nobody'],
        ['When that person does not answer', form.escalation],
        ['Free number', form.phone || 'None'],
      ].map(([key, value]) => (
        <div class="nhsuk-summary-list__row nhsuk-summary-list__row--no-actions">
          <dt class="nhsuk-summary-list__key">{key}</dt>
          <dd class="nhsuk-summary-list__value app-lines">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
