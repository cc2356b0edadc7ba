import type { VNode } from 'preact';
import { withOpenDoors } from '../../../platform/http/doors.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { Button, InsetText, SummaryList } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { capital } from '../../../words/counting.ts';
import type { Sentence } from '../../../words/sentence.ts';
import { releaseGatePath } from '../../gate/index.ts';
import {
  acceptancePath,
  OFFICERS_SECTION,
  reportPath,
  reportReference,
  reportsPath,
  sayReport,
  SECTIONS,
  STANDARD_OF,
  type Behind,
  type SectionId,
  type StoredReport,
  type Recipient,
} from '../domain.ts';
import { ABOUT, FORMATS } from '../formats.ts';
import { Recipients } from './recipients.tsx';

export interface ReportProps {
  readonly report: StoredReport;
  /** What it stands on: "Version 2, approved by … on …"; and where that can be seen. */
  readonly pins: readonly { readonly key: string; readonly text: string; readonly href: string | null }[];
  /** Whether a version of it was ever approved. */
  readonly isDraft: boolean;
  readonly approval: VNode | null;
  /** What is drawn from the file for each section. */
  readonly drawn: ReadonlyMap<SectionId, VNode>;
  /** That words are missing; null where all are there. */
  readonly unwritten: Sentence | null;
  /** How the acceptance of residual risk stands; null where nobody has signed it, and nobody has to. */
  readonly acceptance: VNode | null;
  readonly recipients: readonly Recipient[];
  readonly behind: readonly Behind[];
  readonly discussion: VNode | null;
  readonly attachments: VNode;
  readonly may: {
    readonly write: boolean;
    /** The officer's own section. */
    readonly state: boolean;
    readonly accept: boolean;
  };
}

/** One report: what people wrote beside what is drawn, section by section; its signatures; and who received it. */
export function ReportPage(props: ReportProps, context: PageContext) {
  const { report, pins, isDraft, approval, unwritten, drawn, may } = props;
  const { service, number, supersededBy } = report;
  const path = reportPath(service.reference, number);
  const superseded = supersededBy !== null;
  const said = (sentence: Sentence) => ({ ...sentence, clears: withOpenDoors(sentence.clears, context.reaches) });
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`Report ${sayReport(report)}`}
      back={{ text: 'All reports', href: reportsPath(service.reference) }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">
          {reportReference(number)}, {STANDARD_OF[report.sort]}
        </span>{' '}
        Clinical safety case report: {report.phase}
        {report.release !== null && `, release ${report.release}`}
      </h1>
      {superseded ? (
        <SentenceBlock
          sentence={{
            so: ['This report is superseded'],
            because: [
              { text: reportReference(supersededBy), href: reportPath(service.reference, supersededBy) },
              ' was approved after it, and took its place',
            ],
            clears: [],
          }}
        />
      ) : (
        isDraft && (
          <InsetText>
            <p>
              <strong>Draft.</strong> No version of this report is approved. Nobody relies on it, and it is handed to
              nobody.
            </p>
          </InsetText>
        )
      )}
      {!superseded && approval}
      {superseded && (
        <p>
          <a href={`${path}/versions`}>Its approved versions</a>
        </p>
      )}
      {unwritten && !superseded && <SentenceBlock sentence={said(unwritten)} />}
      <h2 class="nhsuk-heading-m" id="about">
        What it is about
      </h2>
      <SummaryList
        rows={[
          { key: 'Of', value: capital(report.sort) },
          { key: 'Phase', value: capital(report.phase) },
          ...pins.map(({ key, text, href }) => ({ key, value: href === null ? text : <a href={href}>{text}</a> })),
        ]}
      />
      <Fetch path={path} />
      {report.release !== null && (
        <p class="app-noprint">
          <a href={releaseGatePath(service.reference, report.release)}>Whether release {report.release} may go</a>, by
          the safety gate
        </p>
      )}
      <Contents />
      {SECTIONS.map(({ id, title }) => (
        <Section
          id={id}
          title={title}
          report={report}
          drawn={drawn.get(id) ?? null}
          mayWrite={!superseded && (id === OFFICERS_SECTION ? may.state : may.write)}
        />
      ))}
      <Acceptance {...props} />
      <Recipients
        report={report}
        recipients={props.recipients}
        behind={props.behind}
        mayWrite={may.write && !isDraft}
      />
      {props.attachments}
      {props.discussion}
    </ServiceFrame>
  );
}

/** The same report as a file, in each format. */
function Fetch({ path }: { readonly path: string }) {
  return (
    <p class="app-noprint">
      Download it as:{' '}
      {FORMATS.map((format, index) => (
        <>
          {index > 0 && ' · '}
          <a href={`${path}/export/${format}`}>{ABOUT[format].name}</a>
        </>
      ))}
    </p>
  );
}

function Contents() {
  return (
    <nav aria-label="Sections" class="app-noprint">
      <ol class="nhsuk-list nhsuk-list--number">
        {SECTIONS.map(({ id, title }) => (
          <li>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface SectionProps {
  readonly id: SectionId;
  readonly title: string;
  readonly report: StoredReport;
  readonly drawn: VNode | null;
  readonly mayWrite: boolean;
}

function Section({ id, title, report, drawn, mayWrite }: SectionProps) {
  const path = `${reportPath(report.service.reference, report.number)}/sections/${id}`;
  const prose = report.prose[id];
  return (
    <section aria-labelledby={id}>
      <h2 class="nhsuk-heading-m" id={id}>
        {title}
      </h2>
      <div class="app-measure">
        {prose === '' ? <p class="app-second">Nobody has written anything here.</p> : <p class="app-lines">{prose}</p>}
      </div>
      {drawn}
      {(mayWrite || report.versions[id] > 0) && (
        <ul class="app-views__list app-noprint">
          {mayWrite && (
            <li>
              <a href={`${path}/write`}>
                {prose === '' ? 'Write' : 'Change'}
                <span class="nhsuk-u-visually-hidden"> “{title}”</span>
              </a>
            </li>
          )}
          {report.versions[id] > 0 && (
            <li>
              <a href={path}>
                Who wrote what, when<span class="nhsuk-u-visually-hidden">, in “{title}”</span>
              </a>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

/** The signature of the executive, apart from the officer's. */
function Acceptance({ report, acceptance, may }: ReportProps) {
  const { service, number, sort, supersededBy } = report;
  const path = acceptancePath(service.reference, number);
  // Of who makes a service it is shown where somebody gave it, or could.
  if (sort === 'manufacturer' && acceptance === null && !may.accept) return null;
  return (
    <section aria-labelledby="acceptance">
      <h2 class="nhsuk-heading-m" id="acceptance">
        Acceptance of residual risk
      </h2>
      <div class="app-measure">
        <p>
          {sort === 'deployer'
            ? 'The officer says what the risk is. Whether the organisation bears what remains, its accountable executive signs: not whoever approved the report. This report is complete with both. (DCB0160 2.2.2: second-hand, nobody here has read the clause itself.)'
            : 'Of who makes a service nobody asks this signature. An accountable executive may give it all the same.'}
        </p>
      </div>
      {supersededBy === null && acceptance}
      {supersededBy === null && acceptance === null && may.accept && (
        <Button variant="secondary" href={`${path}/sign`}>
          Read what remains
        </Button>
      )}
    </section>
  );
}
