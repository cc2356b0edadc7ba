import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { ServiceFrame, type ServiceNamed } from '../../../platform/http/service-frame.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { incidentPath, type FeedbackGiven } from '../../incidents/index.ts';
import { compartmentPath, SAFEGUARDING } from '../../safeguarding/index.ts';
import { Button, InsetText, SummaryList } from '../../../ui/nhsuk/index.ts';
import {
  answersInWords,
  concernPath,
  concernsPath,
  type ConcernLine,
  type ConcernRow,
  type ConcernWords,
} from '../domain.ts';
import { NEUTRAL, STATE_WORDS } from './words.ts';

export interface ConcernProps {
  readonly service: ServiceNamed;
  readonly line: ConcernLine;
  readonly words: ConcernWords;
  /** Who answered, by name; null where nobody did. */
  readonly toldBy: string | null;
  readonly feedback: readonly FeedbackGiven[];
}

/** What somebody wrote, for those who handle incidents, and what can be done with it. */
export function ConcernPage({ service, line, words, toldBy, feedback }: ConcernProps, context: PageContext) {
  const { reference, at, state, incident } = line;
  const path = concernPath(service.reference, reference);
  const told = [
    ...feedback.map((one) => one.words),
    ...(words.told === '' ? [] : [`${words.told}${toldBy === null ? '' : ` (${toldBy})`}`]),
  ];
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
        <Written words={words} told={told} />
        <h2 class="nhsuk-heading-m">What to do with it</h2>
        <p>{SAFELY}</p>
        {incident === null && <Button href={`${path}/incident`}>Make an incident of it</Button>}
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
          <li>
            <a href={`${path}/pass-on`}>Pass it to those who look after safeguarding</a>
          </li>
        </ul>
      </div>
    </ServiceFrame>
  );
}

const SAFELY =
  'Contact nobody in a way that they did not say is safe. What you write as an answer waits for them behind their reference and words.';

function Written({ words, told }: { readonly words: ConcernWords; readonly told: readonly string[] }) {
  return (
    <>
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
    </>
  );
}

export interface ConcernApartProps {
  readonly compartment: string;
  readonly row: ConcernRow;
  readonly words: ConcernWords;
  readonly told: readonly string[];
  /** Those who handle incidents read none of it; otherwise they read all but what was added and lies here. */
  readonly whole: boolean;
}

/** The same for what lies in a compartment, for those whom it opens to. Nothing in the window’s title says so. */
export function ConcernApartPage(
  { compartment, row, words, told, whole }: ConcernApartProps,
  { shell, notice }: PageContext,
) {
  const path = compartmentPath(compartment);
  return (
    <Layout shell={shell} title={NEUTRAL} path={SAFEGUARDING} back={{ text: 'The record', href: path }}>
      <Notice notice={notice} />
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">What somebody wrote</h1>
        <p>
          {row.service.name}, {row.reference}. Came in on {sayDateTime(row.at)}. That you read it now is recorded.
        </p>
        <InsetText>
          {whole
            ? 'To those who handle incidents it is as if it had never come in.'
            : 'Those who handle incidents read what was written first, and answer it. What was added and raised this record is as if it had never been added.'}
        </InsetText>
        <Written words={words} told={told} />
        <h2 class="nhsuk-heading-m">Answer them</h2>
        <p>{SAFELY}</p>
        <Button href={`${path}/concern/answer`}>Answer them</Button>
      </div>
    </Layout>
  );
}
