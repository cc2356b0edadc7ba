import { sayDate } from '../../../platform/london-time.ts';
import { counted } from '../../../words/counting.ts';
import { Button, Details } from '../../../ui/nhsuk/index.ts';
import { discussionPath, threadAnchor, threadPath, type Thread, type ThreadState } from '../domain.ts';
import { ThreadBody, type Offers } from './thread.tsx';

interface DiscussionPanelProps {
  /** The reference of the service. */
  readonly service: string;
  /** "HAZ-12" */
  readonly reference: string;
  /** The address of its page. */
  readonly path: string;
  /** The latest of each. */
  readonly open: readonly Thread[];
  readonly resolved: readonly Thread[];
  readonly counts: Readonly<Record<ThreadState, number>>;
  readonly offers: Offers;
}

/** What is said about a subject, on its page: what is open whole, what is resolved folded. */
export function DiscussionPanel(props: DiscussionPanelProps) {
  const { service, reference, path, open, resolved, counts, offers } = props;
  const hidden = counts.open - open.length + counts.resolved - resolved.length;
  return (
    <section aria-labelledby="discussion" class="app-talk">
      <h2 class="nhsuk-heading-m" id="discussion">
        Discussion {counts.open > 0 && <span class="app-count">({counts.open} open)</span>}
      </h2>
      {counts.open + counts.resolved === 0 && (
        <p class="app-measure">
          Nobody has said anything about {reference} yet. Questions and doubts will stand here with their answers, and
          stay. What is said changes no rating and no approval.
        </p>
      )}
      {open.map((thread) => (
        <article class="app-talk__thread" id={threadAnchor(thread.number)} aria-label={`Discussion ${thread.number}`}>
          <ThreadBody service={service} thread={thread} offers={offers} />
        </article>
      ))}
      {resolved.length > 0 && (
        <Details summary={resolvedWords(counts.resolved, resolved.length)}>
          {resolved.map((thread) => (
            <article
              class="app-talk__thread"
              id={threadAnchor(thread.number)}
              aria-label={`Discussion ${thread.number}`}
            >
              <ThreadBody service={service} thread={thread} offers={offers} />
            </article>
          ))}
        </Details>
      )}
      {hidden > 0 && (
        <p>
          <a href={discussionPath(service, reference)}>
            All {counted(counts.open + counts.resolved, 'discussion')} of {reference}
          </a>
        </p>
      )}
      {offers.talks && (
        <p class="app-noprint">
          <Button variant="secondary" small href={`${path}/discuss`}>
            Ask or say something
          </Button>
        </p>
      )}
    </section>
  );
}

function resolvedWords(all: number, shown: number): string {
  return all === shown ? `${all} resolved` : `${all} resolved, the latest ${shown}`;
}

interface OpenPanelProps {
  readonly service: string;
  readonly threads: readonly Thread[];
  readonly open: number;
}

/** What is still open in a service, on its page. */
export function OpenPanel({ service, threads, open }: OpenPanelProps) {
  return (
    <section aria-labelledby="open-discussions">
      <h2 class="nhsuk-heading-m" id="open-discussions">
        Open discussions <span class="app-count">({open.toLocaleString('en-GB')})</span>
      </h2>
      <ul class="app-logs">
        {threads.map((thread) => (
          <OpenLine service={service} thread={thread} />
        ))}
      </ul>
      <p>
        <a href={discussionPath(service)}>All that is said in this service</a>
      </p>
    </section>
  );
}

function OpenLine({ service, thread }: { readonly service: string; readonly thread: Thread }) {
  const [first, ...answers] = thread.comments;
  return (
    <li>
      <span class="app-ref">{thread.about.reference}</span>{' '}
      <a class="app-logs__title" href={threadPath(service, thread.number)}>
        Begun by {first?.author.name ?? 'somebody'}
      </a>
      <p>
        {first && `${sayDate(first.at)}, `}
        {answers.length === 0 ? 'no answer yet' : counted(answers.length, 'answer')}
      </p>
    </li>
  );
}
