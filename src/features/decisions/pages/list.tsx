import type { PageContext } from '../../../platform/http/forms.ts';
import { FilterChoice, FilterField } from '../../../ui/filters.tsx';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { PageNumbers } from '../../../ui/page-numbers.tsx';
import { counted } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import {
  decisionPath,
  decisionReference,
  sayDecider,
  type Decision,
  type DecisionState,
  type Touched,
} from '../domain.ts';
import { Whole } from './decision.tsx';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { assumptionsPath, chosenText, decisionsPath, DECISION_WORDS } from './words.tsx';

export interface DecisionsProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly decisions: readonly Decision[];
  /** What each touches, by the id of the decision. */
  readonly touches: ReadonlyMap<string, readonly Touched[]>;
  readonly choice: DecisionChoice;
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** Whether there is a decision at all. */
  readonly any: boolean;
  readonly mayAdd: boolean;
}

/** What is looked for, as it stands in the address. */
export interface DecisionChoice {
  readonly state: DecisionState | null;
  readonly words: string;
  /** A reference, as it was typed. */
  readonly touches: string;
  /** Everything that each decision says, one below the other: for print. */
  readonly whole: boolean;
}

function address(service: string, choice: DecisionChoice, page = 1): string {
  const query = new URLSearchParams();
  if (choice.state !== null) query.set('state', choice.state);
  if (choice.words !== '') query.set('words', choice.words);
  if (choice.touches !== '') query.set('touches', choice.touches);
  if (choice.whole) query.set('show', 'whole');
  if (page > 1) query.set('page', String(page));
  return query.size === 0 ? decisionsPath(service) : `${decisionsPath(service)}?${query.toString()}`;
}

/** The decision log of a service, the latest first. */
export function DecisionsPage(props: DecisionsProps, context: PageContext) {
  const { service, any, mayAdd } = props;
  return (
    <ServiceFrame
      context={context}
      service={service}
      title="Decisions"
      back={{ text: service.name, href: `/services/${encodeURIComponent(service.reference)}` }}
    >
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Decisions</h1>
        {mayAdd && (
          <div class="app-title__action app-noprint">
            <Button href={`${decisionsPath(service.reference)}/new`}>
              {any ? 'Record a decision' : 'Record the first decision'}
            </Button>
          </div>
        )}
      </div>
      {any ? <Listed {...props} /> : <NothingYet />}
      <p class="app-noprint">
        What is taken to be so without proof stands in <a href={assumptionsPath(service.reference)}>the assumptions</a>.
      </p>
    </ServiceFrame>
  );
}

function NothingYet() {
  return (
    <div class="app-measure">
      <p class="app-lead">
        What is decided about the safety of this service will stand here: the question, the options that were looked at,
        which was chosen, why, by whom and on which day.
      </p>
      <p>
        In two years nobody remembers why. A decision is never deleted: another one takes its place, and says so. A
        question that nobody has answered yet can stand here too, so that it is not forgotten.
      </p>
    </div>
  );
}

function Listed(props: DecisionsProps) {
  const { service, decisions, choice, total, page, pages, touches } = props;
  return (
    <>
      <Filters service={service.reference} choice={choice} />
      <p class="app-measure">
        <strong>{counted(total, 'decision')}</strong>
        {pages > 1 && `, page ${page} of ${pages}`}.{' '}
        <a class="app-noprint" href={address(service.reference, { ...choice, whole: !choice.whole })}>
          {choice.whole ? 'Show them as a list' : 'Show each in full, for print'}
        </a>
      </p>
      {decisions.length === 0 ? (
        <p>
          No decision is like that. <a href={decisionsPath(service.reference)}>Show all decisions</a>
        </p>
      ) : choice.whole ? (
        decisions.map((one) => (
          <article class="app-decision">
            <h2 class="nhsuk-heading-m">
              <span class="nhsuk-caption-m">{decisionReference(one.number)}</span> {one.question}
            </h2>
            <Whole decision={one} touches={touches.get(one.id) ?? []} level={3} />
          </article>
        ))
      ) : (
        <DecisionTable decisions={decisions} touches={touches} />
      )}
      <PageNumbers
        label="Pages of decisions"
        page={page}
        pages={pages}
        href={(number) => address(service.reference, choice, number)}
      />
    </>
  );
}

function Filters({ service, choice }: { readonly service: string; readonly choice: DecisionChoice }) {
  return (
    <form class="app-filters" method="get" action={decisionsPath(service)} aria-label="Filters">
      {choice.whole && <input type="hidden" name="show" value="whole" />}
      <FilterField id="words" label="Words">
        <input class="nhsuk-input" id="words" name="words" type="search" value={choice.words} maxlength={200} />
      </FilterField>
      <FilterChoice
        id="state"
        label="State"
        value={choice.state}
        all="Any"
        options={[
          ['open', 'Open'],
          ['taken', 'Taken'],
          ['superseded', 'Superseded'],
        ]}
      />
      <FilterField id="touches" label="Touches">
        <input
          class="nhsuk-input"
          id="touches"
          name="touches"
          value={choice.touches}
          maxlength={40}
          placeholder="HAZ-12"
        />
      </FilterField>
      <div class="app-filters__apply">
        <Button variant="secondary" small>
          Apply
        </Button>
      </div>
    </form>
  );
}

function DecisionTable({ decisions, touches }: Pick<DecisionsProps, 'decisions' | 'touches'>) {
  return (
    <Table
      responsive
      firstCellIsHeader
      classes="app-list"
      caption={{ text: 'Decisions, the latest first', classes: 'nhsuk-u-visually-hidden' }}
      head={[{ text: 'Question' }, { text: 'Chosen' }, { text: 'Decided' }, { text: 'Touches' }, { text: 'State' }]}
      rows={decisions.map((one) => [
        {
          text: (
            <>
              <span class="app-ref">{decisionReference(one.number)}</span>{' '}
              <a href={decisionPath(one.service.reference, one.number)}>{one.question}</a>
            </>
          ),
        },
        { text: chosenText(one) ?? <span class="app-second">None yet</span> },
        {
          text: one.by && one.on ? `${sayDecider(one.by)}, ${sayDay(one.on)}` : <span class="app-second">Not yet</span>,
        },
        { text: <TouchedShort touches={touches.get(one.id) ?? []} /> },
        {
          text: `${one.state === 'open' ? 'Open' : DECISION_WORDS[one.state]}${
            one.supersededBy === null ? '' : ` by ${decisionReference(one.supersededBy)}`
          }`,
        },
      ])}
    />
  );
}

function TouchedShort({ touches }: { readonly touches: readonly Touched[] }) {
  if (touches.length === 0) return <span class="app-second">Nothing named</span>;
  return (
    <>
      {touches.map(({ word, reference, href }, index) => (
        <>
          {index > 0 && ', '}
          {href === null ? (reference ?? word) : <a href={href}>{reference}</a>}
        </>
      ))}
    </>
  );
}
