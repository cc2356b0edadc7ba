import type { PageContext } from '../../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../../platform/http/service-frame.tsx';
import { sayDate, sayDateTime } from '../../../../platform/london-time.ts';
import type { Reason } from '../../../../platform/mail/safe-contact.ts';
import { Button, InsetText } from '../../../../ui/nhsuk/index.ts';
import {
  incidentPath,
  isFeedbackOpen,
  TELL_WITHIN,
  waitedDays,
  type FeedbackRecord,
  type IncidentShown,
} from '../../domain.ts';
import { incidentTitle } from '../../pages/words.tsx';
import type { ReportTold } from '../looking.ts';
import { ReaderView } from './reader.tsx';

export interface FeedbackProps {
  readonly incident: IncidentShown;
  readonly reports: readonly ReportTold[];
  readonly mayWrite: boolean;
}

export function feedbackPath({ service, reference }: Pick<IncidentShown, 'service' | 'reference'>): string {
  return `${incidentPath(service.reference, reference)}/feedback`;
}

/** Each report of an incident, and what whoever made it was told. */
export function FeedbackPage({ incident, reports, mayWrite }: FeedbackProps, context: PageContext) {
  const service = { reference: incident.service.reference, name: incident.serviceName };
  const path = feedbackPath(incident);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`${incidentTitle(incident.reference)}: what reporters are told`}
      back={{ text: incident.reference, href: incidentPath(service.reference, incident.reference) }}
    >
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">
          <span class="nhsuk-caption-l">
            {incident.reference} {incident.title}
          </span>{' '}
          What reporters are told
        </h1>
        <p>
          Everybody who reported this hears what came of it, in plain words: what you found, what changed, and what did
          not. Or it is said why not. Our own target is {TELL_WITHIN} days.{' '}
          <a href="/help/telling-what-came-of-it">Help with this</a>
        </p>
        {reports.map((one) => (
          <section aria-labelledby={`report-${one.number}`}>
            <h2 class="nhsuk-heading-m" id={`report-${one.number}`}>
              Report {one.number}, {one.report.by}
            </h2>
            <p class="app-note">Reported on {sayDateTime(one.report.at)}</p>
            <Standing one={one} now={context.now} />
            {one.answers.map((answer) => (
              <Answer answer={answer} isPublic={one.report.reporter.by === 'concern'} />
            ))}
            {mayWrite && one.standing !== 'nobody to tell' && <Ways one={one} path={`${path}/${one.number}`} />}
          </section>
        ))}
      </div>
    </ServiceFrame>
  );
}

function Standing({ one: { standing, report, draft }, now }: { readonly one: ReportTold; readonly now: Date }) {
  const written = draft === null ? '' : ` ${draft.by} wrote an answer, and they have not seen it yet.`;
  if (standing === 'nobody to tell') return <p>It came from a program or a list. There is nobody who could be told.</p>;
  if (standing === 'told') return <p>They were told what came of it.{written}</p>;
  if (standing === 'told nothing') return <p>It was decided to tell them nothing.{written}</p>;
  if (standing === 'graded anew')
    return (
      <p class="app-so">
        <strong>They know an earlier grade</strong> because harm was graded otherwise after they were told. An answer
        that says so clears it.{written}
      </p>
    );
  const days = waitedDays(report.at, now);
  const late = days > TELL_WITHIN ? `, which is longer than the ${TELL_WITHIN} days that we set ourselves` : '';
  return (
    <p class="app-so">
      <strong>They have not been told what came of it</strong> because nobody has answered since {sayDate(report.at)},{' '}
      {days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`}
      {late}. An answer clears it, or a reason why there is none.{written}
    </p>
  );
}

function Answer({ answer, isPublic }: { readonly answer: FeedbackRecord; readonly isPublic: boolean }) {
  const { words, by, at, reason, notice, readAt } = answer;
  if (words === null)
    return (
      <InsetText>
        <p>
          {by} decided on {sayDate(at)} to tell them nothing: {reason}
        </p>
      </InsetText>
    );
  return (
    <InsetText>
      <p class="app-note">
        {by} told them on {sayDate(at)}.{' '}
        {isPublic
          ? `They read it where they left their report. ${noticeWent(notice)}`
          : readAt === null
            ? 'They have not read it yet.'
            : `They read it on ${sayDate(readAt)}.`}
      </p>
      <ReaderView words={words} level={3} />
    </InsetText>
  );
}

/** What became of a notice, by the reason that the gate gave. */
function noticeWent(notice: string | null): string {
  if (notice === null) return 'No notice went to them besides.';
  return NOTICES[notice as Reason] ?? 'No notice went to them besides: it was not safe.';
}

const NOTICES: Readonly<Partial<Record<Reason, string>>> = {
  safe: 'A notice went by a way of which they said that it is safe.',
  'safe at this time': 'A notice went at a time at which they said that it is safe.',
  'waits for a safe time': 'A notice waited for a time at which they said that it is safe.',
  'not known whether safe':
    'A notice went that says nothing of what it is about: nobody knows whether it is safe for them.',
  'said long ago': 'A notice went that says nothing of what it is about: what they said of their safety is old.',
  'no address': 'No notice went to them besides: they gave no address.',
  'times not understood':
    'No notice went to them besides: it is safe at some times only, and a person has to read which.',
};

function Ways({ one: { standing, draft, number }, path }: { readonly one: ReportTold; readonly path: string }) {
  const isOpen = isFeedbackOpen(standing);
  return (
    <div class="app-noprint">
      {(isOpen || draft !== null) && (
        <p>
          {draft === null ? (
            <Button href={`${path}/write`}>
              Write an answer<span class="nhsuk-u-visually-hidden"> to report {number}</span>
            </Button>
          ) : (
            <Button href={`${path}/tell`}>
              Look at it as they will read it<span class="nhsuk-u-visually-hidden">: report {number}</span>
            </Button>
          )}
        </p>
      )}
      <ul class="nhsuk-list">
        {(draft !== null || !isOpen) && (
          <li>
            <a href={`${path}/write`}>
              {draft === null ? `Write another answer to report ${number}` : `Change the answer to report ${number}`}
            </a>
          </li>
        )}
        {standing === 'waiting' && (
          <li>
            <a href={`${path}/nothing`}>Say why report {number} is not answered</a>
          </li>
        )}
      </ul>
    </div>
  );
}
