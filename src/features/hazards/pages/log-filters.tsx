import { FilterChoice, FilterField } from '../../../ui/filters.tsx';
import { Button, Details } from '../../../ui/nhsuk/index.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import type { ArisesIn } from '../domain.ts';
import { groupName } from './words.ts';
import { NOBODY, NOT_KNOWN, SORTS, type LogChoice, type LogOffers, type SortBy } from '../domain/log-view.ts';
import { sayLevel } from '../domain/ratings.ts';
import { addressWith, NARROWING } from './addresses.ts';

export const SORT_NAMES: Readonly<Record<SortBy, string>> = {
  number: 'Number',
  name: 'Hazard',
  initial: 'Initial',
  residual: 'Residual',
  status: 'Status',
  freshness: 'Freshness',
};

const ARISES: Readonly<Record<ArisesIn, string>> = {
  content: 'In the content',
  process: 'In the process',
  service: 'In the service',
};

/** Filters that stand folded; open where one of them is used. */
const MORE = ['level', 'provisional', 'vulnerable', 'arises', 'party'] as const;

interface FiltersProps {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly choice: LogChoice;
  readonly offers: LogOffers;
  readonly scheme: RiskScheme | null;
}

/** What narrows the log: a form that works as it stands, and says what is chosen. */
export function Filters({ path, query, choice, offers, scheme }: FiltersProps) {
  const narrowed = NARROWING.some((word) => query[word]);
  return (
    <form class="app-filters" method="get" action={path} aria-label="Filters">
      {(['initial', 'residual', 'rows', 'as-at'] as const).map(
        (word) => query[word] && <input type="hidden" name={word} value={query[word]} />,
      )}
      <FilterField id="q" label="Words, hazard or control number">
        <input class="nhsuk-input" id="q" name="q" type="search" value={query['q'] ?? ''} maxlength={200} />
      </FilterField>
      <FilterChoice
        id="component"
        label="Component"
        value={choice.component}
        all="All components"
        options={[
          ...offers.components.map((name) => [name, name] as const),
          ...(offers.unplaced ? [[NOBODY, 'None stated'] as const] : []),
        ]}
      />
      <FilterChoice
        id="status"
        label="Status"
        value={choice.status}
        all="Any"
        options={[
          ['not closed', 'Not closed'],
          ['open', 'Open'],
          ['closed', 'Closed'],
          ['transferred', 'Transferred'],
        ]}
      />
      <FilterChoice
        id="verdict"
        label="Verdict"
        value={choice.verdict}
        all="Any"
        options={[
          ['failing', 'Does not hold'],
          ['not verified', 'Not verified'],
          ['holds', 'Holds'],
          ['provisional or failing', 'Provisional or failing'],
        ]}
      />
      <FilterChoice
        id="freshness"
        label="Freshness"
        value={choice.freshness}
        all="Any"
        options={[
          ['lapsed', 'Lapsed'],
          ['due', 'Due soon'],
          ['current', 'Current'],
          ['nothing', 'No date yet'],
        ]}
      />
      <FilterChoice
        id="owner"
        label="Owner"
        value={choice.owner}
        all="Anyone"
        options={[
          ...offers.owners.map((name) => [name, name] as const),
          ...(offers.unowned ? [[NOBODY, 'Nobody'] as const] : []),
        ]}
      />
      <div class="app-filters__more">
        <Details summary="More filters" open={MORE.some((word) => query[word])}>
          <div class="app-filters__grid">
            <FilterChoice
              id="level"
              label="Level that counts"
              value={choice.level}
              all="Any"
              options={offers.levels.map((level) =>
                level === null ? [NOT_KNOWN, 'Not known'] : [String(level), sayLevel(scheme, level)],
              )}
            />
            <FilterChoice
              id="provisional"
              label="Residual rating"
              value={choice.provisional ? 'yes' : null}
              all="Any"
              options={[['yes', 'Provisional']]}
            />
            <FilterChoice
              id="vulnerable"
              label="Vulnerable group"
              value={choice.vulnerable}
              all="Any, or none"
              options={offers.vulnerable.map((code) => [code, groupName(code)] as const)}
            />
            <FilterChoice
              id="arises"
              label="Arises in"
              value={choice.arisesIn}
              all="Anywhere"
              options={[
                ...offers.arisesIn.map((place) => [place, ARISES[place]] as const),
                ...(offers.unsaid ? [[NOBODY, 'Not stated'] as const] : []),
              ]}
            />
            <FilterChoice
              id="party"
              label="Controls"
              value={choice.deployer ? 'deployer' : null}
              all="Any"
              options={[['deployer', 'Some for the deployer']]}
            />
          </div>
        </Details>
      </div>
      <div class="app-filters__sort">
        <FilterChoice
          id="sort"
          label="In the order of"
          value={choice.sort === 'number' ? null : choice.sort}
          all="Number"
          options={SORTS.filter((sort) => sort !== 'number').map((sort) => [sort, SORT_NAMES[sort]])}
        />
        {choice.descending && <input type="hidden" name="order" value="down" />}
      </div>
      <div class="app-filters__apply">
        <Button variant="secondary" small>
          Apply
        </Button>
        {narrowed && (
          <a href={addressWith(path, query, Object.fromEntries(NARROWING.map((word) => [word, null])))}>
            Show all hazards
          </a>
        )}
      </div>
    </form>
  );
}
