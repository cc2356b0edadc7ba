import type { PageContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Button, SummaryList } from '../../../ui/nhsuk/index.ts';
import { sayDay } from '../../../words/days.ts';
import { decisionPath, decisionReference, sayDecider, type Decision, type Touched } from '../domain.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { decisionsPath, DECISION_WORDS } from './words.tsx';

export interface DecisionProps {
  readonly decision: Decision;
  readonly touches: readonly Touched[];
  readonly mayChange: boolean;
}

/** One decision: what was asked, what was looked at, what was chosen, why and by whom. */
export function DecisionPage({ decision, touches, mayChange }: DecisionProps, context: PageContext) {
  const { service, number, state } = decision;
  const path = decisionPath(service.reference, number);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={decisionReference(number)}
      back={{ text: 'All decisions', href: decisionsPath(service.reference) }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">{decisionReference(number)}</span> {decision.question}
      </h1>
      <Whole decision={decision} touches={touches} level={2} />
      {mayChange && state !== 'superseded' && (
        <div class="app-actions__row app-noprint">
          {state === 'open' && <Button href={`${path}/take`}>Say what was decided</Button>}
          <Button variant="secondary" href={`${path}/supersede`}>
            Record a decision that supersedes it
          </Button>
        </div>
      )}
    </ServiceFrame>
  );
}

interface WholeProps {
  readonly decision: Decision;
  readonly touches: readonly Touched[];
  /** Of its headings. */
  readonly level: 2 | 3;
}

/** All that a decision says: for its page, and for the whole log in print. */
export function Whole({ decision, touches, level }: WholeProps) {
  const { service, options, chosen, by, on, supersedes, supersededBy, recorded, state, reason } = decision;
  const Heading = level === 2 ? 'h2' : 'h3';
  const other = (number: number) => <a href={decisionPath(service.reference, number)}>{decisionReference(number)}</a>;
  return (
    <>
      <SummaryList
        rows={[
          {
            key: 'State',
            value: (
              <>
                {DECISION_WORDS[state]}
                {supersededBy !== null && <> by {other(supersededBy)}</>}
              </>
            ),
          },
          supersedes !== null && { key: 'Takes the place of', value: other(supersedes) },
          chosen !== null && { key: 'Chosen', value: <strong>{options[chosen - 1]?.text}</strong> },
          reason !== '' && { key: 'Why', value: <span class="app-lines">{reason}</span> },
          by !== null && { key: 'Decided by', value: sayDecider(by) },
          on !== null && { key: 'Decided on', value: sayDay(on) },
          { key: 'Touches', value: <TouchedList touches={touches} /> },
          { key: 'Recorded', value: `${recorded.by}, ${sayDateTime(recorded.at)}` },
        ]}
      />
      <Heading class="nhsuk-heading-s">Options that were looked at</Heading>
      {options.length === 0 ? (
        <p>None is written down yet.</p>
      ) : (
        <ol class="nhsuk-list nhsuk-list--number app-measure">
          {options.map((option, index) => (
            <li>
              <strong>{option.text}</strong>
              {chosen === index + 1 && ' (chosen)'}
              {option.pros !== '' && (
                <p class="app-lines nhsuk-u-margin-bottom-1">
                  <span class="app-second">For: </span>
                  {option.pros}
                </p>
              )}
              {option.cons !== '' && (
                <p class="app-lines nhsuk-u-margin-bottom-1">
                  <span class="app-second">Against: </span>
                  {option.cons}
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function TouchedList({ touches }: { readonly touches: readonly Touched[] }) {
  if (touches.length === 0) return <span class="app-second">Nothing was named</span>;
  return (
    <ul class="nhsuk-list nhsuk-u-margin-bottom-0">
      {touches.map(({ word, reference, title, href }) => (
        <li>
          {href === null ? (
            <>
              {reference ?? word}: {title}
            </>
          ) : (
            <>
              <a href={href}>{reference}</a> {title}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
