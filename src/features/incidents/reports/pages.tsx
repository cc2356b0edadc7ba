import type { ComponentChildren } from 'preact';
import type { PageContext } from '../../../platform/http/forms.ts';
import type { AsAt } from '../../../platform/http/looking.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { sayDate } from '../../../platform/london-time.ts';
import { Button, Input, Select, SummaryList } from '../../../ui/nhsuk/index.ts';
import { incidentPath, incidentsPath } from '../domain.ts';
import { choicesOf, questionsOf, type Answers, type LfpseTaxonomy } from '../domain/reports/lfpse.ts';
import { NOT_KNOWN, type ReportSheet } from '../domain/reports/sheet.ts';
import type { ReportSource } from '../domain/reports/source.ts';
import { reportsPath } from './addresses.ts';
import type { MadeReport } from './queries.ts';

export interface ReportsProps {
  readonly source: ReportSource;
}

/** What an incident can be prepared as, each with what it is for. */
export function ReportsPage({ source }: ReportsProps, context: PageContext) {
  const { service, incident } = source;
  const path = reportsPath(service.reference, incident.reference);
  return (
    <ReportFrame context={context} source={source} title="Prepare a report" back="incident">
      <p class="app-lead">
        Primum puts what is known into the form that others ask for. It sends nothing: a person reports, and writes down
        when, and under which number.
      </p>
      <ul class="nhsuk-list app-formats">
        <Way href={`${path}/lfpse`} name="LFPSE" says="For NHS-funded providers: what to enter, and the file." />
        <Way href={`${path}/mhra`} name="MHRA worksheet" says="For the manufacturer of a medical device." />
        <Way
          href={`${path}/adverse-event`}
          name="FHIR AdverseEvent"
          says="For another system that reads FHIR R4. Nothing of patients is in it."
        />
      </ul>
      {isTriaged(source) ? (
        <p>
          Which of them this incident owes, to whom and by when stands under{' '}
          <a href={`${incidentPath(service.reference, incident.reference)}/duties`}>who has to be told</a>.
        </p>
      ) : (
        <p>Which of them this incident owes is worked out once it is triaged.</p>
      )}
      <p>
        The whole log can be <a href={`${incidentsPath(service.reference)}/download`}>downloaded</a> too.
      </p>
    </ReportFrame>
  );
}

function Way({ href, name, says }: { readonly href: string; readonly name: string; readonly says: string }) {
  return (
    <li class="app-formats__one">
      <a href={href}>{name}</a>
      <span class="app-formats__says">{says}</span>
    </li>
  );
}

export interface MadeProps extends ReportsProps {
  readonly made: MadeReport;
}

export interface LfpseProps extends MadeProps {
  readonly taxonomy: LfpseTaxonomy;
  readonly answers: Answers;
  /** How it stands with the connection. */
  readonly connection: string;
}

/** An incident for LFPSE: what is missing first, then what to enter, then the file. */
export function LfpsePage({ source, made, taxonomy, answers, connection }: LfpseProps, context: PageContext) {
  const { service, incident } = source;
  const path = `${reportsPath(service.reference, incident.reference)}/lfpse`;
  const query = new URLSearchParams(answers).toString();
  const asked = query === '' ? '' : `?${query}`;
  return (
    <ReportFrame context={context} source={source} title="LFPSE" back="reports">
      <p class="app-lead">{connection}</p>
      <Before made={made} />
      <h2 class="nhsuk-heading-m">Choose what the incident does not say</h2>
      <form method="get" action={path} aria-label="What the incident does not say" class="app-noprint">
        {questionsOf(incident.sort).map((question) => (
          <Select
            id={question.key}
            name={question.key}
            label={{ text: question.asks, size: 's' }}
            items={[
              { value: '', text: 'No answer yet', selected: answers[question.key] === undefined },
              ...choicesOf(question, taxonomy).map(({ code, display }) => ({
                value: code,
                text: display,
                selected: answers[question.key] === code,
              })),
            ]}
          />
        ))}
        <p class="nhsuk-hint">Your choices are in the address of this page alone, and are not kept.</p>
        <Button variant="secondary">Use these answers</Button>
      </form>
      {made.sheet && <Sheet sheet={made.sheet} />}
      <h2 class="nhsuk-heading-m">Download</h2>
      <ul class="nhsuk-list app-formats">
        <Way href={`${path}/sheet.txt${asked}`} name="What to enter, as text" says="To copy from line by line." />
        <Way
          href={`${path}/lfpse.json${asked}`}
          name="File (JSON)"
          says="In the shape of the taxonomy. Whether LFPSE would take it was not checked."
        />
      </ul>
      <Once source={source} />
    </ReportFrame>
  );
}

/** The worksheet for the MHRA. */
export function MhraPage({ source, made }: MadeProps, context: PageContext) {
  const path = `${reportsPath(source.service.reference, source.incident.reference)}/mhra`;
  return (
    <ReportFrame context={context} source={source} title="MHRA worksheet" back="reports">
      <Before made={made} />
      {made.sheet && <Sheet sheet={made.sheet} />}
      <h2 class="nhsuk-heading-m">Download</h2>
      <ul class="nhsuk-list app-formats">
        <Way href={`${path}/worksheet.docx`} name="Word document" says="To go on writing in." />
        <Way href={`${path}/worksheet.pdf`} name="PDF" says="To read and print; it can be read aloud." />
        <Way href={`${path}/worksheet.txt`} name="Text" says="To copy from line by line." />
      </ul>
      <Once source={source} />
    </ReportFrame>
  );
}

