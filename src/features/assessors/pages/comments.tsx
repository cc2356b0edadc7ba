import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Button, VisuallyHidden } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { actionPath, actionReference } from '../../actions/index.ts';
import { standardPath } from '../../standards/index.ts';
import {
  aboutWords,
  answerPath,
  assessmentPath,
  authorWords,
  commentPath,
  isWaiting,
  waitingSentence,
  type About,
  type Comment,
  type Standard,
} from '../domain.ts';
import { ServiceFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';

export interface CommentsProps {
  readonly service: ServiceNamed;
  readonly comments: readonly Comment[];
  readonly standards: readonly Standard[];
  /** Whether who looks is an assessor: then these are their own. */
  readonly assesses: boolean;
  /** Until when they can look; null for the team. */
  readonly until: Date | null;
  readonly answers: boolean;
  readonly erases: boolean;
}

/** What assessors said of a service, and what was answered. An assessor sees what they said themselves. */
export function CommentsPage(props: CommentsProps, context: PageContext) {
  const { service, comments, assesses, until } = props;
  const title = assesses ? 'Your comments' : 'Comments of assessors';
  const waiting = comments.filter(isWaiting);
  const answered = comments.filter((one) => !isWaiting(one));
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={title}
      back={{ text: service.name, href: `/services/${service.reference}` }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">{service.name}</span> {title}
        </h1>
        {assesses && (
          <div class="app-title__action">
            <Button href={commentPath(service.reference, { standard: null, section: null })}>
              Comment on the service
            </Button>
          </div>
        )}
      </div>
      <div class="app-measure">
        {assesses ? (
          <p class="app-lead">
            What you say goes to the team of this service, and they answer here. It is no finding, and it changes
            nothing of what they claim.
            {until !== null && ` You can look until ${sayDateTime(until)}.`}
          </p>
        ) : (
          <p class="app-lead">
            What people from outside said when they looked at this service. Each sees what they said themselves, and
            your answers to it. A comment changes no verdict and no judgement.
          </p>
        )}
        {comments.length === 0 && (
          <p>
            {assesses
              ? 'You have said nothing yet. You can also comment where you read: each section of a standard has a link for it.'
              : 'Nobody has said anything yet. It will stand here, and on the desk of whoever answers.'}
          </p>
        )}
        <Group {...props} heading="Waiting for an answer" comments={waiting} />
        <Group {...props} heading="Answered" comments={answered} />
      </div>
    </ServiceFrame>
  );
}

function Group({ heading, ...props }: CommentsProps & { readonly heading: string }) {
  if (props.comments.length === 0) return null;
  return (
    <section class="app-talk">
      <h2 class="nhsuk-heading-m">
        {heading} <span class="app-count">({props.comments.length})</span>
      </h2>
      {props.comments.map((comment) => (
        <Whole {...props} comment={comment} />
      ))}
    </section>
  );
}

function Whole({
  comment,
  service,
  standards,
  assesses,
  answers,
  erases,
}: CommentsProps & { readonly comment: Comment }) {
  const { number } = comment;
  const about = aboutWords(comment, standards);
  const path = assessmentPath(service.reference, number);
  return (
    <article class="app-talk__thread" id={`comment-${number}`} aria-labelledby={`comment-${number}-about`}>
      <h3 class="nhsuk-heading-s" id={`comment-${number}-about`}>
        <span class="app-ref">{number}</span> <a href={aboutHref(service.reference, comment)}>{about}</a>
      </h3>
      {!assesses && isWaiting(comment) && <SentenceBlock sentence={waitingSentence(comment, about, path)} />}
      <Said comment={comment} />
      {(answers || erases) && (
        <p class="app-noprint">
          {answers && (
            <a href={answerPath(service.reference, number)}>
              {isWaiting(comment) ? 'Answer' : 'Answer again'}
              <VisuallyHidden> comment {number}</VisuallyHidden>
            </a>
          )}
          {answers && erases && ' · '}
          {erases && (
            <a href={`${assessmentPath(service.reference)}/comments/${number}/erase`}>
              Erase<VisuallyHidden> comment {number}</VisuallyHidden>
            </a>
          )}
        </p>
      )}
    </article>
  );
}

/** Where what a comment is about is read. */
function aboutHref(service: string, { standard, section }: About): string {
  if (standard === null) return `/services/${service}`;
  const path = standardPath(service, standard);
  return section === null ? path : `${path}?open=${encodeURIComponent(section)}#clause-${encodeURIComponent(section)}`;
}

/** What was said, and what was answered. */
export function Said({ comment }: { readonly comment: Comment }) {
  return (
    <>
      <div class="app-talk__comment">
        <p>
          <strong>{authorWords(comment)}</strong> <span class="app-second">{sayDateTime(comment.at)}</span>
        </p>
        <p class="app-lines app-measure">{comment.text}</p>
      </div>
      {comment.answers.map(({ by, at, text, action }) => (
        <div class="app-talk__comment">
          <p>
            <strong>{by}</strong>, for the team <span class="app-second">{sayDateTime(at)}</span>
          </p>
          <p class="app-lines app-measure">{text}</p>
          {action !== null && (
            <p class="app-note">
              What is done about it: <a href={actionPath(action)}>{actionReference(action)}</a>
            </p>
          )}
        </div>
      ))}
    </>
  );
}

interface SectionProps {
  readonly service: string;
  readonly about: About;
  readonly comments: readonly Comment[];
  readonly assesses: boolean;
  readonly answers: boolean;
}

/** What was said of one section of a standard, where the section stands. */
export function SectionComments({ service, about, comments, assesses, answers }: SectionProps) {
  const whole = about.section === null;
  const what = whole ? 'this standard as a whole' : `section ${about.section}`;
  const Heading = whole ? 'h2' : 'h3';
  return (
    <section class="app-talk" aria-label={`Comments of assessors on ${what}`}>
      {comments.length > 0 && (
        <Heading class="nhsuk-heading-s">{assesses ? 'Your comments' : 'Comments of assessors'}</Heading>
      )}
      {comments.map((comment) => (
        <div class="app-talk__thread">
          <Said comment={comment} />
          {answers && (
            <p class="app-noprint">
              <a href={answerPath(service, comment.number)}>
                {isWaiting(comment) ? 'Answer' : 'Answer again'}
                <VisuallyHidden> comment {comment.number}</VisuallyHidden>
              </a>
            </p>
          )}
        </div>
      ))}
      {assesses && (
        <p class="app-noprint">
          <a href={commentPath(service, about)}>Comment on {what}</a>
        </p>
      )}
    </section>
  );
}
