import { counted } from '../../../words/counting.ts';
import { standardPath } from '../../standards/index.ts';
import { assessmentPath, assessorsPath } from '../domain.ts';

interface Counts {
  readonly total: number;
  readonly waiting: number;
}

interface AssessingProps {
  /** The reference of the service. */
  readonly service: string;
  /** What they are shown first. */
  readonly standards: readonly string[];
  /** Their own. */
  readonly comments: Counts;
}

/** On the page of a service, for somebody who looks at it from outside. */
export function AssessingPanel({ service, standards, comments }: AssessingProps) {
  const [first = 'point-16'] = standards;
  return (
    <section aria-labelledby="assessment">
      <h2 class="nhsuk-heading-m" id="assessment">
        Your assessment
      </h2>
      <p>You can read everything about this service, and change nothing. Each page that you open is recorded.</p>
      <p>
        <a href={standardPath(service, first)}>What you were asked to look at first</a>
      </p>
      <p>
        <a href={assessmentPath(service)}>
          {comments.total === 0 ? 'Say something to the team' : `Your ${counted(comments.total, 'comment')}`}
        </a>
        {comments.waiting < comments.total && `, ${comments.total - comments.waiting} answered`}
      </p>
    </section>
  );
}

interface TeamProps {
  readonly service: string;
  /** How many people can look at it now, by invitation. */
  readonly open: number;
  readonly comments: Counts;
  /** Whether the person who looks may invite, and may see what was looked at. */
  readonly invites: boolean;
  readonly looks: boolean;
}

/** The same for the team: who looks from outside, and what waits for an answer. */
export function TeamPanel({ service, open, comments, invites, looks }: TeamProps) {
  return (
    <section aria-labelledby="assessors">
      <h2 class="nhsuk-heading-m" id="assessors">
        Assessors
      </h2>
      <p>
        {open === 0
          ? 'Nobody from outside is invited to look at this service now.'
          : `${counted(open, 'person', 'people')} from outside can look at this service now.`}
      </p>
      {comments.total > 0 && (
        <p>
          <a href={assessmentPath(service)}>{counted(comments.total, 'comment')} of assessors</a>
          {comments.waiting > 0 && `, ${comments.waiting} waiting for an answer`}
        </p>
      )}
      {invites && (
        <p>
          <a href={assessorsPath(service)}>Invite an assessor, or see who was invited</a>
        </p>
      )}
      {looks && (
        <p>
          <a href={`/services/${service}/looked-at`}>Who assesses this service, and what they looked at</a>
        </p>
      )}
    </section>
  );
}
