import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { FilterChoice } from '../../../ui/filters.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { Button, Table } from '../../../ui/nhsuk/index.ts';
import { PageNumbers } from '../../../ui/page-numbers.tsx';
import type { Day } from '../../../words/days.ts';
import { actionPath, actionReference, type Action, type SortBy } from '../domain.ts';
import { listAddress, sortAddress, type ActionChoice } from './addresses.ts';
import { counted } from '../../../words/counting.ts';
import { DueWords, sourceWord, STATE_WORDS } from './words.tsx';

/** What the list can be narrowed to: value and words. */
type Offer = readonly (readonly [string, string])[];

export interface ActionsProps {
  readonly actions: readonly Action[];
  readonly choice: ActionChoice;
  readonly total: number;
  /** How many of them are overdue. */
  readonly overdue: number;
  readonly page: number;
  readonly pages: number;
  readonly owners: Offer;
  readonly services: Offer;
  readonly sources: readonly string[];
  /** Whether there is an action at all that this person may see. */
  readonly any: boolean;
  /** Where an action is added; null for whoever may not. */
  readonly add: string | null;
}

/** One list across the product: what has to be done, by whom and by when. */
export function ActionsPage(props: ActionsProps, context: PageContext) {
  const { any, page, pages, add } = props;
  const { shell, notice } = context;
  return (
    <Layout shell={shell} title={page > 1 ? `Actions (page ${page} of ${pages})` : 'Actions'} path="/actions">
      <Notice notice={notice} />
      <div class="app-title">
        <h1 class="nhsuk-heading-l">Actions</h1>
        {add !== null && (
          <div class="app-title__action">
            <Button href={add}>{any ? 'Add an action' : 'Add the first action'}</Button>
          </div>
        )}
      </div>
      {any ? <Listed {...props} context={context} /> : <NothingYet />}
    </Layout>
  );
}

function NothingYet() {
  return (
    <div class="app-measure">
      <p class="app-lead">What has to be done will stand here: by whom, by when, and what it comes from.</p>
      <p>
        A condition on a signature becomes an action. So does what a workshop, a review or an incident asks for. Others
        are added by hand. An action is never lost: it stays open until somebody says with what evidence it was done, or
        why it is no longer needed.
      </p>
    </div>
  );
}

function Listed(props: ActionsProps & { readonly context: PageContext }) {
  const { actions, choice, total, page, pages, context } = props;
  const { query, actor, now } = context;
  const today = dateIn(now);
  return (
    <>
      <Filters {...props} query={query} self={actor.id} />
      <p class="app-measure">
        <Summary {...props} self={actor.id} />
      </p>
      {total === 0 ? (
        <Nobody choice={choice} self={actor.id} />
      ) : actions.length === 0 ? (
        <p>
          The list has no page {page}. <a href={listAddress(query)}>Go to its first page</a>.
        </p>
      ) : (
        <ActionTable actions={actions} choice={choice} query={query} today={today} />
      )}
      <PageNumbers
        label="Pages of actions"
        page={page}
        pages={pages}
        href={(number) => listAddress(query, { page: String(number) })}
      />
    </>
  );
}

function Summary({ choice, total, overdue, page, pages, self }: ActionsProps & { readonly self: string }) {
  const mine = choice.owner === self;
  const state =
    choice.state === null ? '' : `${STATE_WORDS[choice.state === 'overdue' ? 'open' : choice.state].toLowerCase()} `;
  return (
    <>
      <strong>{counted(total, `${choice.state === 'overdue' ? 'overdue ' : state}action`)}</strong>
      {mine && ' of yours'}
      {choice.state === 'open' && overdue > 0 && `, ${overdue.toLocaleString('en-GB')} overdue`}
      {pages > 1 && `, page ${page} of ${pages}`}.{' '}
      {mine && <a href={listAddress({}, { owner: '' })}>See everybody’s</a>}
      {!mine && <a href="/actions">See yours</a>}
    </>
  );
}

function Nobody({ choice, self }: { readonly choice: ActionChoice; readonly self: string }) {
  if (choice.owner === self && choice.state === 'open')
    return <p>Nothing waits for you here. What is given to you will stand in this list, and on your desk.</p>;
  return (
    <p>
      No action is like that. <a href={listAddress({}, { owner: '', state: '' })}>Show all actions</a>, also those that
      are done.
    </p>
  );
}

interface FiltersProps extends ActionsProps {
  readonly query: Readonly<Record<string, string>>;
  readonly self: string;
}

function Filters({ choice, owners, services, sources, query, self }: FiltersProps) {
  return (
    <form class="app-filters app-filters--actions" method="get" action="/actions" aria-label="Filters">
      <FilterChoice
        id="owner"
        label="Owner"
        value={choice.owner}
        all="Anyone"
        options={[[self, 'You'], ...owners.filter(([id]) => id !== self)]}
      />
      <FilterChoice
        id="state"
        label="State"
        value={choice.state}
        all="Any"
        options={[
          ['open', 'Open'],
          ['overdue', 'Overdue'],
          ['done', 'Done'],
          ['not needed', 'No longer needed'],
        ]}
      />
      <FilterChoice id="service" label="Service" value={choice.service} all="All services" options={services} />
      <FilterChoice
        id="source"
        label="Comes from"
        value={choice.source}
        all="Anything"
        options={[['hand', 'Added by hand'], ...sources.map((kind) => [kind, sourceWord(kind)] as const)]}
      />
      {(['sort', 'order'] as const).map(
        (word) => query[word] !== undefined && <input type="hidden" name={word} value={query[word]} />,
      )}
      <div class="app-filters__apply">
        <Button variant="secondary" small>
          Apply
        </Button>
      </div>
    </form>
  );
}

interface TableProps {
  readonly actions: readonly Action[];
  readonly choice: ActionChoice;
  readonly query: Readonly<Record<string, string>>;
  readonly today: Day;
}

function ActionTable({ actions, choice, query, today }: TableProps) {
  const sortable = (text: string, by: SortBy) => ({
    text,
    href: sortAddress(query, choice, by),
    sort: choice.sort === by ? (choice.descending ? ('descending' as const) : ('ascending' as const)) : true,
  });
  return (
    <Table
      responsive
      firstCellIsHeader
      classes="app-list"
      caption={{ text: 'Actions', classes: 'nhsuk-u-visually-hidden' }}
      head={[
        sortable('Action', 'number'),
        sortable('Due', 'due'),
        sortable('Owner', 'owner'),
        sortable('Service', 'service'),
        { text: 'Comes from' },
        choice.state === null && { text: 'State' },
      ]}
      rows={actions.map((action) => [
        {
          text: (
            <>
              <span class="app-ref">{actionReference(action.number)}</span>{' '}
              <a href={actionPath(action.number)}>{action.title}</a>
            </>
          ),
        },
        { text: <DueWords action={action} today={today} /> },
        { text: action.owner.name },
        { text: action.service?.name ?? 'The whole organisation' },
        action.source
          ? { text: action.source.label, href: action.source.href }
          : { text: <span class="app-second">Added by hand</span> },
        choice.state === null && { text: STATE_WORDS[action.state] },
      ])}
    />
  );
}
