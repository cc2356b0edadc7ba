import type { ComponentChildren } from 'preact';
import { sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { Layout, type Shell } from '../../../ui/layout.tsx';
import { InsetText } from '../../../ui/nhsuk/index.ts';
import { caseSentence, publicPath, type OfficerShown, type PartState, type PublicDocument } from '../domain.ts';
import {
  ConcernPart,
  HazardCounts,
  HazardList,
  OfficerPart,
  ReportedPart,
  ReportPart,
  StatePart,
  UsePart,
} from './shown.tsx';

/** What everybody sees at the address of a page. */
export interface PublicProps {
  readonly shell: Shell;
  readonly code: string;
  readonly document: PublicDocument;
  readonly states: readonly PartState[];
  /** When it was published last. */
  readonly published: Date;
  readonly now: Date;
  readonly listed: boolean;
  /** Who answers for its safety: their name, only where they agreed; null where nobody holds the office. */
  readonly officer: OfficerShown | null;
  /** Releases of which there is an earlier page. */
  readonly releases: readonly string[];
}

interface FrameProps extends Pick<PublicProps, 'shell' | 'listed'> {
  readonly title: string;
  readonly back?: { readonly text: string; readonly href: string };
  readonly children: ComponentChildren;
}

function PublicFrame({ shell, listed, title, back, children }: FrameProps) {
  return (
    <Layout shell={shell} title={title} path="" listed={listed} {...(back && { back })}>
      <div class="app-measure">{children}</div>
    </Layout>
  );
}

function Heading({ document, text }: { readonly document: PublicDocument; readonly text: string }) {
  return (
    <h1 class="nhsuk-heading-l">
      <span class="nhsuk-caption-l">{document.service.organisation}</span> {text}
    </h1>
  );
}

/** What the service is, how its case stands, and how to say that something is not safe. */
export function PublicPage(props: PublicProps) {
  const { document, code, states, officer, published, now, releases } = props;
  const { service, release, report } = document;
  return (
    <PublicFrame {...props} title={`How safe is ${service.name}?`}>
      <Heading document={document} text={`How safe is ${service.name}?`} />
      <p class="app-lead">
        What {service.organisation} knows of the safety of this service. Nobody else has checked this page.{' '}
        <a href="#concern">Tell them if something is not safe</a>.
      </p>
      <StatePart states={states} asAt={sayDateTime(now)} />
      <UsePart use={document.use} />
      <OfficerPart officer={officer} />
      <h2 class="nhsuk-heading-m">What could go wrong</h2>
      <HazardCounts document={document} />
      <ul class="nhsuk-list">
        {document.hazards.length > 0 && (
          <li>
            <a href={`${publicPath(code)}/hazards`}>Read each hazard</a>
          </li>
        )}
        {report !== null && report.sections.length > 0 && (
          <li>
            <a href={`${publicPath(code)}/report`}>Read the safety report</a>
          </li>
        )}
      </ul>
      <ReportedPart reported={document.reported} />
      <ConcernPart concern={document.concern} />
      <h2 class="nhsuk-heading-m">About this page</h2>
      <p>
        It was published last on {sayDate(published)}
        {release === null ? '.' : `, for release ${release}.`} What was approved is shown as it was then. How it stands
        is said as at now. No cookie is set, and nobody counts who reads it.
      </p>
      {releases.length > 0 && (
        <>
          <p>How it read for earlier releases:</p>
          <ul class="nhsuk-list">
            {releases.map((one) => (
              <li>
                <a href={`${publicPath(code)}/releases/${encodeURIComponent(one)}`}>Release {one}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </PublicFrame>
  );
}

/** On the pages behind the first, which somebody may have the address of alone: what they show is as it was approved. */
function StandsNow({ states, code }: Pick<PublicProps, 'states' | 'code'>) {
  return (
    <InsetText>
      <p>
        {caseSentence(states)} <a href={publicPath(code)}>How its safety case stands</a>
      </p>
    </InsetText>
  );
}

/** Each hazard that is shown. */
export function PublicHazardsPage(props: PublicProps) {
  const { document, code, states } = props;
  return (
    <PublicFrame
      {...props}
      title={`What could go wrong with ${document.service.name}`}
      back={{ text: document.service.name, href: publicPath(code) }}
    >
      <Heading document={document} text={`What could go wrong with ${document.service.name}`} />
      <StandsNow states={states} code={code} />
      <HazardCounts document={document} />
      <HazardList document={document} level={2} />
    </PublicFrame>
  );
}

/** The sections of the report that are shown. */
export function PublicReportPage(props: PublicProps) {
  const { document, code, states } = props;
  return (
    <PublicFrame
      {...props}
      title={`Safety report of ${document.service.name}`}
      back={{ text: document.service.name, href: publicPath(code) }}
    >
      <Heading document={document} text={`Safety report of ${document.service.name}`} />
      <StandsNow states={states} code={code} />
      <ReportPart document={document} level={2} />
    </PublicFrame>
  );
}

export interface PastProps extends Pick<PublicProps, 'shell' | 'code' | 'document' | 'published' | 'listed'> {
  readonly release: string;
  /** It is what is published now. */
  readonly isNow: boolean;
}

/** How the page read for a release, marked as past. It says nothing of how things stand, and of nobody. */
export function PastPage(props: PastProps) {
  const { document, code, published, release, isNow } = props;
  const { name } = document.service;
  return (
    <PublicFrame {...props} title={`${name}, release ${release}`} back={{ text: name, href: publicPath(code) }}>
      <Heading document={document} text={`${name}, release ${release}`} />
      <InsetText>
        {isNow ? (
          <p>
            This is what is published now. <a href={publicPath(code)}>The page itself</a> says how it stands.
          </p>
        ) : (
          <p>
            This is past. It was published on {sayDate(published)}, and other things may be so now.{' '}
            <a href={publicPath(code)}>Read what is published now</a>.
          </p>
        )}
      </InsetText>
      <UsePart use={document.use} />
      <h2 class="nhsuk-heading-m">What could go wrong</h2>
      <HazardCounts document={document} />
      <HazardList document={document} level={3} />
      <h2 class="nhsuk-heading-m">Safety report</h2>
      <ReportPart document={document} level={3} />
    </PublicFrame>
  );
}

/** There was a page at this address. It is not published any more, and nothing of it is shown. */
export function WithdrawnPage({ shell, since }: { readonly shell: Shell; readonly since: Date }) {
  return (
    <PublicFrame shell={shell} listed={false} title="This page is not published any more">
      <h1 class="nhsuk-heading-l">This page is not published any more</h1>
      <p>
        Until {sayDate(since)}, this address told how safe a service is. Its team has withdrawn it since then. Ask
        whoever gives you the service for what is so now.
      </p>
      <p>If somebody is in danger now, call 999.</p>
    </PublicFrame>
  );
}

/** The same words for whatever is not there. */
export function NoPublicPage({ shell }: { readonly shell: Shell }) {
  return (
    <PublicFrame shell={shell} listed={false} title="Page not found">
      <h1 class="nhsuk-heading-l">Page not found</h1>
      <p>There is no page at this address. A part of it may be missing: check it against where you found it.</p>
      <p>If somebody is in danger now, call 999.</p>
    </PublicFrame>
  );
}
