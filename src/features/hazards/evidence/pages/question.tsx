import type { PageContext } from '../../../../platform/http/forms.ts';
import { Notice } from '../../../../platform/http/forms.ts';
import { sayDate, sayDateTime } from '../../../../platform/london-time.ts';
import { Button, Table } from '../../../../ui/nhsuk/index.ts';
import { sayDay } from '../../../../words/days.ts';
import {
  questionPath,
  questionReference,
  runPath,
  type ObservationShown,
  type QuestionShown,
} from '../../../evidence/index.ts';
import { controlReference } from '../../domain.ts';
import { clearsFailure } from '../../domain/holding.ts';
import { controlPath } from '../../pages/addresses.ts';
import { Frame, servicePath } from '../../pages/frame.tsx';
import { So } from '../../pages/marks.tsx';
import type { ClaimOf } from '../looking-store.ts';
import { ASPECT_WORDS, FreshUntil, SORT_WORDS } from './words.tsx';

export interface QuestionPageProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly question: QuestionShown;
  readonly claims: readonly ClaimOf[];
  readonly observations: readonly ObservationShown[];
  readonly mayJudge: boolean;
}

const DAY = 86_400_000;

/** One piece of evidence: what it shows, for which controls, and all that was observed of it. */
export function QuestionPage(props: QuestionPageProps, { shell, now, notice }: PageContext) {
  const { service, question, mayJudge } = props;
  const { sort, latest, retired, validDays } = question;
  const reference = questionReference(question.number);
  const path = questionPath(service.reference, question.number);
  const until = latest?.outcome === 'passed' ? new Date(latest.observedAt.getTime() + validDays * DAY) : null;
  return (
    <Frame
      shell={shell}
      service={service}
      title={reference}
      now={now}
      asAt={null}
      back={{ text: service.name, href: servicePath(service.reference) }}
    >
      <Notice notice={notice} />
      <span class="nhsuk-caption-l">
        {reference}, {SORT_WORDS[sort].toLowerCase()}
        {retired && ', retired'}
      </span>
      <h1 class="nhsuk-heading-l app-lines">{question.title}</h1>
      <p class="app-facts">
        <span>{latestWords(question)}</span>
        <FreshUntil until={until} now={now} />
        <span class="app-second">What it shows stands for {validDays} days</span>
      </p>
      {latest?.outcome === 'failed' && !retired && props.claims.length > 0 && (
        <So so={`What rests on ${reference} does not hold`}>
          because it {sort === 'test' ? 'failed' : 'was found not to hold'} on {sayDate(latest.observedAt)}.{' '}
          {clearsFailure(sort === 'test', false)}
        </So>
      )}
      {mayJudge && !retired && (
        <p class="app-noprint app-actions__row">
          {!question.keyed && (
            <Button variant="secondary" small href={`${path}/observe`}>
              Look at it again
            </Button>
          )}
          {props.observations.some(({ dismissed }) => dismissed === null) && (
            <Button variant="secondary" small href={`${path}/dismiss`}>
              Dismiss what was observed
            </Button>
          )}
          <Button variant="secondary" small href={`${path}/retire`}>
            Retire {reference}
          </Button>
        </p>
      )}
      <Claims {...props} />
      <Observations {...props} />
    </Frame>
  );
}

function latestWords({ sort, latest }: QuestionShown) {
  if (latest === null) return 'No observation counts yet';
  const passed = latest.outcome === 'passed';
  const words = sort === 'test' ? (passed ? 'Passed' : 'Failed') : passed ? 'It holds' : 'It does not hold';
  return (
    <>
      <strong>{words}</strong>, observed on {sayDate(latest.observedAt)}
    </>
  );
}