/** The AdverseEvent: what is not in it, and the file. */
export function AdverseEventPage({ source, made }: MadeProps, context: PageContext) {
  const path = `${reportsPath(source.service.reference, source.incident.reference)}/adverse-event`;
  return (
    <ReportFrame context={context} source={source} title="FHIR AdverseEvent" back="reports">
      <Before made={made} />
      {made.file !== null && (
        <>
          <h2 class="nhsuk-heading-m">Download</h2>
          <ul class="nhsuk-list app-formats">
            <Way href={`${path}/adverse-event.json`} name="File (JSON)" says="One resource, FHIR R4." />
          </ul>
        </>
      )}
    </ReportFrame>
  );
}

/** Whether it is looked at who has to be told: of good care nobody, and before its triage nothing is known of it. */
function isTriaged({ incident: { triagedAt, sort, voided } }: ReportSource): boolean {
  return triagedAt !== null && voided === null && sort !== 'good care';
}

/** The way on: a report that nobody recorded is owed for ever. */
function Once({ source }: Pick<MadeProps, 'source'>) {
  const { service, incident } = source;
  if (!isTriaged(source)) return null;
  return (
    <p class="app-noprint">
      Once it went out, write down when, and under which number, under{' '}
      <a href={`${incidentPath(service.reference, incident.reference)}/duties`}>who has to be told</a>.
    </p>
  );
}

/** What has to be read before anything is used: what may not leave, what is missing, what nobody verified. */
function Before({ made }: { readonly made: MadeReport }) {
  return (
    <>
      {made.notAllowed.length > 0 && (
        <div class="app-so">
          <h2 class="nhsuk-heading-s">Take out first</h2>
          <Lines lines={made.notAllowed} />
        </div>
      )}
      {made.missing.length > 0 && (
        <>
          <h2 class="nhsuk-heading-m">What is missing</h2>
          <Lines lines={made.missing} />
        </>
      )}
      <h2 class="nhsuk-heading-m">Not verified</h2>
      <Lines lines={made.unverified} />
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul class="nhsuk-list nhsuk-list--bullet">
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  );
}

function Sheet({ sheet }: { readonly sheet: ReportSheet }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">What to enter</h2>
      <Lines lines={sheet.notes} />
      {sheet.parts.map(({ heading, rows }) => (
        <>
          <h3 class="nhsuk-heading-s">{heading}</h3>
          <SummaryList
            rows={rows.map(({ label, value, note }) => ({
              key: label,
              value: (
                <>
                  <span class="app-lines">{value ?? NOT_KNOWN}</span>
                  {note !== undefined && <span class="app-second app-block">{note}</span>}
                </>
              ),
            }))}
          />
        </>
      ))}
    </>
  );
}

export interface LogPageProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly asAt: AsAt | null;
  /** What was asked for, where it is no day. */
  readonly wrongDay: string | null;
}

/** Takes the log elsewhere, as it stands or stood: each format with what it is good for. */
export function LogDownloadPage({ service, asAt, wrongDay }: LogPageProps, context: PageContext) {
  const path = `${incidentsPath(service.reference)}/download`;
  const day = asAt === null ? '' : `?as-at=${asAt.text}`;
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Download the incident log"
      back={{ text: 'All incidents', href: incidentsPath(service.reference) }}
      {...(asAt === null ? {} : { asAt: sayDate(asAt.at) })}
    >
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Download the incident log</h1>
        <p class="app-lead">
          The whole safety incident management log{' '}
          {asAt === null ? 'as it stands now' : `as it was known at the end of ${sayDate(asAt.at)}`}, with the ten
          fields of the guidance to DCB0129 and what Primum keeps besides.
        </p>
        <ul class="nhsuk-list app-formats">
          <Way href={`${path}/log.xlsx${day}`} name="Excel workbook" says="To sort and count in a spreadsheet." />
          <Way href={`${path}/log.pdf${day}`} name="PDF" says="To read, print and hand on; it can be read aloud." />
          <Way href={`${path}/log.csv${day}`} name="CSV" says="The rows alone, for other programs." />
        </ul>
        <form method="get" action={path} class="app-noprint" aria-label="As it was known on a day">
          <Input
            id="as-at"
            name="as-at"
            label={{ text: 'As it was known at the end of a day', size: 's' }}
            hint="Such as 2026-03-03. Without one, as it stands now."
            value={wrongDay ?? asAt?.text ?? ''}
            errorMessage={wrongDay === null ? undefined : 'Give a day of the calendar, such as 2026-03-03.'}
            classes="nhsuk-input--width-10"
          />
          <Button variant="secondary">Show that day</Button>
        </form>
      </div>
    </ServiceFrame>
  );
}

interface ReportFrameProps {
  readonly context: PageContext;
  readonly source: ReportSource;
  readonly title: string;
  readonly back: 'incident' | 'reports';
  readonly children: ComponentChildren;
}

function ReportFrame({ context, source: { service, incident }, title, back, children }: ReportFrameProps) {
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`${title}: ${incident.reference}`}
      back={
        back === 'incident'
          ? { text: incident.reference, href: incidentPath(service.reference, incident.reference) }
          : { text: 'Prepare a report', href: reportsPath(service.reference, incident.reference) }
      }
    >
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{incident.reference}</span> {title}
        </h1>
        {children}
      </div>
    </ServiceFrame>
  );
}
