import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { PageNumbers } from '../../../ui/page-numbers.tsx';
import { discussionPath, threadAnchor, threadPath, type Attachment, type Thread, type ThreadState } from '../domain.ts';
import { AttachmentsPanel } from './attachments.tsx';
import { Frame, type ServiceOf } from './frame.tsx';
import { ThreadBody, type Offers } from './thread.tsx';

export interface ListProps {
  readonly service: ServiceOf;
  /** The subject that it is narrowed to: its reference. */
  readonly on: string | null;
  readonly threads: readonly Thread[];
  readonly counts: Readonly<Record<ThreadState, number>>;
  readonly page: number;
  readonly pages: number;
  readonly offers: Offers;
}

/** Everything that is said in a service, or about one subject of it: open first. */
export function ListPage({ service, on, threads, counts, page, pages, offers }: ListProps, context: PageContext) {
  const title = on === null ? 'Discussion' : `Discussion of ${on}`;
  const here = discussionPath(service.reference, on ?? undefined);
  const [first] = threads;
  const back =
    on !== null && first
      ? { text: on, href: first.about.path }
      : { text: service.name, href: `/services/${encodeURIComponent(service.reference)}` };
  return (
    <Frame context={context} service={service} title={title} back={back}>
      <Notice notice={context.notice} />
      <h1 class="nhsuk-heading-l">{title}</h1>
      <p class="app-facts">
        <span>
          <strong>{counts.open.toLocaleString('en-GB')}</strong> open
        </span>
        <span>
          <strong>{counts.resolved.toLocaleString('en-GB')}</strong> resolved
        </span>
        {on !== null && (
          <span>
            <a href={discussionPath(service.reference)}>All that is said in this service</a>
          </span>
        )}
      </p>
      {threads.length === 0 && (
        <p class="app-measure">
          Nobody has said anything {on === null ? 'in this service' : `about ${on}`} yet. A discussion begins on the
          page of a hazard or a control, where somebody asks or says something.
        </p>
      )}
      <div class="app-talk app-measure">
        {threads.map((thread) => (
          <article class="app-talk__thread" id={threadAnchor(thread.number)} aria-label={`Discussion ${thread.number}`}>
            <h2 class="nhsuk-heading-s">
              <a href={threadPath(service.reference, thread.number)}>
                {thread.about.reference}, discussion {thread.number}
              </a>{' '}
              <span class="app-count">({thread.state})</span>
            </h2>
            <ThreadBody service={service.reference} thread={thread} offers={offers} />
          </article>
        ))}
      </div>
      <PageNumbers
        label="Pages of the discussion"
        page={page}
        pages={pages}
        href={(number) => withPage(here, number)}
      />
    </Frame>
  );
}

function withPage(path: string, page: number): string {
  return page === 1 ? path : `${path}${path.includes('?') ? '&' : '?'}page=${page}`;
}

export interface ThreadPageProps {
  readonly service: ServiceOf;
  readonly thread: Thread;
  readonly attachments: readonly Attachment[];
  readonly offers: Offers;
}

/** One discussion, and what is attached to what it is about. */
export function ThreadPage({ service, thread, attachments, offers }: ThreadPageProps, context: PageContext) {
  const { about, number, state } = thread;
  return (
    <Frame
      context={context}
      service={service}
      title={`Discussion ${number}, ${about.reference}`}
      back={{ text: about.reference, href: `${about.path}#${threadAnchor(number)}` }}
    >
      <Notice notice={context.notice} />
      <div class="app-measure app-talk">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{about.reference}</span> Discussion {number}{' '}
          <span class="app-count">({state})</span>
        </h1>
        <ThreadBody service={service.reference} thread={thread} offers={offers} />
        {attachments.length > 0 && (
          <AttachmentsPanel
            service={service.reference}
            reference={about.reference}
            path={about.path}
            attachments={attachments}
            attaches={false}
            erases={false}
          />
        )}
      </div>
    </Frame>
  );
}
