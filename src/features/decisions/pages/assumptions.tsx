import type { PageContext } from '../../../platform/http/forms.ts';
import { dateIn, sayDateTime } from '../../../platform/london-time.ts';
import { FilterChoice } from '../../../ui/filters.tsx';
import { Button, SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { counted } from '../../../words/counting.ts';
import {
  assumptionPath,
  assumptionReference,
  assumptionSentence,
  type Assumption,
  type AssumptionChange,
  type AssumptionState as State,
} from '../domain.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { AssumptionState, assumptionsPath, decisionsPath } from './words.tsx';

export interface AssumptionsProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly assumptions: readonly Assumption[];
  readonly state: State | null;
  readonly any: boolean;
  readonly mayAdd: boolean;
}

/** What is taken to be so in a service: what was found false first, then what is looked at again soonest. */
export function AssumptionsPage(props: AssumptionsProps, context: PageContext) {
  const { service, assumptions, state, any, mayAdd } = props;
  const path = assumptionsPath(service.reference);
  const today = dateIn(context.now);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Assumptions"
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Assumptions</h1>
        {mayAdd && (
          <div class="app-title__action app-noprint">
            <Button href={`${path}/new`}>{any ? 'Record an assumption' : 'Record the first assumption'}</Button>
          </div>
        )}
      </div>
      {any ? (
        <>
          <form class="app-filters" method="get" action={path} aria-label="Filters">
            <FilterChoice
              id="state"
              label="State"
              value={state}
              all="Any"
              options={[
                ['held', 'Held'],
                ['found false', 'Found false'],
                ['no longer needed', 'No longer needed'],
              ]}
            />
            <div class="app-filters__apply">
              <Button variant="secondary" small>
                Apply
              </Button>
            </div>
          </form>
          <p>
            <strong>{counted(assumptions.length, 'assumption')}</strong>.
          </p>
          {assumptions.length === 0 ? (
            <p>
              No assumption is like that. <a href={path}>Show all assumptions</a>
            </p>
          ) : (
            <AssumptionTable assumptions={assumptions} today={today} />
          )}
        </>
      ) : (
        <NothingYet />
      )}
      <p class="app-noprint">
        What was decided stands in <a href={decisionsPath(service.reference)}>the decisions</a>.
      </p>
    </ServiceFrame>
  );
}

function NothingYet() {
  return (
    <div class="app-measure">
      <p class="app-lead">
        What is taken to be so without proof will stand here: how many people use the service, what a supplier promised,
        how staff work.
      </p>
      <p>
        A rating may rest on an assumption. Somebody looks after each, and looks again by a day. Once one is found
        false, every rating that rests on it is provisional, and says why.
      </p>
    </div>
  );
}

function AssumptionTable({
  assumptions,
  today,
}: {
  readonly assumptions: readonly Assumption[];
  readonly today: string;
}) {
  return (
    <Table
      responsive
      firstCellIsHeader
      classes="app-list"
      caption={{ text: 'Assumptions', classes: 'nhsuk-u-visually-hidden' }}
      head={[{ text: 'Assumption' }, { text: 'How it stands' }, { text: 'Looked after by' }]}
      rows={assumptions.map((one) => [
        {
          text: (
            <>
              <span class="app-ref">{assumptionReference(one.number)}</span>{' '}
              <a href={assumptionPath(one.service.reference, one.number)}>{one.text}</a>
            </>
          ),
        },
        { text: <AssumptionState assumption={one} today={today} /> },
        { text: one.owner.name },
      ])}
    />
  );
}

/** Something that rests on an assumption. */
export interface RestsOn {
  readonly reference: string;
  readonly title: string;
  readonly href: string;
}

export interface AssumptionProps {
  readonly assumption: Assumption;
  readonly changes: readonly AssumptionChange[];
  readonly resting: readonly RestsOn[];
  readonly mayChange: boolean;
}

/** One assumption: what is taken to be so, what rests on it, and what was said of it. */
export function AssumptionPage({ assumption, changes, resting, mayChange }: AssumptionProps, context: PageContext) {
  const { service, number, text, why, owner } = assumption;
  const reference = assumptionReference(number);
  const path = assumptionPath(service.reference, number);
  const today = dateIn(context.now);
  const sentence = assumptionSentence(assumption, { count: resting.length }, today);
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={reference}
      back={{ text: 'All assumptions', href: assumptionsPath(service.reference) }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">{reference}</span> {text}
      </h1>
      {sentence && <SentenceBlock sentence={sentence} />}
      <SummaryList
        rows={[
          { key: 'How it stands', value: <AssumptionState assumption={assumption} today={today} /> },
          { key: 'Why it is assumed', value: <span class="app-lines">{why}</span> },
          { key: 'Looked after by', value: owner.name },
          {
            key: 'What rests on it',
            value:
              resting.length === 0 ? (
                <span class="app-second">No rating names it</span>
              ) : (
                <ul class="nhsuk-list nhsuk-u-margin-bottom-0">
                  {resting.map((one) => (
                    <li>
                      <a href={one.href}>{one.reference}</a> {one.title}
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      {mayChange && (
        <div class="app-actions__row app-noprint">
          <Button href={`${path}/review`}>Say how it stands</Button>
          <Button variant="secondary" href={`${path}/hand-on`}>
            Hand it on
          </Button>
        </div>
      )}
      <h2 class="nhsuk-heading-m" id="changes">
        What was said of it
      </h2>
      <Table
        responsive
        classes="app-list"
        caption={{ text: `Changes of ${reference}, latest first`, classes: 'nhsuk-u-visually-hidden' }}
        head={[{ text: 'When' }, { text: 'Who' }, { text: 'What' }, { text: 'Why' }]}
        rows={changes.map(({ at, who, what, reason }) => [
          { text: sayDateTime(at) },
          { text: who },
          { text: what.join('. ') },
          { text: reason === '' ? <span class="app-second">Not said</span> : <span class="app-lines">{reason}</span> },
        ])}
      />
    </ServiceFrame>
  );
}