function Claims({ claims, question, service, mayJudge }: QuestionPageProps) {
  const base = `/services/${encodeURIComponent(service.reference)}/evidence`;
  return (
    <section aria-labelledby="controls">
      <h2 class="nhsuk-heading-m" id="controls">
        Which controls it is for
      </h2>
      {claims.length === 0 ? (
        <p class="app-second">None.</p>
      ) : (
        <Table
          responsive
          classes="app-list"
          caption={{
            text: `Controls that ${questionReference(question.number)} is for`,
            classes: 'nhsuk-u-visually-hidden',
          }}
          head={[{ text: 'Control' }, { text: 'What it shows of it' }, { text: 'Who said so' }]}
          rows={claims.map((one) => {
            const control = controlReference(one.control);
            const own = one.service === service.reference;
            return [
              {
                text: (
                  <>
                    <a class="app-ref" href={controlPath(one.service, control)}>
                      {own ? control : `${one.service}/${control}`}
                    </a>{' '}
                    {one.text}
                  </>
                ),
              },
              { text: <ClaimWords claim={one} href={mayJudge && own ? `${base}/accept?control=${control}` : null} /> },
              {
                text: (
                  <>
                    {one.by}, {sayDate(one.at)}
                    {one.reason !== null && <span class="app-lines app-second"> {one.reason}</span>}
                  </>
                ),
              },
            ];
          })}
        />
      )}
    </section>
  );
}

function ClaimWords({ claim, href }: { readonly claim: ClaimOf; readonly href: string | null }) {
  if (claim.state === 'rejected') return <>Nothing: it was set aside</>;
  if (claim.aspect !== 'unstated') return <>{ASPECT_WORDS[claim.aspect]}</>;
  return (
    <>Nobody has said yet. {href === null ? 'A safety engineer says it.' : <a href={href}>Say what it shows</a>}</>
  );
}

function Observations({ observations, service, question }: QuestionPageProps) {
  return (
    <section aria-labelledby="observed">
      <h2 class="nhsuk-heading-m" id="observed">
        What was observed <span class="app-count">({observations.length})</span>
      </h2>
      {observations.length === 0 ? (
        <p class="app-second">Nothing yet.</p>
      ) : (
        <Table
          responsive
          classes="app-list"
          caption={{ text: 'What was observed, latest first', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Observed' }, { text: 'Outcome' }, { text: 'By' }, { text: 'What it showed' }]}
          rows={observations.map((one) => [
            {
              text: (
                <>
                  {sayDateTime(one.observedAt)}
                  {one.storedAt.getTime() - one.observedAt.getTime() > DAY && (
                    <span class="app-note"> stored {sayDateTime(one.storedAt)}</span>
                  )}
                </>
              ),
            },
            { text: <Outcome one={one} sort={question.sort} /> },
            {
              text:
                one.run === null ? (
                  one.observer
                ) : (
                  <>
                    <a href={runPath(service.reference, one.run)}>run {one.run}</a>, release {one.release}
                    {one.candidate && ', a candidate: it does not count'}
                  </>
                ),
            },
            { text: <Detail one={one} /> },
          ])}
        />
      )}
    </section>
  );
}

function Outcome({ one, sort }: { readonly one: ObservationShown; readonly sort: QuestionShown['sort'] }) {
  const words = sort === 'test' ? one.outcome : one.outcome === 'passed' ? 'it holds' : 'it does not hold';
  if (one.dismissed === null) return <>{words}</>;
  return (
    <>
      <s>{words}</s> dismissed by {one.dismissed.by} on {sayDate(one.dismissed.at)}:{' '}
      <span class="app-lines">{one.dismissed.reason}</span>
    </>
  );
}

function Detail({ one }: { readonly one: ObservationShown }) {
  const { detail, file, url, urlSha256, period } = one;
  if (detail === null && file === null && url === null) return <span class="app-second">Nothing more</span>;
  return (
    <>
      {period !== null && (
        <p>
          From {sayDay(period.from)} to {sayDay(period.to)}
        </p>
      )}
      {detail !== null && <p class="app-lines">{detail}</p>}
      {file !== null && (
        <p>
          <a href={`/files/${file.sha256}`}>{file.name}</a>
        </p>
      )}
      {url !== null && (
        <p>
          <a href={url} rel="noreferrer">
            {url}
          </a>
          <span class="app-note">
            {' '}
            {urlSha256 === null
              ? 'It could not be read, so that nobody can tell later whether it is still the same.'
              : `SHA-256 of what stood there: ${urlSha256.slice(0, 16)}…`}
          </span>
        </p>
      )}
    </>
  );
}
