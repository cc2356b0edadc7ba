import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { ServiceFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { incidentPath, type FeedbackGiven } from '../../incidents/index.ts';
import { Button, InsetText, SummaryList } from '../../../ui/nhsuk/index.ts';
import { answersInWords, concernPath, concernsPath, type ConcernLine, type ConcernWords } from '../domain.ts';
import { STATE_WORDS } from './words.ts';

export interface ConcernProps {
  readonly service: ServiceNamed;
  readonly line: ConcernLine;
  readonly words: ConcernWords;
  readonly feedback: readonly FeedbackGiven[];
}

/** What somebody wrote, for whoever may read it, and what can be done with it. */
export function ConcernPage({ service, line, words, feedback }: ConcernProps, context: PageContext) {
  const { reference, at, state, incident, readers } = line;
  const path = concernPath(service.reference, reference);
  const told = [...feedback.map((one) => one.words), ...(words.told === '' ? [] : [words.told])];
  return (
    <ServiceFrame
      context={context}
      title={`Concern ${reference}`}
      service={service}
      back={{ text: 'Concerns', href: concernsPath(service.reference) }}
    >
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Concern {reference}</h1>
        <p>
          Came in on {sayDateTime(at)}. {STATE_WORDS[state]}
          {incident !== null && (
            <>
              : <a href={incidentPath(service.reference, incident)}>{incident}</a>
            </>
          )}
          . That you read it now is recorded.
        </p>
        {readers === 'leads' && (
          <InsetText>
            <p>Only safeguarding leads read this. To everybody else it is as if it had never come in.</p>
          </InsetText>
        )}
        <SummaryList
          rows={answersInWords(words.answers).map(({ key, value }) => ({
            key,
            value: <span class="app-lines">{value || 'Not answered'}</span>,
          }))}
        />
        {words.additions.map((one) => (
          <>
            <h2 class="nhsuk-heading-s">Added on {sayDateTime(one.at)}</h2>
            <p class="app-lines">{one.words}</p>
          </>
        ))}
        {told.length > 0 && (
          <>
            <h2 class="nhsuk-heading-m">What they were told</h2>
            {told.map((text) => (
              <p class="app-lines">{text}</p>
            ))}
          </>
        )}
        <h2 class="nhsuk-heading-m">What to do with it</h2>
        <p>
          Contact nobody in a way that they did not say is safe. What you write as an answer waits for them behind their
          reference and words.
        </p>
        {readers === 'handlers' && incident === null && (
          <Button href={`${path}/incident`}>Make an incident of it</Button>
        )}
        <ul class="nhsuk-list app-noprint">
          {incident !== null && (
            <li>
              <a href={`${incidentPath(service.reference, incident)}/feedback`}>Tell them what came of {incident}</a>
            </li>
          )}
          <li>
            <a href={`${path}/close`}>
              {incident === null ? 'Answer and close it without an incident' : 'Answer them here'}
            </a>
          </li>
          {readers === 'handlers' && (
            <li>
              <a href={`${path}/pass-on`}>Pass it to those who look after safeguarding</a>
            </li>
          )}
        </ul>
      </div>
    </ServiceFrame>
  );
}
